package report

import (
	"cmp"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report/paper"
)

// areaPart says how the complaints spread over the areas.
func (b *builder) areaPart(a *analysis) paper.Part {
	t := &paper.Table{Empty: b.noComplaint(), Columns: []paper.Column{
		{Key: "area", Title: b.say("Area ID", "地域ID"), Hidden: true}, {Key: "name", Title: b.say("Area", "地域")},
		{Key: "complaints", Title: b.name("complaints")}, {Key: "share", Title: b.name("share")},
	}}
	all := a.Total.Count("complaints")
	for _, x := range a.areas {
		t.Rows = append(t.Rows, paper.Row{Cells: []paper.Value{paper.Text(x.code), paper.Text(x.name), paper.Count(a.whole(x)), paper.Rate(a.whole(x), all)}})
	}
	if len(t.Rows) > 0 {
		t.Total = &paper.Row{Cells: []paper.Value{paper.Text(""), paper.Text(b.say("Total", "合计")), paper.Count(all), paper.Rate(all, all)}}
	}
	return paper.Part{Key: "areas", Title: b.say("Areas", "地域分布"), Prose: a.thin, Table: t}
}

// classAreaPart is the table of classes by area (S-079, S-080).
func (b *builder) classAreaPart(a *analysis) paper.Part {
	t := &paper.Table{Empty: b.noComplaint(), Columns: []paper.Column{
		{Key: "class", Title: b.say("Class code", "分类代码"), Hidden: true}, {Key: "name", Title: b.say("Class", "分类")},
		{Key: "complaints", Title: b.name("complaints")}, {Key: "share", Title: b.name("share")},
	}}
	for _, x := range a.areas {
		t.Columns = append(t.Columns, paper.Column{Key: x.key("complaints"), Title: b.name("complaints"), Group: x.name},
			paper.Column{Key: x.key("areaShare"), Title: b.name("areaShare"), Group: x.name})
	}
	row := func(code, name string, depth int, n int64, in func(area) int64) paper.Row {
		r := paper.Row{Depth: depth, Cells: []paper.Value{paper.Text(code), paper.Text(name), paper.Count(n), paper.Rate(n, a.Total.Count("complaints"))}}
		for _, x := range a.areas {
			r.Cells = append(r.Cells, paper.Count(in(x)), paper.Rate(in(x), a.whole(x)))
		}
		return r
	}
	for _, g := range a.tree {
		t.Rows = append(t.Rows, row(g.code, g.name, g.depth, g.Count("complaints"), func(x area) int64 { return a.count(g.code, x) }))
	}
	if len(t.Rows) > 0 {
		sum := row("", b.say("Total", "合计"), 0, a.Total.Count("complaints"), a.whole)
		t.Total = &sum
	}
	return paper.Part{Key: "classes", Title: b.say("Classes by area", "投诉分类与地域分布"), Table: t, Chart: a.chart()}
}

// key is that of a column of the area.
func (x area) key(figure string) string { return cmp.Or(x.code, "unknown") + "." + figure }

// chart draws the main classes, divided by area.
func (a *analysis) chart() *paper.Chart {
	c := &paper.Chart{Form: paper.Stacked}
	for _, g := range mainClasses(a.tree) {
		c.Categories = append(c.Categories, g.name)
	}
	for _, x := range a.areas {
		s := paper.Series{Name: x.name}
		for _, g := range mainClasses(a.tree) {
			s.Values = append(s.Values, paper.Count(a.count(g.code, x)))
		}
		c.Series = append(c.Series, s)
	}
	if len(c.Categories) == 0 {
		return nil
	}
	return c
}

// leaning is how much more a class weighs in an area than in all, in points.
func (a *analysis) leaning(class group, in area) paper.Value {
	all := paper.Rate(class.Count("complaints"), a.Total.Count("complaints"))
	return paper.Points(paper.Rate(a.count(class.code, in), a.whole(in)), all)
}

// leanPart says which main class weighs more in which area than elsewhere.
func (b *builder) leanPart(a *analysis) paper.Part {
	t := &paper.Table{Empty: b.noComplaint(), Columns: []paper.Column{
		{Key: "class", Title: b.say("Class code", "分类代码"), Hidden: true}, {Key: "name", Title: b.say("Class", "分类")},
	}}
	for _, x := range a.areas {
		t.Columns = append(t.Columns, paper.Column{Key: x.key("lean"), Title: x.name, Group: b.name("lean")})
	}
	t.Columns = append(t.Columns, paper.Column{Key: "to", Title: b.say("Leans to", "偏向地域")})
	for _, g := range mainClasses(a.tree) {
		r := paper.Row{Cells: []paper.Value{paper.Text(g.code), paper.Text(g.name)}}
		for _, x := range a.areas {
			r.Cells = append(r.Cells, a.leaning(g, x))
		}
		to := paper.Text(b.say("none", "无"))
		if x, ok := a.leansTo(g); ok {
			to = paper.Text(x.name)
		}
		t.Rows = append(t.Rows, paper.Row{Cells: append(r.Cells, to)})
	}
	return paper.Part{Key: "leanings", Title: b.say("Which class leans to which area", "各类投诉的地域偏向"), Table: t,
		Note: b.say("Share of the class in the area less its share in all, in percentage points.", "该类投诉占地域比减其占总量比，单位为百分点。")}
}

// leansTo is the area in which a class weighs most more than in all; false
// when it weighs the same everywhere.
func (a *analysis) leansTo(class group) (to area, ok bool) {
	most := int64(0)
	for _, x := range a.areas {
		if n := a.leaning(class, x).Hundredths(); n > most {
			to, ok, most = x, true, n
		}
	}
	return to, ok
}

// sharePart has the complaints of each group and their share.
func (b *builder) sharePart(key, title, heading string, groups []group, total *Figures) paper.Part {
	t := &paper.Table{Empty: b.noComplaint(), Columns: []paper.Column{
		{Key: "code", Title: heading + " ID", Hidden: true}, {Key: "name", Title: heading},
		{Key: "complaints", Title: b.name("complaints")}, {Key: "share", Title: b.name("share")},
		{Key: "responsible", Title: b.name("responsible")}, {Key: "breachedOrders", Title: b.name("breachedOrders")},
	}}
	row := func(g group) paper.Row {
		n := g.Count("complaints")
		return paper.Row{Cells: []paper.Value{paper.Text(g.code), paper.Text(g.name), paper.Count(n), paper.Rate(n, total.Count("complaints")),
			g.Value("responsible"), g.Value("breachedOrders").Toned(b.figureTone("breachedOrders", g.Figures))}}
	}
	for _, g := range groups {
		t.Rows = append(t.Rows, row(g))
	}
	if len(groups) > 0 {
		sum := row(group{name: b.say("Total", "合计"), Figures: total})
		t.Total = &sum
	}
	return paper.Part{Key: key, Title: title, Table: t}
}

// noComplaint is said in place of a table without rows.
func (b *builder) noComplaint() string {
	return b.say("No complaint was received.", "统计期间内未受理投诉。")
}

// analysisProse draws the conclusions: the classes and areas with most, what
// leans where, the hottest place, and the step that is late most often.
func (b *builder) analysisProse(a *analysis) (p prose) {
	all := a.Total.Count("complaints")
	if all == 0 {
		return nil
	}
	if tree := mainClasses(a.tree); len(tree) > 0 {
		var said []string
		for _, g := range tree[:min(2, len(tree))] {
			said = append(said, b.phrase("# with # (#)", "##件（#）", g.name, g.Count("complaints"), paper.Rate(g.Count("complaints"), all)))
		}
		p.write(b, "of # complaints most are about #.", "共受理投诉#件，数量居前的为#。", all, b.list(said))
	}
	var said []string
	for _, x := range a.areas {
		said = append(said, b.phrase("# # (#)", "##件（#）", x.name, a.whole(x), paper.Rate(a.whole(x), all)))
	}
	p.write(b, "by area: #.", "按地域：#。", b.list(said))
	for _, x := range a.areas {
		var lean []string
		for _, g := range mainClasses(a.tree) {
			if to, ok := a.leansTo(g); ok && to.code == x.code {
				lean = append(lean, g.name)
			}
		}
		if len(lean) > 0 && len(a.areas) > 1 {
			p.write(b, "complaints about # lean to the area “#”.", "#类投诉以#偏多。", b.list(lean), x.name)
		}
	}
	if len(a.places) > 0 {
		p.write(b, "hot places: #; the hottest has # complaints.", "热点区域#处，其中最多的一处#件投诉。", len(a.places), a.places[0].complaints)
	}
	if k, late := b.latest(a.Total); late > 0 {
		p.write(b, "the step that ran over time most often is “#”: # of #.", "超时最多的环节为#：超时#件，应办#件。", b.clockName(k), late, a.Total.Count(k.Name+".due"))
	}
	return p
}

// latest is the clock with most late deadlines, and how many.
func (b *builder) latest(f *Figures) (clock policy.Clock, late int64) {
	for _, k := range b.clocks(f) {
		if n := f.Count(k.Name + ".late"); n > late {
			clock, late = k, n
		}
	}
	return clock, late
}
