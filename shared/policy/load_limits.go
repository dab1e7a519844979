package policy

import "github.com/redress/redress/shared/clock"

// readVariant reads the limit of a clock for some matters.
func (l *loader) readVariant(n node, warnings []Warning) Variant {
	f := n.fields("when", "target", "valid", "source")
	v := Variant{
		When:   l.readWhen(f["when"]),
		Target: f["target"].target("target"),
		Valid:  readValidity(f["valid"]),
		Source: f["source"].sourced(),
	}
	if v.When.any() && v.Valid == (Validity{}) {
		n.fail("the variant is for every matter, so that nothing after it is ever reached: when is missing")
	}
	for _, w := range warnings {
		if w.Point != (clock.Point{}) {
			checkPoint(f["target"], w.Point, v.Target)
		}
	}
	return v
}

// conditions are the keys of a condition on matters.
var conditions = []string{"kinds", "classes", "grades", "urgencies", "regions", "areas"}

// readWhen reads a condition whose regions must be served by a unit.
func (l *loader) readWhen(n node) When { return l.conditions(n.fields(conditions...), l.checkRegion) }

// conditions reads a condition from the fields of a mapping. Classes are
// compared with those of the pack, and regions checked, once it is read whole.
func (l *loader) conditions(f map[string]node, checkRegion func(node)) When {
	for _, item := range f["classes"].items() {
		l.later = append(l.later, func() { l.checkClass(item) })
	}
	for _, item := range f["regions"].items() {
		l.later = append(l.later, func() { checkRegion(item) })
	}
	return When{
		Kinds: f["kinds"].choices("kind", kindCodes), Classes: f["classes"].texts(),
		Grades:    f["grades"].choices("grade", grades),
		Urgencies: f["urgencies"].choices("urgency", urgencies),
		Regions:   f["regions"].texts(), Areas: f["areas"].choices("area", Areas),
	}
}

// checkClass refuses a code under which the pack has no class; when it has
// none at all, that is told elsewhere.
func (l *loader) checkClass(n node) {
	if code := n.text(); len(l.policy.Classes) > 0 && !l.policy.HasClass(code) {
		n.fail("unknown class %q", code)
	}
}

// checkRegion refuses a region that no unit serves.
func (l *loader) checkRegion(n node) {
	if _, ok := l.policy.UnitFor(n.text()); !ok && len(l.policy.Units) > 0 {
		n.fail("no unit serves the region %q", n.text())
	}
}

// Areas are the sorts of place that a site can be in.
var Areas = []string{"urban", "rural", "remote"}

// choices reads a list of values out of a short list.
func (n node) choices(name string, allowed []string) []string {
	var list []string
	seen := make(once)
	for _, item := range n.items() {
		value := item.oneOf(name, allowed)
		seen.check(item, name, value)
		list = append(list, value)
	}
	return list
}

// readSuspension reads for what, and how long, a case may be suspended.
func (l *loader) readSuspension(n node) {
	if !n.given() {
		return
	}
	f := n.fields("cap", "kinds")
	if f["cap"].given() {
		l.policy.Suspension.Cap = f["cap"].target("suspension.cap")
	}
	seen := make(once)
	for _, item := range f["kinds"].items() {
		k := item.fields("code", "zh", "en")
		code := identifier(k["code"], "code")
		seen.check(k["code"], "suspension kind", code)
		l.policy.Suspension.Kinds = append(l.policy.Suspension.Kinds, SuspensionKind{Code: code, Name: nameOf(k)})
	}
	if len(l.policy.Suspension.Kinds) == 0 {
		n.fail("suspension.kinds is missing")
	}
}

// changes are those that a limit may follow.
var changes = []string{"kind", "class", "grade", "urgency", "region", "policy"}

// readRecompute reads how limits follow changes.
func (l *loader) readRecompute(n node) {
	if !n.given() {
		return
	}
	l.policy.Recompute = make(Recompute)
	f := n.fields(changes...)
	for _, change := range changes {
		if f[change].given() {
			choice := f[change].oneOf("choice", []string{string(Retroactive), string(FromChange), string(CarryShare)})
			l.policy.Recompute[change] = Choice(choice)
		}
	}
}
