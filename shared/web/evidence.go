package web

import (
	"context"
	"net/http"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/evidence"
)

// EvidenceView is a file of a case as staff see it.
type EvidenceView struct {
	complaint.Evidence
	State complaint.EvidenceState `json:"state" enum:"scanning,ready,infected,removed" doc:"what can be done with it: only what is ready is handed out"`
}

// evidenceViews are the files that have come.
func evidenceViews(c *complaint.Case) (list []EvidenceView) {
	for _, e := range c.EvidenceReceived() {
		list = append(list, EvidenceView{Evidence: e, State: e.State()})
	}
	return list
}

// Announce announces a file, once for each idempotency key.
func Announce(ctx context.Context, files *evidence.Files, call Request, o evidence.Order) (*Reply[evidence.Announced], error) {
	return Once(ctx, files.Desk.Store, files.Desk.Now(), call, func(claim Claim[evidence.Announced]) (*Reply[evidence.Announced], error) {
		reply := func(a evidence.Announced) Reply[evidence.Announced] {
			return Reply[evidence.Announced]{Status: http.StatusCreated, Body: BodyOf(a)}
		}
		o.Answer = func(a evidence.Announced) *complaint.StoredAnswer { return claim(new(reply(a))) }
		given, err := files.Announce(ctx, o)
		if err != nil {
			return nil, err
		}
		r := reply(given)
		return &r, nil
	})
}
