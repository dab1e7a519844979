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
	f := n.fields("name", "title", "target", "unset", "variants", "quiet", "promised", "pausable", "pauseCap", "after",
		"warnings", "breach", "ladder", "valid", "source")
	c := Clock{
		Name:     f["name"].oneOf("clock", clockNames),
		Title:    f["title"].translated("title"),
		Unset:    f["unset"].text(),
		Quiet:    f["quiet"].flag(),
		Promised: f["promised"].flag(),
		Pausable: f["pausable"].flag(),
		Valid:    readValidity(f["valid"]),
		Source:   f["source"].required("source"),
	}
	seen.check(f["name"], "clock", c.Name)
	readTarget(n, f, &c)
	for _, item := range f["warnings"].items() {
		c.Warnings = append(c.Warnings, readWarning(item, c.Target))
	}
	for _, item := range f["variants"].items() {
		c.Variants = append(c.Variants, readVariant(item, c.Warnings))
	}
	breach := f["breach"].fields("levels", "supervision")
	c.Breach.Levels = readLevels(breach["levels"])
	c.Breach.Supervision = readSupervisor(breach["supervision"])
	c.Ladder = readLadder(f["ladder"])
	readChain(f["after"], &c, seen)
	checkVoice(n, c)
	return c
}

// readTarget reads the limit, or why there is none.
func readTarget(n node, f map[string]node, c *Clock) {
	switch {
	case c.Unset == "":
		c.Target = f["target"].target("target")
	case f["target"].given():
		n.fail("clock %q has a target and yet is unset", c.Name)
	}
	if !f["pauseCap"].given() {
		return
	}
	c.PauseCap = f["pauseCap"].target("pauseCap")
	if !c.Pausable {
		f["pauseCap"].fail("clock %q has a pauseCap and yet is not pausable", c.Name)
	}
}

// readChain reads the clock that this one follows; it must stand above.
func readChain(n node, c *Clock, seen once) {
	if !n.given() {
		return
	}
	c.After = n.required("after")
	if _, ok := seen[c.After]; !ok || c.After == c.Name {
		n.fail("after %q: a clock follows one that stands above it", c.After)
	}
}

func readSupervisor(n node) string {
	if !n.given() {
		return ""
	}
	return n.oneOf("level", ladder)
}

// readValidity reads the period of a source.
func readValidity(n node) Validity {
	if !n.given() {
		return Validity{}
	}
	f := n.fields("from", "to")
	v := Validity{From: f["from"].day("valid.from"), To: f["to"].day("valid.to")}
	if v.From != "" && v.To != "" && v.From[:4] > v.To[:4] {
		n.fail("valid ends before it begins")
	}
	return v
}

// day reads a date, or a year where no more is known; "" when it is not given.
func (n node) day(name string) string {
	if !n.given() {
		return ""
	}
	s := n.text()
	for _, layout := range []string{time.DateOnly, "2006"} {
		if _, err := time.Parse(layout, s); err == nil {
			return s
		}
	}
	n.fail("%s %q must be a date such as 2022-03-01, or a year", name, s)
	return ""
}

// checkVoice compares what a clock says with whether it may speak.
func checkVoice(n node, c Clock) {
	speaks := len(c.Warnings) > 0 || len(c.Breach.Levels) > 0 || len(c.Ladder) > 0
	switch {
	case c.Quiet && speaks:
		n.fail("clock %q is quiet and yet has warnings, breach levels or a ladder", c.Name)
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
