package report

import (
	"slices"

	"github.com/redress/redress/shared/policy"
)

// below are the groups of the companies, see [builder.rivals].
func (b *builder) below(t *Tally) []group {
	var list []group
	for _, id := range b.rivals() {
		list = append(list, group{code: id, name: b.unitName(id), Figures: t.Of(ByUnit, id)})
	}
	return list
}

// byCompany puts an order into the company that it belongs to, or into its own
// unit when that belongs to none.
func (b *builder) byCompany() Dimension {
	of := map[string]string{}
	for _, company := range b.rivals() {
		for _, unit := range b.spec.Policy.Under(company) {
			of[unit] = company
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
// units that belong to none, such as those above them, and of the orders without
// a unit, where these have complaints.
func (b *builder) companies(now, then *Tally) []beside {
	by := b.byCompany()
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
		if slices.ContainsFunc(b.spec.Policy.Units, func(u policy.Unit) bool { return code != "" && u.Parent == code }) {
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
