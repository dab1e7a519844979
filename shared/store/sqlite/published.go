package sqlite

import (
	"context"
	"database/sql"
	"time"

	"github.com/redress/redress/shared/fault"
)

// Published records what the program has sent out: kind is "notice" or
// "message", doc its JSON, references the cases that it speaks of. An id that
// the kind has already changes nothing.
func (db *DB) Published(ctx context.Context, kind, id string, at time.Time, references []string, doc []byte) error {
	const add = `INSERT INTO published (kind, id, at, reference, doc) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING seq`
	reference := ""
	if len(references) == 1 {
		reference = references[0]
	}
	return db.writer.do(ctx, func(t *tx) error {
		var seq int64
		added, err := t.changeOne(add, []any{kind, id, seconds(at), reference, doc}, &seq)
		if err != nil || !added || len(references) < 2 {
			return err
		}
		args := make([]any, 0, 2*len(references))
		for _, reference := range references {
			args = append(args, reference, seq)
		}
		return t.insert(`INSERT INTO published_references (reference, seq)`, 2, args, ` ON CONFLICT DO NOTHING`)
	})
}

const (
	listPublished       = `SELECT doc FROM published WHERE kind = ? AND seq > ? ORDER BY seq LIMIT ? + 0`
	listPublishedOfCase = `SELECT doc FROM published WHERE kind = ?1 AND seq IN (
		SELECT seq FROM published WHERE kind = ?1 AND reference = ?2 AND seq > ?3
		UNION ALL SELECT seq FROM published_references WHERE reference = ?2 AND seq > ?3) ORDER BY seq LIMIT ?4 + 0`
)

// ListPublished reads what was sent out, also in bundles, of one case or, for "", of all, in
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
