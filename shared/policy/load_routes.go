package policy

import "slices"

// readRoutes reads the routes of units.yaml, which a pack may leave out. One
// that no matter can reach is refused.
func (l *loader) readRoutes(n node) {
	seen := make(once)
	for _, item := range n.items() {
		f := item.fields(append([]string{"name", "unit", "zh", "en"}, conditions...)...)
		r := Route{
			Name: identifier(f["name"], "name"), Unit: f["unit"].required("unit"),
			When: l.conditions(f, func(node) {}), // regions are what people call them
		}
		seen.check(f["name"], "route", r.Name)
		if r.Why = (Text{"zh": r.Name, "en": r.Name}); f["zh"].given() || f["en"].given() {
			r.Why = nameOf(f)
		}
		if _, ok := l.policy.Unit(r.Unit); !ok && r.Unit != "" {
			f["unit"].fail("route %q leads to the unknown unit %q", r.Name, r.Unit)
		}
		l.checkReach(item, r)
		l.policy.Routes = append(l.policy.Routes, r)
	}
}

// checkReach refuses a route whose matters an earlier one takes, and one that
// takes all matters before any region is asked.
func (l *loader) checkReach(n node, r Route) {
	i := slices.IndexFunc(l.policy.Routes, func(earlier Route) bool { return earlier.When.covers(r.When) })
	if i >= 0 {
		n.fail("route %q is never reached: %q takes all of its matters first", r.Name, l.policy.Routes[i].Name)
	}
	if r.When.any() && slices.ContainsFunc(l.policy.Units, func(u Unit) bool { return len(u.Regions) > 0 }) {
		n.fail("route %q takes every matter, so that no unit's regions are ever asked", r.Name)
	}
}
