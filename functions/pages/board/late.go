package board

import (
	"context"
	"net/url"
	"strconv"

	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/functions/pages/listing"
	"github.com/redress/redress/functions/pages/site"
)

// mostLate is how many overdue cases stand on the wall.
const mostLate = 6

// wallLate are the overdue cases of a board, those that have been so for longest first.
// The API lists open cases by what is due next, so that they are its first ones.
func (h *Handler) wallLate(ctx context.Context, v site.Visitor, b casework.Board) (late []casework.BoardCase, err error) {
	if b.Total.Overdue == 0 {
		return nil, nil
	}
	query := url.Values{"open": {"true"}, "limit": {strconv.Itoa(mostLate)}}
	if b.Unit != "" {
		query.Set("unit", b.Unit)
	}
	var q casework.Queue
	if err := h.Ask(ctx, site.Get(v, "/v1/cases", query), &q); err != nil {
		return nil, err
	}
	for _, c := range q.Cases {
		if c.NextDue.IsZero() || !c.NextDue.Before(b.AsOf) {
			continue
		}
		late = append(late, casework.BoardCase{
			Reference: c.Reference, Status: c.Status, Unit: c.Unit, Class: c.Class, ClassName: c.ClassName,
			Clock: listing.RowOf(c).What, DueAt: c.NextDue,
		})
	}
	return late, nil
}

// wallQueue is the address of the queue of what is open in a unit, in a state or in any.
func wallQueue(unit, state string) string {
	query := url.Values{"open": {"true"}}
	if unit != "" {
		query.Set("unit", unit)
	}
	if state != "" {
		query.Set("state", state)
	}
	return (&url.URL{Path: "/desk", RawQuery: query.Encode()}).String()
}
