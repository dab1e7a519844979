package report

import (
	"slices"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report/paper"
)

// slaBreach says, for each unit and each time limit, how many deadlines fell in
// the period and how many were kept, and lists every one that was not, with
// who was told when.
func slaBreach(b *builder) error {
	before, err := b.tally(b.spec.previous(), nil, nil)
	if err != nil {
		return err
	}
	held := holdings{}
	var list []breach
	t, err := b.tally(b.spec, []Dimension{ByUnit}, func(o *order) error {
		if len(o.deadlines) > 0 && !o.duplicate {
			held.add(o)
		}
		late, err := breaches(b.ctx, b.src, o)
		list = append(list, late...)
		return err
	})
	if err != nil {
		return err
	}
	b.byUnit(list)
	b.breachHeadline(t.Total, before.Total)
	b.add(b.clockPart(t.Total))
	b.add(b.unitPart(t))
	b.add(paper.Part{Key: "breaches", Title: b.say("Breaches", "超时明细") + " (" + itoa(len(list)) + ")",
		Note: b.say("By unit, then by due instant. An order stands here once for each limit that it missed.", "按单位、到期时间排列；同一工单按超时的时限分别列出。"), Table: b.breachTable(list)})
	b.add(b.outcomePart(t.Total))
	b.add(b.heldPart(held))
	return nil
}

// breachHeadline: how much came in, how the promises to the customer were
// kept, what a person had to sort, and what went wrong.
func (b *builder) breachHeadline(now, before *Figures) {
	earlier := compared{b.name("monthOnMonth"), before}
	b.card("received", now, paper.Plain, earlier)
	for _, key := range []string{"contact.rate", "answer.rate"} {
		if now.Value(key).Known() {
			b.card(key, now, kept(now.Value(key)), earlier)
		}
	}
	b.card("sortedShare", now, paper.Plain, earlier)
	b.card("breachedOrders", now, wrong(now.Count("breachedOrders")), earlier)
	b.card("openOrders", now, paper.Plain)
	b.card("reworkRounds", now, paper.Plain, earlier)
}

// outcomePart says how the orders were closed.
func (b *builder) outcomePart(total *Figures) paper.Part {
	p := paper.Part{Key: "outcomes", Title: b.say("How they were closed", "办结结果")}
	for _, way := range outcomes {
		key := "closed." + string(way.Outcome)
		p.Facts = append(p.Facts, paper.Fact{Key: key, Name: b.name(key), Value: total.Value(key)})
	}
	p.Facts = append(p.Facts, paper.Fact{Key: "duplicates", Name: b.name("duplicates"), Value: total.Value("duplicates")})
	return p
}

// clockPart is one row for each time limit of the whole scope.
func (b *builder) clockPart(total *Figures) paper.Part {
	t := &paper.Table{Empty: b.say("No deadline fell in the period.", "统计期间内没有到期的时限。"), Columns: []paper.Column{
		{Key: "clock", Title: b.say("Time limit ID", "时限ID"), Hidden: true}, {Key: "clockName", Title: b.say("Time limit", "时限")},
		{Key: "limit", Title: b.say("Limit", "限期")},
	}}
	bases := []string{"due", "inTime", "late", "lateOpen", "corrected", "rate", "notYetDue", "cancelled"}
	for _, base := range bases {
		hidden := base == "corrected" && !slices.ContainsFunc(b.clocks(total), func(k policy.Clock) bool { return total.Count(k.Name+".corrected") > 0 })
		t.Columns = append(t.Columns, paper.Column{Key: base, Title: b.name(base), Hidden: hidden})
	}
	chart := &paper.Chart{Form: paper.Lying, Percent: true, Series: []paper.Series{{Name: b.name("rate")}}}
	for _, k := range b.clocks(total) {
		row := paper.Row{Cells: []paper.Value{paper.Text(k.Name), paper.Text(b.clockName(k)), paper.Text(spell(k.Target.String(), b.Language))}}
		for _, base := range bases {
			key := k.Name + "." + base
			row.Cells = append(row.Cells, total.Value(key).Toned(b.figureTone(key, total)))
		}
		t.Rows = append(t.Rows, row)
		if rate := total.Value(k.Name + ".rate"); rate.Known() {
			chart.Categories = append(chart.Categories, b.clockName(k))
			chart.Series[0].Values = append(chart.Series[0].Values, rate)
		}
	}
	p := paper.Part{Key: "clocks", Title: b.say("Time limits", "各时限完成情况"), Note: b.say("Deadlines in the period for the whole scope.", "统计范围内在统计期间到期的时限。"), Table: t}
	if len(chart.Categories) > 0 {
		p.Chart = chart
	}
	return p
}

// unitPart is one row for each unit, with the figures of every limit.
func (b *builder) unitPart(t *Tally) paper.Part {
	keys := []string{"received", "complaints", "sorted", "orders", "breachedOrders", "openOrders", "reworkRounds"}
	for _, k := range b.clocks(t.Total) {
		for _, base := range []string{"due", "inTime", "late", "rate"} {
			keys = append(keys, k.Name+"."+base)
		}
	}
	table := b.grid(b.name("unit"), b.units(t), t.Total, keys...)
	for i := range table.Columns {
		if c := &table.Columns[i]; slices.Contains([]string{"complaints", "sorted", "openOrders"}, c.Key) || c.Group != "" && c.Title != b.name("rate") {
			c.Hidden = true // the page shows rates alone; the other forms show what they are made of
		}
	}
	return paper.Part{Key: "units", Title: b.say("Units", "各单位完成情况"), Note: b.say("Each row includes the units below it.", "各行均含下级单位。"), Table: table}
}

// kept is the tone of a rate of promises: only a whole one is good.
func kept(rate paper.Value) paper.Tone {
	switch {
	case !rate.Known():
		return paper.Plain
	case rate.Hundredths() == 10_000:
		return paper.Good
	}
	return paper.Bad
}

// wrong is the tone of a count of what should not be.
func wrong(n int64) paper.Tone {
	if n > 0 {
		return paper.Bad
	}
	return paper.Good
}

// holder is whoever had orders: a unit in a status, or whom a suspended order waited for.
type holder struct {
	unit, waiting string
	status        complaint.Status
}

// spent is time in whole seconds, of so many orders.
type spent struct{ orders, running, outHours int64 }

// holdings is the elapsed time of orders by who had them.
type holdings map[holder]*spent

// add counts the time of an order up to its closing or as-of.
func (h holdings) add(o *order) {
	for _, x := range o.Held(o.spec.Policy, o.spec.AsOf) {
		key := holder{x.Unit, x.Waiting, x.Status}
		if h[key] == nil {
			h[key] = &spent{}
		}
		h[key].orders++
		h[key].running += x.Running
		h[key].outHours += x.OutHours
	}
}
