package sqlite

import (
	"context"
	"database/sql"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// maxPage bounds the cases of one page.
const maxPage = 1000

// List reads one page of cases. Cursors hold a place in the order, not a
// count: a case that moves while a caller pages is seen where it then is.
func (db *DB) List(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	if q.Limit < 1 || q.Limit > maxPage {
		return complaint.Page{}, fault.Fields([]fault.Field{{Name: "limit", Reason: fault.Say("must be from 1 to 1000", "须在1到1000之间")}})
	}
	after, err := parseCursor(q)
	if err != nil {
		return complaint.Page{}, err
	}
	s := selection(q)
	s.where("(next_due, reference) > (?, ?)", after.due, after.reference)
	query, args := s.page(q.Limit + 1)
	var page complaint.Page
	var last position
	err = db.query(ctx, query, args, func(rows *sql.Rows) error {
		if len(page.Cases) == q.Limit {
			page.Cursor = cursor(q, last)
			return nil
		}
		c, err := decodeCase(rows, &last.due, &last.reference)
		if err != nil {
			return fault.Wrap(fault.KindOf(err), err, "list case "+last.reference)
		}
		page.Cases = append(page.Cases, c)
		return nil
	})
	return page, err
}
