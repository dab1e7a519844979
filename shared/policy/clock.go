package policy

import "github.com/redress/redress/shared/clock"

// Clock is the rule of one time limit.
type Clock struct {
	Name  string // dispatch, contact, return, answer, legal, callback, rework, appeal, superior, ...
	Title Text
	// Target is the limit of most matters; zero when Unset says why no figure is known.
	Target clock.Target
	// Unset is why the limit has no figure yet. Such a clock is never started: the company has
	// to set it, and is told so.
	Unset string
	// Variants are the limits of some matters. The first that fits wins over Target.
	Variants []Variant
	// Quiet clocks are recorded and reported but send no notices.
	Quiet bool
	// Promised clocks are told to the customer.
	Promised bool
	// Pausable clocks stand still while the case is suspended.
	Pausable bool
	// PauseCap is how long suspensions may stop this clock, in all and in the clock's own unit;
	// zero for no cap of its own.
	PauseCap clock.Target
	// Holder has to act, where it is not the unit that has the case: "centre", or the level whose
	// unit at or above that one does; "" for the unit itself. See [Policy.Holder].
	Holder string
	// After is the clock at whose end this one starts; "" when the journey itself starts it.
	After    string
	Warnings []Warning
	Breach   Breach
	// Ladder is who is told after the breach, rung by rung, until the deed is done.
	Ladder []Rung
	// Valid is when the source is in force, as far as it says so.
	Valid Validity
	// Source is where the limit stands (a law, a promise, a document row), and Basis what
	// staff read of it; empty for the source itself.
	Source string
	Basis  Text
}

// Warning is a point before a deadline at which somebody is told.
type Warning struct {
	Point  clock.Point
	Levels []string // "handler", "centre", "L1" ... "L5"
	// AnyTime points may fall outside working time.
	AnyTime bool
}

// Breach says what a missed deadline sets off.
type Breach struct {
	Levels []string
	// Supervision is the level that opens supervision over the case; "" for none.
	Supervision string
}

// Rung is a step of the ladder after a breach.
type Rung struct {
	// After is the distance from the breach.
	After clock.Offset
	// Levels are told.
	Levels []string
	// Every is the distance of a repeat from the one before; the zero Offset for once only.
	Every clock.Offset
	// Times is how often the rung is told in all; 0 for as long as the deed is not done, which
	// only the last rung may be.
	Times int
	// AnyTime: an instant in elapsed time may fall outside working time.
	AnyTime bool
	// Supervision is the level that opens supervision over the case; "" for none.
	Supervision string
}

// Climbs is how often the rung is climbed; 0 for without end.
func (r Rung) Climbs() int {
	if !r.Every.Moves() {
		return 1
	}
	return r.Times
}

// Rung finds what the n-th climb after the breach tells, n from 1, and which repeat of its rung
// that is, from 0; false beyond the top of the ladder.
func (c Clock) Rung(n int) (r Rung, repeat int, ok bool) {
	for _, r := range c.Ladder {
		if times := r.Climbs(); times == 0 || n <= times {
			return r, n - 1, n >= 1
		} else {
			n -= times
		}
	}
	return Rung{}, 0, false
}
