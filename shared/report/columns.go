package report

import (
	"slices"

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
		func(g group) paper.Value { return g.Value(key).Toned(figureTone(key, g.Figures)) }, total.Value(key).Toned(figureTone(key, total))}
}

// against is the measure of how a figure of the units has changed since an
// earlier period, under a heading that says which.
func (b *builder) against(key string, now *Tally, then earlierTally) measure {
	b.define("growth")
	changed := func(n, was *Figures) paper.Value { return change(key, "", n, was).Value }
	return measure{paper.Column{Key: key + "." + then.key, Title: then.name},
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

// earlierTally is an earlier period with what comparing with it is called.
type earlierTally struct {
	*Tally
	key, name string
}

// yearOnYear and previously name the two earlier periods that everything is compared with.
func (b *builder) yearOnYear(t *Tally) earlierTally {
	return earlierTally{t, "lastYear", b.say("year on year", "同比")}
}
func (b *builder) previously(t *Tally) earlierTally {
	return earlierTally{t, "before", b.say("period on period", "环比")}
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

// rivals are the units that may be compared with each other: those at which the
// line of units below the scope first divides, or the last of a line that never does.
func (b *builder) rivals() []string {
	below := func(unit string) (ids []string) {
		for _, u := range b.spec.Policy.Units {
			if u.Parent == unit {
				ids = append(ids, u.ID)
			}
		}
		return ids
	}
	list := below(b.spec.Filter.Unit)
	if len(list) == 0 && b.spec.Filter.Unit != "" {
		return []string{b.spec.Filter.Unit}
	}
	for len(list) == 1 {
		next := below(list[0])
		if len(next) == 0 {
			break
		}
		list = next
	}
	return list
}

// answerClock is the clock by which the handling is judged: the answer's, or
// the legal one where the policy has no figure for the answer.
func (b *builder) answerClock() string {
	if k, ok := b.spec.Policy.Clock("answer"); ok && (k.Unset == "" || len(k.Variants) > 0) {
		return "answer"
	}
	return "legal"
}
