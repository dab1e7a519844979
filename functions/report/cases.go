package report

import (
	"context"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/web"
)

type casesIn struct {
	web.Staff
	ID     string `path:"id"`
	Figure string `query:"figure" required:"true" maxLength:"100" doc:"a count of the report by its key, such as received or answer.late"`
	Unit   string `query:"unit" doc:"a unit of the report, with those below it; all of the report's when left out"`
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type casesOut struct {
	Body struct {
		References []string `json:"references"`
		Cursor     string   `json:"cursor" doc:"for the next page; empty on the last"`
	}
}

// cases lists the cases behind a figure of a report, as they stand now and
// looked at from where the report was.
func (h *Handler) cases(ctx context.Context, in *casesIn) (*casesOut, error) {
	by, err := h.caller(in.Authorization)
	if err != nil {
		return nil, err
	}
	n, ok := parseID(in.ID)
	if !ok || !h.sees(by, n) {
		return nil, nothing()
	}
	s, err := h.summary(ctx, n.id)
	if fault.Is(err, fault.NotFound) {
		return nil, nothing()
	}
	if err != nil {
		return nil, err
	}
	spec, err := h.again(s, in.Unit)
	if err != nil {
		return nil, err
	}
	out := &casesOut{}
	out.Body.References, out.Body.Cursor, err = report.Cases(ctx, h.Desk.Store, spec, in.Figure, in.Cursor, in.Limit)
	if out.Body.References == nil {
		out.Body.References = []string{}
	}
	return out, err
}

// again is the spec of a report that was built, for one of its units.
func (h *Handler) again(s Summary, unit string) (report.Spec, error) {
	p := h.Desk.Policy
	var bad []fault.Field
	if s.Reference != "" {
		bad = append(bad, fault.Field{Name: "figure", Reason: fault.Say("is of no use: this report is of one case", "不适用：该报表针对单个工单")})
	}
	if unit == "" {
		unit = s.Unit
	} else if _, known := p.Unit(unit); !known || !p.Within(unit, s.Unit) {
		bad = append(bad, fault.Field{Name: "unit", Reason: fault.Say("is no unit of this report", "不是该报表的单位")})
	}
	if err := fault.Fields(bad); err != nil {
		return report.Spec{}, err
	}
	spec := h.of(s.Kind, s.AsOf)
	spec.Language, spec.Filter = s.Language, s.Filter
	spec.Filter.Unit = unit
	var err error
	spec.From, spec.To, err = report.ParsePeriod(s.From, s.To, p.Zone())
	return spec, err
}
