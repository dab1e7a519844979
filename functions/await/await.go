// Package await is the function that parks the workflow until the case can
// move on. It stores the task's token first and reads the case afterwards;
// whoever moves the case commits first and reads the token afterwards. One of
// the two always sees the other, so no move is ever missed.
package await

import (
	"context"
	"encoding/json"
	"strconv"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
)

// Machine is the name under which the main workflow's tokens are kept: each
// cycle of a case has a run of its own.
func Machine(cycle int) string { return "complaint/" + strconv.Itoa(cycle) }

// Workflow resumes a waiting execution. A stale token counts as delivered.
type Workflow interface {
	Resume(ctx context.Context, token string, output json.RawMessage) error
}

// Handler parks executions.
type Handler struct {
	Desk     *desk.Desk
	Workflow Workflow
}

// In is the workflow's call: who waits, for which case, in which state.
type In struct {
	Reference string         `json:"reference"`
	Cycle     int            `json:"cycle"`
	Token     string         `json:"token"`
	Waiting   complaint.Step `json:"waiting"`
}

// Out is what a resumed execution goes on with.
type Out struct {
	Next complaint.Step `json:"next"`
}

// Handle stores the token and resumes at once when the case has moved on.
func (h *Handler) Handle(ctx context.Context, in In) (Out, error) {
	if err := h.Desk.Store.PutToken(ctx, in.Reference, Machine(in.Cycle), in.Token); err != nil {
		return Out{}, err
	}
	c, err := h.Desk.Case(ctx, in.Reference)
	if err != nil {
		return Out{}, err
	}
	out := Out{Next: c.NextIn(in.Cycle, h.Desk.Instant())}
	if out.Next == in.Waiting {
		return out, nil
	}
	output, err := json.Marshal(out)
	if err != nil {
		return Out{}, err
	}
	return out, h.Workflow.Resume(ctx, in.Token, output)
}
