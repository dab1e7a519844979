package clock

import (
	"cmp"
	"slices"
	"time"
)

// Pause is a half-open stretch of time that does not count. It weighs in the unit of the target
// that it interrupts: elapsed and working targets skip its seconds, targets in days skip every
// local date that it touches. Overlapping pauses count once, and an empty one not at all.
type Pause struct {
	From, To time.Time
	// Reason is shown in the ledger as "paused: reason"; it may be empty.
	Reason string
}

// gap is a pause in whole seconds, with the place of its reason.
type gap struct {
	from, to int64
	reason   string
}

// gaps are pauses in order and apart. Where several overlap the one that began first gives its
// reason, and the next one from there on.
type gaps []gap

// gapsAfter cuts pauses to what lies after a start; nil for none, without allocation.
func gapsAfter(start int64, pauses []Pause) gaps {
	if len(pauses) == 0 {
		return nil
	}
	list := make(gaps, 0, len(pauses))
	for _, p := range pauses {
		if g := (gap{max(start, instant(p.From)), instant(p.To), p.Reason}); g.from < g.to {
			list = append(list, g)
		}
	}
	slices.SortStableFunc(list, func(a, b gap) int { return cmp.Compare(a.from, b.from) })
	apart := list[:0]
	covered := start
	for _, g := range list {
		if g.from = max(g.from, covered); g.from < g.to {
			apart = append(apart, g)
			covered = g.to
		}
	}
	return apart
}

// around is the pause that an instant lies in, joined with those that follow it without a hole.
func (gs gaps) around(at int64) (gap, bool) {
	for i, g := range gs {
		if g.from <= at && at < g.to {
			for _, next := range gs[i+1:] {
				if next.from > g.to {
					break
				}
				g.to = next.to
			}
			return g, true
		}
	}
	return gap{}, false
}

// dates gives the local dates that a pause touches.
func (c *Calendar) dates(g gap) (first, last day) {
	first, _ = c.local(g.from)
	last, _ = c.local(g.to - 1)
	return first, max(first, last)
}

// pausedOn is the pause that touches a local date, the first if there are several.
func (c *Calendar) pausedOn(gs gaps, d day) (gap, bool) {
	for _, g := range gs {
		if first, last := c.dates(g); first <= d && d <= last {
			return g, true
		}
	}
	return gap{}, false
}

// counted is how much of a target's unit lies in [from, to), pauses left out: seconds, or days
// after the local date at from, up to and including the one that ends at to.
func (c *Calendar) counted(u unit, from, to int64, gs gaps) int64 {
	if to <= from {
		return 0
	}
	if u == workdays || u.dates() {
		return c.countedDays(u, from, to, gs)
	}
	n := c.unpaused(u, from, to)
	for _, g := range gs {
		if g.from < to {
			n -= c.unpaused(u, g.from, min(g.to, to))
		}
	}
	return n
}

func (c *Calendar) unpaused(u unit, from, to int64) int64 {
	if u == elapsed {
		return to - from
	}
	return c.worked(from, to)
}

// countedDays counts the days that are over at to. The local date of from is one of them only of
// the same day.
func (c *Calendar) countedDays(u unit, from, to int64, gs gaps) int64 {
	end, _ := c.local(to) // the first day that is not over
	next, n := c.firstDay(from, u), int64(0)
	for _, g := range gs {
		first, last := c.dates(g)
		n += c.daysBetween(u, next, min(first, end))
		next = max(next, last+1)
	}
	return n + c.daysBetween(u, next, end)
}

// daysBetween counts the days of a unit in [from, to); 0 when there are none.
func (c *Calendar) daysBetween(u unit, from, to day) int64 {
	switch {
	case to <= from:
		return 0
	case u.dates():
		return int64(to - from)
	}
	return int64(c.workdaysBefore(to) - c.workdaysBefore(from))
}

// Used is how much of a target that started at start has been counted at an instant, in the
// target's own unit: seconds, or whole days that are over. It stands still during a pause and
// never exceeds the target's [Target.Size].
func (c *Calendar) Used(start time.Time, t Target, at time.Time, pauses ...Pause) int64 {
	s := instant(start)
	return min(t.n, c.counted(t.unit, s, instant(at), gapsAfter(s, pauses)))
}

// Paused is how much of a target's unit the pauses after start have covered: elapsed seconds,
// working seconds, working days or calendar days.
func (c *Calendar) Paused(start time.Time, t Target, pauses ...Pause) int64 {
	s := instant(start)
	var n int64
	covered := minDay
	for _, g := range gapsAfter(s, pauses) {
		if t.unit == elapsed || t.unit == working {
			n += c.unpaused(t.unit, g.from, g.to)
			continue
		}
		first, last := c.dates(g)
		n += c.daysBetween(t.unit, max(first, covered), last+1)
		covered = max(covered, last+1)
	}
	return n
}

// minDay lies before every day that an instant may have.
const minDay = day(-1 << 40)
