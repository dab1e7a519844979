package report

import (
	"slices"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/report/paper"
)

// problem is something that went wrong with a case.
type problem struct {
	code   string // what suggestions go by
	what   string
	at     complaint.Instant
	detail string
	told   []told
}

// problems lists what went wrong up to as-of, in the order of time: limits
// missed, wrong unit, answers not passed, rework, repeats, urging, over-level.
func (b *builder) problems(o *order, history []complaint.Event) ([]problem, error) {
	missed, err := breaches(b.ctx, b.src, o)
	if err != nil {
		return nil, err
	}
	var list []problem
	for i := range missed {
		list = append(list, b.missedLimit(&missed[i]))
	}
	for _, e := range history {
		if p, ok := b.exposed(e); ok {
			list = append(list, p)
		}
	}
	list = append(list, b.ofTheCase(o)...)
	slices.SortStableFunc(list, func(x, y problem) int { return x.at.Compare(y.at) })
	return list, nil
}

// missedLimit is a breach as a problem.
func (b *builder) missedLimit(x *breach) problem {
	p := problem{code: "late", what: b.say("deadline missed: ", "超时：") + b.clockIn(x.Name, x.Round), at: x.DueAt, told: x.told}
	done := b.say("still open", "尚未完成")
	if !x.ended.IsZero() {
		done = b.say("done ", "完成于") + b.stamp(x.ended)
	}
	p.detail = b.phrase("due #, #; late by #", "时限#，#，超时#", b.stamp(x.DueAt), done, paper.Span(x.minutes*60))
	if x.workingDays > 0 {
		p.detail += b.phrase(" (working days: #)", "（#个工作日）", x.workingDays)
	}
	if x.correction != nil && x.correction.WouldBeMet {
		p.detail += b.say("; in time by what became known later", "；按事后获知的情况本应按时")
	}
	return p
}

// exposed tells whether an event shows that something went wrong.
func (b *builder) exposed(e complaint.Event) (problem, bool) {
	s := entryOf(e)
	p := problem{at: e.At, detail: masked(s.Reason)}
	switch {
	case e.Type == "refused":
		p.code, p.what = "wrongUnit", b.say("wrong unit: the order was refused", "派单不准：承办单位退单")
	case e.Type == "reassigned":
		p.code, p.what = "wrongUnit", b.say("given to another unit on the way", "办理中改派单位")
	case e.Type == "reviewed" && s.Passed != nil && !*s.Passed:
		p.code, p.what = "refusedAnswer", b.say("the answer did not pass the review", "答复未通过审核")
	case e.Type == "called" && s.Satisfied != nil && !*s.Satisfied:
		p.code, p.what = "rework", b.say("the customer was dissatisfied", "回访不满意")
	case e.Type == "rework-ordered":
		p.code, p.what = "rework", b.say("rework was ordered", "被责令返工")
	case e.Type == "suspended":
		kind, _ := b.spec.Policy.Suspension.Kind(s.Kind)
		p.code, p.what = "suspended", b.say("suspended: ", "中止：")+b.in(kind.Name)
	case e.Type == "reopened":
		p.code, p.what = "repeat", b.say("reopened after the closing", "办结后重新受理")
	case e.Type == "skipped":
		p.code, p.what, p.detail = "nobody", b.say("nobody to escalate to", "升级提醒无接收人"), b.levels(s.Levels)
	default:
		return p, false
	}
	return p, true
}

// ofTheCase are the problems that no single event shows.
func (b *builder) ofTheCase(o *order) (list []problem) {
	if r := o.Repeat; r != nil {
		list = append(list, problem{code: "repeat", at: o.ReceivedAt, what: b.say("the customer had brought the matter forward before", "同一客户就同一事项重复反映"),
			detail: b.phrase("time no. #; first case #", "第#次反映，首次工单#", r.Count, r.Of)})
	}
	for _, r := range o.Recurrences {
		if !r.At.After(o.spec.AsOf) {
			list = append(list, problem{code: "repeat", at: r.At, what: b.say("the matter came again after the closing", "办结后同一事项再次反映"), detail: r.Case})
		}
	}
	if o.Source.OverLevel {
		list = append(list, problem{code: "overLevel", at: o.ReceivedAt, what: b.say("the customer went to a higher authority", "客户越级反映")})
	}
	if n := o.rang(); n >= 3 {
		list = append(list, problem{code: "urged", at: o.Urges[1].At, what: b.say("the customer had to call again and again", "客户多次来电催办"), detail: b.phrase("# calls", "共来电#次", n)})
	}
	if n := o.spec.Policy.HotSpots.Count; n > 0 && o.HotSpot >= n {
		list = append(list, problem{code: "hotSpot", at: o.ReceivedAt, what: b.say("the place is a hot spot", "投诉热点区域"), detail: b.phrase("# complaints of the class", "同类投诉#件", o.HotSpot)})
	}
	return list
}

// problemPart lists the problems with who was told of them (暴露问题).
func (b *builder) problemPart(list []problem) paper.Part {
	t := &paper.Table{Empty: b.say("No problem shows in the course.", "处理过程未暴露问题。"), Columns: []paper.Column{
		{Key: "code", Title: b.say("Problem ID", "问题ID"), Hidden: true}, {Key: "at", Title: b.say("When", "时间")}, {Key: "problem", Title: b.say("Problem", "问题")},
		{Key: "detail", Title: b.say("Details", "说明"), Wide: true}, {Key: "told", Title: b.name("told"), Wide: true},
	}}
	for _, p := range list {
		cell := paper.Value{}
		if p.told != nil {
			cell = b.toldCell(p.told)
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []paper.Value{paper.Text(p.code), paper.Instant(p.at), paper.Text(p.what), paper.Text(p.detail), cell}})
	}
	return paper.Part{Key: "problems", Title: b.say("Problems exposed", "暴露问题") + " (" + itoa(len(list)) + ")", Table: t}
}

// suggestions are what follows from the problems and the findings, each once.
func (b *builder) suggestions(o *order, problems []problem) (p prose) {
	has := func(code string) bool {
		return slices.ContainsFunc(problems, func(x problem) bool { return x.code == code })
	}
	for _, rule := range []struct{ code, en, zh string }{
		{"late", "name for each limit that was missed who watches it, and have warnings acted on the same day.", "明确超时环节的责任人，收到预警当日处理，落实过程管控。"},
		{"nobody", "fill the levels at which nobody was to be told.", "补齐空缺层级的值班人员，保证升级提醒有人接收。"},
		{"wrongUnit", "correct the routing of such matters, so that the right unit has them at once.", "校准同类诉求的派单规则，避免错派、退单。"},
		{"refusedAnswer", "check answers in the unit before they go to the centre: core demand, facts, measures, times.", "承办单位提交答复前先行自查：核心诉求、事实、措施、时间是否齐全。"},
		{"rework", "agree the solution with the customer before the answer, and call when it is done.", "答复前与客户就解决方案达成一致，措施落实后再回复。"},
		{"suspended", "tell the customer the reason and the new time of each suspension, and resume as soon as it is over.", "中止办理须告知客户原因和新时限，条件具备立即恢复。"},
		{"repeat", "review the first handling: cause, responsible person, measure, education (four no-let-go).", "按“四不放过”复核首次处理：原因、责任人、整改措施、教育。"},
		{"urged", "tell the customer of the progress before they have to ask.", "主动向客户反馈办理进度，减少催办。"},
		{"overLevel", "let the leading group follow the matter until the higher authority has agreed.", "由优质服务领导小组跟踪督办，直至上级单位认可。"},
		{"hotSpot", "treat the place as a whole in place of case by case.", "对热点区域开展成片治理，不就单论单。"},
	} {
		if has(rule.code) {
			p.write(b, rule.en, rule.zh)
		}
	}
	switch whose := o.ResponsibleBy(o.spec.AsOf); {
	case !o.responsible():
	case whose == "utility-operation":
		p.write(b, "look for problems of the same kind on other lines and in other areas, and set them right.", "举一反三，排查其他线路、台区的同类问题并整改。")
	case whose == "utility-marketing":
		p.write(b, "train the staff of the business concerned by this case.", "以本案为例开展相关营销业务人员培训。")
	}
	if len(p) == 0 {
		p.write(b, "no rule gives cause for a suggestion.", "未触发改进建议规则。")
	}
	return p
}
