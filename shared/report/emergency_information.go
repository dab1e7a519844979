package report

import (
	"slices"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report/paper"
)

// emergencyInformation is the complaint information report (投诉信息报告) of one
// case: six fields with the reporting unit and the date (S-101, S-115). It says
// what was filed of the case in a flow by as-of, and beside that what the case
// holds; of what neither holds it says that it is not filled in, and it guesses
// nothing.
func emergencyInformation(b *builder) error {
	o, events, err := b.subject()
	if err != nil {
		return err
	}
	told, err := history(b.ctx, b.src, o.Reference, b.spec.AsOf)
	if err != nil {
		return err
	}
	followers, err := b.followers(o)
	if err != nil {
		return err
	}
	filed := b.filed(o)
	b.caseHeadline(o)
	b.add(paper.Part{Key: "report", Title: b.say("Report", "填报信息"), Facts: []paper.Fact{
		b.field("reportingUnit", "Reporting unit", "填报单位", paper.Text(b.unitOf(filed.Unit))),
		b.field("reportedOn", "Date", "填报日期", paper.Text(filed.FiledAt.In(b.spec.zone()).Format("2006-01-02"))),
	}})
	b.add(said(b.eventPart(o, events), filed.Course))
	b.add(said(b.causeOf(o, events), filed.Cause))
	b.add(said(b.scopePart(o, followers), filed.Scope))
	b.add(said(b.lossPart(o), filed.Loss))
	progress, err := b.progressPart(o, told)
	if err != nil {
		return err
	}
	b.add(said(progress, filed.Progress))
	consequences, err := b.consequencePart(o)
	if err != nil {
		return err
	}
	b.add(said(consequences, filed.Consequences))
	return nil
}

// filed is the report as it was filed by as-of; where none was, one without words
// of the unit that has the case, as of then.
func (b *builder) filed(o *order) complaint.InformationReport {
	if i := o.Information; i != nil && !i.FiledAt.After(b.spec.AsOf) {
		return *i
	}
	return complaint.InformationReport{Unit: o.Unit, FiledAt: b.spec.AsOf}
}

// said lets what was filed stand first in a part.
func said(p paper.Part, filed string) paper.Part {
	if filed != "" {
		p.Prose = append([]string{masked(filed)}, p.Prose...)
	}
	return p
}

// field is a fact that the report must have: of an empty value it says that it
// is not filled in.
func (b *builder) field(key, en, zh string, v paper.Value) paper.Fact {
	return b.known(key, en, zh, v, b.say("not filled in", "未填报"))
}

// known is a fact that the case would tell if there were anything: of an empty
// value it says that there is nothing, in words of its own.
func (b *builder) known(key, en, zh string, v paper.Value, nothing string) paper.Fact {
	if b.Say(v) == "" {
		v = paper.Text(nothing)
	}
	return paper.Fact{Key: key, Name: b.say(en, zh), Value: v}
}

// happened tells whether events have one of a type.
func happened(events []complaint.Event, kind string) bool {
	return slices.ContainsFunc(events, func(e complaint.Event) bool { return e.Type == kind })
}

// eventPart is the course of events: a sentence about how it began, and what has
// happened since.
func (b *builder) eventPart(o *order, events []complaint.Event) paper.Part {
	course := b.coursePart(events)
	course.Title = b.say("1. Course of events", "一、发生过程")
	matter := b.className(o.Class)
	if matter == "" {
		matter = b.say("not classified", "未分类")
	}
	course.Prose = []string{b.fill("Received #, channel: #, matter: #.", "#，客户通过“#”渠道反映“#”问题。", b.stamp(o.ReceivedAt), b.coded("channel", o.Channel), matter)}
	if !o.OccurredAt.IsZero() {
		course.Prose = append(course.Prose, b.fill("By the customer it happened #.", "客户称事件发生于#。", b.stamp(o.OccurredAt)))
	}
	if o.Source.OverLevel {
		course.Prose = append(course.Prose, b.say("The customer took it to a higher authority.", "属客户越级投诉。"))
	}
	return course
}

// causeOf is what the investigation found by as-of.
func (b *builder) causeOf(o *order, events []complaint.Event) paper.Part {
	f := complaint.Findings{}
	if o.Findings != nil && happened(events, "found") {
		f = *o.Findings
	}
	return paper.Part{Key: "cause", Title: b.say("2. Cause", "二、投诉原因"), Facts: []paper.Fact{
		b.field("cause", "Cause", "投诉原因", paper.Text(masked(f.Cause))),
		b.field("facts", "Facts", "核查事实", paper.Text(masked(f.Facts))),
		b.field("verified", "Verified", "是否属实", paper.Text(b.coded("verified", f.Verified))),
		b.field("responsibility", "Responsibility", "责任归属", paper.Text(b.coded("responsibility", f.Responsibility))),
	}}
}

// followers counts the open orders that follow the case in its batch, or its
// head's when it follows one.
func (b *builder) followers(o *order) (n int64, err error) {
	head := o.Reference
	if o.Batch.Of != "" {
		head = o.Batch.Of
	}
	for q := (complaint.Query{Key: complaint.BatchKey(head), Open: true, Limit: pageSize}); ; {
		page, err := b.src.List(b.ctx, q)
		if err != nil {
			return 0, err
		}
		for _, c := range page.Cases {
			n += one(!c.RecordedAt.After(b.spec.AsOf))
		}
		if q.Cursor = page.Cursor; q.Cursor == "" {
			return n, nil
		}
	}
}

// scopePart is whom it reaches: the place, and the other orders about it.
func (b *builder) scopePart(o *order, followers int64) paper.Part {
	none := b.say("none", "无")
	p := paper.Part{Key: "scope", Title: b.say("3. Scope of impact", "三、影响范围"), Facts: []paper.Fact{
		b.field("region", "Region", "区域", paper.Text(b.spec.Policy.RegionName(o.Site.Region, b.Language))),
		b.field("area", "Area", "地域", paper.Text(b.coded("area", o.Site.Area))),
		b.field("transformerArea", "Transformer area", "台区", paper.Text(masked(o.Site.TransformerArea))),
		b.field("feeder", "Feeder", "馈线", paper.Text(masked(o.Site.Feeder))),
		b.field("customersAffected", "Customers affected", "受影响客户数", paper.Value{}), // no case holds it
		b.known("batch", "Open orders of the same event", "同一事件在办关联工单", orNothing(followers), none),
		b.known("hotSpot", "Orders of a hot spot", "热点地点同类工单", orNothing(int64(o.HotSpot)), b.say("no hot spot", "未形成热点")),
	}}
	p.Facts = b.fact(p.Facts, "head", "Main order of the event", "主工单", paper.Reference(o.Batch.Of))
	if o.Customer.Vulnerable {
		p.Facts = b.fact(p.Facts, "vulnerable", "Vulnerable customer", "敏感客户", paper.Text(b.yes(true)))
	}
	return p
}

// orNothing is a count of what is known; an empty cell where nothing is.
func orNothing(n int64) paper.Value {
	if n == 0 {
		return paper.Value{}
	}
	return paper.Count(n)
}

// lossPart is what the customer lost, as far as the case tells: whether the
// customer claims anything, and what was agreed.
func (b *builder) lossPart(o *order) paper.Part {
	claimed, agreed, remedy := paper.Value{}, paper.Value{}, ""
	if slices.Contains(o.Signals, "compensation") {
		claimed = paper.Text(b.yes(true))
	}
	if a := o.Answer; a != nil && !a.At.After(b.spec.AsOf) {
		remedy = a.Remedy
		if m := a.Compensation; m != nil {
			agreed = paper.Text(m.Amount + " " + m.Currency)
		}
	}
	return paper.Part{Key: "loss", Title: b.say("4. Customer's loss", "四、客户损失"), Facts: []paper.Fact{
		b.field("loss", "Loss", "损失情况", paper.Value{}), // no case holds it
		b.field("claimed", "Compensation asked for", "客户提出赔偿诉求", claimed),
		b.field("compensation", "Compensation agreed", "补偿金额", agreed),
		b.field("remedy", "Remedy", "补救措施", paper.Text(masked(remedy))),
	}}
}

// watched tells whether a higher level supervises the order at as-of: a missed
// limit opens no other supervision then.
func (b *builder) watched(o *order) bool {
	s := o.Supervision
	return s != nil && !s.OpenedAt.After(b.spec.AsOf) && (s.ReleasedAt.IsZero() || s.ReleasedAt.After(b.spec.AsOf))
}

// signalNames are what the signals of triage are called.
var signalNames = map[string]fault.Text{
	"safety": fault.Say("danger to people", "人身安全风险"), "hazard": fault.Say("hazard", "安全隐患"), "life-support": fault.Say("life support", "生命支持设备用电"),
	"vulnerable": fault.Say("vulnerable customer", "敏感客户"), "media-national": fault.Say("national media", "中央媒体"), "media-provincial": fault.Say("provincial media", "省级媒体"),
	"media-city": fault.Say("city media", "市级媒体"), "media-social": fault.Say("social networks", "网络社交媒体"), "authority": fault.Say("authorities", "政府或监管部门"),
	"legal": fault.Say("legal steps", "司法途径"), "many": fault.Say("many customers", "涉及多户"), "crowd": fault.Say("a crowd", "群体性"),
	"repeated": fault.Say("repeated", "多次反映"), "compensation": fault.Say("compensation asked for", "要求赔偿"), "long-outage": fault.Say("long outage", "长时间停电"),
	"livelihood": fault.Say("livelihood", "影响生产生活"), "privacy": fault.Say("privacy", "泄露隐私"), "extreme": fault.Say("extreme acts", "极端行为"),
}

// consequencePart is what may come of it, as far as the rules tell: the risks
// that the judgement found, and what follows when a running limit is missed.
func (b *builder) consequencePart(o *order) (paper.Part, error) {
	var risks, ahead []string
	for _, s := range o.Signals {
		name, ok := signalNames[s]
		if !ok {
			name = fault.Say(s, s)
		}
		risks = append(risks, b.in(name))
	}
	rules, err := b.spec.PolicyOf(o.PolicyID)
	if err != nil {
		return paper.Part{}, err
	}
	for _, d := range o.deadlines {
		if d.standing != notYetDue || !d.ended.IsZero() {
			continue
		}
		if rule, ok := rules.Clock(d.clock.Name); ok && !rule.Quiet {
			line := b.fill("# missed after #: tells #", "“#”超过#未完成：通知#", b.clockIn(d.clock.Name, d.clock.Round), b.stamp(d.clock.DueAt), b.levels(rule.Breach.Levels))
			if rule.Breach.Supervision != "" && !b.watched(o) {
				line += b.fill("; # opens supervision", "，由#督办", rule.Breach.Supervision)
			}
			ahead = append(ahead, line)
		}
	}
	repeat := paper.Value{}
	if o.Repeat != nil {
		repeat = paper.Text(b.fill("time # that the matter is brought forward", "同一事项第#次反映", itoa(o.Repeat.Count)))
	}
	facts := []paper.Fact{
		b.field("grade", "Grade", "等级", paper.Text(b.coded("grade", o.Grade))),
		b.field("urgency", "Urgency", "紧急程度", paper.Text(b.coded("urgency", o.Urgency))),
		b.known("risks", "Risks that the text names", "受理内容反映的风险", paper.Text(strings.Join(risks, b.say(", ", "、"))), b.say("none found", "未识别到")),
		b.known("repeat", "Repeated", "重复反映", repeat, b.yes(false)),
		b.known("ahead", "By the rules", "按规则", paper.Text(strings.Join(ahead, "\n")), b.say("no time limit runs that would be told of", "无需通知的计时时限")),
		b.field("other", "Other consequences", "其他可能后果", paper.Value{}), // no case holds them
	}
	return paper.Part{Key: "consequences", Title: b.say("6. Possible consequences", "六、可能后果"),
		Note: b.say("What the case and the rules tell; the reporting unit adds what else it knows.", "仅列工单及规则可知的内容，其他由填报单位补充。"), Facts: facts}, nil
}
