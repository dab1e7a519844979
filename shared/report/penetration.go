package report

import (
	"slices"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report/paper"
)

// Penetration is the kind of the report that goes through one complaint from
// its receipt to its rectification (投诉穿透分析报告).
const Penetration = "penetration"

// penetration tells what one complaint was, how it went, what was found, what
// went wrong, where the time went, and what was and should be done about it.
func penetration(b *builder) error {
	o, history, err := b.subject()
	if err != nil {
		return err
	}
	problems, err := b.problems(o, history)
	if err != nil {
		return err
	}
	held := holdings{}
	held.add(o)

	b.caseHeadline(o)
	b.Headline = append(b.Headline, paper.Headline{Key: "problems", Name: b.say("Problems", "暴露问题"), Value: paper.Count(len(problems)), Tone: wrong(int64(len(problems)))})
	b.add(paper.Part{Key: "basics", Title: b.say("Basic facts", "基本情况"), Facts: b.basics(o)})
	b.add(b.coursePart(history))
	b.add(paper.Part{Key: "investigation", Title: b.say("Investigation", "调查情况"), Facts: b.investigation(o), Prose: b.uninvestigated(o)})
	b.add(b.problemPart(problems))
	b.add(b.caseHeldPart(held))
	b.add(b.rectificationPart(o))
	b.add(paper.Part{Key: "suggestions", Title: b.say("Suggestions", "改进建议"), Prose: b.suggestions(o, problems),
		Note: b.say("What follows from the problems by a fixed rule; what to do is the unit's decision.", "由暴露问题按固定规则得出，具体措施由承办单位确定。")})
	return nil
}

// subject reads the case of a report about one case, and its events up to
// as-of. NotFound when there is none, when it was recorded later, and when it
// is beyond the scope.
func (b *builder) subject() (*order, []complaint.Event, error) {
	c, err := b.src.Case(b.ctx, b.spec.Reference)
	if err != nil {
		return nil, nil, err
	}
	spec := b.spec // every deadline is judged, wherever it lies
	spec.From, spec.To = complaint.Instant{}, spec.AsOf
	for i := range c.Clocks {
		if due := c.Clocks[i].DueAt; due.After(spec.To) {
			spec.To = due
		}
	}
	o := &order{}
	if !o.look(spec, c) {
		return nil, nil, fault.New(fault.NotFound, fault.Say("there is no case "+b.spec.Reference, "没有工单"+b.spec.Reference))
	}
	var history []complaint.Event
	err = events(b.ctx, b.src, c.Reference, b.spec.AsOf, func(e complaint.Event) error {
		history = append(history, e)
		return nil
	})
	return o, history, err
}

// caseHeadline: what stands first of one case.
func (b *builder) caseHeadline(o *order) {
	late := int64(0)
	for _, d := range o.deadlines {
		late += one(d.breached())
	}
	card := func(key, name string, v paper.Value, tone paper.Tone) {
		b.Headline = append(b.Headline, paper.Headline{Key: key, Name: name, Value: v, Tone: tone})
	}
	until := o.spec.AsOf
	if o.closed {
		until = o.ClosedAt
	}
	card("state", b.say("State", "工单状态"), paper.Text(b.standing(o)), paper.Plain)
	card("open", b.say("From receipt to closing or as-of", "受理至办结（或统计时点）"), paper.Span(int64(until.Sub(o.ReceivedAt).Seconds())), paper.Plain)
	card("late", b.say("Time limits missed", "超时时限"), paper.Count(late), wrong(late))
	card("reworks", b.say("Rework rounds", "返工轮次"), paper.Count(o.reworks()), wrong(o.reworks()))
}

// fact adds a fact to others; none for an empty value.
func (b *builder) fact(list []paper.Fact, key, en, zh string, v paper.Value) []paper.Fact {
	if b.Say(v) == "" {
		return list
	}
	return append(list, paper.Fact{Key: key, Name: b.say(en, zh), Value: v})
}

// basics are the facts of the case, without anything of the customer.
func (b *builder) basics(o *order) (list []paper.Fact) {
	text := func(key, en, zh, value string) { list = b.fact(list, key, en, zh, paper.Text(value)) }
	list = b.fact(list, "receivedAt", "Received", "受理时间", paper.Instant(o.ReceivedAt))
	text("channel", "Channel", "受理渠道", b.coded("channel", o.Channel))
	if o.Source.OverLevel {
		text("overLevel", "Over-level", "越级投诉", b.yes(true))
	}
	kind := o.Kind
	if k, ok := b.spec.Policy.Kind(o.Kind); ok {
		kind = b.in(k.Name)
	}
	text("kind", "Kind", "业务类型", kind)
	text("class", "Class", "投诉分类", b.classPath(o.Class))
	text("grade", "Grade", "投诉等级", b.coded("grade", o.Grade))
	text("urgency", "Urgency", "紧急程度", b.coded("urgency", o.Urgency))
	text("unit", "Unit", "承办单位", b.unitName(o.Unit))
	text("region", "Region", "区域", b.spec.Policy.RegionName(o.Site.Region, b.Language))
	text("area", "Area", "地域", b.coded("area", o.Site.Area))
	text("transformerArea", "Transformer area", "台区", masked(o.Site.TransformerArea))
	text("feeder", "Feeder", "馈线", masked(o.Site.Feeder))
	list = b.fact(list, "linkedTo", "Counted with", "并入工单", paper.Reference(o.LinkedTo))
	if o.closed {
		list = b.fact(list, "closedAt", "Closed", "办结时间", paper.Instant(o.ClosedAt))
	}
	return list
}

// classPath names a class with those above it: "Outage › Frequent outage".
func (b *builder) classPath(code string) string {
	path := ""
	for ; code != ""; code = codeAbove(code) {
		if path != "" {
			path = " › " + path
		}
		path = b.className(code) + path
	}
	return path
}

// investigation are the findings; the words of staff are masked.
func (b *builder) investigation(o *order) (list []paper.Fact) {
	f := o.Findings
	if f == nil {
		return nil
	}
	list = b.fact(list, "verified", "Verified", "是否属实", paper.Text(b.coded("verified", f.Verified)))
	list = b.fact(list, "responsibility", "Responsibility", "责任归属", paper.Text(b.coded("responsibility", f.Responsibility)))
	if whose := o.ResponsibleBy(o.spec.AsOf); whose != f.Responsibility {
		list = b.fact(list, "decided", "Responsibility as decided", "裁定的责任归属", paper.Text(b.coded("responsibility", whose)))
	}
	list = b.fact(list, "cause", "Cause", "原因", paper.Text(masked(f.Cause)))
	return b.fact(list, "facts", "Facts", "事实经过", paper.Text(masked(f.Facts)))
}

// uninvestigated says so when there are no findings.
func (b *builder) uninvestigated(o *order) []string {
	if o.Findings != nil {
		return nil
	}
	return []string{b.sentence("the case holds no findings.", "工单尚无核查结论。")}
}

// caseHeldPart is where the time of the one case went.
func (b *builder) caseHeldPart(h holdings) paper.Part {
	p := b.heldPart(h)
	p.Note = b.say("Elapsed time from the receipt to the closing or as-of, by who had the case.", "自受理至办结（或统计时点）的时间，按持有方划分。")
	p.Table.Empty = ""
	for i := range p.Table.Columns {
		if c := &p.Table.Columns[i]; slices.Contains([]string{"orders", "mean"}, c.Key) {
			c.Hidden = true
		}
	}
	return p
}

// rectificationPart says what the case holds of what was set right.
func (b *builder) rectificationPart(o *order) paper.Part {
	p := paper.Part{Key: "rectification", Title: b.say("Rectification", "整改情况")}
	if a := o.Answer; a != nil && !a.At.After(o.spec.AsOf) {
		p.Facts = b.fact(p.Facts, "answer", "Answer", "答复意见", paper.Text(masked(a.Text)))
		p.Facts = b.fact(p.Facts, "remedy", "Remedy", "整改措施", paper.Text(masked(a.Remedy)))
		if m := a.Compensation; m != nil {
			p.Facts = b.fact(p.Facts, "compensation", "Compensation", "补偿", paper.Text(m.Amount+" "+m.Currency))
		}
	}
	for i, r := range o.Recurrences {
		if !r.ReviewedAt.IsZero() && !r.ReviewedAt.After(o.spec.AsOf) {
			p.Facts = b.fact(p.Facts, "review."+itoa(i), "Review of the handling", "处理复核", paper.Text(masked(r.Finding)))
		}
	}
	p.Facts = append(p.Facts, b.consequences(o)...)
	if o.Answer == nil || o.Answer.Remedy == "" {
		p.Prose = []string{b.sentence("the case holds no remedy.", "工单未记录整改措施。")}
	}
	return p
}
