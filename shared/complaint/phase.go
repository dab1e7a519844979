package complaint

import (
	"slices"
	"time"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/policy"
)

// Phase is when a case entered a status.
type Phase struct {
	At     Instant `json:"at"`
	Status Status  `json:"status"`
}

// mostPhases bounds the history that a case carries; its events hold it whole.
const mostPhases = 200

// enter notes a change of status.
func (a *act) enter(s Status) {
	if n := len(a.Phases); (n == 0 || a.Phases[n-1].Status != s) && n < mostPhases {
		at := a.Now
		if n == 0 {
			at = a.ReceivedAt
		}
		a.Phases = append(a.Phases, Phase{At: at, Status: s})
	}
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

// Spent gives how the time from the receipt to an instant was spent. Of several
// suspensions at one time the one that began first counts.
func (c *Case) Spent(p *policy.Policy, until Instant) Spent {
	sum := Spent{}
	for i, phase := range c.Phases {
		end := until
		if i+1 < len(c.Phases) {
			end = c.Phases[i+1].At
		}
		if !end.After(phase.At) {
			continue
		}
		switch phase.Status {
		case Closed:
			sum.Closed += seconds(end.Sub(phase.At))
		case Answered, Callback:
			sum.Awaiting += seconds(end.Sub(phase.At))
		default:
			c.spend(&sum, p.Calendar, phase.At, end)
		}
	}
	return sum
}

// spend adds a stretch in which the case was open and with a unit, or on its way to one.
func (c *Case) spend(sum *Spent, calendar *clock.Calendar, from, to Instant) {
	open := func(to Instant) {
		if to.After(from) {
			worked := seconds(calendar.Worked(from, to))
			sum.Running += worked
			sum.OutHours += seconds(to.Sub(from)) - worked
			from = to
		}
	}
	inOrder := slices.SortedStableFunc(slices.Values(c.Suspensions), func(x, y Suspension) int { return x.From.Compare(y.From) })
	for _, s := range inOrder {
		begin, end := later(s.From, from), s.to()
		if end.After(to) {
			end = to
		}
		if !end.After(begin) {
			continue
		}
		open(begin)
		if sum.Paused == nil {
			sum.Paused = map[string]int64{}
		}
		sum.Paused[s.Kind] += seconds(end.Sub(begin))
		from = end
	}
	open(to)
}

func seconds(d time.Duration) int64 { return int64(d / time.Second) }

// later is the later of two instants.
func later(a, b Instant) Instant {
	if a.After(b) {
		return a
	}
	return b
}
