package await

import (
	"context"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// A case may come to follow a head at the moment at which that is answered, and
// what is spread to its followers then misses it. So whoever waits behind a head
// looks whether it is there still: the case was committed before, and either the
// head is seen to have moved on here, or its followers are listed afterwards.

// lookAhead looks at the head that a case follows. When its answer has passed
// the case is answered too, when it has ended otherwise the case goes its own
// way. It gives the case as it stands then.
func (h *Handler) lookAhead(ctx context.Context, c *complaint.Case) (*complaint.Case, error) {
	head, err := h.Desk.Case(ctx, c.Batch.Of)
	if err != nil {
		return nil, err
	}
	var order error
	r, answered := head.Restoration()
	switch {
	case answered:
		order = h.Desk.System(ctx, c.Reference, r)
	case !head.Status.Open():
		order = h.Desk.System(ctx, c.Reference, complaint.Separation{Reason: "the case that it followed has ended without an answer"})
	case head.Batch.Leads:
		return c, nil
	default: // it is being handled again, and must know that somebody follows it
		order = h.Desk.System(ctx, head.Reference, complaint.Gathering{})
		if fault.Is(order, fault.Conflict) { // answered just now
			return nil, fault.Wrap(fault.Busy, order, "wait behind "+head.Reference)
		}
	}
	if order != nil && !fault.Is(order, fault.Conflict) {
		return nil, order
	}
	return h.Desk.Case(ctx, c.Reference)
}
