package sqlite

import (
	"context"
	"database/sql"

	"github.com/redress/redress/shared/complaint"
)

// countOpen counts in one walk through an index that has nothing else.
const countOpen = `SELECT unit, count(*), sum(next_due BETWEEN ?1 AND ?2), sum(next_due < ?1), sum(warned), sum(missed)
	FROM cases INDEXED BY cases_board WHERE status <> 'closed' GROUP BY unit`

// countStorms counts the followers of each open head: only open cases have the key
// of a batch, and it begins with "batch/".
const countStorms = `SELECT reference, unit, class, received_at, (SELECT count(*) FROM case_keys WHERE key = 'batch/' || cases.reference) AS followers
	FROM cases WHERE reference IN (SELECT reference FROM case_keys WHERE key = ?) AND status <> 'closed' AND followers > 0`

// Board counts the open cases as of now.
func (db *DB) Board(ctx context.Context, now, dayEnd complaint.Instant) (complaint.Board, error) {
	b := complaint.Board{At: now}
	err := db.query(ctx, countOpen, []any{ceiling(now), dayEnd.Unix()}, func(rows *sql.Rows) error {
		var u complaint.UnitCount
		err := rows.Scan(&u.Unit, &u.Open, &u.DueToday, &u.Overdue, &u.Warned, &u.Missed)
		b.Units = append(b.Units, u)
		return err
	})
	if err != nil {
		return complaint.Board{}, err
	}
	err = db.query(ctx, countStorms, []any{complaint.HeadsKey}, func(rows *sql.Rows) error {
		var s complaint.Storm
		var received sql.NullInt64
		err := rows.Scan(&s.Reference, &s.Unit, &s.Class, &received, &s.Followers)
		s.ReceivedAt = instant(received)
		b.Storms = append(b.Storms, s)
		return err
	})
	if err != nil {
		return complaint.Board{}, err
	}
	b.Sort()
	return b, nil
}
