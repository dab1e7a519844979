package complaint

import (
	"cmp"
	"slices"
	"strings"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Information is what a complaint information report (投诉信息报告) says: six things,
// all of them (S-101).
type Information struct {
	Course       string `json:"course" doc:"发生过程: how it came about"`
	Cause        string `json:"cause" doc:"投诉原因: the cause of the complaint"`
	Scope        string `json:"scope" doc:"影响范围: whom and what it touches"`
	Loss         string `json:"loss" doc:"客户损失: what the customer lost; that it was nothing, where that is so"`
	Progress     string `json:"progress" doc:"处理进程: how far the handling is"`
	Consequences string `json:"consequences" doc:"可能后果: what may come of it"`
}

// InformationReport is such a report as it was filed, with the reporting unit and
// the date, which the record gives (S-115).
type InformationReport struct {
	Information
	Unit    string  `json:"unit,omitempty"` // "" for the whole company
	FiledAt Instant `json:"filedAt"`
	By      string  `json:"by"`
}

// Name is "information-report".
func (Information) Name() string  { return "information-report" }
func (Information) event() string { return "information-reported" }

func (c Information) check(*act) []fault.Field {
	var f fields
	for _, part := range []struct{ name, value string }{
		{"course", c.Course}, {"cause", c.Cause}, {"scope", c.Scope}, {"loss", c.Loss}, {"progress", c.Progress}, {"consequences", c.Consequences},
	} {
		f.required(part.name, part.value, 2000)
	}
	return f
}

// apply files the report, in place of an earlier one. It is for a case over
// which a flow is open. Of the first one in an emergency plan the leading group
// hears, and the plan goes on from it when it waits for it.
func (c Information) apply(a *act) error {
	if !a.OverLevel.Open() && !a.Emergency.Open() {
		return a.unawaited()
	}
	if e := a.Emergency; e.Open() && !a.informedSince(e.OpenedAt) {
		a.mention(telling{kind: "major", template: "emergency.informed", key: "informed/" + itoa(e.Number), levels: a.Policy.Emergency.Group})
	}
	a.Information = &InformationReport{Information: c, Unit: or(a.By.Unit, a.Unit), FiledAt: a.Now, By: a.By.String()}
	if a.Emergency.awaits(c.Name()) {
		return a.pass(c.Name())
	}
	return nil
}

// informedSince tells whether an information report was filed at or after an instant.
func (c *Case) informedSince(at Instant) bool {
	return c.Information != nil && !c.Information.FiledAt.Before(at)
}

// Draft is an information report as far as the record knows the matter, for the
// person who writes it: what is not known stays empty. Nil when no flow is open,
// or the report was filed since the last one was opened.
func (c *Case) Draft(p *policy.Policy) *Information {
	var since Instant
	if c.OverLevel.Open() {
		since = c.OverLevel.OpenedAt
	}
	if c.Emergency.Open() {
		since = later(since, c.Emergency.OpenedAt)
	}
	if since.IsZero() || c.informedSince(since) {
		return nil
	}
	return new(c.Known(p))
}

// Known is what the record knows for an information report. What it does not
// know is empty.
func (c *Case) Known(p *policy.Policy) Information {
	d := drafting{c, p}
	known := Information{Course: d.course(), Scope: d.scope(), Progress: d.progress(), Consequences: d.consequences()}
	if c.Findings != nil {
		known.Cause = c.Findings.Cause
	}
	if c.Answer != nil && c.Answer.Compensation != nil {
		known.Loss = c.Answer.Compensation.Amount + " " + c.Answer.Compensation.Currency
	}
	return known
}

// drafting writes a draft in the policy's language.
type drafting struct {
	*Case
	policy *policy.Policy
}

// mostCourse bounds the course of a draft: its last lines.
const mostCourse = 12

func (d drafting) say(zh, en string) string {
	return policy.Text{"zh": zh, "en": en}.In(d.policy.Language)
}

func (d drafting) at(i Instant) string { return Spoken(i, d.policy.Zone(), d.policy.Language) }

// course is what happened and when: the statuses, and the limits that were missed.
func (d drafting) course() string {
	type line struct {
		at   Instant
		text string
	}
	var lines []line
	for _, p := range byStatus(d.Phases) {
		lines = append(lines, line{p.At, StatusName(p.Status).In(d.policy.Language)})
	}
	for _, k := range d.Clocks {
		if rule, _ := d.policy.Clock(k.Name); k.State == Missed {
			lines = append(lines, line{k.BreachedAt, rule.Title.In(d.policy.Language) + d.say("超时", " overdue")})
		}
	}
	if o := d.OverLevel; o != nil {
		lines = append(lines, line{o.ReceivedAt, d.say("越级反映", "passed on by a higher authority")})
	}
	slices.SortStableFunc(lines, func(x, y line) int { return cmp.Compare(x.at.Unix(), y.at.Unix()) })
	var texts []string
	for _, l := range lines[max(0, len(lines)-mostCourse):] {
		texts = append(texts, d.at(l.at)+d.say("", ": ")+l.text)
	}
	return strings.Join(texts, d.say("；", "; "))
}

// scope is the place, and how many others have spoken of it.
func (d drafting) scope() string {
	parts := slices.DeleteFunc([]string{d.policy.RegionName(d.Site.Region, d.policy.Language), d.Site.TransformerArea, d.Site.Feeder}, func(s string) bool { return s == "" })
	if d.HotSpot > 0 {
		parts = append(parts, d.say("近期同类", "of this class lately: ")+itoa(d.HotSpot)+d.say("件", ""))
	}
	return strings.Join(parts, d.say("，", ", "))
}

// progress is how far the handling is.
func (d drafting) progress() string {
	parts := []string{StatusName(d.Status).In(d.policy.Language)}
	if u, ok := d.policy.Unit(d.Unit); ok {
		parts = append(parts, u.Name.In(d.policy.Language))
	}
	if d.Answer != nil {
		parts = append(parts, d.at(d.Answer.At)+d.say("答复", ": answered"))
	}
	return strings.Join(parts, d.say("，", ", "))
}

// consequences are those that the record gives reason to fear.
func (d drafting) consequences() string {
	var parts []string
	if d.OverLevel.Open() {
		parts = append(parts, d.say("上级部门已介入", "a higher authority has stepped in"))
	}
	if d.Repeat != nil {
		parts = append(parts, d.say("客户已第"+itoa(d.Repeat.Count)+"次反映", "the customer has come "+itoa(d.Repeat.Count)+" times"))
	}
	if k := d.Clock("legal"); k != nil && k.Unended() {
		parts = append(parts, d.say("法定答复时限"+d.at(k.DueAt), "the statutory deadline for the answer is "+d.at(k.DueAt)))
	}
	return strings.Join(parts, d.say("；", "; "))
}
