package complaint

import (
	"slices"
	"time"

	"github.com/redress/redress/shared/clock"
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
	Generation  int     `json:"generation"`
	Target      string  `json:"target"`
	StartedAt   Instant `json:"startedAt"`
	DueAt       Instant `json:"dueAt"`
	Provisional bool    `json:"provisional,omitempty"` // reaches into a year without a published calendar
	EndedAt     Instant `json:"endedAt,omitzero"`
	// BreachedAt is the due instant, FoundAt when the breach was found.
	BreachedAt Instant `json:"breachedAt,omitzero"`
	FoundAt    Instant `json:"foundAt,omitzero"`
	Points     []Point `json:"points,omitempty"`
	// Rung counts what has been climbed of the ladder since the breach: 1 is
	// the breach itself, each repeat adds one. ClimbAt is when the next rung
	// is due, NudgedAt when the workflow was told.
	Rung     int     `json:"rung,omitempty"`
	ClimbAt  Instant `json:"climbAt,omitzero"`
	NudgedAt Instant `json:"nudgedAt,omitzero"`
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

// Warned tells whether a point has fired while the clock still runs.
func (k *Clock) Warned() bool {
	return k.State == Running && slices.ContainsFunc(k.Points, func(p Point) bool { return !p.FiredAt.IsZero() })
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

// arm starts a clock in the present round, or in the next free one when it ran
// in this round already. A kind of matter that has no such limit does not run
// it, and nobody must contact an anonymous customer who left no number.
func (a *act) arm(name string, start Instant) error {
	target, ok := a.Policy.Limit(a.Kind, name)
	if !ok || name == "contact" && a.Customer.Anonymous && !a.Customer.Reachable {
		return nil
	}
	k := Clock{Name: name, Round: a.Round, State: Running, StartedAt: start}
	if last := a.Clock(name); last != nil && last.Round >= k.Round {
		k.Round = last.Round + 1
	}
	if err := a.aim(&k, target); err != nil {
		return err
	}
	a.Clocks = append(a.Clocks, k)
	return nil
}

// aim computes a clock's due instant and points, as a new generation. Points
// that lie in the past are never sent; one that was told already is not told
// again at the same instant.
func (a *act) aim(k *Clock, target clock.Target) error {
	rule, _ := a.Policy.Clock(k.Name)
	due, err := a.Policy.Calendar.Due(k.StartedAt, target)
	if err != nil {
		return internal(err, "compute the due instant of clock "+k.Name)
	}
	told := k.Points
	k.Generation++
	k.Target, k.DueAt, k.Provisional, k.Points = target.String(), due.At, due.Provisional, nil
	for _, w := range rule.Warnings {
		at, ok := a.Policy.Calendar.Warn(k.StartedAt, target, due.At, w.Point, w.AnyTime)
		if !ok {
			continue
		}
		p := Point{Label: w.Point.String(), At: at, Passed: !at.After(a.Now)}
		for _, old := range told {
			if !old.FiredAt.IsZero() && old.At.Equal(at) {
				p.FiredAt, p.Passed = old.FiredAt, false
			}
		}
		k.Points = append(k.Points, p)
	}
	if due.Provisional {
		a.alarmUnpublished(k)
	}
	return nil
}

// rearm brings the clocks that still run in line with the case's kind: limits
// that it has not are cancelled, others are computed anew from their start. It
// gives the clocks whose due instants have moved.
func (a *act) rearm() (moved []*Clock, err error) {
	for i := range a.Clocks {
		k := &a.Clocks[i]
		if k.State != Running {
			continue
		}
		target, ok := a.Policy.Limit(a.Kind, k.Name)
		if !ok {
			a.cancelClock(k)
			continue
		}
		if target.String() == k.Target {
			continue
		}
		if err := a.aim(k, target); err != nil {
			return nil, err
		}
		moved = append(moved, k)
	}
	return moved, nil
}

var otherMatter = policy.Text{"en": "the matter was classified anew", "zh": "诉求类型经核实已调整"}

// end stops the latest round of a clock as of an instant. A deed after its
// due instant is a breach, whoever finds it first.
func (a *act) end(name string, at Instant) {
	k := a.Clock(name)
	if k == nil || !k.Unended() {
		return
	}
	if k.State != Missed && !at.After(k.DueAt) {
		k.State, k.EndedAt = Met, at
		return
	}
	if k.State != Missed {
		a.breach(k)
	}
	if k.Rung == 0 && !k.ClimbAt.IsZero() {
		a.climb(k) // the breach counts as climbed, so that what follows is a repeat
	}
	k.EndedAt, k.ClimbAt, k.NudgedAt = at, Instant{}, Instant{}
}

// undo lets a clock run on that an answer had ended: same due instant, and
// nothing that was told, or would have been by now, is told again.
func (a *act) undo(name string) {
	k := a.Clock(name)
	if k == nil || k.EndedAt.IsZero() || k.State == Cancelled {
		return
	}
	k.EndedAt = Instant{}
	if k.State == Missed {
		k.ClimbAt = a.comingRepeat(k)
		return
	}
	k.State = Running
	for i := range k.Points {
		if p := &k.Points[i]; p.pending() && !p.At.After(a.Now) {
			p.Passed = true
		}
	}
}

// cancelClocks stops every clock that still runs.
func (a *act) cancelClocks() {
	for i := range a.Clocks {
		if k := &a.Clocks[i]; k.Unended() {
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

// comingRepeat is the next repeat of an overdue clock that is still to come
// and not stopped by an acknowledgement; zero when its rule has none.
func (a *act) comingRepeat(k *Clock) Instant {
	rule, _ := a.Policy.Clock(k.Name)
	if rule.Repeat == nil {
		return Instant{}
	}
	at := a.Policy.Calendar.NextDayAt(k.BreachedAt, rule.Repeat.Minute)
	for !at.After(a.Now) || at.Before(a.AcknowledgedUntil) {
		at = a.Policy.Calendar.NextDayAt(at, rule.Repeat.Minute)
	}
	return at
}

// missedRepeat is the next repeat after an instant. Of several that have been
// missed meanwhile only the latest is left: one reminder after a silence.
func (a *act) missedRepeat(k *Clock, after Instant) Instant {
	rule, _ := a.Policy.Clock(k.Name)
	if rule.Repeat == nil {
		return Instant{}
	}
	at := a.Policy.Calendar.NextDayAt(after, rule.Repeat.Minute)
	for {
		next := a.Policy.Calendar.NextDayAt(at, rule.Repeat.Minute)
		if next.After(a.Now) && !at.Before(a.AcknowledgedUntil) {
			return at
		}
		at = next
	}
}
