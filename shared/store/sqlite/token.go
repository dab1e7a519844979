package sqlite

import "context"

// PutToken remembers where an execution waits.
func (db *DB) PutToken(ctx context.Context, reference, machine, token string) error {
	return db.writer.do(ctx, func(t *tx) error {
		return t.exec(`INSERT INTO tokens (reference, machine, token) VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET token = excluded.token`, reference, machine, token)
	})
}

// Token reads the token of an execution that waits.
func (db *DB) Token(ctx context.Context, reference, machine string) (string, error) {
	var token string
	_, err := db.row(ctx, `SELECT token FROM tokens WHERE reference = ? AND machine = ?`, []any{reference, machine}, &token)
	return token, err
}
