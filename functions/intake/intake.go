// Package intake is the customers' function: to submit a complaint, to follow
// it, to add to it, to urge it, to reply to an offer, to withdraw it and to rate the answer. Who
// holds a complaint's tracking code is its customer; a wrong code and a wrong
// reference look the same.
package intake

import (
	"context"
	"crypto/subtle"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/evidence"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/web"
)

// Handler serves the public calls.
type Handler struct {
	Desk     *desk.Desk
	Evidence *evidence.Files
}

var customer = complaint.Actor{Role: complaint.Public}

// Register adds the calls to an API.
func (h *Handler) Register(api huma.API) {
	huma.Register(api, web.Call("health", http.MethodGet, "/v1/health", "Is the service up?"), h.health)
	op := web.Call("submitComplaint", http.MethodPost, "/v1/complaints", "Submit a complaint")
	op.DefaultStatus = http.StatusCreated
	huma.Register(api, op, h.submit)
	web.Constrain(api, h.Desk.Policy)
	huma.Register(api, web.Call("followComplaint", http.MethodGet, "/v1/complaints/{reference}", "Follow a complaint", "customer"), h.follow)
	register(api, h, "supplements", "Add to a complaint", as[complaint.Supplementing])
	register(api, h, "urges", "Urge a complaint", as[complaint.Urging])
	register(api, h, "withdrawal", "Withdraw a complaint", as[complaint.Withdrawal])
	register(api, h, "rating", "Rate how a complaint was handled", as[complaint.Rating])
	register(api, h, "offer-reply", "Accept what was offered, or say what is wanted instead", CustomerReply.command)
	h.registerEvidence(api)
}

// Health says that complaints can be taken in.
type Health struct {
	Status string `json:"status"`
}

type healthOut struct{ Body Health }

// health reads from the store, so that "ok" means that complaints can be taken in.
func (h *Handler) health(ctx context.Context, _ *struct{}) (*healthOut, error) {
	if _, _, err := h.Desk.Store.NextWake(ctx); err != nil {
		return nil, fault.Wrap(fault.Busy, err, "read the store")
	}
	return &healthOut{Body: Health{Status: "ok"}}, nil
}

type submitIn struct {
	web.Idempotent
	Body web.CustomerSubmission
}

func (h *Handler) submit(ctx context.Context, in *submitIn) (*web.Reply[web.Receipt], error) {
	call := web.Request{Scope: "customer POST complaints", Key: in.IdempotencyKey, Body: in.Body}
	return Record(ctx, h.Desk, customer, "/v1/complaints", call, in.Body.Complaint())
}

// Record takes a complaint in for a caller; staff use it too. The place is
// where the new complaint will be found.
func Record(ctx context.Context, d *desk.Desk, by complaint.Actor, place string, call web.Request, s complaint.Submission) (*web.Reply[web.Receipt], error) {
	return web.Once(ctx, d.Store, d.Now(), call, func(claim web.Claim[web.Receipt]) (*web.Reply[web.Receipt], error) {
		reply := func(c *complaint.Case, contact complaint.Contact) web.Reply[web.Receipt] {
			return web.Reply[web.Receipt]{
				Status: http.StatusCreated, Location: place + "/" + c.Reference, ETag: web.ETag(c.Version),
				Body: web.BodyOf(web.ReceiptOf(d.Policy, c, contact.TrackingCode)),
			}
		}
		c, contact, err := d.Submit(ctx, s, by, func(c *complaint.Case, k complaint.Contact) *complaint.StoredAnswer {
			return claim(new(reply(c, k)))
		})
		if err != nil {
			return nil, err
		}
		r := reply(c, contact)
		return &r, nil
	})
}

// Tracked is the part of a public call that names a complaint.
type Tracked struct {
	Reference    string `path:"reference"`
	TrackingCode string `header:"Tracking-Code" hidden:"true"`
}

// open reads the case that a tracking code opens.
func (h *Handler) open(ctx context.Context, in Tracked) (*complaint.Case, complaint.Contact, error) {
	nothing := fault.New(fault.NotFound, fault.Say("there is no complaint with this reference and tracking code", "未找到与该编号和查询码相符的投诉"))
	if !complaint.IsReference(in.Reference) { // whatever was written there goes no further
		return nil, complaint.Contact{}, nothing
	}
	contact, err := h.Desk.Store.Contact(ctx, in.Reference)
	if fault.Is(err, fault.NotFound) {
		return nil, contact, nothing
	}
	if err != nil {
		return nil, contact, err
	}
	if subtle.ConstantTimeCompare([]byte(contact.TrackingCode), []byte(in.TrackingCode)) != 1 {
		return nil, contact, nothing
	}
	c, err := h.Desk.Case(ctx, in.Reference)
	return c, contact, err
}

type followOut struct{ Body Progress }

type followIn struct {
	Tracked
	Accept string `header:"Accept-Language" hidden:"true"`
}

func (h *Handler) follow(ctx context.Context, in *followIn) (*followOut, error) {
	c, _, err := h.open(ctx, in.Tracked)
	if err != nil {
		return nil, err
	}
	progress, err := h.progress(ctx, c, nil, in.Accept)
	return &followOut{Body: progress}, err
}

type commandIn[B any] struct {
	Tracked
	web.Idempotent
	Accept string `header:"Accept-Language" hidden:"true"`
	Body   *B
}

// as takes a body that is a command itself.
func as[C complaint.Command](body C) complaint.Command { return body }

// register adds a customer's command, which its body says.
func register[B any](api huma.API, h *Handler, word, summary string, command func(B) complaint.Command) {
	path := "/v1/complaints/{reference}/" + word
	op := web.Call("customer-"+word, http.MethodPost, path, summary, "customer")
	huma.Register(api, op, func(ctx context.Context, in *commandIn[B]) (*web.Reply[Progress], error) {
		if _, _, err := h.open(ctx, in.Tracked); err != nil {
			return nil, err
		}
		var body B
		if in.Body != nil {
			body = *in.Body
		}
		call := web.Request{Scope: "customer " + in.Reference + " POST " + word, Key: in.IdempotencyKey, Body: body}
		return web.Once(ctx, h.Desk.Store, h.Desk.Now(), call, func(claim web.Claim[Progress]) (*web.Reply[Progress], error) {
			return h.give(ctx, in.Reference, command(body), in.Accept, claim)
		})
	})
}

// give carries a customer's command out and shows the progress after it.
func (h *Handler) give(ctx context.Context, reference string, command complaint.Command, accept string, claim web.Claim[Progress]) (*web.Reply[Progress], error) {
	reply := func(ctx context.Context, c *complaint.Case, fresh []complaint.Event) (*web.Reply[Progress], error) {
		progress, err := h.progress(ctx, c, fresh, accept)
		return &web.Reply[Progress]{Status: http.StatusOK, Body: web.BodyOf(progress)}, err
	}
	return web.Do(ctx, h.Desk, desk.Order{Reference: reference, Command: command, By: customer}, claim, reply)
}
