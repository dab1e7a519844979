package sqlite

import (
	"context"
	"database/sql"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/store/stored"
)

// List reads one page of cases. Cursors hold a place in the order, not a
// count: a case that moves while a caller pages is seen where it then is.
func (db *DB) List(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	after, err := stored.ParseCursor(q)
	if err != nil {
		return complaint.Page{}, err
	}
	query, args := selection(q).page(after, q.Limit+1)
	var page complaint.Page
	var last stored.Position
	err = db.query(ctx, query, args, func(rows *sql.Rows) error {
		if len(page.Cases) == q.Limit {
			page.Cursor = stored.Cursor(q, last)
			return nil
		}
		c, err := decodeCase(rows, &last.At, &last.Reference)
		if err != nil {
			return fault.Wrap(fault.KindOf(err), err, "list case "+last.Reference)
		}
		page.Cases = append(page.Cases, c)
		return nil
	})
	return page, err
}
