package sqlite

import (
	"context"
	"database/sql"
	"time"
)

const (
	dueCases = `SELECT reference FROM cases WHERE wake_at <= ? ORDER BY wake_at, reference LIMIT ? + 0`
	nextWake = `SELECT wake_at FROM cases WHERE wake_at IS NOT NULL ORDER BY wake_at LIMIT 1`
)

// Due lists the cases that time changes now. It reads only index entries of
// cases that it returns.
func (db *DB) Due(ctx context.Context, now time.Time, limit int) ([]string, error) {
	return db.strings(ctx, dueCases, now.Unix(), max(limit, 0))
}

// NextWake tells when the next case is due.
func (db *DB) NextWake(ctx context.Context) (time.Time, bool, error) {
	var at sql.NullInt64
	found, err := db.row(ctx, nextWake, nil, &at)
	return instant(at), found, err
}
