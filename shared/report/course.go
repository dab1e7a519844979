package report

import (
	"encoding/json"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/report/paper"
)

// entry is what an event tells: the fields of its data that matter here. The
// words of the customer are not among them; those of staff only as [entry.Reason].
type entry struct {
	Clock     string            `json:"clock"`
	Round     int               `json:"round"`
	Levels    []string          `json:"levels"`
	Level     string            `json:"level"`
	Unit      string            `json:"unit"`
	Kind      string            `json:"kind"`
	Outcome   complaint.Outcome `json:"outcome"`
	Reached   *bool             `json:"reached"`
	Satisfied *bool             `json:"satisfied"`
	Passed    *bool             `json:"passed"`
	Upheld    *bool             `json:"upheld"`
	Approved  *bool             `json:"approved"`
	Agreed    *bool             `json:"agreed"` // of a superior body; of others it is shown with the answer
	Reason    string            `json:"reason"`
}

// staffSays are the events whose reason is a text of staff. Why a case was
// withdrawn or reopened is the customer's.
var staffSays = map[string]bool{
	"refused": true, "reassigned": true, "reviewed": true, "rework-ordered": true, "closure-ordered": true, "suspended": true, "delayed": true,
	"appealed": true, "appeal-decided": true, "determination-approved": true, "regulator-reviewed": true,
	"group-decided": true, "superior-decided": true, "emergency-ordered": true,
}

// entryOf reads an event; one whose data says nothing of this kind is empty.
func entryOf(e complaint.Event) entry {
	var x entry
	_ = json.Unmarshal(e.Data, &x) // data of another shape has nothing to show here
	if !staffSays[e.Type] {
		x.Reason = ""
	}
	if e.Type != "superior-decided" {
		x.Agreed = nil
	}
	return x
}

// coursePart is what happened, in order, and who did it (处理经过).
func (b *builder) coursePart(history []complaint.Event) paper.Part {
	t := &paper.Table{Columns: []paper.Column{
		{Key: "at", Title: b.say("When", "时间")}, {Key: "type", Title: b.say("Event ID", "事件ID"), Hidden: true}, {Key: "event", Title: b.say("What happened", "事件")},
		{Key: "by", Title: b.say("Who", "操作方")}, {Key: "detail", Title: b.say("Details", "说明"), Wide: true},
	}}
	for _, e := range history {
		deed, shown := complaint.Deed(e.Type)
		x := entryOf(e)
		if !shown || e.Type == "escalated" && x.Levels == nil { // the first rung is the breach, which was told already
			continue
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []paper.Value{paper.Instant(e.At), paper.Text(e.Type), paper.Text(b.in(deed)), paper.Text(b.actor(e.By)), paper.Text(b.detail(x))}})
	}
	return paper.Part{Key: "course", Title: b.say("The course", "处理经过"), Table: t}
}

// actor says who did something: the role and its unit, never the person.
func (b *builder) actor(by string) string {
	role, rest, _ := strings.Cut(by, ":")
	unit, _, _ := strings.Cut(rest, ":")
	who, known := complaint.RoleName(complaint.Role(role))
	if !known {
		return b.say("staff", "工作人员")
	}
	if u, ok := b.spec.Policy.Unit(unit); ok {
		return b.in(who) + b.say(", ", "（") + b.in(u.Name) + b.say("", "）")
	}
	return b.in(who)
}

// detail says what an event brought.
func (b *builder) detail(s entry) string {
	var said []string
	add := func(text string) { said = append(said, text) }
	if s.Clock != "" {
		add(b.clockOf(s.Clock))
	}
	if s.Level != "" {
		add(s.Level)
	}
	if len(s.Levels) > 0 {
		add(b.say("told: ", "通知：") + b.levels(s.Levels))
	}
	if u, ok := b.spec.Policy.Unit(s.Unit); ok {
		add(b.in(u.Name))
	}
	if s.Outcome != "" {
		add(b.outcomeName(s.Outcome))
	}
	for _, f := range []struct {
		is      *bool
		yes, no string
	}{
		{s.Reached, b.say("reached", "已联系上"), b.say("not reached", "未联系上")},
		{s.Satisfied, b.say("satisfied", "满意"), b.say("dissatisfied", "不满意")},
		{s.Passed, b.say("passed", "通过"), b.say("not passed", "不通过")},
		{s.Upheld, b.say("upheld", "成功"), b.say("refused", "驳回")},
		{s.Approved, b.say("approved", "同意"), b.say("not approved", "不同意")},
		{s.Agreed, b.say("agrees", "同意"), b.say("does not agree", "不同意")},
	} {
		switch {
		case f.is == nil:
		case *f.is:
			add(f.yes)
		default:
			add(f.no)
		}
	}
	if s.Reason != "" {
		add(masked(s.Reason))
	}
	return strings.Join(said, b.say("; ", "；"))
}
