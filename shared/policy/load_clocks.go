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

// clockNames are the limits that cases run.
var clockNames = []string{
	"dispatch", "contact", "return", "answer", "legal", "callback",
	"rework", "appeal", "superior", "supervision", "rectification", "regulator", "remedy", "prevention", "check",
}

// readClocks reads clocks.yaml.
func (l *loader) readClocks(n node) {
	if !n.given() {
		return
	}
	list := n.fields("clocks")["clocks"]
	seen := make(once)
	items := make(map[string]node)
	for _, item := range list.items() {
		c := l.readClock(item, seen)
		if _, ok := items[c.Name]; !ok {
			items[c.Name] = item
		}
		l.policy.Clocks = append(l.policy.Clocks, c)
	}
	l.checkJourney(list, items)
}

func (l *loader) readClock(n node, seen once) Clock {
	f := n.fields("name", "title", "target", "unset", "variants", "quiet", "promised", "pausable", "pauseCap", "holder", "after",
		"warnings", "breach", "ladder", "valid", "source", "basis")
	c := Clock{
		Name:     f["name"].oneOf("clock", clockNames),
		Title:    f["title"].translated("title"),
		Unset:    f["unset"].text(),
		Quiet:    f["quiet"].flag(),
		Promised: f["promised"].flag(),
		Pausable: f["pausable"].flag(),
		Valid:    readValidity(f["valid"]),
		Source:   f["source"].text(),
	}
	if f["basis"].given() {
		c.Basis = f["basis"].translated("basis")
	}
	if c.Source == "" && c.Unset == "" {
		f["source"].fail("source is missing: a limit says where it stands")
	}
	seen.check(f["name"], "clock", c.Name)
	if f["holder"].given() {
		c.Holder = f["holder"].oneOf("holder", levels[1:])
	}
	readTarget(n, f, &c)
	for _, item := range f["warnings"].items() {
		c.Warnings = append(c.Warnings, readWarning(item, c.Target))
	}
	for _, item := range f["variants"].items() {
		c.Variants = append(c.Variants, l.readVariant(item, c.Warnings))
	}
	breach := f["breach"].fields("levels", "supervision")
	c.Breach.Levels = readLevels(breach["levels"])
	c.Breach.Supervision = readSupervisor(breach["supervision"])
	c.Ladder = l.readLadder(f["ladder"])
	c.After = l.readAfter(f["after"], c.Name)
	checkVoice(n, c)
	if c.Name == "regulator" || c.Name == "rectification" {
		l.wantText(n, "clock \""+c.Name+"\"", "notices", "dispatched."+c.Name)
		l.wantText(n, "clock \""+c.Name+"\"", "notices", "rework."+c.Name)
	}
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
	if v.ends() {
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

// checkVoice compares what a clock says with whether it may speak. One that
// never runs need not say anything; an order may let one run that is unset.
func checkVoice(n node, c Clock) {
	if c.Quiet && len(c.Warnings)+len(c.Breach.Levels)+len(c.Ladder) > 0 {
		n.fail("clock %q is quiet and yet has warnings, breach levels or a ladder", c.Name)
	}
	if c.runs() || c.ordered() {
		checkSpeech(n, c)
	}
	if c.ordered() && c.Promised {
		n.fail("clock %q cannot be promised: it is between the company's own, or the company and the regulator", c.Name)
	}
}

// checkSpeech refuses a clock that runs and may speak, but does not.
func checkSpeech(n node, c Clock) {
	switch {
	case c.Quiet:
	case len(c.Warnings) == 0:
		n.fail("clock %q has no warning; only a quiet clock may breach unwarned", c.Name)
	case len(c.Breach.Levels) == 0:
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
