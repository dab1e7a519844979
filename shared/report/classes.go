package report

import (
	"cmp"
	"slices"
	"strings"
)

// classTree are the groups of the classes with something of a count: the main
// classes, the one with most first, and below each the next levels down to a
// depth of 1, 2 or 3. Orders without a class stand last.
func (b *builder) classTree(t *Tally, key string, depth int) []group {
	level := func(code string) int { return strings.Count(code, ".") }
	of := map[string][]string{} // below a code; below "" the main classes
	for _, code := range t.Codes(ByClass) {
		if code != "" && level(code) < depth && t.Of(ByClass, code).Count(key) > 0 {
			of[codeAbove(code)] = append(of[codeAbove(code)], code)
		}
	}
	var list []group
	var walk func(above string)
	walk = func(above string) {
		codes := of[above]
		slices.SortFunc(codes, func(x, y string) int {
			return cmp.Or(cmp.Compare(t.Of(ByClass, y).Count(key), t.Of(ByClass, x).Count(key)), cmp.Compare(x, y))
		})
		for _, code := range codes {
			list = append(list, group{code, b.className(code), level(code), t.Of(ByClass, code)})
			walk(code)
		}
	}
	walk("")
	if none := t.Of(ByClass, ""); none.Count(key) > 0 {
		list = append(list, group{name: b.say("without a class", "未分类"), Figures: none})
	}
	return list
}

// codedGroups are the groups of a dimension of coded values with something of a
// count, the one with most first; what has no value is said to be unknown.
func (b *builder) codedGroups(t *Tally, d Dimension, key string) []group {
	var list []group
	for _, code := range t.Codes(d) {
		if f := t.Of(d, code); f.Count(key) > 0 {
			list = append(list, group{code: code, name: b.valueName(d.key, code), Figures: f})
		}
	}
	byMost(list, key)
	return list
}

// valueName is what a coded value is called, "unknown" for none.
func (b *builder) valueName(field, code string) string {
	if code == "" {
		return b.say("unknown", "未填")
	}
	return b.coded(field, code)
}

// byMost puts the groups with most of a count first.
func byMost(list []group, key string) {
	slices.SortStableFunc(list, func(x, y group) int { return cmp.Compare(y.Count(key), x.Count(key)) })
}

// mainClasses are those of a tree without what stands below them.
func mainClasses(tree []group) []group {
	return slices.DeleteFunc(slices.Clone(tree), func(g group) bool { return g.depth > 0 })
}
