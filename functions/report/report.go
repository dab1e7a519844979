// Package report is the function that builds reports: on demand, over HTTP,
// and by a schedule. It keeps what it builds in an archive, in every format,
// and tells the company that a report is there.
//
// Vocabulary. A report's id names what it is of: kind, period or case, as-of,
// scope, language and other limits; see [ID]. Building the same id again writes
// the same files and tells nobody again. A summary is a report's entry in the
// list. An order is a report that is to be built, with who is told of it; an
// attempt is the mark that somebody has begun. A link opens one report to whoever
// holds it, until it expires.
//
// What the figures are and how they look stands in shared/report; when which
// report is due, in the policy.
package report

import (
	"context"
	"net/http"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
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
	// LinkKey gives the key of [LinkKeySize] bytes that links are signed with:
	// drawn once for a deployment, told to nobody and never logged.
	LinkKey func(ctx context.Context) ([]byte, error)

	// Longest is how long a scheduled run takes at most: an attempt that is
	// older has come to nothing. Zero where nothing runs beside it.
	Longest time.Duration
	// Enough tells that too little time of a scheduled run is left to begin
	// another report. Nil for never.
	Enough func(ctx context.Context) bool
}

// Register adds the calls to an API.
func (h *Handler) Register(api huma.API) {
	registry := api.OpenAPI().Components.Schemas
	body := reflect.TypeFor[Request]()
	schema := registry.SchemaFromRef(registry.Schema(body, true, body.Name()).Ref)
	for _, k := range policy.ReportKinds {
		schema.Properties["kind"].Enum = append(schema.Properties["kind"].Enum, k.Code)
	}
	schema.PrecomputeMessages()
	op := web.Call("buildReport", http.MethodPost, "/v1/reports", "Build a report", "staff")
	op.DefaultStatus = http.StatusCreated
	huma.Register(api, op, h.create)
	huma.Register(api, web.Call("listReports", http.MethodGet, "/v1/reports", "List the reports, newest first", "staff"), h.list)
	huma.Register(api, web.Call("readReport", http.MethodGet, "/v1/reports/{id}/{format}", "Read a report as json, csv, xlsx or html", "staff"), h.read)
	huma.Register(api, web.Call("listReportCases", http.MethodGet, "/v1/reports/{id}/cases", "List the cases behind a figure of a report", "staff"), h.cases)
	huma.Register(api, web.Call("openReport", http.MethodGet, "/v1/reports/{id}/{format}/open", "Read a report by the link of a notice, until it expires"), h.open)
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
		spec, err := h.spec(ctx, by, in.Body)
		if err != nil {
			return nil, err
		}
		var reply web.Reply[Summary]
		_, err = h.build(ctx, order{ID(spec), spec, h.Desk.Policy.Tell["report"]}, func(s Summary) *complaint.StoredAnswer {
			reply = web.Reply[Summary]{Status: http.StatusCreated, Location: s.Links["json"], Body: web.BodyOf(s)}
			return claim(&reply)
		})
		return &reply, err
	})
}
