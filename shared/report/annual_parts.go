package report

import (
	"cmp"
	"slices"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report/paper"
)

// companyGrid is a grid with a row for each company.
func (b *builder) companyGrid(y *year, keys ...string) *paper.Table {
	groups := make([]group, len(y.companies))
	for i, c := range y.companies {
		groups[i] = c.group
	}
	return b.grid(b.name("company"), groups, y.now.Total, keys...)
}

// unitAppealPart says what the units appealed and won (S-122, S-123).
func (b *builder) unitAppealPart(y *year) paper.Part {
	p := paper.Part{Key: "appeals", Title: b.say("Appeals of the units", "各单位申诉情况"),
		Table: b.companyGrid(y, "complaints", "appeals", "appealsDecided", "appealsUpheld", "appealSuccess", "appealShare")}
	won := y.now.Total.Count("appealsUpheld")
	if won == 0 {
		p.Prose = []string{b.sentence("no appeal was upheld.", "无申诉成功的工单。")}
		return p
	}
	if most := y.most("appealsUpheld"); len(most) > 1 {
		p.Prose = append(p.Prose, b.mostOf(most, "appealsUpheld", won, b.say("upheld appeals", "申诉成功")))
	}
	if without := y.without("appealsUpheld"); len(without) == 0 {
		p.Prose = append(p.Prose, b.sentence("every company has upheld appeals.", "各单位均有申诉成功的工单。"))
	} else {
		p.Prose = append(p.Prose, b.sentence("without an upheld appeal: #.", "无申诉成功工单的单位：#。", b.list(without)))
	}
	return p
}

// most are the companies with most of a count, [focus] at the most, none of them with nothing.
func (y *year) most(key string) []group {
	var list []group
	for _, c := range y.companies {
		if c.Count(key) > 0 {
			list = append(list, c.group)
		}
	}
	byMost(list, key)
	return list[:min(focus, len(list))]
}

// without are the names of the companies that had complaints, and none of a count.
func (y *year) without(key string) (names []string) {
	for _, c := range y.companies {
		if c.Count("complaints") > 0 && c.Count(key) == 0 {
			names = append(names, c.name)
		}
	}
	return names
}

// mostOf says how much of a count falls to some companies: "A 22, B 19 and C
// 18: together 59 of 80 upheld appeals (73.75%)".
func (b *builder) mostOf(most []group, key string, total int64, what string) string {
	var said []string
	sum := int64(0)
	for _, g := range most {
		sum += g.Count(key)
		said = append(said, b.phrase("# #", "##件", g.name, g.Count(key)))
	}
	return b.sentence("$1: together $2 of $3 $5 ($4).", "$1，合计$2件，占全部$5$3件的$4。", b.list(said), sum, total, paper.Rate(sum, total), what)
}

// countingPart puts both ways of counting side by side (S-122, S-218).
func (b *builder) countingPart(y *year) paper.Part {
	mode := b.say("central", "总部口径")
	if b.spec.Policy.Reports.Counting == policy.CountCompany {
		mode = b.say("company", "公司口径")
	}
	f := y.now.Total
	return paper.Part{Key: "counting", Title: b.say("From received to assessed", "受理量与考核量"),
		Prose: []string{
			b.sentence("mode central: # received − # appealed with success = # assessed.", "总部口径：受理量#－申诉成功量#＝考核量#。",
				f.Count("complaints"), f.Count("appealsUpheld"), f.Count("assessedCentral")),
			b.sentence("mode company: of # verified and responsible # are assessed.", "公司口径：责任属实量#，其中考核量#。", f.Count("responsible"), f.Count("assessedCompany")),
		},
		Note:  b.sentence("the policy assesses by the mode “#”; targets and causes are about that.", "规则采用#；指标完成情况和原因分析均按此口径。", mode),
		Table: b.companyGrid(y, "complaints", "verified", "responsible", "appealsUpheld", "assessedCentral", "assessedCompany", "assessed")}
}

// targetPart says how the companies keep their targets (S-124 to S-126).
func (b *builder) targetPart(y *year) paper.Part {
	p := paper.Part{Key: "targets", Title: b.say("Targets", "指标控制情况"),
		Note:  b.say("Within the target is who has at most as many assessed complaints.", "考核量不超过指标值的为指标内。"),
		Table: b.companyGrid(y, "target", "assessed", "completion", "overrun", "expected", "forecast")}
	t := p.Table
	t.Columns = append(t.Columns, paper.Column{Key: "within", Title: b.say("Within the target", "指标内")})
	within := func(r *paper.Row, f *Figures) {
		v := paper.Value{}
		if f.Count("target") > 0 {
			ok := f.Count("assessed") <= f.Count("target")
			v = paper.Flag(ok, b.yes(ok)).Toned(toneOf(int(one(ok)*2-1), more))
		}
		r.Cells = append(r.Cells, v)
	}
	for i, c := range y.companies {
		within(&t.Rows[i], c.Figures)
	}
	within(t.Total, y.now.Total)
	if y.now.Total.Count("target") == 0 {
		p.Prose = []string{b.sentence("the policy has no targets for #.", "规则未设#年指标。", y.now.year())}
	}
	return p
}

// causePart breaks the assessed complaints down level by level (S-127).
func (b *builder) causePart(y *year) paper.Part {
	rows := make([]beside, len(y.causes))
	for i, c := range y.causes {
		rows[i] = beside{c, y.then.Of(ByClass, c.code)}
	}
	var main []beside
	for _, r := range rows {
		if r.depth == 0 {
			main = append(main, r)
		}
	}
	return paper.Part{Key: "causes", Title: b.say("Causes of the assessed complaints", "考核投诉原因逐级分析"),
		Note:  b.say("Main classes, below each its groups and their classes, the one with most first.", "按一级、二级、三级分类逐级列示，数量多的在前。"),
		Chart: b.yearChart(paper.Lying, "assessed", main), Table: b.yearTable(b.say("Class", "分类"), "assessed", rows, beside{group{Figures: y.now.Total}, y.then.Total}, 0)}
}

// leaves are the third-level classes of the causes, the one with most first.
func (y *year) leaves() []group {
	list := slices.DeleteFunc(slices.Clone(y.causes), func(g group) bool { return g.depth < 2 })
	slices.SortStableFunc(list, func(x, z group) int { return cmp.Compare(z.Count("assessed"), x.Count("assessed")) })
	return list
}
