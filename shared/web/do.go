package web

import (
	"context"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
)

// Show makes the reply that shows a case. Fresh events of it are about to be stored.
type Show[T any] func(ctx context.Context, c *complaint.Case, fresh []complaint.Event) (*Reply[T], error)

// Do carries an order out and shows the case after it. What it shows is claimed
// with the command, and made again only when the case has moved on meanwhile.
func Do[T any](ctx context.Context, d *desk.Desk, o desk.Order, claim Claim[T], show Show[T]) (*Reply[T], error) {
	var reply *Reply[T]
	var version int64
	o.Answer = func(ctx context.Context, c *complaint.Case, change complaint.Change) (a *complaint.StoredAnswer, err error) {
		version = c.Version
		if reply, err = show(ctx, c, change.Events); err != nil {
			return nil, err
		}
		return claim(reply), nil
	}
	c, err := d.Do(ctx, o)
	if err != nil {
		return nil, err
	}
	if c.Version == version {
		return reply, nil
	}
	return show(ctx, c, nil)
}
