package desk

import (
	"context"

	"github.com/redress/redress/shared/complaint"
)

// Adopt moves an open case to the pack in force and tells which due instants
// have moved. A case that is there already, or closed, stays as it is.
func (d *Desk) Adopt(ctx context.Context, reference string) (moved []complaint.Moved, err error) {
	_, _, err = d.step(ctx, reference, nil, func(c *complaint.Case, turn complaint.Turn) (change complaint.Change, err error) {
		turn.Policy = d.Policy
		change, moved, err = c.Adopt(turn)
		return change, err
	}, nil)
	return moved, err
}
