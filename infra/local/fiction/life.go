package fiction

import (
	"math/rand/v2"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// life is a case that is being lived.
type life struct {
	*rand.Rand
	*complaint.Case
	book    *Book
	arrival *arrival
	matter  matter
	events  []complaint.Event
	now     time.Time
	// returns are the arrivals that bring the matter again from now on.
	returns []int
	repeats int // of the matter, so far
	err     error
}

// live lives a case and gives it as one commit.
func (b *Book) live(i int) (complaint.Commit, error) {
	a := &b.arrivals[i]
	l := &life{Rand: rand.New(rand.NewPCG(b.spec.Seed, uint64(2*i+3))), book: b, arrival: a, matter: b.matter(i), returns: b.returns[i], repeats: 1, now: a.recorded}
	if a.again >= 0 {
		l.matter = b.matter(a.again)
	}
	contact := l.open()
	if l.err == nil {
		l.story()
		l.advance(b.spec.Until)
	}
	return complaint.Commit{Case: l.Case, Contact: &contact, Change: complaint.Change{Events: l.events}}, l.err
}

// open records the complaint.
func (l *life) open() (contact complaint.Contact) {
	s := l.matter.submission
	s.Channel, s.ReceivedAt = l.arrival.channel, l.arrival.received
	if s.Channel == "regulator" || s.Channel == "superior" {
		s.Source = complaint.Source{Body: "12398", Reference: l.arrival.reference, OverLevel: chance(l.Rand, 20)}
	}
	var change complaint.Change
	l.Case, contact, change, l.err = complaint.Open(s, l.arrival.reference, "K7QP22XM9RTA", l.turn(complaint.System, ""))
	l.events = append(l.events, change.Events...)
	return contact
}

func (l *life) turn(role complaint.Role, unit string) complaint.Turn {
	return complaint.Turn{Policy: l.book.spec.Policy, Now: l.now, By: complaint.Actor{Role: role, Unit: unit}}
}

// do gives commands at an instant, or now when that is past. It is false when
// the book ends before, or the case has ended.
func (l *life) do(at time.Time, by complaint.Role, commands ...complaint.Command) bool {
	if l.err != nil || at.After(l.book.spec.Until) {
		return false
	}
	l.advance(at)
	for _, cmd := range commands {
		if l.err != nil {
			return false
		}
		unit := ""
		if by == complaint.Handler {
			unit = l.Unit
		}
		change, err := l.Do(cmd, l.turn(by, unit))
		l.events, l.err = append(l.events, change.Events...), err
	}
	return l.err == nil && l.Status != complaint.Closed
}

// advance lets happen what does so by itself up to an instant: clocks fire, the
// ladder is climbed, others bring the matter again.
func (l *life) advance(to time.Time) {
	for l.err == nil {
		wake := l.WakeAt
		if len(l.returns) > 0 {
			if next := &l.book.arrivals[l.returns[0]]; !next.found().After(to) && (wake.IsZero() || !next.found().After(wake)) {
				l.again(next)
				continue
			}
		}
		if wake.IsZero() || wake.After(to) {
			break
		}
		l.now = latest(l.now, wake)
		turn := l.turn(complaint.System, "")
		fired := l.Fire(turn)
		l.events = append(append(l.events, fired.Events...), l.Climb(turn).Events...)
	}
	l.now = latest(l.now, to)
}

// again lets another arrival bring the matter: an open case is urged, a closed
// one hears that it has come again.
func (l *life) again(next *arrival) {
	l.returns = l.returns[1:]
	l.now = latest(l.now, next.found())
	var cmd complaint.Command = complaint.Link{From: next.reference}
	if next.joined = l.Status.Open(); !next.joined {
		l.repeats++
		cmd = complaint.Recurring{Case: next.reference, Count: l.repeats}
	}
	change, err := l.Do(cmd, l.turn(complaint.System, ""))
	l.events, l.err = append(l.events, change.Events...), err
}

// later is now and about so much more: from a third to several times of it.
func (l *life) later(about time.Duration) time.Time {
	return l.now.Add(time.Duration(float64(about) * (0.3 + 0.7*l.ExpFloat64()))).Truncate(time.Second)
}

// atWork is later, in office hours.
func (l *life) atWork(about time.Duration) time.Time {
	return l.book.spec.Policy.Calendar.Opening(l.later(about))
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
