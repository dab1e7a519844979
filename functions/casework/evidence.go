package casework

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/evidence"
	"github.com/redress/redress/shared/web"
)

// registerEvidence adds the calls about the files of a case.
func (h *Handler) registerEvidence(api huma.API) {
	const path = "/v1/cases/{reference}/evidence"
	add := func(id, method, path, summary string, may func(complaint.Actor) error) huma.Operation {
		op := web.Call(id, method, path, summary, "staff")
		op.Middlewares = huma.Middlewares{web.Guard(api, h.Authenticate, may)}
		return op
	}
	announce := add("evidence", http.MethodPost, path, "Announce a file that belongs to a case, and learn how to send it", mayHandle)
	announce.DefaultStatus = http.StatusCreated
	huma.Register(api, announce, h.announce)
	huma.Register(api, add("evidence-received", http.MethodPost, path+"/{id}/received", "Say that a file has been sent", mayHandle), h.received)
	huma.Register(api, add("readEvidence", http.MethodGet, path+"/{id}", "Get a link to a file, which expires", mayHandle), h.openFile)
	web.Command(api, &h.Cases, "Remove a file for good", h.removeFile)
}

// mayHandle lets those of the handling chain at a case's files, which show people
// and places: an auditor reads that they are there, and not what is in them (S-037).
func mayHandle(by complaint.Actor) error {
	return web.May(by, complaint.AnnouncingEvidence{}.Name())
}

type announceIn struct {
	web.Staff
	web.Idempotent
	Reference string `path:"reference"`
	IfMatch   string `header:"If-Match" doc:"the version that the caller has seen: 7 or \"7\""`
	Body      evidence.Announcement
}

func (h *Handler) announce(ctx context.Context, in *announceIn) (*web.Reply[evidence.Announced], error) {
	by, err := h.Authenticate(in.Authorization)
	if err != nil {
		return nil, err
	}
	expect, err := web.Version(in.IfMatch)
	if err != nil {
		return nil, err
	}
	if _, err := h.Seen(ctx, by, in.Reference); err != nil {
		return nil, err
	}
	call := web.Request{Scope: by.String() + " POST " + in.Reference + "/evidence", Key: in.IdempotencyKey, Body: in.Body}
	return web.Announce(ctx, h.Evidence, call, evidence.Order{Reference: in.Reference, By: by, Announcement: in.Body, Expect: expect})
}

type receivedIn struct {
	web.Staff
	web.Idempotent
	Reference string `path:"reference"`
	ID        string `path:"id" maxLength:"64"`
}

func (h *Handler) received(ctx context.Context, in *receivedIn) (*web.Reply[web.CaseView], error) {
	by, c, err := h.fileOf(ctx, in.Staff, in.Reference)
	if err != nil {
		return nil, err
	}
	call := web.Request{Scope: by.String() + " POST " + in.Reference + "/evidence/" + in.ID, Key: in.IdempotencyKey}
	return web.Once(ctx, h.Desk.Store, h.Desk.Now(), call, func(web.Claim[web.CaseView]) (*web.Reply[web.CaseView], error) {
		// No claim is committed: saying so again has no second effect.
		c, err := h.Evidence.Receive(ctx, c, in.ID)
		if err != nil {
			return nil, err
		}
		view, err := h.view(ctx, by, c)
		return &web.Reply[web.CaseView]{Status: http.StatusOK, ETag: web.ETag(c.Version), Body: web.BodyOf(view)}, err
	})
}

type fileIn struct {
	web.Staff
	Reference string `path:"reference"`
	ID        string `path:"id" maxLength:"64"`
}

type linkOut struct{ Body evidence.Link }

func (h *Handler) openFile(ctx context.Context, in *fileIn) (*linkOut, error) {
	_, c, err := h.fileOf(ctx, in.Staff, in.Reference)
	if err != nil {
		return nil, err
	}
	link, err := h.Evidence.Open(ctx, c, in.ID)
	return &linkOut{Body: link}, err
}

// fileOf knows the caller and reads the case, which must be within their scope.
func (h *Handler) fileOf(ctx context.Context, caller web.Staff, reference string) (complaint.Actor, *complaint.Case, error) {
	by, err := h.Authenticate(caller.Authorization)
	if err != nil {
		return by, nil, err
	}
	c, err := h.Seen(ctx, by, reference)
	return by, c, err
}

// removeFile removes the file before the case says so.
func (h *Handler) removeFile(ctx context.Context, _ complaint.Actor, c *complaint.Case, order complaint.EvidenceRemoval) error {
	return h.Evidence.Remove(ctx, c, order)
}
