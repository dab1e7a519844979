package report

import (
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report/paper"
)

// progressPart is how far the handling has come, and how every time limit stands
// with who was told of it.
func (b *builder) progressPart(o *order, told []line) (paper.Part, error) {
	p := paper.Part{Key: "progress", Title: b.say("5. Handling so far", "五、处理进程"), Facts: b.progress(o)}
	p.Table = &paper.Table{Empty: b.say("No time limit has begun.", "尚无时限开始计时。"), Columns: []paper.Column{
		{Key: "clock", Title: b.say("Time limit ID", "时限ID"), Hidden: true}, {Key: "clockName", Title: b.say("Time limit", "时限")},
		{Key: "dueAt", Title: b.say("Due", "到期时间")}, {Key: "endedAt", Title: b.say("Done", "完成时间")},
		{Key: "standing", Title: b.say("Stands", "状态")}, {Key: "minutesLate", Title: b.name("minutesLate")}, {Key: "told", Title: b.name("told"), Wide: true},
	}}
	rules, err := b.spec.PolicyOf(o.PolicyID)
	if err != nil {
		return p, err
	}
	for _, d := range o.deadlines {
		x := o.breach(rules, d, told)
		late := paper.Value{}
		if d.breached() {
			late = paper.Count(x.minutes)
		}
		p.Table.Rows = append(p.Table.Rows, paper.Row{Cells: []paper.Value{
			paper.Text(x.Name), paper.Text(b.clockIn(x.Name, x.Round)), paper.Instant(x.DueAt), paper.Instant(d.ended), b.standingOf(d), late, b.toldCell(x.told),
		}})
	}
	return p, nil
}

// progress are the deeds so far.
func (b *builder) progress(o *order) []paper.Fact {
	contact, answered, supervision := paper.Value{}, paper.Value{}, ""
	for _, c := range o.Contacts {
		if c.Reached && !c.At.After(b.spec.AsOf) && contact.Kind() == paper.Nothing {
			contact = paper.Instant(c.At)
		}
	}
	if a := o.Answer; a != nil && !a.At.After(b.spec.AsOf) {
		answered = paper.Instant(a.At)
	}
	if s := o.Supervision; s != nil && !s.OpenedAt.After(b.spec.AsOf) {
		supervision = s.Level
		if !s.ReleasedAt.IsZero() && !s.ReleasedAt.After(b.spec.AsOf) {
			supervision += b.say(", released", "（已解除）")
		}
	}
	list := []paper.Fact{
		b.field("state", "State", "工单状态", paper.Text(b.standing(o))),
		b.field("owner", "Whose turn it is", "当前办理方", paper.Text(b.turn(o))),
		b.known("contactedAt", "First contact", "首次联系客户", contact, b.say("not yet", "尚未联系")),
		b.known("answeredAt", "Answered", "答复客户", answered, b.say("not yet", "尚未答复")),
		b.known("supervision", "Supervision", "督办", paper.Text(supervision), b.say("none", "无")),
	}
	for _, s := range o.Suspensions {
		if !s.From.After(b.spec.AsOf) && (s.EndedAt.IsZero() || s.EndedAt.After(b.spec.AsOf)) {
			list = b.fact(list, "suspension", "Suspended", "中止办理", paper.Text(b.waitingName(s.Kind)+b.fill(" until #", "，至#", b.stamp(s.Until))))
		}
	}
	return list
}

// turn is whose turn it is; nobody's when the order is closed.
func (b *builder) turn(o *order) string {
	if o.closed {
		return b.say("nobody's, it is closed", "已办结")
	}
	if o.withCentre() {
		return b.named("centre")
	}
	return b.unitName(o.Unit)
}

// standings are how deadlines stand in words.
var standings = map[standing]fault.Text{
	inTime: fault.Say("in time", "按时"), late: fault.Say("late", "超时"), notYetDue: fault.Say("not yet due", "未到期"), cancelled: fault.Say("cancelled", "已取消"),
}

// standingOf says how a deadline stands.
func (b *builder) standingOf(d deadline) paper.Value {
	switch {
	case d.overdue():
		return paper.Text(b.say("overdue", "超时未完成")).Toned(paper.Bad)
	case d.standing == notYetDue && d.clock.State == complaint.Paused:
		return paper.Text(b.say("paused", "暂停计时"))
	case d.standing == notYetDue && !d.ended.IsZero():
		return paper.Text(b.in(standings[inTime])).Toned(paper.Good)
	}
	tones := map[standing]paper.Tone{inTime: paper.Good, late: paper.Bad}
	return paper.Text(b.in(standings[d.standing])).Toned(tones[d.standing])
}
