package policy

import (
	"time"

	"github.com/redress/redress/shared/clock"
)

// readLadder reads the rungs after a breach.
func (l *loader) readLadder(n node) []Rung {
	var rungs []Rung
	items := n.items()
	for i, item := range items {
		r := readRung(item)
		if r.Climbs() == 0 && i < len(items)-1 {
			item.fail("the rung repeats without end, so that the next one is never reached: times is missing")
		}
		rungs = append(rungs, r)
	}
	l.later = append(l.later, func() { l.checkOrder(items, rungs) })
	return rungs
}

// checkOrder refuses a rung that lies before the one above it whenever the
// breach may be: it would be climbed late, at the other's instant.
func (l *loader) checkOrder(items []node, rungs []Rung) {
	c := l.policy.Calendar
	if c == nil {
		return // which is told elsewhere
	}
	for i := 1; i < len(rungs); i++ {
		before := rungs[i].After != (clock.Offset{})
		for breach := range 7 * 24 { // every hour of a week
			at := time.Date(2026, 6, 1, breach, 0, 0, 0, c.Zone())
			before = before && rungs[i].first(c, at).Before(rungs[i-1].first(c, at))
		}
		if before {
			items[i].fail("the rung lies before the one above it")
		}
	}
}

// first is the instant of a rung's first climb after a breach.
func (r Rung) first(c *clock.Calendar, breach time.Time) time.Time {
	at := c.After(breach, r.After)
	if r.AnyTime {
		return at
	}
	return c.Opening(at)
}

func readRung(n node) Rung {
	f := n.fields("after", "levels", "every", "times", "anyTime", "supervision")
	r := Rung{
		After:       f["after"].offset("after"),
		Levels:      readLevels(f["levels"]),
		AnyTime:     f["anyTime"].flag(),
		Supervision: readSupervisor(f["supervision"]),
	}
	if len(r.Levels) == 0 {
		n.fail("the rung tells nobody: levels is missing")
	}
	if f["every"].given() {
		r.Every = f["every"].offset("every")
		if r.Every != (clock.Offset{}) && r.Every.Short() {
			f["every"].fail("a repeat comes a minute after the one before at the earliest")
		}
	}
	if f["times"].given() {
		r.Times = f["times"].number("times", 1)
		if !f["every"].given() {
			f["times"].fail("times needs every: the rung does not repeat")
		}
	}
	return r
}

// offset reads a distance such as "1wd@09:00".
func (n node) offset(name string) clock.Offset {
	s := n.required(name)
	if s == "" {
		return clock.Offset{}
	}
	o, err := clock.ParseOffset(s)
	if err != nil {
		n.fail("%s: %v", name, err)
	}
	return o
}
