// Package report is the function that builds reports: on demand, over HTTP,
// and by a schedule. It keeps what it builds in an archive, in every format,
// and tells the company that a report is there.
//
// Vocabulary. A report's id names what it is of: kind, period, as-of, scope
// and language; see [ID]. Building the same id again writes the same files
// and tells nobody again. A summary is a report's entry in the list.
//
// What the figures are and how they look stands in shared/report.
package report

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/web"
)

// Archive keeps the renderings of reports by key, such as
// "reports/<id>/report.csv".
type Archive interface {
	// Put keeps data under a key. The same key again replaces it.
	Put(ctx context.Context, key, contentType string, data []byte) error
	// Get reads what is kept under a key. NotFound when there is nothing.
	Get(ctx context.Context, key string) ([]byte, error)
	// List gives all keys with a prefix.
	List(ctx context.Context, prefix string) ([]string, error)
}

// Handler builds reports and hands them out.
type Handler struct {
	Desk         *desk.Desk
	Authenticate web.Authenticator
	Archive      Archive
	// Site is the address before links in notices, such as
	// "https://redress.example"; empty for links within the site.
	Site string
}

// Register adds the calls to an API.
func (h *Handler) Register(api huma.API) {
	op := web.Call("buildReport", http.MethodPost, "/v1/reports", "Build a report", "staff")
	op.DefaultStatus = http.StatusCreated
	huma.Register(api, op, h.create)
	huma.Register(api, web.Call("listReports", http.MethodGet, "/v1/reports", "List the reports, newest first", "staff"), h.list)
	huma.Register(api, web.Call("readReport", http.MethodGet, "/v1/reports/{id}/{format}", "Read a report as json, csv or html", "staff"), h.read)
}

// caller knows who calls and whether they may see reports.
func (h *Handler) caller(authorization string) (complaint.Actor, error) {
	by, err := h.Authenticate(authorization)
	if err != nil {
		return by, err
	}
	switch by.Role {
	case complaint.Supervisor, complaint.Auditor, complaint.Admin:
		return by, nil
	}
	return by, fault.New(fault.Denied, fault.Say("your role may not see reports", "您的角色不能查看报表"))
}

// Request is the body that asks for a report.
type Request struct {
	Kind     string `json:"kind" enum:"sla-breach"`
	From     string `json:"from" doc:"first day, such as 2026-09-01, or the first instant"`
	To       string `json:"to" doc:"last day, or the instant after the last"`
	Language string `json:"language,omitempty" enum:"zh,en" doc:"the company's when left out"`
	Unit     string `json:"unit,omitempty" doc:"the unit to report on, with those below it; all that the caller may see when left out"`
}

type createIn struct {
	web.Staff
	web.Idempotent
	Body Request
}

func (h *Handler) create(ctx context.Context, in *createIn) (*web.Reply[Summary], error) {
	by, err := h.caller(in.Authorization)
	if err != nil {
		return nil, err
	}
	call := web.Request{Scope: by.String() + " POST reports", Key: in.IdempotencyKey, Body: in.Body}
	return web.Once(ctx, h.Desk.Store, h.Desk.Now(), call, func(claim web.Claim[Summary]) (*web.Reply[Summary], error) {
		spec, err := h.spec(by, in.Body)
		if err != nil {
			return nil, err
		}
		var reply web.Reply[Summary]
		_, err = h.build(ctx, spec, func(s Summary) *complaint.StoredAnswer {
			reply = web.Reply[Summary]{Status: http.StatusCreated, Location: s.Links["json"], Body: s}
			return claim(reply)
		})
		return &reply, err
	})
}

// spec turns a request into what to build, as of now.
func (h *Handler) spec(by complaint.Actor, r Request) (report.Spec, error) {
	p := h.Desk.Policy
	from, to, err := report.ParsePeriod(r.From, r.To, p.Zone())
	if err != nil {
		return report.Spec{}, err
	}
	if _, known := p.Unit(r.Unit); r.Unit != "" && !known {
		return report.Spec{}, fault.Fields([]fault.Field{{Name: "unit", Reason: fault.Say("is no unit of the policy", "不是有效的单位")}})
	}
	s := h.of(r.Kind, from, to, h.Desk.Instant())
	if r.Language != "" {
		s.Language = r.Language
	}
	s.Filter.Unit, err = narrow(p, r.Unit, by.Unit)
	return s, err
}

// of is a spec for the whole company in its language.
func (h *Handler) of(kind string, from, to, asOf complaint.Instant) report.Spec {
	return report.Spec{
		Kind: kind, From: from, To: to, AsOf: asOf, Language: h.Desk.Policy.Language,
		Policy: h.Desk.Policy, PolicyOf: h.Desk.PolicyOf,
	}
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

// Scheduled is what the schedule sends: build a report as of an instant.
type Scheduled struct {
	Kind string    `json:"kind"`
	At   time.Time `json:"at"` // now when left out
}

// Out names what a scheduled run built.
type Out struct {
	ID string `json:"id"`
}

// Handle builds the scheduled report of the previous office day, together
// with the days off that followed it, so that no deadline falls between two reports.
func (h *Handler) Handle(ctx context.Context, in Scheduled) (Out, error) {
	at := complaint.Second(in.At)
	if in.At.IsZero() {
		at = h.Desk.Instant()
	}
	from, to := previousDay(h.Desk.Policy, at)
	s, err := h.build(ctx, h.of(in.Kind, from, to, at), func(Summary) *complaint.StoredAnswer { return nil })
	return Out{ID: s.ID}, err
}

// previousDay runs from the start of the last working day before an instant's
// day up to the start of that day.
func previousDay(p *policy.Policy, at time.Time) (from, to complaint.Instant) {
	y, m, d := at.In(p.Zone()).Date()
	today := time.Date(y, m, d, 0, 0, 0, 0, p.Zone())
	day := today.AddDate(0, 0, -1)
	for left := longestHoliday; left > 0 && !p.Calendar.IsWorkday(day); left-- {
		day = day.AddDate(0, 0, -1)
	}
	return day.UTC(), today.UTC()
}

// longestHoliday bounds the search for a working day, in days.
const longestHoliday = 366
