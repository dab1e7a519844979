package complaint

import "context"

// Tallies counts what the machine has done, by office day ("2026-11-02"), so
// that a day can be reconciled when it is over.
type Tallies interface {
	// Tally adds to the counters of a day. One that is new starts at 0; a count
	// of 0 is left out, and without any other nothing is written. All counts of
	// a call are added or none.
	Tally(ctx context.Context, day string, counts map[string]int64) error
	// Tallied reads the counters of a day; empty when it has none.
	Tallied(ctx context.Context, day string) (map[string]int64, error)
}

// What is counted of a day.
const (
	// TallySweeps are the minutes in which a sweep beat its heart.
	TallySweeps = "sweeps"
	// TallyFired are the warnings, breaches and repeats that sweeps fired.
	TallyFired = "fired"
	// TallyLate are those of them that were found later than [LateAfter].
	TallyLate = "late"
	// TallyFailed are the cases that a sweep could not carry through.
	TallyFailed = "failed"
	// TallyRedelivered are the effects that a sweep brought again.
	TallyRedelivered = "redelivered"
	// TallySuppressed are the effects that were brought although they were
	// delivered, or in somebody's hands, already.
	TallySuppressed = "suppressed"
)
