package policy

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// readAudit reads audit.yaml, which a pack need not have.
func (l *loader) readAudit() {
	if _, err := fs.Stat(l.stack, auditFile); err != nil {
		return
	}
	f := l.open(auditFile).fields("essentials", "sayings", "subjects", "checks")
	a := &l.policy.Audit
	seen := make(once)
	for _, item := range f["essentials"].items() {
		a.Essentials = append(a.Essentials, l.readEssential(item, seen))
	}
	a.Sayings = make(map[string][]string)
	said := f["sayings"].fields(Sayings...)
	for _, name := range Sayings {
		a.Sayings[name] = l.phrases(said[name])
	}
	for _, e := range f["subjects"].entries() {
		a.Subjects = append(a.Subjects, Subject{Name: e.key, Phrases: l.phrases(e.value)})
	}
	seen = make(once)
	for _, item := range f["checks"].items() {
		a.Checks = append(a.Checks, l.readCheck(item, seen))
	}
}

func (l *loader) readEssential(n node, seen once) Essential {
	f := n.fields(append([]string{"id", "zh", "en", "phrases", "fields", "hold", "referred"}, conditions...)...)
	e := Essential{
		ID: identifier(f["id"], "id"), Question: nameOf(f), When: l.conditions(f, l.checkRegion),
		Phrases: l.phrases(f["phrases"]), Fields: f["fields"].choices("field", RecordFields), Hold: f["hold"].flag(), Referred: f["referred"].flag(),
	}
	seen.check(f["id"], "essential", e.ID)
	if len(e.Phrases)+len(e.Fields) == 0 {
		n.fail("nothing answers essential %q: phrases and fields are missing", e.ID)
	}
	return e
}

func (l *loader) readCheck(n node, seen once) Check {
	f := n.fields(append([]string{"id", "test", "severity", "zh", "en", "phrases", "repeated", "shortest"}, conditions...)...)
	c := Check{
		ID: identifier(f["id"], "id"), Severity: f["severity"].oneOf("severity", Severities), Text: nameOf(f),
		When: l.conditions(f, l.checkRegion), Phrases: l.phrases(f["phrases"]), Repeated: f["repeated"].flag(),
	}
	seen.check(f["id"], "check", c.ID)
	if c.Test = c.ID; f["test"].given() {
		c.Test = f["test"].text()
	}
	if f["shortest"].given() {
		c.Shortest = f["shortest"].number("shortest", 1)
	}
	l.checkTest(n, c)
	return c
}

// checkTest refuses a check that cannot be carried out.
func (l *loader) checkTest(n node, c Check) {
	sayings, ok := Tests[c.Test]
	if !ok && c.ID != "" {
		n.fail("check %q has the unknown test %q; known are %s", c.ID, c.Test, strings.Join(slices.Sorted(maps.Keys(Tests)), ", "))
	}
	for _, name := range sayings {
		if len(l.policy.Audit.Sayings[name]) == 0 {
			n.fail("check %q goes by sayings.%s, which is missing", c.ID, name)
		}
	}
	if c.Test == "demand" && len(l.policy.Audit.Subjects) == 0 {
		n.fail("check %q goes by subjects, which is missing", c.ID)
	}
}
