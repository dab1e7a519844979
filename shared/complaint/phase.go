package complaint

import (
	"slices"
	"time"

	"github.com/redress/redress/shared/policy"
)

// Phase is when a case came to stand in a status with a unit. It lasts until
// the next one begins.
type Phase struct {
	At     Instant `json:"at"`
	Status Status  `json:"status"`
	// Unit held the case from then on; "" where none did, and in a case from
	// before units were kept here.
	Unit string `json:"unit,omitempty"`
}

// mostPhases bounds the history that a case carries; its events hold it whole.
const mostPhases = 200

// enter notes a change of status or unit. The first phase begins at the receipt.
func (a *act) enter() {
	p := Phase{At: a.Now, Status: a.Status, Unit: a.Unit}
	n := len(a.Phases)
	switch {
	case n == 0:
		p.At = a.ReceivedAt
	case n >= mostPhases, a.Phases[n-1].Status == p.Status && a.Phases[n-1].Unit == p.Unit:
		return
	}
	a.Phases = append(a.Phases, p)
}

// moved tells whether the case was another unit's before.
func (c *Case) moved() bool {
	return slices.ContainsFunc(c.Phases, func(p Phase) bool { return p.Unit != "" && p.Unit != c.Unit })
}

// Holding is time of a case by who held it, in whole seconds.
type Holding struct {
	Unit   string `json:"unit,omitempty"` // of the phase; "" before a unit was known
	Status Status `json:"status"`
	// Waiting is the kind of the suspension that held meanwhile; "" for none.
	// An answered case waits for nobody but the centre.
	Waiting  string `json:"waiting,omitempty"`
	Running  int64  `json:"running"`    // in office hours
	OutHours int64  `json:"outOfHours"` // the office closed
}

// Held gives who held the case, and what it waited for, from the receipt to an
// instant: each unit, status and suspension once, in the order in which they
// came first. What it was closed for is left out. Of several suspensions at one
// time the one that began first counts.
func (c *Case) Held(p *policy.Policy, until Instant) []Holding {
	var list []Holding
	for i, phase := range c.Phases {
		if phase.Status == Closed {
			continue
		}
		for _, s := range c.stretches(phase, c.phaseEnd(i, until)) {
			h := Holding{Unit: phase.Unit, Status: phase.Status, Waiting: s.waiting}
			at := slices.IndexFunc(list, h.same)
			if at < 0 {
				at, list = len(list), append(list, h)
			}
			worked := seconds(p.Calendar.Worked(s.from, s.to))
			list[at].Running += worked
			list[at].OutHours += seconds(s.to.Sub(s.from)) - worked
		}
	}
	return list
}

// same tells whether two holdings are of one unit, status and suspension.
func (h Holding) same(o Holding) bool {
	return h.Unit == o.Unit && h.Status == o.Status && h.Waiting == o.Waiting
}

// phaseEnd is when a phase ended, an instant at the latest.
func (c *Case) phaseEnd(i int, until Instant) Instant {
	if i+1 < len(c.Phases) && c.Phases[i+1].At.Before(until) {
		return c.Phases[i+1].At
	}
	return until
}

// stretch is a part of a phase in which a case was suspended for one reason, or
// was not.
type stretch struct {
	waiting  string
	from, to Instant
}

// stretches divides a phase by the suspensions that held in it. The centre's
// turn after the answer is one stretch, whatever is suspended.
func (c *Case) stretches(phase Phase, to Instant) (list []stretch) {
	from := phase.At
	add := func(waiting string, end Instant) {
		if end.After(from) {
			list = append(list, stretch{waiting, from, end})
			from = end
		}
	}
	if phase.Status != Answered && phase.Status != Callback {
		inOrder := slices.SortedStableFunc(slices.Values(c.Suspensions), func(x, y Suspension) int { return x.From.Compare(y.From) })
		for _, s := range inOrder {
			end := s.to()
			if end.After(to) {
				end = to
			}
			if end.After(later(s.From, from)) {
				add("", s.From)
				add(s.Kind, end)
			}
		}
	}
	add("", to)
	return list
}

// Spent is the time of a case by what it was spent on, in whole seconds. The
// sorts are never added up under one name: what the customer waited for is not
// what the unit worked on.
type Spent struct {
	Running  int64            `json:"running"`          // open, in office hours
	OutHours int64            `json:"outOfHours"`       // open, the office closed
	Paused   map[string]int64 `json:"paused,omitempty"` // suspended, by kind
	Awaiting int64            `json:"awaitingCallback"` // answered, the centre's turn
	Closed   int64            `json:"closed"`
}

// Spent gives how the time from the receipt to an instant was spent, whoever
// held the case; see [Case.Held].
func (c *Case) Spent(p *policy.Policy, until Instant) Spent {
	sum := Spent{}
	for _, h := range c.Held(p, until) {
		sum.add(h)
	}
	for i, phase := range c.Phases {
		if end := c.phaseEnd(i, until); phase.Status == Closed && end.After(phase.At) {
			sum.Closed += seconds(end.Sub(phase.At))
		}
	}
	return sum
}

// add counts a holding as what it was spent on.
func (s *Spent) add(h Holding) {
	switch {
	case h.Status == Answered || h.Status == Callback:
		s.Awaiting += h.Running + h.OutHours
	case h.Waiting != "":
		if s.Paused == nil {
			s.Paused = map[string]int64{}
		}
		s.Paused[h.Waiting] += h.Running + h.OutHours
	default:
		s.Running += h.Running
		s.OutHours += h.OutHours
	}
}

func seconds(d time.Duration) int64 { return int64(d / time.Second) }

// later is the later of two instants.
func later(a, b Instant) Instant {
	if a.After(b) {
		return a
	}
	return b
}
