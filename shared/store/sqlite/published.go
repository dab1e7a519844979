package sqlite

import (
	"context"
	"database/sql"
	"time"

	"github.com/redress/redress/shared/fault"
)

// Published records what the program has sent out: kind is "notice" or
// "message", doc its JSON. An id that the kind has already changes nothing.
func (db *DB) Published(ctx context.Context, kind, id string, at time.Time, reference string, doc []byte) error {
	const add = `INSERT INTO published (kind, id, at, reference, doc) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
	return db.writer.do(ctx, func(t *tx) error {
		return t.exec(add, kind, id, seconds(at), reference, doc)
	})
}

const (
	listPublished       = `SELECT doc FROM published WHERE kind = ? AND seq > ? ORDER BY seq LIMIT ?`
	listPublishedOfCase = `SELECT doc FROM published WHERE kind = ? AND reference = ? AND seq > ? ORDER BY seq LIMIT ?`
)

// ListPublished reads what was sent out, of one case or, for "", of all, in
// the order of sending, starting after an id; "" starts at the first. Invalid
// when the kind has no such id.
func (db *DB) ListPublished(ctx context.Context, kind, reference, sinceID string, limit int) ([][]byte, error) {
	since := int64(0)
	if sinceID != "" {
		found, err := db.row(ctx, `SELECT seq FROM published WHERE kind = ? AND id = ?`, []any{kind, sinceID}, &since)
		if err != nil {
			return nil, err
		}
		if !found {
			return nil, fault.Fields([]fault.Field{{Name: "since", Reason: fault.Say("is not the id of a "+kind, "不是已发送记录的编号")}})
		}
	}
	query, args := listPublished, []any{kind, since, max(limit, 0)}
	if reference != "" {
		query, args = listPublishedOfCase, []any{kind, reference, since, max(limit, 0)}
	}
	var all [][]byte
	err := db.query(ctx, query, args, func(rows *sql.Rows) error {
		var doc []byte
		err := rows.Scan(&doc)
		all = append(all, doc)
		return err
	})
	return all, err
}
