package policy

import "slices"

// Route sends the matters of one sort to a unit, whichever unit answers for
// their region.
type Route struct {
	Name string
	When When
	Unit string // ID
	Why  Text   // the reason in words
}

// Routed is the unit that must answer a matter, and why it is this one.
type Routed struct {
	Unit Unit
	Why  Text
}

// Route finds the unit that must answer a matter: that of the first route that
// fits, else the one that answers for the region; false when there is neither.
func (p *Policy) Route(m Matter) (Routed, bool) {
	for _, r := range p.Routes {
		if r.When.Fits(m) {
			u, ok := p.Unit(r.Unit)
			return Routed{Unit: u, Why: r.Why}, ok
		}
	}
	u, ok := p.UnitFor(m.Region)
	return Routed{Unit: u, Why: Text{"en": "region " + m.Region, "zh": "区域" + m.Region}}, ok
}

// RouteTo tells whether a route leads to a unit.
func (p *Policy) RouteTo(unit string) bool {
	return slices.ContainsFunc(p.Routes, func(r Route) bool { return r.Unit == unit })
}

// Past tells whether a route leads to a unit past the line of a former one: what it
// works on may be about that line, as a report of misconduct is.
func (p *Policy) Past(former, unit string) bool { return p.RouteTo(unit) && !p.Together(former, unit) }

// Serves tells whether the pack knows a region: a unit answers for it, or a
// route names it.
func (p *Policy) Serves(region string) bool {
	_, ok := p.UnitFor(region)
	return ok || slices.ContainsFunc(p.Routes, func(r Route) bool { return slices.Contains(r.When.Regions, region) })
}

// covers tells whether a condition fits every matter that another one fits.
func (w When) covers(o When) bool {
	return covers(w.Kinds, o.Kinds, same) && covers(w.Grades, o.Grades, same) && covers(w.Urgencies, o.Urgencies, same) &&
		covers(w.Regions, o.Regions, same) && covers(w.Areas, o.Areas, same) && covers(w.Classes, o.Classes, under)
}

// covers compares one list of two conditions; an empty list is everything.
func covers(wide, narrow []string, within func(narrow, wide string) bool) bool {
	if len(wide) == 0 || len(narrow) == 0 {
		return len(wide) == 0
	}
	return !slices.ContainsFunc(narrow, func(n string) bool {
		return !slices.ContainsFunc(wide, func(w string) bool { return within(n, w) })
	})
}

func same(a, b string) bool { return a == b }
