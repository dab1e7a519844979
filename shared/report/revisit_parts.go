package report

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/redress/redress/shared/report/paper"
)

// satisfactionPart has the figures of the calls for each group, and a chart of
// some of the groups.
func (b *builder) satisfactionPart(key, title, heading string, groups []group, total *Figures, drawn []group) paper.Part {
	t := b.grid(heading, groups, total, calledKeys...)
	t.Empty = b.say("No customer was to be called.", "统计期间内没有应回访的工单。")
	for i := range t.Columns { // the page shows the rates, and of the counts those that tell how much there was
		if c := &t.Columns[i]; slices.Contains([]string{"calledBack", "reached", "satisfied"}, c.Key) {
			c.Hidden = true
		}
	}
	p := paper.Part{Key: key, Title: title, Table: t, Chart: b.satisfactionChart(drawn)}
	if key == "units" {
		p.Note = b.say("Each row includes the units below it.", "各行均含下级单位。")
	}
	return p
}

// satisfactionChart draws the satisfaction of groups; nil for fewer than two.
func (b *builder) satisfactionChart(groups []group) *paper.Chart {
	keys := []string{"satisfaction", "firstSatisfaction"}
	c := &paper.Chart{Form: paper.Lying, Percent: true, Series: []paper.Series{{Name: b.name(keys[0])}, {Name: b.name(keys[1])}}}
	for _, g := range groups {
		if !g.Value(keys[0]).Known() {
			continue
		}
		c.Categories = append(c.Categories, g.name)
		for i, key := range keys {
			c.Series[i].Values = append(c.Series[i].Values, g.Value(key))
		}
	}
	if len(c.Categories) < 2 {
		return nil
	}
	return c
}

// questionPart counts what customers said to the policy's questions.
func (b *builder) questionPart(total *Figures) paper.Part {
	t := &paper.Table{Empty: b.say("The policy asks nothing that is answered by yes or no.", "规则未设是非类回访问题。"), Columns: []paper.Column{
		{Key: "question", Title: b.say("Question ID", "问题ID"), Hidden: true}, {Key: "text", Title: b.say("Question", "回访问题"), Wide: true},
		{Key: "answers", Title: b.say("Answers", "回答数")}, {Key: "yes", Title: b.yes(true)}, {Key: "no", Title: b.yes(false)},
		{Key: "flawed", Title: b.name("flawed")}, {Key: "share", Title: b.name("share")},
	}}
	for _, id := range b.questions() {
		yes, no := total.Count("question."+id+".yes"), total.Count("question."+id+".no")
		flawed := no
		if flaws[id].answer {
			flawed = yes
		}
		count := paper.Count(flawed)
		if flawed > 0 {
			count = count.Toned(paper.Bad)
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []paper.Value{paper.Text(id), paper.Text(b.questionName(id)),
			paper.Count(yes + no), paper.Count(yes), paper.Count(no), count, paper.Rate(flawed, yes+no)}})
	}
	return paper.Part{Key: "questions", Title: b.say("What customers answered", "回访问题回答情况"), Table: t,
		Note: b.say("Questions that are answered in the customer's own words are left out.", "开放式问题（如服务态度、意见建议）的回答不在此展示。")}
}

// reasonGroups are the reasons of dissatisfaction, the one of most orders first.
func (b *builder) reasonGroups(t *Tally) []group {
	var list []group
	for _, id := range t.Codes(byReason) {
		if f := t.Of(byReason, id); f.Count("reworked") > 0 {
			list = append(list, group{code: id, name: b.reasonName(id), Figures: f})
		}
	}
	byMost(list, "reworked")
	return list
}

// reasonPart says what dissatisfied customers found wanting, in all and by main class.
func (b *builder) reasonPart(t *Tally) paper.Part {
	table := &paper.Table{Empty: b.say("No customer was dissatisfied.", "没有客户表示不满意。"), Columns: []paper.Column{
		{Key: "question", Title: b.say("Question ID", "问题ID"), Hidden: true}, {Key: "reason", Title: b.name("reason"), Wide: true},
		{Key: "orders", Title: b.name("reworked")}, {Key: "share", Title: b.name("share")},
	}}
	classes := mainClasses(b.classTree(t, "reworked", 1))
	for _, c := range classes {
		table.Columns = append(table.Columns, paper.Column{Key: "class." + c.code, Title: c.name, Group: b.say("of which in the class", "其中各类投诉")})
	}
	chart := &paper.Chart{Form: paper.Lying, Series: []paper.Series{{Name: b.name("reworked")}}}
	for _, g := range b.reasonGroups(t) {
		n := g.Count("reworked")
		row := []paper.Value{paper.Text(g.code), paper.Text(g.name), paper.Count(n), paper.Rate(n, t.Total.Count("reworked"))}
		for _, c := range classes {
			row = append(row, paper.Count(t.Of(Across(byReason, byMainClass), Pair(g.code, c.code)).Count("reworked")))
		}
		table.Rows = append(table.Rows, paper.Row{Cells: row})
		chart.Categories, chart.Series[0].Values = append(chart.Categories, g.name), append(chart.Series[0].Values, paper.Count(n))
	}
	p := paper.Part{Key: "reasons", Title: b.say("Why customers were dissatisfied", "不满意原因"), Table: table,
		Note: b.say("The share is that of all orders returned after a callback; an order may have several reasons.", "占比为占回访后返工工单的比例；一单可有多个原因。")}
	if len(chart.Categories) > 1 {
		p.Chart = chart
	}
	return p
}

// reasonUnitPart says in which units customers found what wanting.
func (b *builder) reasonUnitPart(t *Tally) paper.Part {
	table := &paper.Table{Empty: b.say("No customer was dissatisfied.", "没有客户表示不满意。"), Columns: []paper.Column{
		{Key: "unit", Title: b.say("Unit ID", "单位ID"), Hidden: true}, {Key: "unitName", Title: b.name("unit")}, {Key: "orders", Title: b.name("reworked")},
	}}
	reasons := b.reasonGroups(t)
	for _, g := range reasons {
		table.Columns = append(table.Columns, paper.Column{Key: cmp.Or(g.code, "none"), Title: g.name, Group: b.name("reason")})
	}
	for _, u := range b.units(t) {
		if u.Count("reworked") == 0 {
			continue
		}
		row := []paper.Value{paper.Text(u.code), paper.Text(u.name), paper.Count(u.Count("reworked"))}
		for _, g := range reasons {
			row = append(row, paper.Count(t.Of(Across(byReason, ByUnit), Pair(g.code, u.code)).Count("reworked")))
		}
		table.Rows = append(table.Rows, paper.Row{Depth: u.depth, Cells: row})
	}
	return paper.Part{Key: "reasonUnits", Title: b.say("Reasons by unit", "各单位不满意原因"), Table: table,
		Note: b.say("Each row includes the units below it; units without a dissatisfied customer are left out.", "各行均含下级单位；无不满意客户的单位不列出。")}
}

// attemptPart says how many calls it took to reach the customers.
func (b *builder) attemptPart(t *Tally) paper.Part {
	table := &paper.Table{Empty: b.say("No customer was called.", "统计期间内没有回访。"), Columns: []paper.Column{
		{Key: "attempts", Title: b.name("attempts")}, {Key: "orders", Title: b.name("calledBack")}, {Key: "share", Title: b.name("share")},
	}}
	codes := t.Codes(byAttempts)
	slices.SortFunc(codes, func(x, y string) int {
		return cmp.Or(-cmp.Compare(one(x != ""), one(y != "")), cmp.Compare(len(x), len(y)), cmp.Compare(x, y))
	})
	for _, code := range codes {
		n := t.Of(byAttempts, code).Count("calledBack")
		if n == 0 {
			continue
		}
		said := paper.Text(b.say("not reached so far", "尚未联系上"))
		if calls, err := strconv.Atoi(code); err == nil {
			said = paper.Count(calls)
		}
		table.Rows = append(table.Rows, paper.Row{Cells: []paper.Value{said, paper.Count(n), paper.Rate(n, t.Total.Count("calledBack"))}})
	}
	return paper.Part{Key: "attempts", Title: b.say("How many calls it took", "联系上客户所需次数"), Table: table}
}

// displeasedPart lists the orders whose customers were dissatisfied at least once.
func (b *builder) displeasedPart(list []displeased) paper.Part {
	t := &paper.Table{Empty: b.say("No customer was dissatisfied.", "没有客户表示不满意。"), Columns: []paper.Column{
		{Key: "reference", Title: b.say("Reference", "工单编号")},
		{Key: "class", Title: b.say("Class code", "分类代码"), Hidden: true}, {Key: "className", Title: b.say("Class", "分类")},
		{Key: "unit", Title: b.say("Unit ID", "单位ID"), Hidden: true}, {Key: "unitName", Title: b.name("unit")},
		{Key: "calls", Title: b.say("Calls", "回访次数")}, {Key: "reworks", Title: b.say("Rework rounds", "返工轮次")},
		{Key: "last", Title: b.say("Last said", "最近评价")}, {Key: "state", Title: b.say("State", "工单状态")},
		{Key: "reasons", Title: b.name("reason"), Wide: true},
	}}
	for _, x := range list {
		last := paper.Text(b.say("satisfied", "满意"))
		if x.still {
			last = paper.Text(b.say("dissatisfied", "不满意")).Toned(paper.Bad)
		}
		var reasons []string
		for _, id := range x.reasons {
			reasons = append(reasons, b.reasonName(id))
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []paper.Value{paper.Reference(x.reference), paper.Text(x.class), paper.Text(b.className(x.class)),
			paper.Text(x.unit), paper.Text(b.unitName(x.unit)), paper.Count(x.calls), paper.Count(x.reworks), last, paper.Text(x.state), paper.Lines(reasons, x.reasons)}})
	}
	return paper.Part{Key: "dissatisfied", Title: b.say("Orders with a dissatisfied customer", "不满意工单明细") + " (" + itoa(len(list)) + ")", Table: t,
		Note: b.say("Orders whose customer was dissatisfied in at least one call.", "至少一次回访中客户表示不满意的工单。")}
}

// revisitProse draws the conclusions: the satisfaction against what is wanted,
// the commonest reason, where it is worst, and retaliation.
func (b *builder) revisitProse(t *Tally) (p prose) {
	now := t.Total
	if now.Count("callbackRequired") == 0 {
		return nil
	}
	p.write(b, "customers to be called: #; called: # (#); gave an opinion: #.", "应回访#单，已回访#单（回访率#），取得评价#单。",
		now.Count("callbackRequired"), now.Count("calledBack"), now.Value("callbackRate"), now.Count("reached"))
	wanted := paper.Rate(int64(b.spec.Policy.Reports.Thresholds.Satisfaction), 100)
	switch rate := now.Value("satisfaction"); b.satisfying(rate) {
	case paper.Good:
		p.write(b, "satisfaction is # and reaches the # that are wanted; at the first call it was #.", "满意率#，达到#的要求；首次回访满意率#。", rate, wanted, now.Value("firstSatisfaction"))
	case paper.Bad:
		p.write(b, "satisfaction is #, below the # that are wanted; at the first call it was #.", "满意率#，低于#的要求；首次回访满意率#。", rate, wanted, now.Value("firstSatisfaction"))
	}
	if reasons := slices.DeleteFunc(b.reasonGroups(t), func(g group) bool { return g.code == "" }); len(reasons) > 0 {
		r := reasons[0]
		p.write(b, "the commonest reason of dissatisfaction: # (# of # orders).", "最主要的不满意原因：#（#单，共#单不满意）。", r.name, r.Count("reworked"), now.Count("reworked"))
	}
	if tree := mainClasses(b.classTree(t, "reworked", 1)); len(tree) > 0 {
		p.write(b, "most of these orders are of the class # (#).", "不满意工单以#类最多（#单）。", tree[0].name, tree[0].Count("reworked"))
	}
	if n := now.Count("question.retaliation.yes"); n > 0 {
		p.write(b, "customers who spoke of retaliation: #. Each is a matter for the discipline function, not for the unit.", "#名客户反映受到刁难或打击报复，应转纪检监察部门办理，不得由承办单位自行处理。", n)
	}
	return p
}
