package policy

import "github.com/redress/redress/shared/clock"

// readLadder reads the rungs after a breach.
func readLadder(n node) []Rung {
	var rungs []Rung
	items := n.items()
	for i, item := range items {
		r := readRung(item)
		if r.Climbs() == 0 && i < len(items)-1 {
			item.fail("the rung repeats without end, so that the next one is never reached: times is missing")
		}
		rungs = append(rungs, r)
	}
	return rungs
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
		if r.Every != (clock.Offset{}) && !r.Every.Moves() {
			f["every"].fail("a repeat needs a distance from the one before")
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
