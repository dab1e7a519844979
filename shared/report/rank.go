package report

import (
	"github.com/redress/redress/shared/report/paper"
)

// ranks gives units their places among those of the same level in the scope by
// an indicator, the best first. Equal ones share a place. A unit without data,
// and one that is alone at its level, has none.
func (b *builder) ranks(t *Tally, key string) map[string]int {
	levels := map[string][]group{}
	for _, g := range b.units(t) {
		if u, ok := b.spec.Policy.Unit(g.code); ok && g.Value(key).Known() {
			levels[u.Level] = append(levels[u.Level], g)
		}
	}
	places := map[string]int{}
	for _, equals := range levels {
		for _, g := range equals {
			if len(equals) > 1 {
				places[g.code] = 1 + ahead(equals, g, key)
			}
		}
	}
	return places
}

// ahead counts the groups that are better than one.
func ahead(groups []group, than group, key string) (n int) {
	for _, g := range groups {
		if sign(g.Value(key).Hundredths()-than.Value(key).Hundredths())*int(betterOf(key)) > 0 {
			n++
		}
	}
	return n
}

// rankOf is the measure of a unit's place by an indicator.
func (b *builder) rankOf(t *Tally, key string) measure {
	places := b.ranks(t, key)
	return measure{Column: paper.Column{Key: key + ".rank", Title: b.name("rank")}, of: func(g group) paper.Value {
		if n, ok := places[g.code]; ok {
			return paper.Count(n)
		}
		return paper.Value{}
	}}
}
