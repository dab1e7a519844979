package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/redress/redress/shared/report/paper"
)

// overtime lists the open orders that are near a time limit or over one: how
// many by unit and limit and by who has them, and then each with who was told
// last and who is told next (S-091, S-136).
func overtime(b *builder) error {
	var over, near []pressing
	t, err := b.tally(b.spec, []Dimension{ByUnit, byOwner}, func(o *order) error {
		list, err := b.pressing(o)
		for _, x := range list {
			if x.overdue {
				over = append(over, x)
			} else {
				near = append(near, x)
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	firstDue(over)
	firstDue(near)
	b.overtimeHeadline(t.Total, over)
	b.add(b.pressurePart(t))
	b.add(b.ownerPart(t))
	b.add(paper.Part{Key: "overdue", Title: b.say("Overdue", "超时清单") + " (" + itoa(len(over)) + ")",
		Note: b.say("Longest overdue first. An order stands here once for each limit.", "按超时时间由长到短排列；同一工单按时限分别列出。"), Table: b.pressingTable(over, true)})
	b.add(paper.Part{Key: "near", Title: b.say("Near", "预警清单") + " (" + itoa(len(near)) + ")",
		Note: b.say("Next due first.", "按到期时间由近到远排列。"), Table: b.pressingTable(near, false)})
	return nil
}

// overtimeHeadline: what is open, what of it is overdue or near, and the worst of it.
func (b *builder) overtimeHeadline(now *Figures, over []pressing) {
	b.card("openOrders", now, paper.Plain)
	b.card("overdueOrders", now, wrong(now.Count("overdueOrders")))
	b.card("nearOrders", now, warned(now.Count("nearOrders")))
	b.card("dueToday", now, warned(now.Count("dueToday")))
	longest := paper.Headline{Key: "longestOverdue", Name: b.name("longestOverdue"), Value: paper.Span(0), Tone: paper.Good}
	if len(over) > 0 {
		longest.Value, longest.Tone = paper.Span(over[0].away), paper.Bad
		longest.Note = over[0].reference + " " + b.clockOf(over[0].Name)
	}
	b.Headline = append(b.Headline, longest)
}

// warned is the tone of a count of what must be hurried.
func warned(n int64) paper.Tone {
	if n > 0 {
		return paper.Warned
	}
	return paper.Good
}

// pressurePart is one row for each unit with open orders and two columns for
// each limit that is near or overdue anywhere.
func (b *builder) pressurePart(t *Tally) paper.Part {
	keys := []string{"openOrders", "overdueOrders", "nearOrders"}
	chart := &paper.Chart{Form: paper.Lying, Series: []paper.Series{{Name: b.name("lateOpen"), Tone: paper.Bad}, {Name: b.name("near"), Tone: paper.Warned}}}
	for _, k := range b.clocks(t.Total) {
		late, near := t.Total.Value(k.Name+".lateOpen"), t.Total.Value(k.Name+".near")
		if late.Int()+near.Int() == 0 {
			continue
		}
		keys = append(keys, k.Name+".lateOpen", k.Name+".near")
		chart.Categories = append(chart.Categories, b.clockName(k))
		chart.Series[0].Values = append(chart.Series[0].Values, late)
		chart.Series[1].Values = append(chart.Series[1].Values, near)
	}
	units := slices.DeleteFunc(b.units(t), func(g group) bool { return g.Count("openOrders") == 0 })
	table := b.grid(b.name("unit"), units, t.Total, keys...)
	table.Empty = b.say("No order is open.", "没有在办工单。")
	part := paper.Part{Key: "units", Title: b.say("Units and time limits", "各单位各时限情况"),
		Note: b.say("Open orders as of now; each row includes the units below it, units without open orders are left out. Under each limit stands how often it is overdue or near.",
			"统计时点的在办工单，各行均含下级单位，无在办工单的单位不列。各时限下为超时未完成和临近超时的数量。"), Table: table}
	if len(chart.Categories) > 0 {
		part.Chart = chart
	}
	return part
}

// ownerPart is one row for each owner with an overdue or near order, those with
// the most overdue ones first.
func (b *builder) ownerPart(t *Tally) paper.Part {
	table := &paper.Table{Empty: b.say("Nobody has an overdue or near order.", "没有责任人持有超时或临近超时工单。"), Columns: []paper.Column{
		{Key: "unit", Title: b.say("Unit ID", "单位ID"), Hidden: true}, {Key: "handler", Title: b.say("Handler ID", "经办人工号"), Hidden: true},
		{Key: "owner", Title: b.name("owner")}, {Key: "unitName", Title: b.name("unit")},
	}}
	keys := []string{"openOrders", "overdueOrders", "nearOrders", "dueToday"}
	for _, key := range keys {
		table.Columns = append(table.Columns, paper.Column{Key: key, Title: b.name(key)})
	}
	owners := slices.DeleteFunc(t.Codes(byOwner), func(code string) bool {
		f := t.Of(byOwner, code)
		return f.Count("overdueOrders")+f.Count("nearOrders") == 0
	})
	slices.SortStableFunc(owners, func(x, y string) int {
		f, g := t.Of(byOwner, x), t.Of(byOwner, y)
		return cmp.Or(cmp.Compare(g.Count("overdueOrders"), f.Count("overdueOrders")), cmp.Compare(g.Count("nearOrders"), f.Count("nearOrders")))
	})
	for _, code := range owners {
		unit, handler, _ := strings.Cut(code, "\x00")
		row := paper.Row{Cells: []paper.Value{paper.Text(unit), paper.Text(handler), paper.Text(b.ownerName(code)), paper.Text(b.unitOf(unit))}}
		for _, key := range keys {
			f := t.Of(byOwner, code)
			row.Cells = append(row.Cells, f.Value(key).Toned(b.figureTone(key, f)))
		}
		table.Rows = append(table.Rows, row)
	}
	return paper.Part{Key: "owners", Title: b.say("Owners", "各责任人情况"), Table: table}
}

// ownerName is what an owner is called: a person by the id, a unit, or the centre.
func (b *builder) ownerName(code string) string {
	switch unit, handler, _ := strings.Cut(code, "\x00"); {
	case handler != "":
		return handler
	case unit != "":
		return b.unitName(unit)
	}
	return b.named("centre")
}

// unitOf is the name of an owner's unit; nothing for the centre.
func (b *builder) unitOf(unit string) string {
	if unit == "" {
		return ""
	}
	return b.unitName(unit)
}

// pressingTable lists deadlines that are overdue, or near.
func (b *builder) pressingTable(list []pressing, overdue bool) *paper.Table {
	b.define("next")
	t := &paper.Table{Empty: b.say("No limit is near.", "没有临近超时的时限。"), Columns: []paper.Column{
		{Key: "reference", Title: b.say("Reference", "工单编号")},
		{Key: "class", Title: b.say("Class code", "分类代码"), Hidden: true}, {Key: "className", Title: b.say("Class", "分类")},
		{Key: "grade", Title: b.say("Grade code", "等级代码"), Hidden: true}, {Key: "gradeName", Title: b.say("Grade", "等级")},
		{Key: "unit", Title: b.say("Unit ID", "单位ID"), Hidden: true}, {Key: "unitName", Title: b.name("unit"), Hidden: true},
		{Key: "owner", Title: b.name("owner")},
		{Key: "clock", Title: b.say("Time limit ID", "时限ID"), Hidden: true}, {Key: "round", Title: b.say("Round", "轮次"), Hidden: true},
		{Key: "clockName", Title: b.say("Time limit", "时限")},
		{Key: "dueAt", Title: b.say("Due", "到期时间")},
	}}
	if overdue {
		t.Empty = b.say("No limit is overdue.", "没有超时未完成的时限。")
		t.Columns = append(t.Columns,
			paper.Column{Key: "overdue", Title: b.say("Overdue for", "已超时")},
			paper.Column{Key: "workingDaysLate", Title: b.name("workingDaysLate")},
			paper.Column{Key: "fresh", Title: b.name("fresh")})
	} else {
		t.Columns = append(t.Columns, paper.Column{Key: "left", Title: b.say("Left", "剩余时间")})
	}
	t.Columns = append(t.Columns, paper.Column{Key: "told", Title: b.say("Told last", "最近通知")}, paper.Column{Key: "next", Title: b.name("next")})
	for i := range list {
		t.Rows = append(t.Rows, paper.Row{Cells: b.pressingRow(&list[i])})
	}
	return t
}

func (b *builder) pressingRow(x *pressing) []paper.Value {
	cells := []paper.Value{
		paper.Reference(x.reference), paper.Text(x.class), paper.Text(b.className(x.class)), paper.Text(x.grade), paper.Text(b.coded("grade", x.grade)),
		paper.Text(x.unit), paper.Text(b.unitName(x.unit)), b.ownerCell(x),
		paper.Text(x.Name), paper.Count(x.Round), paper.Text(b.clockIn(x.Name, x.Round)), paper.Instant(x.DueAt), paper.Span(x.away),
	}
	if x.overdue {
		fresh := ""
		if x.fresh {
			fresh = b.name("fresh")
		}
		cells = append(cells, paper.Count(x.workingDays), paper.Flag(x.fresh, fresh))
	}
	last := paper.Value{}
	if n := len(x.told); n > 0 {
		last = b.stepCell(step{x.told[n-1].Kind, x.told[n-1].SentAt, x.told[n-1].Levels})
	}
	return append(cells, last, b.stepCell(x.next))
}

// ownerCell is the owner with the unit under the name; machines read the owner alone.
func (b *builder) ownerCell(x *pressing) paper.Value {
	lines := []string{x.owner}
	if unit := b.unitName(x.unit); unit != x.owner {
		lines = append(lines, unit)
	}
	return paper.Lines(lines, x.owner)
}

// stepCell says what goes or went out when, and to whom.
func (b *builder) stepCell(s step) paper.Value {
	if s.At.IsZero() {
		return paper.Value{}
	}
	return paper.Lines([]string{b.stamp(s.At), b.named(s.Kind) + b.say(": ", "：") + b.levels(s.Levels)}, s)
}
