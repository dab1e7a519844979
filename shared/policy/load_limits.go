package policy

import (
	"slices"

	"github.com/redress/redress/shared/clock"
)

// readVariant reads the limit of a clock for some matters. Classes, kinds and
// regions are compared with the pack once it is read whole, see checkVariants.
func readVariant(n node, warnings []Warning) Variant {
	f := n.fields("when", "target", "valid", "source")
	v := Variant{
		When:   readWhen(f["when"]),
		Target: f["target"].target("target"),
		Valid:  readValidity(f["valid"]),
		Source: f["source"].required("source"),
	}
	for _, w := range warnings {
		if w.Point != (clock.Point{}) {
			checkPoint(f["target"], w.Point, v.Target)
		}
	}
	return v
}

func readWhen(n node) When {
	f := n.fields("kinds", "classes", "grades", "urgencies", "regions", "areas")
	return When{
		Kinds: f["kinds"].choices("kind", kindCodes), Classes: f["classes"].texts(),
		Grades:    f["grades"].choices("grade", grades),
		Urgencies: f["urgencies"].choices("urgency", urgencies),
		Regions:   f["regions"].texts(), Areas: f["areas"].choices("area", areas),
	}
}

var areas = []string{"urban", "rural", "remote"}

// choices reads a list of values out of a short list.
func (n node) choices(name string, allowed []string) []string {
	var list []string
	for _, item := range n.items() {
		list = append(list, item.oneOf(name, allowed))
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

// checkVariants compares the conditions of variants with what the pack has.
func (l *loader) checkVariants() {
	p := l.policy
	for _, c := range p.Clocks {
		for _, v := range c.Variants {
			for _, code := range v.When.Classes {
				if !slices.ContainsFunc(p.Classes, func(c Class) bool { return under(c.Code, code) }) {
					l.fail(clocksFile, 0, "clock %q: a variant is for class %q, which the pack does not have", c.Name, code)
				}
			}
			for _, region := range v.When.Regions {
				if _, ok := p.UnitFor(region); !ok {
					l.fail(clocksFile, 0, "clock %q: a variant is for region %q, which no unit serves", c.Name, region)
				}
			}
		}
	}
}
