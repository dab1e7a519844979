package web

import (
	"time"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// ClockView is a clock with the proof of its due instant.
type ClockView struct {
	Name        string                `json:"name"`
	Round       int                   `json:"round"`
	State       complaint.ClockState  `json:"state"`
	Target      string                `json:"target"`
	StartedAt   time.Time             `json:"startedAt"`
	DueAt       time.Time             `json:"dueAt"`
	FirstDueAt  time.Time             `json:"firstDueAt,omitzero" doc:"the due instant before it first moved"`
	Told        *complaint.Told       `json:"told,omitempty" doc:"what the customer was told last, where that is not dueAt; without an instant, that nothing is promised any more"`
	ExpectedAt  time.Time             `json:"expectedAt,omitzero" doc:"what the customer was told to expect, as the promise will not be kept"`
	Provisional bool                  `json:"provisional,omitempty"`
	EndedAt     time.Time             `json:"endedAt,omitzero"`
	BreachedAt  time.Time             `json:"breachedAt,omitzero"`
	Correction  *complaint.Correction `json:"correction,omitempty" doc:"how the breach would stand by what became known later; it stays all the same"`
	DaysLate    int                   `json:"workingDaysLate,omitempty"`
	Generation  int                   `json:"generation"`
	Basis       *complaint.Basis      `json:"basis,omitempty" doc:"where the count begins after a change of limits that does not reach back to the start"`
	Why         string                `json:"why,omitempty" doc:"the rule of the policy that chose the target; order where a person's order started it"`
	Calendar    string                `json:"calendar,omitempty" doc:"versions of the calendar and of its zone's rules"`
	Used        *Used                 `json:"used,omitempty"`
	Points      []complaint.Point     `json:"points,omitempty"`
	Ledger      []clock.Stretch       `json:"ledger,omitempty" doc:"what dueAt follows from; left out when it followed from a calendar that has changed since"`
	Corrected   []clock.Stretch       `json:"correctedLedger,omitempty" doc:"what the due instant of the correction follows from"`
}

// Used is how much of a limit is used up. The percentage is for the eye alone:
// nothing is decided by it.
type Used struct {
	Counted int64  `json:"counted"`
	Of      int64  `json:"of"`
	Unit    string `json:"unit" enum:"seconds,days"`
	Percent int64  `json:"percent" doc:"rounded down, 100 only when all of it is used"`
}

func clockView(p *policy.Policy, k *complaint.Clock) ClockView {
	v := ClockView{
		Name: k.Name, Round: k.Round, State: k.State, Target: k.Target, StartedAt: k.StartedAt, DueAt: k.DueAt,
		FirstDueAt: k.FirstDueAt, Told: k.Told, ExpectedAt: k.ExpectedAt, Provisional: k.Provisional, EndedAt: k.EndedAt, BreachedAt: k.BreachedAt,
		Correction: k.Correction, Generation: k.Generation, Basis: k.Basis, Why: k.Why, Calendar: k.Calendar, Points: k.Points,
	}
	if k.State == complaint.Missed && !k.EndedAt.IsZero() {
		v.DaysLate = p.Calendar.DaysLate(k.DueAt, k.EndedAt)
	}
	return v
}

// proven adds to each clock the proof of its due instant and how much of it is
// used up, and to the case what its time was spent on.
func (v CaseView) proven(p *policy.Policy, c *complaint.Case, now time.Time) (CaseView, error) {
	spent := c.Spent(p, now)
	v.Time = &spent
	for i := range v.Clocks {
		count, err := v.Clocks[i].prove(p, c, &c.Clocks[i])
		if err != nil {
			return v, err
		}
		at := now
		if ended := c.Clocks[i].EndedAt; !ended.IsZero() {
			at = ended
		}
		v.Clocks[i].Used = used(p.Calendar, count, at)
	}
	return v, nil
}

// prove adds the ledger that ends at the due instant, and for a corrected breach
// the one that ends at the other, and gives what was counted.
func (v *ClockView) prove(p *policy.Policy, c *complaint.Case, k *complaint.Clock) (complaint.Count, error) {
	count, lines, err := ledger(p, k, c.Count)
	if err != nil || k.State == complaint.Running || k.State == complaint.Paused || ends(lines, k.DueAt) {
		v.Ledger = lines
		return count, err
	}
	if k.Correction != nil && ends(lines, k.Correction.DueAt) {
		v.Corrected = lines
	}
	then, lines, err := ledger(p, k, c.CountThen)
	if err == nil && ends(lines, k.DueAt) {
		count, v.Ledger = then, lines
	}
	return count, err
}

func ledger(p *policy.Policy, k *complaint.Clock, count func(*complaint.Clock, *policy.Policy) (complaint.Count, error)) (complaint.Count, []clock.Stretch, error) {
	n, err := count(k, p)
	if err != nil {
		return n, nil, err
	}
	lines, err := p.Calendar.Ledger(n.From, n.Target, n.Pauses...)
	return n, lines, err
}

func ends(lines []clock.Stretch, at time.Time) bool {
	return len(lines) > 0 && lines[len(lines)-1].To.Equal(at)
}

func used(calendar *clock.Calendar, n complaint.Count, at time.Time) *Used {
	u := Used{Counted: calendar.Used(n.From, n.Target, at, n.Pauses...), Of: n.Target.Size(), Unit: "seconds"}
	if n.Target.InDays() {
		u.Unit = "days"
	}
	u.Percent = u.Counted * 100 / u.Of
	return &u
}
