package policy

import (
	"slices"
	"time"

	"github.com/redress/redress/shared/clock"
)

// levels are the rungs of the ladder and the two parties beside it.
var levels = []string{"handler", "centre", "L1", "L2", "L3", "L4", "L5"}

// ladder are the levels at which units stand.
var ladder = levels[2:]

// clockNames are the limits that cases run; mustRun are those without which
// an open case could be forgotten.
var (
	clockNames = []string{
		"dispatch", "contact", "return", "answer", "legal", "callback",
		"rework", "appeal", "superior", "supervision", "rectification",
	}
	mustRun = []string{"dispatch", "answer", "callback", "rework"}
)

// readClocks reads clocks.yaml.
func (l *loader) readClocks(n node) {
	if !n.given() {
		return
	}
	list := n.fields("clocks")["clocks"]
	seen := make(once)
	for _, item := range list.items() {
		c := readClock(item, seen)
		l.policy.Clocks = append(l.policy.Clocks, c)
	}
	for _, name := range mustRun {
		if _, ok := seen[name]; !ok {
			list.fail("clock %q is missing: a case without it could be forgotten", name)
		}
	}
}

func readClock(n node, seen once) Clock {
	f := n.fields("name", "title", "target", "quiet", "promised", "warnings", "breach", "repeat", "source")
	c := Clock{
		Name:     f["name"].oneOf("clock", clockNames),
		Title:    f["title"].translated("title"),
		Target:   f["target"].target("target"),
		Quiet:    f["quiet"].flag(),
		Promised: f["promised"].flag(),
		Source:   f["source"].required("source"),
	}
	seen.check(f["name"], "clock", c.Name)
	for _, item := range f["warnings"].items() {
		c.Warnings = append(c.Warnings, readWarning(item, c.Target))
	}
	breach := f["breach"].fields("levels", "supervision")
	c.Breach.Levels = readLevels(breach["levels"])
	if breach["supervision"].given() {
		c.Breach.Supervision = breach["supervision"].oneOf("level", ladder)
	}
	if f["repeat"].given() {
		repeat := f["repeat"].fields("at", "levels")
		c.Repeat = &Repeat{Minute: repeat["at"].minute("repeat.at"), Levels: readLevels(repeat["levels"])}
		if len(c.Repeat.Levels) == 0 {
			f["repeat"].fail("the repeat of clock %q tells nobody: levels is missing", c.Name)
		}
	}
	checkVoice(n, c)
	return c
}

// checkVoice compares what a clock says with whether it may speak.
func checkVoice(n node, c Clock) {
	speaks := len(c.Warnings) > 0 || len(c.Breach.Levels) > 0 || c.Repeat != nil
	switch {
	case c.Quiet && speaks:
		n.fail("clock %q is quiet and yet has warnings, breach levels or a repeat", c.Name)
	case !c.Quiet && len(c.Warnings) == 0:
		n.fail("clock %q has no warning; only a quiet clock may breach unwarned", c.Name)
	case !c.Quiet && len(c.Breach.Levels) == 0:
		n.fail("the breach of clock %q tells nobody: breach.levels is missing", c.Name)
	}
}

func readWarning(n node, target clock.Target) Warning {
	f := n.fields("point", "levels", "anyTime")
	w := Warning{Levels: readLevels(f["levels"]), AnyTime: f["anyTime"].flag()}
	if len(w.Levels) == 0 {
		n.fail("the warning tells nobody: levels is missing")
	}
	s := f["point"].required("point")
	if s == "" {
		return w
	}
	point, err := clock.ParsePoint(s)
	if err != nil {
		f["point"].fail("point: %v", err)
		return w
	}
	w.Point = point
	checkPoint(f["point"], point, target)
	return w
}

// checkPoint refuses a warning that can never precede its deadline.
func checkPoint(n node, point clock.Point, target clock.Target) {
	if target == (clock.Target{}) {
		return // its own problem is already told
	}
	if err := point.Check(target); err != nil {
		n.fail("the warning can never precede its deadline: %v", err)
	}
}

// readLevels reads a list of those who are told.
func readLevels(n node) []string {
	var list []string
	for _, item := range n.items() {
		level := item.oneOf("level", levels)
		if slices.Contains(list, level) {
			item.fail("level %q is given twice", level)
			continue
		}
		list = append(list, level)
	}
	return list
}

// minute reads a time of day such as "09:00" into minutes after midnight.
func (n node) minute(name string) int {
	s := n.required(name)
	t, err := time.Parse("15:04", s)
	if s != "" && (err != nil || len(s) != len("15:04")) {
		n.fail("%s %q must be a time of day such as 09:00", name, s)
	}
	return t.Hour()*60 + t.Minute()
}
