// Package await is the function that parks the workflow until the case can
// move on. It stores the task's token first and reads the case afterwards;
// whoever moves the case commits first and reads the token afterwards. One of
// the two always sees the other, so no move is ever missed.
//
// Two executions of one cycle may overlap for a while, when one follows on
// another or is set going again by hand. The later one has the case: its token
// is never replaced by one of an earlier execution, which is sent on to its end
// instead. An execution that is to hand over stores no token either.
package await

import (
	"cmp"
	"context"
	"encoding/json"
	"strconv"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
)

// Machine is the name under which the tokens of a machine's runs are kept: each
// cycle of a case, and each flow, has a run of its own.
func Machine(m complaint.Machine, cycle int) string {
	return string(cmp.Or(m, complaint.Journey)) + "/" + strconv.Itoa(cycle)
}

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
	Machine   complaint.Machine `json:"machine,omitempty"` // "" for the journey
	Reference string            `json:"reference"`
	Cycle     int               `json:"cycle"` // of a flow its number
	// Token and Waiting are "" of an execution that only asks where the flow
	// stands: at its start, and after a pause.
	Token     string         `json:"token,omitempty"`
	Waiting   complaint.Step `json:"waiting,omitempty"`
	Run       complaint.Run  `json:"run"`
	StartedAt time.Time      `json:"startedAt"` // of the execution
}

// execution is who asks.
func (in In) execution() complaint.Execution {
	return complaint.Execution{Machine: in.Machine, Reference: in.Reference, Cycle: in.Cycle, N: in.Run.N}
}

// Out is what a resumed execution goes on with.
type Out = complaint.Standing

// Handle stores the token and resumes at once when the case has moved on, or
// the execution has to end. Without a token it says where the flow stands.
func (h *Handler) Handle(ctx context.Context, in In) (Out, error) {
	if in.Token == "" {
		return h.locate(ctx, in)
	}
	parked, err := h.park(ctx, in)
	if err != nil {
		return Out{}, err
	}
	c, err := h.Desk.Case(ctx, in.Reference)
	if err != nil {
		return Out{}, err
	}
	if !in.execution().Beside() && c.Follows() {
		if c, err = h.lookAhead(ctx, c); err != nil {
			return Out{}, err
		}
	}
	now := h.Desk.Instant()
	out := in.Run.Onward(c.NextOf(in.execution(), now), in.StartedAt, now)
	if !parked && out.Next != complaint.StepClosed {
		out.Next = complaint.StepSuccession
	}
	if out.Next == in.Waiting {
		return out, nil
	}
	output, err := json.Marshal(out)
	if err != nil {
		return Out{}, err
	}
	return out, h.Workflow.Resume(ctx, in.Token, output)
}

// locate tells an execution of a flow its place. A successor pauses first.
func (h *Handler) locate(ctx context.Context, in In) (Out, error) {
	c, err := h.Desk.Case(ctx, in.Reference)
	if err != nil {
		return Out{}, err
	}
	now := h.Desk.Instant()
	next := c.NextOf(in.execution(), now)
	if next != complaint.StepClosed && in.Run.Begins() {
		next = complaint.StepCoolDown
	}
	return in.Run.Onward(next, in.StartedAt, now), nil
}

// park stores the token, unless the execution hands over now, or a later one
// waits already.
func (h *Handler) park(ctx context.Context, in In) (bool, error) {
	if in.Run.Spent(in.StartedAt, h.Desk.Instant()) {
		return false, nil
	}
	stored, err := h.Desk.Store.Token(ctx, in.Reference, Machine(in.Machine, in.Cycle))
	if err != nil || ticketOf(stored).n > in.Run.N {
		return false, err
	}
	t := ticket{n: in.Run.N, steps: in.Run.Case.Steps + 1, token: in.Token}
	return true, h.Desk.Store.PutToken(ctx, in.Reference, Machine(in.Machine, in.Cycle), t.String())
}
