package report

import (
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report/paper"
)

// consequences are what came of a complaint for the company by as-of: what is to be
// set right and how far that is, the four lessons, and the closing within the company.
func (b *builder) consequences(o *order) (list []paper.Fact) {
	asOf := o.spec.AsOf
	for i, r := range o.Rectifications {
		if !r.OrderedAt.After(asOf) {
			said := masked(r.What) + b.say(" (", "（") + b.unitName(r.Unit) + b.say("): ", "）：") + b.rectified(o, i)
			list = b.fact(list, "rectification."+itoa(i+1), "To be set right", "整改项", paper.Text(said))
		}
	}
	if l := o.Lessons; l != nil && !l.At.After(asOf) {
		list = b.fact(list, "lessons", "Four lessons", "四不放过", paper.Text(b.lessons(l.LessonsDrawn)))
	}
	if c := o.ClosedInternally; c != nil && !c.At.After(asOf) {
		list = b.fact(list, "closedInternally", "Closed within the company", "内部销号", paper.Instant(c.At))
	}
	return list
}

// rectified says how far a rectification was by as-of. Of several reports that it is
// done the case keeps the last.
func (b *builder) rectified(o *order, i int) string {
	r, asOf, said := o.Rectifications[i], o.spec.AsOf, b.say("not reported as done", "未反馈完成")
	if !r.DoneAt.IsZero() && !r.DoneAt.After(asOf) {
		said = b.phrase("reported as done #", "#反馈完成", b.stamp(r.DoneAt))
	}
	for _, c := range r.Checks {
		switch {
		case c.At.After(asOf):
		case c.Passed:
			said = b.phrase("done, checked #", "已整改，#验收通过", b.stamp(c.At))
		case r.DoneAt.IsZero() || r.DoneAt.After(asOf):
			said = b.phrase("sent back #", "#验收退回", b.stamp(c.At))
		}
	}
	for k := range o.Clocks {
		if k := &o.Clocks[k]; k.Name == "rectification" && k.Round == i+1 {
			if s, _ := stand(k, asOf); s == late {
				said += b.phrase("; due #, late", "；时限#，已超时", b.stamp(k.DueAt))
			}
		}
	}
	return said
}

// lessons says which of the four are drawn.
func (b *builder) lessons(l complaint.LessonsDrawn) string {
	var said []string
	for _, x := range []struct {
		done bool
		name fault.Text
	}{
		{l.CauseClear, fault.Say("cause clear", "原因已查清")}, {l.Educated, fault.Say("the responsible taught", "责任人已受教育")},
		{l.Rectified, fault.Say("measures taken", "整改措施已落实")}, {l.DealtWith, fault.Say("the responsible dealt with", "责任人已处理")},
	} {
		said = append(said, b.in(x.name)+b.say(": ", "：")+b.yes(x.done))
	}
	return strings.Join(said, b.say("; ", "；"))
}
