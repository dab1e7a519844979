package sqlite

import (
	"context"
	"database/sql"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/redress/redress/shared/complaint"
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
	l := newListing(q)
	err = db.query(ctx, query, args, l.take)
	close(l.rows)
	if wrong := l.decoders.Wait(); err == nil {
		err = wrong
	}
	if err != nil {
		return complaint.Page{}, err
	}
	l.page.Cases = l.page.Cases[:l.taken]
	return l.page, nil
}

// listing is a page that is being read. Decoding takes several times as long as
// reading, and is done beside it by as many as there are processors.
type listing struct {
	q        complaint.Query
	page     complaint.Page
	taken    int // cases so far
	last     stored.Position
	rows     chan row
	decoders errgroup.Group
}

// row is a case to be decoded, and its place on the page.
type row struct {
	reference string
	doc       []byte
	into      **complaint.Case
}

func newListing(q complaint.Query) *listing {
	l := &listing{q: q, page: complaint.Page{Cases: make([]*complaint.Case, q.Limit)}, rows: make(chan row)}
	for range runtime.GOMAXPROCS(0) {
		l.decoders.Go(l.decode)
	}
	return l
}

// take reads the next row. One after the last of the page says that there is more.
func (l *listing) take(rows *sql.Rows) error {
	if l.taken == l.q.Limit {
		l.page.Cursor = stored.Cursor(l.q, l.last)
		return nil
	}
	var doc []byte // its own copy: the next row is read before it is decoded
	if err := rows.Scan(&l.last.At, &l.last.Reference, &doc); err != nil {
		return err
	}
	l.rows <- row{l.last.Reference, doc, &l.page.Cases[l.taken]}
	l.taken++
	return nil
}

// decode takes rows until there are no more, and gives the first error.
func (l *listing) decode() (first error) {
	for r := range l.rows {
		var err error
		if *r.into, err = decodeCase(r.reference, r.doc); first == nil {
			first = err
		}
	}
	return first
}
