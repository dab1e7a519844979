package sqlite

import (
	"database/sql"
	"time"
)

// seconds is the stored form of an instant: whole seconds, NULL for zero.
func seconds(t time.Time) sql.NullInt64 {
	return sql.NullInt64{Int64: t.Unix(), Valid: !t.IsZero()}
}

// instant is the reverse of seconds.
func instant(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.Unix(n.Int64, 0).UTC()
}

// text is the stored form of a string that indexes leave out when empty.
func text(s string) sql.NullString { return sql.NullString{String: s, Valid: s != ""} }

// raw is the stored form of bytes that may be absent.
func raw(b []byte) sql.NullString { return sql.NullString{String: string(b), Valid: len(b) > 0} }

// bytes is the reverse of raw.
func bytes(s sql.NullString) []byte {
	if !s.Valid {
		return nil
	}
	return []byte(s.String)
}
