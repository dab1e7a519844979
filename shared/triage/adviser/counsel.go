package adviser

import (
	"context"
	"time"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/patience"
)

// Counsel asks an adviser within bounds. It is safe for concurrent use.
type Counsel struct {
	Adviser Adviser
	patience.Patience
}

// Ask asks once. Every error means that there is no opinion, and harms nobody; it
// is Busy when the adviser was not asked or did not answer in time, and holds no
// word of the question or the answer.
func (c *Counsel) Ask(ctx context.Context, q Question, now time.Time) (Opinion, error) {
	const doing = "ask the adviser"
	o, err := patience.Ask(ctx, &c.Patience, now, func(ctx context.Context) (Opinion, error) { return c.Adviser.Advise(ctx, q) })
	if err != nil {
		return Opinion{}, fault.Wrap(fault.KindOf(err), err, doing)
	}
	o, err = q.accept(o)
	return o, fault.Wrap(fault.Internal, err, doing)
}
