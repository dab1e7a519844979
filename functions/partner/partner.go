// Package partner is the function of partners' systems: the hotlines 12398 and
// 12345 pass complaints and appeals on, repair dispatch says how its orders go.
// What becomes of it they hear by the relay.
//
// A caller is known by the signature of each request and by nothing else. What a
// partner may do is the policy's. A number of the partner's own names each deed,
// so that a request which comes again gets the answer that it had before.
package partner

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/fault"
	line "github.com/redress/redress/shared/partner"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// Handler serves the calls of partners.
type Handler struct {
	Desk *desk.Desk
	// Book gives the accounts as they are now.
	Book func(context.Context) (line.Book, error)
}

// Register adds the calls to an API.
func (h *Handler) Register(api huma.API) {
	order := h.call(api, "partnerOrder", "orders", "Pass a complaint on")
	order.DefaultStatus = http.StatusCreated
	huma.Register(api, order, h.order)
	huma.Register(api, h.call(api, "partnerAppeal", "appeals", "Pass a customer's appeal to the regulator on"), h.appeal)
	huma.Register(api, h.call(api, "partnerFinding", "findings", "Say what the regulator has found about an appeal"), h.finding)
	huma.Register(api, h.call(api, "partnerProgress", "progress", "Say how the order of a repair goes"), h.progress)
}

func (h *Handler) call(api huma.API, id, word, summary string) huma.Operation {
	op := web.Call(id, http.MethodPost, "/v1/partners/{partner}/"+word, summary, "partner")
	op.Middlewares = huma.Middlewares{h.guard(api)}
	return op
}

// From is the part of a call that says who calls.
type From struct {
	Partner string `path:"partner" maxLength:"100"`
}

// actor is the partner as the record names it.
func (f From) actor() complaint.Actor {
	return complaint.Actor{Role: complaint.Partner, ID: f.Partner}
}

// may finds the partner in the policy, and fails with Denied when that does not let
// it do this.
func (h *Handler) may(f From, this func(policy.Partner) bool) (policy.Partner, error) {
	x, known := h.Desk.Policy.Partner(f.Partner)
	if !known || !this(x) {
		return x, fault.New(fault.Denied, fault.Say("the policy does not let this partner do this", "规则未授权该合作单位进行此操作"))
	}
	return x, nil
}

// PassedOrder is a complaint that a partner passes on.
type PassedOrder struct {
	Number string `json:"order" minLength:"1" maxLength:"200" pattern:"\\S" patternDescription:"more than blanks" doc:"the partner's own number; each is taken once"`
	web.Telling
	OverLevel  bool      `json:"overLevel,omitempty" doc:"越级: the customer has taken the complaint past the company"`
	Reason     string    `json:"reason,omitempty" maxLength:"1000" doc:"越级原因: why"`
	ReceivedAt time.Time `json:"receivedAt,omitzero" doc:"when the partner received it; now when left out"`
}

// OrderTaken says what became of an order at once. What comes later is told by a post.
type OrderTaken struct {
	Order      string            `json:"order"`
	Reference  string            `json:"reference" doc:"the company's number"`
	Status     complaint.Status  `json:"status"`
	Outcome    complaint.Outcome `json:"outcome,omitempty"`
	LinkedTo   string            `json:"linkedTo,omitempty"`
	ReceivedAt time.Time         `json:"receivedAt"`
	Promises   []web.Promise     `json:"promises"`
}

type orderIn struct {
	From
	Body PassedOrder
}

// order records a complaint. The customer gets a receipt as others do; its
// tracking code is the customer's alone and not in the answer.
func (h *Handler) order(ctx context.Context, in *orderIn) (*web.Reply[OrderTaken], error) {
	x, err := h.may(in.From, func(x policy.Partner) bool { return x.Way != "" })
	if err != nil {
		return nil, err
	}
	reply := func(c *complaint.Case) web.Reply[OrderTaken] {
		return web.Reply[OrderTaken]{Status: http.StatusCreated, Body: web.BodyOf(OrderTaken{
			Order: in.Body.Number, Reference: c.Reference, Status: c.Status, Outcome: c.Outcome, LinkedTo: c.LinkedTo,
			ReceivedAt: c.ReceivedAt, Promises: web.Promises(h.Desk.Policy, c),
		})}
	}
	return web.Once(ctx, h.Desk.Store, h.Desk.Now(), h.deed(in.From, "orders", in.Body.Number, in.Body), func(claim web.Claim[OrderTaken]) (*web.Reply[OrderTaken], error) {
		c, _, err := h.Desk.Submit(ctx, h.submission(x, in.Body), in.actor(), func(c *complaint.Case, _ complaint.Contact) *complaint.StoredAnswer {
			return claim(new(reply(c)))
		})
		if err != nil {
			return nil, err
		}
		r := reply(c)
		return &r, nil
	})
}

// submission is an order as the domain takes it.
func (h *Handler) submission(x policy.Partner, o PassedOrder) complaint.Submission {
	way, _ := h.Desk.Policy.Intake.Way(x.Way) // a policy without it is refused
	s := web.Submission{
		Channel: way.Channel, Telling: o.Telling, ReceivedAt: h.told(o.ReceivedAt),
		Source: web.SourceDetails{Via: way.Code, Body: x.ID, Reference: o.Number, OverLevel: o.OverLevel, Reason: o.Reason},
	}.Complaint()
	s.Commission = complaint.Commission{Partner: x.ID, Order: o.Number}
	return s
}

// deed is a call that a number of the partner's own names.
func (h *Handler) deed(f From, word, number string, body any) web.Request {
	return web.Request{
		Scope: f.actor().String() + " POST " + word, Key: number, Body: body, Keep: web.RememberedRecord,
		Other: fault.Say("this number was used with another body", "该编号已用于不同的请求内容"),
	}
}

// told is an instant by the partner's clock: one that is a little ahead of ours is now.
func (h *Handler) told(at time.Time) time.Time {
	if now := h.Desk.Now(); at.After(now) && !at.After(now.Add(line.Tolerance)) {
		return now
	}
	return at
}
