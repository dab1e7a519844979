package desk

import (
	"context"

	"github.com/redress/redress/shared/complaint"
)

// Recover wakes a case whose wake-up was lost, and tells whether it was.
func (d *Desk) Recover(ctx context.Context, reference string) (bool, error) {
	_, change, err := d.step(ctx, reference, nil, func(c *complaint.Case, turn complaint.Turn) (complaint.Change, error) {
		return c.Recover(turn)
	}, nil)
	return err == nil && !change.Empty(), err
}

// Recount counts the clocks of a case anew by the present calendar, and gives
// the due instants that have moved.
func (d *Desk) Recount(ctx context.Context, reference string) (moved []complaint.Moved, err error) {
	_, _, err = d.step(ctx, reference, nil, func(c *complaint.Case, turn complaint.Turn) (complaint.Change, error) {
		change, list, err := c.Recount(turn)
		moved = list
		return change, err
	}, nil)
	return moved, err
}
