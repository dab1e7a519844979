package policy

import (
	"slices"
	"time"
)

// readUnits reads units.yaml and checks that the units form a tree whose
// levels fall from the top to the bottom, and that every route leads to one.
func (l *loader) readUnits(n node) {
	if !n.given() {
		return
	}
	f := n.fields("levels", "units", "regions", "routes")
	l.readLevels(f["levels"])
	list := f["units"]
	seen, served := make(once), make(once)
	var parents []node
	for _, item := range list.items() {
		f := item.fields("id", "zh", "en", "level", "parent", "regions", "zone")
		u := Unit{
			ID:      identifier(f["id"], "id"),
			Name:    nameOf(f),
			Level:   f["level"].oneOf("level", ladder),
			Parent:  f["parent"].text(),
			Regions: f["regions"].texts(),
			Zone:    f["zone"].zone("zone"),
		}
		seen.check(f["id"], "unit", u.ID)
		for _, region := range f["regions"].items() {
			served.check(region, "region", region.text())
		}
		parents = append(parents, f["parent"])
		l.policy.Units = append(l.policy.Units, u)
	}
	if len(l.policy.Units) == 0 {
		list.fail("there are no units")
	}
	for i, u := range l.policy.Units {
		l.checkParent(u, parents[i])
	}
	l.readRegions(f["regions"])
	l.readRoutes(f["routes"])
}

// readRegions reads what regions are called whose units know them by a code.
func (l *loader) readRegions(n node) {
	if !n.given() {
		return
	}
	l.policy.Regions = make(map[string]Text)
	for _, e := range n.entries() {
		if _, served := l.policy.UnitFor(e.key); !served {
			e.value.fail("region %q has a name and no unit", e.key)
		}
		l.policy.Regions[e.key] = nameOf(e.value.fields("zh", "en"))
	}
}

// zone reads the name of a time zone; nil where none is given.
func (n node) zone(name string) *time.Location {
	if !n.given() {
		return nil
	}
	zone, err := time.LoadLocation(n.text())
	if err != nil || n.text() == "Local" { // which differs from machine to machine
		n.fail("%s %q is not a time zone, want a name such as Asia/Shanghai", name, n.text())
		return nil
	}
	return zone
}

// readLevels reads what the levels of the ladder are called, which a pack may leave out.
func (l *loader) readLevels(n node) {
	if !n.given() {
		return
	}
	l.policy.Levels = make(map[string]Text)
	f := n.fields(ladder...)
	for _, level := range ladder {
		if f[level].given() {
			l.policy.Levels[level] = nameOf(f[level].fields("zh", "en"))
		}
	}
}

// checkParent climbs from a unit to the top. A circle is told once for each
// unit that stands in it, a wrong parent once for its own unit.
func (l *loader) checkParent(u Unit, n node) {
	if u.Parent == "" {
		return
	}
	parent, ok := l.policy.Unit(u.Parent)
	if !ok {
		n.fail("unit %q has the unknown parent %q", u.ID, u.Parent)
		return
	}
	for up, steps := parent, 0; steps <= len(l.policy.Units); steps++ {
		if up.ID == u.ID {
			n.fail("unit %q stands above itself", u.ID)
			return
		}
		if up, ok = l.policy.Unit(up.Parent); !ok {
			break
		}
	}
	if slices.Index(ladder, parent.Level) <= slices.Index(ladder, u.Level) {
		n.fail("unit %q (%s) must have a parent of a higher level; %q is %s", u.ID, u.Level, parent.ID, parent.Level)
	}
}
