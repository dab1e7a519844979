package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/store/stored"
)

// keyText is how the row of a case keeps the keys that it has in case_keys.
func keyText(keys []string) string { return strings.Join(keys, "\n") }

func parseKeys(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// replaceKeys brings the keys of a case from before to after.
func (t *tx) replaceKeys(reference string, before, after []string) error {
	for _, key := range before {
		if slices.Contains(after, key) {
			continue
		}
		if err := t.exec(`DELETE FROM case_keys WHERE key = ? AND reference = ?`, key, reference); err != nil {
			return err
		}
	}
	var args []any
	for _, key := range after {
		if !slices.Contains(before, key) {
			args = append(args, key, reference)
		}
	}
	return t.insert(`INSERT INTO case_keys (key, reference)`, 2, args, "")
}

// followers reads what an index holds, from its beginning.
const followers = `SELECT reference FROM case_keys WHERE key = ? ORDER BY reference LIMIT ? + 0`

// Followers lists the open cases that follow a head.
func (db *DB) Followers(ctx context.Context, head string, limit int) ([]string, error) {
	return db.strings(ctx, followers, complaint.BatchKey(head), max(limit, 0))
}

// fillBlock is how many cases fillKeys holds at a time.
const fillBlock = 1000

// fillKeys gives the cases of an older file their keys: a hash cannot be made in SQL.
func fillKeys(ctx context.Context, tx *sql.Tx) error {
	for last := int64(0); ; {
		block, err := keysAfter(ctx, tx, last)
		if err != nil || len(block) == 0 {
			return err
		}
		for _, c := range block {
			for _, key := range c.keys {
				if _, err := tx.ExecContext(ctx, `INSERT INTO case_keys (key, reference) VALUES (?, ?)`, key, c.reference); err != nil {
					return err
				}
			}
			if _, err := tx.ExecContext(ctx, `UPDATE cases SET keys = ? WHERE id = ?`, keyText(c.keys), c.id); err != nil {
				return err
			}
			last = c.id
		}
	}
}

// keyed is a case of an older file.
type keyed struct {
	id        int64
	reference string
	keys      []string
}

func keysAfter(ctx context.Context, tx *sql.Tx, last int64) (block []keyed, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT id, reference, doc FROM cases WHERE id > ? ORDER BY id LIMIT ? + 0`, last, fillBlock)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var one keyed
		var doc sql.RawBytes
		if err := rows.Scan(&one.id, &one.reference, &doc); err != nil {
			return nil, err
		}
		c, err := stored.Decode(doc)
		if err != nil {
			return nil, fmt.Errorf("decode case %s: %w", one.reference, err)
		}
		one.keys = c.Keys()
		block = append(block, one)
	}
	return block, rows.Err()
}
