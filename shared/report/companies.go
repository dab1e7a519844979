package report

import (
	"slices"

	"github.com/redress/redress/shared/policy"
)

// levelBelow are the units of the first level below the scope that has more
// than one: a line of single units says nothing.
func (b *builder) levelBelow() []policy.Unit {
	scope := b.spec.Filter.Unit
	for {
		var below []policy.Unit
		for _, u := range b.spec.Policy.Units {
			if u.Parent == scope {
				below = append(below, u)
			}
		}
		if len(below) != 1 || !b.hasBelow(below[0].ID) {
			return below
		}
		scope = below[0].ID
	}
}

func (b *builder) hasBelow(unit string) bool {
	for _, u := range b.spec.Policy.Units {
		if u.Parent == unit {
			return true
		}
	}
	return false
}

// below are the groups of the units of that level.
func (b *builder) below(t *Tally) []group {
	var list []group
	for _, u := range b.levelBelow() {
		list = append(list, group{code: u.ID, name: b.in(u.Name), Figures: t.Of(ByUnit, u.ID)})
	}
	return list
}

// byCompany puts an order into the company that it belongs to, or into its own
// unit when that stands above them.
func byCompany(p *policy.Policy, level []policy.Unit) Dimension {
	of := map[string]string{}
	for _, company := range level {
		for _, unit := range p.Under(company.ID) {
			of[unit] = company.ID
		}
	}
	delete(of, "") // what has no unit is no company's, though it is shown to those at the top
	return single("company", func(o *order) string {
		if company, ok := of[o.Unit]; ok {
			return company
		}
		return o.Unit
	})
}

// companies are the rows of the companies, in the policy's order, then of the
// units above them and of the orders without one, where these have complaints.
func (b *builder) companies(now, then *Tally, level []policy.Unit) []beside {
	by := byCompany(b.spec.Policy, level)
	var list []beside
	named := map[string]bool{}
	for _, g := range b.below(now) {
		named[g.code] = true
		list = append(list, beside{g, then.Of(ByUnit, g.code)})
	}
	for _, code := range codesOf(by, now, then) {
		r := beside{group{code: code, name: b.unitName(code), Figures: now.Of(by, code)}, then.Of(by, code)}
		if named[code] || r.Count("complaints")+r.then.Count("complaints") == 0 {
			continue
		}
		if code != "" {
			r.name += b.say(" itself", "本部")
		}
		list = append(list, r)
	}
	return list
}

// codesOf are the groups of a dimension that have orders in any of two tallies, in order.
func codesOf(d Dimension, now, then *Tally) []string {
	codes := slices.Concat(now.Codes(d), then.Codes(d))
	slices.Sort(codes)
	return slices.Compact(codes)
}
