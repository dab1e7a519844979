package complaint

import (
	"slices"
	"time"

	"github.com/redress/redress/shared/policy"
)

// ClockState is how a clock stands.
type ClockState string

// The states. A missed clock stays missed; EndedAt tells when it was done late.
const (
	Running   ClockState = "running"
	Paused    ClockState = "paused"
	Met       ClockState = "met" // ended at or before due
	Missed    ClockState = "missed"
	Cancelled ClockState = "cancelled"
)

// Clock is one time limit of a case in one round.
type Clock struct {
	Name  string     `json:"name"`
	Round int        `json:"round"`
	State ClockState `json:"state"`
	// Generation counts how often the due instant was computed anew.
	Generation int     `json:"generation"`
	Target     string  `json:"target"`
	StartedAt  Instant `json:"startedAt"`
	// Basis is where the count begins, and of how much, after a change of
	// limits that does not reach back to the start.
	Basis *Basis  `json:"basis,omitempty"`
	DueAt Instant `json:"dueAt"`
	// FirstDueAt is the due instant of the first generation, when it has moved.
	FirstDueAt  Instant `json:"firstDueAt,omitzero"`
	Provisional bool    `json:"provisional,omitempty"` // reaches into a year without a published calendar
	// ArmedAt is when the due instant was computed, Calendar the versions of
	// the calendar and its zone that it was computed by, Why the rule of the
	// policy that chose the target, or "order" where a person's order started it.
	ArmedAt  Instant `json:"armedAt,omitzero"`
	Calendar string  `json:"calendar,omitempty"`
	Why      string  `json:"why,omitempty"`
	EndedAt  Instant `json:"endedAt,omitzero"`
	// Unit is the one that had to act when the deed was done, or the clock was
	// missed; "" before, and in older cases. See [Case.Holder].
	Unit string `json:"unit,omitempty"`
	// BreachedAt is the due instant, FoundAt when the breach was found.
	BreachedAt Instant `json:"breachedAt,omitzero"`
	FoundAt    Instant `json:"foundAt,omitzero"`
	// Correction stands beside a breach that later knowledge puts in another
	// light. The breach stays.
	Correction *Correction `json:"correction,omitempty"`
	Points     []Point     `json:"points,omitempty"`
	// Earlier are the points that were told and are none of this generation's: a
	// due instant that comes back to where it was remembers them.
	Earlier []Point `json:"earlier,omitempty"`
	// WarnedAt is the nominal instant of the last warning, whichever generation's
	// point it was.
	WarnedAt Instant `json:"warnedAt,omitzero"`
	// Rung counts what has been climbed of the ladder since the breach: 1 is
	// the breach itself, each repeat adds one. ClimbAt is when the next rung
	// is due, NudgedAt when the workflow was told.
	Rung     int     `json:"rung,omitempty"`
	ClimbAt  Instant `json:"climbAt,omitzero"`
	NudgedAt Instant `json:"nudgedAt,omitzero"`
	// Told is what the customer was told last, where that is not the due instant;
	// see [Clock.Promised].
	Told *Told `json:"told,omitempty"`
	// ExpectedAt is what the customer was told to expect when the promise will not be
	// kept; zero while it will.
	ExpectedAt Instant `json:"expectedAt,omitzero"`
}

// Basis is what a clock counts from a change of limits on.
type Basis struct {
	From   Instant       `json:"from"`
	Target string        `json:"target"`
	Choice policy.Choice `json:"choice"`
}

// Point is a warning point of a clock.
type Point struct {
	Label string  `json:"label"` // as in the policy: "2wd before@09:00"
	At    Instant `json:"at"`
	// FiredAt is when the warning was recorded; Passed points lay in the
	// past when they were armed and are never sent.
	FiredAt Instant `json:"firedAt,omitzero"`
	Passed  bool    `json:"passed,omitempty"`
}

func (p Point) pending() bool { return p.FiredAt.IsZero() && !p.Passed }

// fired is the point of any generation that was told at an instant, or nil.
func (k *Clock) fired(at Instant) *Point {
	for _, points := range [][]Point{k.Points, k.Earlier} {
		for i := range points {
			if p := &points[i]; !p.FiredAt.IsZero() && p.At.Equal(at) {
				return p
			}
		}
	}
	return nil
}

// Warned tells whether a point has fired while the clock still runs.
func (k *Clock) Warned() bool {
	return k.State == Running && slices.ContainsFunc(k.Points, func(p Point) bool { return !p.FiredAt.IsZero() })
}

// Warned tells whether a clock of the case has warned and runs.
func (c *Case) Warned() bool {
	return slices.ContainsFunc(c.Clocks, func(k Clock) bool { return k.Warned() })
}

// Missed tells whether a clock of the case was missed, whatever was done since.
func (c *Case) Missed() bool {
	return slices.ContainsFunc(c.Clocks, func(k Clock) bool { return k.State == Missed })
}

// Holder is the unit that has to act for a clock of the case, or had to when it ended
// or was missed.
func (c *Case) Holder(p *policy.Policy, k *Clock) string {
	if k.Unit != "" {
		return k.Unit
	}
	return p.Holder(k.Name, c.unitOf(p, k))
}

// Unended tells whether the deed that the clock measures is still to be done.
func (k *Clock) Unended() bool {
	return k.State == Running || k.State == Paused || k.State == Missed && k.EndedAt.IsZero()
}

// wake is the next instant at which time changes this clock; zero for none.
func (k *Clock) wake() Instant {
	switch {
	case k.State == Running:
		at := k.DueAt.Add(time.Second) // a breach is one as soon as now > due
		for _, p := range k.Points {
			if p.pending() && p.At.Before(at) {
				at = p.At
			}
		}
		return at
	case k.State == Missed && k.EndedAt.IsZero() && !k.ClimbAt.IsZero():
		if k.NudgedAt.IsZero() {
			return k.ClimbAt
		}
		return k.NudgedAt.Add(climbGrace)
	}
	return Instant{}
}

// NextDue is the earliest due instant of the deeds still to be done; zero
// when nothing is. An overdue deed's lies in the past. Lists are ordered by it.
func (c *Case) NextDue() Instant {
	var next Instant
	for i := range c.Clocks {
		if k := &c.Clocks[i]; k.Unended() && (next.IsZero() || k.DueAt.Before(next)) {
			next = k.DueAt
		}
	}
	return next
}

// Clock finds the latest round of a clock; nil when the case never ran it.
func (c *Case) Clock(name string) *Clock {
	for i := len(c.Clocks) - 1; i >= 0; i-- {
		if c.Clocks[i].Name == name {
			return &c.Clocks[i]
		}
	}
	return nil
}

// clockIn finds a clock in one round; nil when the case never ran it there.
func (c *Case) clockIn(name string, round int) *Clock {
	i := slices.IndexFunc(c.Clocks, func(k Clock) bool { return k.Name == name && k.Round == round })
	if i < 0 {
		return nil
	}
	return &c.Clocks[i]
}

// end stops the latest round of a clock as of an instant, where it runs.
func (a *act) end(name string, at Instant) {
	if k := a.Clock(name); k != nil {
		a.endClock(k, at)
	}
}

// endClock stops a clock as of an instant, when it has not ended. A deed after its
// due instant is a breach, whoever finds it first.
func (a *act) endClock(k *Clock, at Instant) {
	if !k.Unended() {
		return
	}
	if k.State != Missed && !at.After(k.DueAt) {
		k.Unit, k.State, k.EndedAt = a.Holder(a.Policy, k), Met, at
		a.follow(k)
		return
	}
	if k.State != Missed {
		a.breach(k)
	}
	if k.Rung == 0 && !k.ClimbAt.IsZero() {
		a.climb(k) // the breach counts as climbed, so that what follows is a repeat
	}
	k.EndedAt, k.ClimbAt, k.NudgedAt = at, Instant{}, Instant{}
	if !at.After(k.DueAt) {
		a.correct(k, k.DueAt, becauseLate)
	}
	a.follow(k)
}

// settle ends supervision that was opened because an outliving clock was missed, when
// nothing is owed by it any more.
func (a *act) settle(name string) {
	if !a.owes(name) {
		a.releaseOf(reason(name))
	}
}

// undo is undoClock for the latest round of a clock.
func (a *act) undo(name string) error {
	if k := a.Clock(name); k != nil {
		return a.undoClock(k)
	}
	return nil
}

// undoClock lets a clock run on that a deed had ended which is not good enough: same
// due instant, but for suspensions since, and nothing that was told, or would have
// been by now, is told again.
func (a *act) undoClock(k *Clock) error {
	if k.EndedAt.IsZero() || k.State == Cancelled {
		return nil
	}
	ended := k.EndedAt
	a.unfollow(k.Name, ended)
	k.EndedAt = Instant{}
	if k.Correction != nil && k.Correction.Because == becauseLate {
		k.Correction = nil
	}
	if k.State == Missed {
		a.schedule(k, k.BreachedAt, a.Now)
		return nil
	}
	k.State, k.Unit = Running, ""
	for i := range k.Points {
		if p := &k.Points[i]; p.pending() && !p.At.After(a.Now) {
			p.Passed = true
		}
	}
	if rule, _ := a.Policy.Clock(k.Name); !rule.Pausable { // another calendar is another matter
		return nil
	}
	since := func(s Suspension) bool { return s.to().After(ended) || !s.ToldAt.Before(ended) }
	due, err := a.due(k)
	if err == nil && !due.Equal(k.DueAt) && slices.ContainsFunc(a.Suspensions, since) {
		err = a.move(k, a.Now, becauseSuspension, resumed)
	}
	if err != nil {
		return err
	}
	if k.DueAt.After(a.Now) { // else it is missed, whatever has been suspended after that
		a.halt(k)
	}
	return nil
}

// outliving are the clocks that go on whatever becomes of the case: a regulator waits,
// something is to be set right or to be looked at, the customer is to be paid, and an emergency plan is
// to be brought to its end.
var outliving = []string{regulatorClock, rectificationClock, remedyClock, preventionClock, checkClock}

// owes tells whether the deed of a clock is still to be done, in any of its rounds.
func (c *Case) owes(name string) bool {
	return slices.ContainsFunc(c.Clocks, func(k Clock) bool { return k.Name == name && k.Unended() })
}

// cancelClocks stops every clock that still runs, but for those that last.
func (a *act) cancelClocks() {
	for i := range a.Clocks {
		if k := &a.Clocks[i]; k.Unended() && !slices.Contains(outliving, k.Name) {
			a.cancelClock(k)
		}
	}
}

// cancelClock stops one clock; a missed one stays missed.
func (a *act) cancelClock(k *Clock) {
	if k.State != Missed {
		k.State = Cancelled
	}
	k.EndedAt, k.ClimbAt, k.NudgedAt = a.Now, Instant{}, Instant{}
}
