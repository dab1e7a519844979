package policy

import (
	"slices"
	"time"
)

// Unit is an organisation that handles cases.
type Unit struct {
	ID     string // "demo-station"
	Name   Text
	Level  string // L1 station, L2 county, L3 city, L4 province, L5 national centre
	Parent string // ID of the unit above; "" at the top
	// Regions are the site regions that the unit answers for.
	Regions []string
	// Zone is where its customers live; nil where that is the zone of the unit above, and
	// at the top the office's.
	Zone *time.Location
}

// UnitLevels are the levels at which units stand, from the station up.
func UnitLevels() []string { return slices.Clone(ladder) }

// LevelName is what a level is called in a language; "L2" itself when the pack does not say.
func (p *Policy) LevelName(level, language string) string {
	if name := p.Levels[level].In(language); name != "" {
		return name
	}
	return level
}

// RegionName is what a region is called in a language; the region itself when the pack
// does not say, as it may be a name that people use.
func (p *Policy) RegionName(region, language string) string {
	if name := p.Regions[region].In(language); name != "" {
		return name
	}
	return region
}

// Unit finds a unit by its ID.
func (p *Policy) Unit(id string) (Unit, bool) {
	i := slices.IndexFunc(p.Units, func(u Unit) bool { return u.ID == id })
	if i < 0 {
		return Unit{}, false
	}
	return p.Units[i], true
}

// UnitFor is the unit that answers for a region; false for an unknown region.
func (p *Policy) UnitFor(region string) (Unit, bool) {
	if region == "" {
		return Unit{}, false
	}
	i := slices.IndexFunc(p.Units, func(u Unit) bool { return slices.Contains(u.Regions, region) })
	if i < 0 {
		return Unit{}, false
	}
	return p.Units[i], true
}

// ZoneAt is the zone in which the customer of a matter lives: that of the unit that
// answers for the site's region, else of the unit that has the case, else the office's.
func (p *Policy) ZoneAt(region, unit string) *time.Location {
	u, ok := p.UnitFor(region)
	if !ok {
		u, ok = p.Unit(unit)
	}
	for ; ok; u, ok = p.Unit(u.Parent) {
		if u.Zone != nil {
			return u.Zone
		}
	}
	return p.Zone()
}

// Within tells whether unit is scope or lies below it. An empty or "*" scope
// is the whole company. What has no unit yet belongs to the units at the top.
func (p *Policy) Within(unit, scope string) bool {
	if scope == "" || scope == "*" {
		return true
	}
	if unit == "" {
		top, ok := p.Unit(scope)
		return ok && top.Parent == ""
	}
	for id := unit; id != ""; {
		if id == scope {
			return true
		}
		u, ok := p.Unit(id)
		if !ok {
			return false
		}
		id = u.Parent
	}
	return false
}

// Together tells whether two units are one, or stand one over the other: what
// the lower one's cases say, both may read. What has no unit is the centre's alone.
func (p *Policy) Together(a, b string) bool {
	if a == "" || b == "" {
		return a == b
	}
	return p.Within(a, b) || p.Within(b, a)
}

// Under lists the unit and every unit below it, in the pack's order; for a
// unit at the top also "", which is no unit yet.
func (p *Policy) Under(scope string) []string {
	var ids []string
	if p.Within("", scope) {
		ids = append(ids, "")
	}
	for _, u := range p.Units {
		if p.Within(u.ID, scope) {
			ids = append(ids, u.ID)
		}
	}
	return ids
}
