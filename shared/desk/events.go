package desk

import (
	"context"

	"github.com/redress/redress/shared/complaint"
)

// eventsPage is how many events are read at once.
const eventsPage = 500

// Events reads the history of a case as it stands. Fresh are the last of its events,
// which are about to be stored.
func (d *Desk) Events(ctx context.Context, c *complaint.Case, fresh []complaint.Event) (all []complaint.Event, err error) {
	for stored := c.Events - len(fresh); len(all) < stored; {
		page, err := d.Store.Events(ctx, c.Reference, len(all), min(eventsPage, stored-len(all)))
		if err != nil {
			return nil, err
		}
		if len(page) == 0 {
			break
		}
		all = append(all, page...)
	}
	return append(all, fresh...), nil
}
