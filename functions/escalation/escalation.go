// Package escalation is the function that climbs the ladder: when a deadline
// was missed it opens supervision, and with each further rung it tells those
// who must know. The breach itself was recorded and told by the sweep.
package escalation

import (
	"context"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
)

// Handler climbs ladders.
type Handler struct{ Desk *desk.Desk }

// In is the workflow's order.
type In struct {
	Reference string `json:"reference"`
	Cycle     int    `json:"cycle"`
}

// Out tells the workflow where the case stands after the climb.
type Out struct {
	Next complaint.Step `json:"next"`
	Told int            `json:"told"` // notices that the climb sent
}

// Handle climbs every rung that is due; none may be, and that is no error.
func (h *Handler) Handle(ctx context.Context, in In) (Out, error) {
	c, told, err := h.Desk.Climb(ctx, in.Reference)
	if err != nil {
		return Out{}, err
	}
	return Out{Next: c.NextIn(in.Cycle, h.Desk.Instant()), Told: told}, nil
}
