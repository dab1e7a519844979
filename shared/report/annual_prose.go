package report

import "github.com/redress/redress/shared/report/paper"

// annualProse draws the conclusions: growth by specialty and company, where the
// most comes from, what is assessed against the target, causes and season.
func (b *builder) annualProse(y *year) (p prose) {
	now, then := y.now.Total.Count("complaints"), y.then.Total.Count("complaints")
	if now+then == 0 {
		return nil
	}
	p.write(b, "#: #.", "##。", b.say("complaints received", "共受理投诉"), b.grown(now, then))
	for _, s := range y.specialties {
		if n, m := s.Count("complaints"), s.then.Count("complaints"); n+m > 0 {
			p.write(b, "#: #.", "#类#。", s.name, b.grown(n, m))
		}
	}
	if steep := b.steep(y); len(steep) > 0 {
		p.write(b, "the situation is not good at #: complaints grew by more than # %.", "#投诉同比增幅超过#%，形势不容乐观。", b.list(steep), b.spec.Policy.Reports.Thresholds.Growth)
	}
	if most := y.most("complaints"); len(most) > 1 {
		p = append(p, b.mostOf(most, "complaints", now, b.say("complaints", "投诉")))
	}
	p.targets(b, y)
	if leaves := y.leaves(); len(leaves) > 0 {
		all := y.now.Total.Count("assessed")
		p.write(b, "the cause of most assessed complaints is #: # of # (#).", "考核投诉中最主要的原因为“#”：#件，共#件（#）。",
			leaves[0].name, leaves[0].Count("assessed"), all, paper.Rate(leaves[0].Count("assessed"), all))
	}
	if top, ok := y.peak(); ok {
		p.write(b, "the season with most complaints is #: # a month.", "投诉高发季节为#，月均#件。", top.name, top.perMonth())
	}
	return p
}

// grown says what a number was and is: "226, 46 more than last year (180, +25.56%)".
func (b *builder) grown(now, then int64) string {
	growth := paper.Growth(now, then)
	switch {
	case !growth.Known():
		return b.phrase("#; last year there were none", "#件，上年同期无", now)
	case now > then:
		return b.phrase("#, # more than last year (#, #)", "#件，同比增加#件（上年#件，#）", now, now-then, then, growth)
	case now < then:
		return b.phrase("#, # fewer than last year (#, #)", "#件，同比减少#件（上年#件，#）", now, then-now, then, growth)
	}
	return b.phrase("#, as many as last year", "#件，与上年持平", now)
}

// steep are the companies whose complaints grew beyond the policy's threshold.
func (b *builder) steep(y *year) (names []string) {
	most := int64(b.spec.Policy.Reports.Thresholds.Growth) * 100
	for _, c := range y.companies {
		if paper.Growth(c.Count("complaints"), c.then.Count("complaints")).Hundredths() > most {
			names = append(names, c.name)
		}
	}
	return names
}

// targets says what is assessed against the target, in all and by company.
func (p *prose) targets(b *builder, y *year) {
	f := y.now.Total
	c, t := f.Count("assessed"), f.Count("target")
	if t == 0 {
		return
	}
	if c <= t {
		p.write(b, "assessed complaints: #, within the target of # (# used).", "考核量#件，在指标值#件以内（完成#）。", c, t, f.Value("completion"))
	} else {
		p.write(b, "assessed complaints: # against a target of #, which is # over it.", "考核量#件，指标值#件，超标#。", c, t, f.Value("overrun"))
	}
	over, within := y.againstTarget()
	if len(over) > 0 {
		p.write(b, "over their target: #.", "超指标单位：#。", b.list(over))
	}
	if len(over) > 0 && len(within) > 0 {
		p.write(b, "within their target: #.", "指标内单位：#。", b.list(within))
	}
}

// againstTarget are the names of the companies over and within their targets.
func (y *year) againstTarget() (over, within []string) {
	for _, c := range y.companies {
		switch t := c.Count("target"); {
		case t == 0:
		case c.Count("assessed") > t:
			over = append(over, c.name)
		default:
			within = append(within, c.name)
		}
	}
	return over, within
}

// annualAdvice is what follows from the conclusions.
func (b *builder) annualAdvice(y *year) (p prose) {
	now := y.now.Total
	for _, s := range y.specialties {
		if s.Count("complaints") > s.then.Count("complaints") {
			p.write(b, "#: find what made complaints grow, and set right the matters of one kind together.", "#专业：查明投诉增长原因，对同类问题开展集中整治。", s.name)
		}
	}
	if steep := b.steep(y); len(steep) > 0 {
		p.write(b, "#: lead closely, with monthly figures to the level above.", "#：重点管控，按月向上级报告投诉情况。", b.list(steep))
	}
	if over, _ := y.againstTarget(); len(over) > 0 {
		p.write(b, "#: break next year's target down to months and stations and watch it.", "#：将下年度指标分解到月、到站所，过程跟踪控制。", b.list(over))
	}
	p.rest(b, now)
	if leaves := y.leaves(); len(leaves) > 0 {
		p.write(b, "the most frequent cause, #, deserves a project of its own at its root.", "针对最主要原因“#”，开展专项治理，从源头减少投诉。", leaves[0].name)
	}
	if top, ok := y.peak(); ok {
		p.write(b, "prepare for # before it begins: inspection, spare capacity, information of customers.", "#来临前提前做好设备巡检、供电能力储备和客户告知。", top.name)
	}
	if many := b.spec.Policy.Reports.Thresholds.Appeals; now.Value("appealShare").Hundredths() >= int64(many)*100 {
		p.write(b, "many appeals were upheld (# of what was received; # % are many): customers do not know the rules, or were not told well; explain policy more and better.",
			"申诉成功占受理量的#，比例较高（#%及以上），说明客户对政策了解不足或沟通不到位，应加强政策宣传和沟通解释。", now.Value("appealShare"), many)
	}
	if len(p) == 0 {
		p.write(b, "no rule gives cause for advice.", "未触发改进建议规则。")
	}
	return p
}

// rest says how many assessed complaints the year may still have (S-126).
func (p *prose) rest(b *builder, f *Figures) {
	left := f.daysInYear - f.daysGone
	if f.target == 0 || left <= 0 {
		return
	}
	if may := f.target - f.Count("assessed"); may >= 0 {
		p.write(b, "days left in the year: #; assessed complaints until the target is used up: #; at the pace so far the year will have #.",
			"全年还剩#天，距指标值尚余#件；按目前进度全年预计#件。", left, may, f.Value("forecast"))
		return
	}
	p.write(b, "days left in the year: #; the target is used up: hold the number where it is.", "全年还剩#天，指标已用完，应控制在现有数量。", left)
}
