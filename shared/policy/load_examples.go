package policy

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/shared/clock"
)

// none stands for an instant that must not come out.
const none = "none"

// atReceipt are the clocks that start at the receipt unless they follow another.
var atReceipt = []string{"dispatch", "contact", "return", "answer", "legal"}

// readExamples reads examples.yaml, which a pack need not have, and works the examples when nothing
// else is wrong.
func (l *loader) readExamples() {
	sound := len(l.problems) == 0
	if _, err := fs.Stat(l.stack, examplesFile); errors.Is(err, fs.ErrNotExist) || l.policy.Calendar == nil {
		return
	}
	n := l.open(examplesFile)
	if !n.given() {
		return
	}
	seen := make(once)
	for _, item := range n.fields("examples")["examples"].items() {
		f := item.fields("name", "given", "clock", "target", "due", "warnings", "provisional")
		known := len(l.problems)
		e := l.readExample(item, f, seen)
		if sound && known == len(l.problems) {
			l.try(e, f)
		}
		l.policy.Examples = append(l.policy.Examples, e)
	}
}

func (l *loader) readExample(item node, f map[string]node, seen once) Example {
	e := Example{
		Name: f["name"].required("name"), Clock: f["clock"].text(),
		Due: l.outcome(f["due"], "due"), Provisional: f["provisional"].flag(),
	}
	seen.check(f["name"], "example", e.Name)
	l.readGiven(f["given"], &e)
	switch {
	case f["clock"].given() == f["target"].given():
		item.fail("an example names either a clock or a target")
	case f["target"].given():
		e.Target = f["target"].target("target")
	default:
		l.checkClock(f["clock"], e.Clock)
	}
	l.readPoints(f["warnings"], &e)
	return e
}

// readGiven reads the matter of an example.
func (l *loader) readGiven(n node, e *Example) {
	f := n.fields("received", "started", "kind", "class", "grade", "urgency", "region", "area", "pauses")
	pick := func(name, otherwise string, allowed []string) string {
		if !f[name].given() {
			return otherwise
		}
		return f[name].oneOf(name, allowed)
	}
	e.Matter = Matter{
		Kind: pick("kind", "complaint", kindCodes), Grade: pick("grade", grades[0], grades), Urgency: pick("urgency", urgencies[0], urgencies),
		Area: pick("area", "", Areas), Class: f["class"].text(), Region: f["region"].text(), Received: l.instant(f["received"], "received"),
	}
	if e.Matter.Class != "" {
		l.checkClass(f["class"])
	}
	if e.Matter.Region != "" {
		l.checkRegion(f["region"])
	}
	rule, _ := l.policy.Clock(e.Clock)
	e.Started = e.Matter.Received
	if f["started"].given() {
		e.Started = l.instant(f["started"], "started")
	} else if e.Clock != "" && (rule.After != "" || !slices.Contains(atReceipt, e.Clock)) {
		n.fail("started is missing: clock %q does not start at the receipt", e.Clock)
	}
	for _, item := range f["pauses"].items() {
		e.Pauses = append(e.Pauses, l.readPause(item))
	}
}

// readPause reads "2026-06-05 16:00/2026-06-08 10:00".
func (l *loader) readPause(n node) clock.Pause {
	from, to, ok := strings.Cut(n.text(), "/")
	if !ok {
		n.fail("a pause is two instants with a slash between, as 2026-06-05 16:00/2026-06-08 10:00")
		return clock.Pause{}
	}
	p := clock.Pause{From: l.moment(n, "pauses", from), To: l.moment(n, "pauses", to)}
	if !p.From.IsZero() && !p.To.IsZero() && !p.From.Before(p.To) {
		n.fail("the pause ends before it begins")
	}
	return p
}

// readPoints reads the warnings that an example expects; each is a point of the clock.
func (l *loader) readPoints(n node, e *Example) {
	rule, _ := l.policy.Clock(e.Clock)
	e.Warnings = make(map[string]time.Time)
	for _, pair := range n.entries() {
		is := func(w Warning) bool { return w.Point.String() == pair.key }
		if !slices.ContainsFunc(rule.Warnings, is) {
			pair.value.fail("%q is no warning point of the example's clock", pair.key)
		}
		e.Warnings[pair.key] = l.outcome(pair.value, pair.key)
	}
}

// outcome reads an instant that must come out, or none.
func (l *loader) outcome(n node, name string) time.Time {
	if n.text() == none {
		return time.Time{}
	}
	return l.instant(n, name)
}

func (l *loader) instant(n node, name string) time.Time {
	s := n.required(name)
	if s == "" {
		return time.Time{}
	}
	return l.moment(n, name, s)
}

// moment reads an instant in the office's time, or with its own offset (RFC 3339).
func (l *loader) moment(n node, name, s string) time.Time {
	zone := l.policy.Zone()
	if day, ok := strings.CutSuffix(s, " 24:00"); ok {
		if at, err := time.ParseInLocation(time.DateOnly, day, zone); err == nil {
			return at.AddDate(0, 0, 1)
		}
	}
	for _, layout := range []string{"2006-01-02 15:04", time.DateTime, time.RFC3339} {
		if at, err := time.ParseInLocation(layout, s, zone); err == nil {
			return at
		}
	}
	n.fail("%s %q must be an instant of the office's time such as 2026-10-13 16:20 or 2026-10-13 24:00", name, s)
	return time.Time{}
}

// try works an example and tells what does not come out as it says.
func (l *loader) try(e Example, f map[string]node) {
	out, err := l.policy.Work(e)
	if err != nil {
		f["due"].fail("example %q: %v", e.Name, err)
		return
	}
	spoken := func(at time.Time) string {
		if at.IsZero() {
			return none
		}
		return l.policy.Local(at)
	}
	if !e.Due.Equal(out.Due.At) {
		f["due"].fail("example %q: expected due %s, got %s (%s)", e.Name, spoken(e.Due), spoken(out.Due.At), out.Why)
		return
	}
	if e.Provisional != out.Due.Provisional {
		f["due"].fail("example %q: expected provisional %v, got %v", e.Name, e.Provisional, out.Due.Provisional)
	}
	for _, pair := range f["warnings"].entries() {
		if want, got := e.Warnings[pair.key], out.Warnings[pair.key]; !want.Equal(got) {
			pair.value.fail("example %q: expected %s at %s, got %s", e.Name, pair.key, spoken(want), spoken(got))
		}
	}
}
