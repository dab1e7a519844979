package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/store/stored"
)

// Case reads a case.
func (db *DB) Case(ctx context.Context, reference string) (*complaint.Case, error) {
	var c *complaint.Case
	err := db.query(ctx, `SELECT doc FROM cases WHERE reference = ?`, []any{reference}, func(rows *sql.Rows) error {
		var doc sql.RawBytes // not copied before it is decoded
		err := rows.Scan(&doc)
		if err == nil {
			c, err = decodeCase(reference, doc)
		}
		return err
	})
	if err == nil && c == nil {
		err = fault.Wrap(fault.NotFound, sql.ErrNoRows, "read case "+reference)
	}
	return c, err
}

func decodeCase(reference string, doc []byte) (*complaint.Case, error) {
	c, err := stored.Decode(doc)
	return c, fault.Wrap(fault.Internal, err, "decode case "+reference)
}

// Contact reads the contact details of a case.
func (db *DB) Contact(ctx context.Context, reference string) (complaint.Contact, error) {
	var doc []byte
	found, err := db.row(ctx, `SELECT doc FROM contacts WHERE reference = ?`, []any{reference}, &doc)
	if err != nil {
		return complaint.Contact{}, err
	}
	if !found {
		return complaint.Contact{}, fault.Wrap(fault.NotFound, sql.ErrNoRows, "read contact of "+reference)
	}
	var c complaint.Contact
	err = json.Unmarshal(doc, &c)
	return c, fault.Wrap(fault.Internal, err, "decode contact of "+reference)
}

// Events reads the history of a case, page by page.
func (db *DB) Events(ctx context.Context, reference string, after, limit int) ([]complaint.Event, error) {
	const find = `SELECT seq, at, type, by, data FROM events WHERE reference = ? AND seq > ? ORDER BY seq LIMIT ? + 0`
	var all []complaint.Event
	err := db.query(ctx, find, []any{reference, after, max(limit, 0)}, func(rows *sql.Rows) error {
		var e complaint.Event
		var at sql.NullInt64
		var data sql.NullString
		err := rows.Scan(&e.Seq, &at, &e.Type, &e.By, &data)
		e.At, e.Data = instant(at), bytes(data)
		all = append(all, e)
		return err
	})
	return all, err
}
