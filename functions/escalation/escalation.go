// Package escalation is the function that climbs the ladder: when a deadline
// was missed it opens supervision, and with each further rung it tells those
// who must know. The breach itself was recorded and told by the sweep.
package escalation

import (
	"context"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
)

// Handler climbs ladders.
type Handler struct{ Desk *desk.Desk }

// In is the workflow's order.
type In struct {
	Reference string        `json:"reference"`
	Cycle     int           `json:"cycle"`
	Run       complaint.Run `json:"run"`
	StartedAt time.Time     `json:"startedAt"` // of the execution
}

// Out tells the workflow where the case stands after the climb.
type Out struct {
	complaint.Standing
	Told int `json:"told"` // notices that the climb sent
}

// Handle climbs every rung that is due; none may be, and that is no error.
func (h *Handler) Handle(ctx context.Context, in In) (Out, error) {
	c, told, err := h.Desk.Climb(ctx, in.Reference)
	if err != nil {
		return Out{}, err
	}
	now := h.Desk.Instant()
	return Out{Standing: in.Run.Onward(c.NextIn(in.Cycle, now), in.StartedAt, now), Told: told}, nil
}
