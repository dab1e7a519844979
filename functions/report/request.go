package report

import (
	"context"
	"slices"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/web"
)

// Request is the body that asks for a report.
type Request struct {
	Kind      string `json:"kind"` // its enum is the list of kinds, see [Handler.Register]
	From      string `json:"from,omitempty" doc:"first day, such as 2026-09-01, or the first instant; not for a report of one case"`
	To        string `json:"to,omitempty" doc:"last day, or the instant after the last; not for a report of one case"`
	Language  string `json:"language,omitempty" enum:"zh,en" doc:"the company's when left out"`
	Reference string `json:"reference,omitempty" maxLength:"40" doc:"the case of a report of one case, and of no other"`
	Unit      string `json:"unit,omitempty" doc:"the unit to report on, with those below it; all that the caller may see when left out"`
	Class     string `json:"class,omitempty" doc:"a class of any level, with those below it"`
	Region    string `json:"region,omitempty" doc:"of the site"`
	Area      string `json:"area,omitempty" doc:"urban, rural or remote"`
	Channel   string `json:"channel,omitempty"`
	Grade     string `json:"grade,omitempty"`
}

// filter are the limits that a request sets.
func (r Request) filter() report.Filter {
	return report.Filter{Unit: r.Unit, Class: r.Class, Region: r.Region, Area: r.Area, Channel: r.Channel, Grade: r.Grade}
}

// spec turns a request into what to build, as of now.
func (h *Handler) spec(ctx context.Context, by complaint.Actor, r Request) (report.Spec, error) {
	s := h.of(r.Kind, h.Desk.Instant())
	if r.Language != "" {
		s.Language = r.Language
	}
	if ofOneCase(r.Kind) {
		return s, h.aboutCase(ctx, by, r, &s)
	}
	return s, h.aboutPeriod(by, r, &s)
}

// of is a spec for the whole company in its language.
func (h *Handler) of(kind string, asOf complaint.Instant) report.Spec {
	return report.Spec{
		Kind: kind, AsOf: asOf, Language: h.Desk.Policy.Language,
		Policy: h.Desk.Policy, PolicyOf: h.Desk.PolicyOf,
	}
}

func ofOneCase(kind string) bool {
	return slices.Contains(policy.ReportKinds, policy.ReportKind{Code: kind, OfOneCase: true})
}

// aboutPeriod reads the period and the limits of a report.
func (h *Handler) aboutPeriod(by complaint.Actor, r Request, s *report.Spec) (err error) {
	p := h.Desk.Policy
	s.Filter = r.filter()
	bad := CheckFilter(p, s.Filter)
	if r.Reference != "" {
		bad = append(bad, fault.Field{Name: "reference", Reason: fault.Say("is of no use: this report is of a period", "不适用：该报表针对一段时间")})
	}
	s.From, s.To, err = report.ParsePeriod(r.From, r.To, p.Zone())
	if err != nil {
		bad = append(bad, fault.Of(err).Fields...)
	}
	if err := fault.Fields(bad); err != nil {
		return err
	}
	s.Filter.Unit, err = narrow(p, r.Unit, by.Unit)
	return err
}

// aboutCase reads the case of a report. One that the caller may not see does not
// exist; who may see the report goes by the unit that has the case now.
func (h *Handler) aboutCase(ctx context.Context, by complaint.Actor, r Request, s *report.Spec) error {
	var bad []fault.Field
	for _, f := range []struct{ name, value string }{
		{"from", r.From}, {"to", r.To}, {"unit", r.Unit}, {"class", r.Class}, {"region", r.Region},
		{"area", r.Area}, {"channel", r.Channel}, {"grade", r.Grade},
	} {
		if f.value != "" {
			bad = append(bad, fault.Field{Name: f.name, Reason: fault.Say("is of no use: this report is of one case", "不适用：该报表针对单个工单")})
		}
	}
	if !complaint.IsReference(r.Reference) {
		bad = append(bad, fault.Field{Name: "reference", Reason: fault.Say("must be a case's, such as 202609-000123", "必须是工单编号，例如202609-000123")})
	}
	if err := fault.Fields(bad); err != nil {
		return err
	}
	c, err := h.Desk.Case(ctx, r.Reference)
	if err != nil {
		return err
	}
	s.Reference, s.Filter.Unit = c.Reference, c.Unit
	return web.Sees(h.Desk.Policy, by, c)
}

// CheckFilter finds the limits of what is counted that the policy does not know.
func CheckFilter(p *policy.Policy, f report.Filter) (bad []fault.Field) {
	known := func(name, value string, ok bool, reason fault.Text) {
		if value != "" && !ok {
			bad = append(bad, fault.Field{Name: name, Reason: reason})
		}
	}
	_, unit := p.Unit(f.Unit)
	_, region := p.UnitFor(f.Region)
	known("unit", f.Unit, unit, fault.Say("is no unit of the policy", "不是有效的单位"))
	known("class", f.Class, p.HasClass(f.Class), fault.Say("is no class of the policy", "不是有效的分类"))
	known("region", f.Region, region, fault.Say("is no region that a unit of the policy answers for", "不是有效的区域"))
	known("area", f.Area, slices.Contains(policy.Areas, f.Area), complaint.OneOf("area", policy.Areas...))
	known("channel", f.Channel, slices.Contains(policy.Channels, f.Channel), fault.Say("is no channel", "不是有效的渠道"))
	known("grade", f.Grade, slices.Contains(complaint.Grades, f.Grade), complaint.OneOf("grade", complaint.Grades...))
	return bad
}

// narrow keeps a wish to what the caller may see: a unit above the caller's
// own means the caller's own, one beside it is refused.
func narrow(p *policy.Policy, unit, own string) (string, error) {
	switch {
	case p.Within(unit, own):
		return unit, nil
	case unit == "" || p.Within(own, unit):
		return own, nil
	}
	return "", fault.New(fault.Denied, fault.Say("this unit is outside your scope", "该单位不在您的权限范围内"))
}
