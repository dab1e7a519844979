package intake

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/evidence"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/web"
)

// registerEvidence adds the calls about a customer's own files.
func (h *Handler) registerEvidence(api huma.API) {
	const path = "/v1/complaints/{reference}/evidence"
	op := web.Call("customer-evidence", http.MethodPost, path, "Announce a file that belongs to a complaint, and learn how to send it", "customer")
	op.DefaultStatus = http.StatusCreated
	huma.Register(api, op, h.announce)
	huma.Register(api, web.Call("customer-evidence-received", http.MethodPost, path+"/{id}/received", "Say that a file has been sent", "customer"), h.received)
	huma.Register(api, web.Call("customer-evidence-read", http.MethodGet, path+"/{id}", "Get a link to a file of one's own, which expires", "customer"), h.openFile)
}

// FileSent is a file that the customer has sent.
type FileSent struct {
	ID          string                  `json:"id"`
	Name        string                  `json:"name"`
	ContentType string                  `json:"contentType"`
	Size        int64                   `json:"size" doc:"in bytes"`
	At          time.Time               `json:"at"`
	State       complaint.EvidenceState `json:"state" enum:"scanning,ready,infected,removed"`
}

// sent are the customer's own files; the company's are none of theirs to see.
func sent(c *complaint.Case) (list []FileSent) {
	for _, e := range c.EvidenceReceived() {
		if e.OfCustomer() {
			list = append(list, FileSent{ID: e.ID, Name: e.Name, ContentType: e.ContentType, Size: e.Size, At: e.ReceivedAt, State: e.State()})
		}
	}
	return list
}

type announceIn struct {
	Tracked
	web.Idempotent
	Body evidence.Announcement
}

func (h *Handler) announce(ctx context.Context, in *announceIn) (*web.Reply[evidence.Announced], error) {
	if _, _, err := h.open(ctx, in.Tracked); err != nil {
		return nil, err
	}
	call := web.Request{Scope: "customer " + in.Reference + " POST evidence", Key: in.IdempotencyKey, Body: in.Body}
	return web.Announce(ctx, h.Evidence, call, evidence.Order{Reference: in.Reference, By: customer, Announcement: in.Body})
}

type receivedIn struct {
	Tracked
	web.Idempotent
	ID     string `path:"id" maxLength:"64"`
	Accept string `header:"Accept-Language" hidden:"true"`
}

func (h *Handler) received(ctx context.Context, in *receivedIn) (*web.Reply[Progress], error) {
	c, err := h.own(ctx, in.Tracked, in.ID)
	if err != nil {
		return nil, err
	}
	call := web.Request{Scope: "customer " + in.Reference + " POST evidence/" + in.ID, Key: in.IdempotencyKey}
	return web.Once(ctx, h.Desk.Store, h.Desk.Now(), call, func(web.Claim[Progress]) (*web.Reply[Progress], error) {
		// No claim is committed: saying so again has no second effect.
		c, err := h.Evidence.Receive(ctx, c, in.ID)
		if err != nil {
			return nil, err
		}
		progress, err := h.progress(ctx, c, nil, in.Accept)
		return &web.Reply[Progress]{Status: http.StatusOK, Body: web.BodyOf(progress)}, err
	})
}

// own reads the case of a file that its customer has announced; any other does not
// exist for the customer.
func (h *Handler) own(ctx context.Context, in Tracked, id string) (*complaint.Case, error) {
	c, _, err := h.open(ctx, in)
	if err != nil {
		return nil, err
	}
	if e, ok := c.EvidenceWith(id, h.Desk.Instant()); !ok || !e.OfCustomer() {
		return nil, fault.New(fault.NotFound, fault.Say("there is no such file", "没有此材料"))
	}
	return c, nil
}

type fileIn struct {
	Tracked
	ID string `path:"id" maxLength:"64"`
}

type linkOut struct{ Body evidence.Link }

func (h *Handler) openFile(ctx context.Context, in *fileIn) (*linkOut, error) {
	c, err := h.own(ctx, in.Tracked, in.ID)
	if err != nil {
		return nil, err
	}
	link, err := h.Evidence.Open(ctx, c, in.ID)
	return &linkOut{Body: link}, err
}
