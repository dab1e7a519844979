package report

import (
	"slices"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report/paper"
)

// ask is a period to be counted.
type ask struct {
	into **Tally
	spec Spec
	by   []Dimension
}

// tallies counts several periods.
func (b *builder) tallies(asks ...ask) error {
	for _, a := range asks {
		t, err := b.tally(a.spec, a.by, nil)
		if err != nil {
			return err
		}
		*a.into = t
	}
	return nil
}

// earlier is what a headline is compared with: the period before, and the same
// one of the year before.
func (b *builder) earlier(before, lastYear *Tally) []compared {
	return []compared{{b.name("monthOnMonth"), before.Total}, {b.name("yearOnYear"), lastYear.Total}}
}

// measure is a column of a table of groups that need not be a figure of the
// row's own group: one of its orders of a class, of another year, a rank.
type measure struct {
	paper.Column
	of    func(group) paper.Value
	total paper.Value
}

// figure is the measure of a figure of the row's own group.
func (b *builder) figure(key string, total *Figures) measure {
	return measure{paper.Column{Key: key, Title: b.name(key)},
		func(g group) paper.Value { return g.Value(key).Toned(b.figureTone(key, g.Figures)) }, total.Value(key).Toned(b.figureTone(key, total))}
}

// against is the measure of how a figure of the units has changed against the
// period that the name says.
func (b *builder) against(key string, now, then *Tally, name string) measure {
	changed := func(n, was *Figures) paper.Value { return change(key, "", n, was).Value }
	return measure{paper.Column{Key: key + "." + name, Title: b.name(name)},
		func(g group) paper.Value { return changed(g.Figures, then.Of(ByUnit, g.code)) }, changed(now.Total, then.Total)}
}

// customers is the measure of the customers; empty where the policy states none.
func (b *builder) customers(total *Figures) measure {
	m := b.figure("customers", total)
	m.of = func(g group) paper.Value {
		if g.customers == 0 {
			return paper.Value{}
		}
		return g.Value("customers")
	}
	return m
}

// under puts a measure under a heading.
func (m measure) under(heading string) measure {
	m.Group = heading
	return m
}

// called gives a measure another title.
func (m measure) called(title string) measure {
	m.Title = title
	return m
}

// unseen is a measure for machines alone.
func (m measure) unseen() measure {
	m.Hidden = true
	return m
}

// measured is a table with a row for each group and a column for each measure.
// Of the orders without a group there is one only when it says anything.
func (b *builder) measured(heading string, groups []group, measures ...measure) *paper.Table {
	t := &paper.Table{Columns: []paper.Column{{Key: "code", Title: heading + " ID", Hidden: true}, {Key: "name", Title: heading}}}
	sum := paper.Row{Cells: []paper.Value{{}, paper.Text(b.say("Total", "合计"))}}
	for _, m := range measures {
		t.Columns = append(t.Columns, m.Column)
		sum.Cells = append(sum.Cells, m.total)
	}
	for _, g := range groups {
		row := paper.Row{Depth: g.depth, Cells: []paper.Value{paper.Text(g.code), paper.Text(g.name)}}
		for _, m := range measures {
			row.Cells = append(row.Cells, m.of(g))
		}
		if g.code != "" || slices.ContainsFunc(row.Cells[2:], something) {
			t.Rows = append(t.Rows, row)
		}
	}
	t.Total = &sum
	return t
}

// something tells whether a value is a figure other than nothing.
func something(v paper.Value) bool { return v.Known() && v.Hundredths() != 0 }

// rivals are the units that may be compared with each other: those of the
// highest level below the scope that has several of them, such as its companies;
// where no level has, the scope itself, or the unit at the top.
func (b *builder) rivals() []string {
	of := map[string][]string{}
	var scope []string
	for _, u := range b.spec.Policy.Units {
		if u.ID == b.spec.Filter.Unit || b.spec.Filter.Unit == "" && u.Parent == "" {
			scope = append(scope, u.ID)
		} else if b.spec.Policy.Within(u.ID, b.spec.Filter.Unit) {
			of[u.Level] = append(of[u.Level], u.ID)
		}
	}
	for _, level := range slices.Backward(policy.UnitLevels()) {
		if len(of[level]) > 1 {
			return of[level]
		}
	}
	return scope
}

// answerClock is the clock by which the handling is judged: the answer's, or
// the legal one where the policy has no figure for the answer.
func (b *builder) answerClock() string {
	if k, ok := b.spec.Policy.Clock("answer"); ok && (k.Unset == "" || len(k.Variants) > 0) {
		return "answer"
	}
	return "legal"
}
