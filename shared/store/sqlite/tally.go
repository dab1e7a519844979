package sqlite

import (
	"context"
	"database/sql"
)

// Tally adds to the counters of a day, all in one transaction.
func (db *DB) Tally(ctx context.Context, day string, counts map[string]int64) error {
	var args []any
	for name, n := range counts {
		if n != 0 {
			args = append(args, day, name, n)
		}
	}
	if len(args) == 0 {
		return nil
	}
	return db.writer.do(ctx, func(t *tx) error {
		return t.insert(`INSERT INTO tallies (day, name, count)`, 3, args, ` ON CONFLICT DO UPDATE SET count = count + excluded.count`)
	})
}

const (
	talliesOfDay  = `SELECT name, count FROM tallies WHERE day = ?`
	forgetTallies = `DELETE FROM tallies WHERE day < ?`
)

// Tallied reads the counters of a day.
func (db *DB) Tallied(ctx context.Context, day string) (map[string]int64, error) {
	counts := map[string]int64{}
	err := db.query(ctx, talliesOfDay, []any{day}, func(rows *sql.Rows) error {
		var name string
		var n int64
		err := rows.Scan(&name, &n)
		counts[name] = n
		return err
	})
	if err != nil {
		return nil, err
	}
	return counts, nil
}
