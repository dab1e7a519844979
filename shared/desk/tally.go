package desk

import (
	"context"
	"time"
)

// Day names the office day of an instant: "2026-11-02".
func (d *Desk) Day(at time.Time) string { return at.In(d.Policy.Zone()).Format(time.DateOnly) }

// Tally adds to what the machine has counted on the present office day.
func (d *Desk) Tally(ctx context.Context, counts map[string]int64) error {
	return d.Store.Tally(ctx, d.Day(d.Now()), counts)
}
