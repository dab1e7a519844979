// Package succession is the function that starts the successor of an execution
// of the workflow. The workflow calls it when the execution has come to its
// bounds of age or length; a rule calls it with the name of an execution that
// has ended badly, so that no case is left without a workflow.
//
// The successor is promised like everything else that happens outside: as an
// effect, under a key that names it. So it is started once, however often it is
// asked for, and whoever else asks. It begins with a pause (see
// [complaint.Run.Begins]): a machine that fails at once is tried again every
// quarter of an hour until it is mended, and the alarm rings as long.
package succession

import (
	"context"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
)

// Handler starts successors.
type Handler struct{ Desk *desk.Desk }

// In is the execution that ends: by its parts, as the workflow gives them, or
// by its name, as the rule does.
type In struct {
	Machine   complaint.Machine `json:"machine"` // "" for the journey
	Reference string            `json:"reference"`
	Cycle     int               `json:"cycle"`
	N         int               `json:"n"`

	Name string `json:"name"`
}

// Out tells which execution follows.
type Out struct {
	Started string `json:"started"` // its name; "" when the case needs none
}

// Handle promises the successor, unless the case is closed or has been reopened
// since, or the flow has ended: the next has executions of its own. Invalid when the name is
// that of no execution of a case, NotFound when there is no such case.
func (h *Handler) Handle(ctx context.Context, in In) (Out, error) {
	x := complaint.Execution{Machine: in.Machine, Reference: in.Reference, Cycle: in.Cycle, N: in.N}
	if in.Name != "" {
		var err error
		if x, err = complaint.ExecutionNamed(in.Name); err != nil {
			return Out{}, err
		}
	}
	c, err := h.Desk.Case(ctx, x.Reference)
	if err != nil {
		return Out{}, err
	}
	now := h.Desk.Instant()
	if c.NextOf(x, now) == complaint.StepClosed {
		return Out{}, nil
	}
	next := x.Successor()
	promise := complaint.Change{Effects: []complaint.Effect{next.Start(now)}}
	return Out{Started: next.Name}, h.Desk.Store.Commit(ctx, complaint.Commit{Change: promise})
}
