package triage

import (
	"context"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/outage"
)

// Inquiry is what came of asking for a known outage.
type Inquiry string

// The kinds of inquiry; empty where there was nothing to ask.
const (
	Answered   Inquiry = "answered"   // whether one is known or not
	Unanswered Inquiry = "unanswered" // nobody could say
)

// outage asks the company, where it can be asked, for an outage that it knows of
// at the place of a matter. Where nobody can say, the case goes on as if none were
// known; what went wrong is told to Unanswered and harms nobody.
func (h *Handler) outage(ctx context.Context, q asked) (*complaint.Outage, Inquiry) {
	place, ok := outage.At(q.c.Site)
	if h.Outages == nil || !ok || !q.policy.Outages.Asks(q.j.Kind, q.j.Class) {
		return nil, ""
	}
	o, err := h.Outages.Known(ctx, place, q.c.ReceivedAt, h.Desk.Instant())
	if err != nil {
		h.Unanswered(q.c.Reference, err)
		return nil, Unanswered
	}
	return o, Answered
}
