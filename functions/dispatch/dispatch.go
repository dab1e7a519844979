// Package dispatch is the function that hands a case to its unit: the first
// time, after a refusal or a reassignment, for rework and after a reopening.
// It chooses nothing; the unit stands on the case.
package dispatch

import (
	"context"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/fault"
)

// Handler dispatches cases.
type Handler struct{ Desk *desk.Desk }

// In is the workflow's order.
type In struct {
	Reference string        `json:"reference"`
	Cycle     int           `json:"cycle"`
	Run       complaint.Run `json:"run"`
	StartedAt time.Time     `json:"startedAt"` // of the execution
}

// Out tells the workflow where the case stands.
type Out = complaint.Standing

// Handle dispatches the case when it is ready for that; otherwise it only
// says where the case stands, so that a doubled or late call does no harm.
func (h *Handler) Handle(ctx context.Context, in In) (Out, error) {
	c, err := h.Desk.Do(ctx, desk.Order{
		Reference: in.Reference, Command: complaint.Dispatching{}, By: complaint.Actor{Role: complaint.System},
	})
	if fault.Is(err, fault.Conflict) { // closed meanwhile
		c, err = h.Desk.Case(ctx, in.Reference)
	}
	if err != nil {
		return Out{}, err
	}
	now := h.Desk.Instant()
	return in.Run.Onward(c.NextIn(in.Cycle, now), in.StartedAt, now), nil
}
