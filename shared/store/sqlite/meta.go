package sqlite

import "context"

// Meta reads a setting; "" when it was never set.
func (db *DB) Meta(ctx context.Context, key string) (string, error) {
	var value string
	_, err := db.row(ctx, `SELECT value FROM meta WHERE key = ?`, []any{key}, &value)
	return value, err
}

// SetMeta keeps a setting.
func (db *DB) SetMeta(ctx context.Context, key, value string) error {
	return db.writer.do(ctx, func(t *tx) error {
		return t.exec(`INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value`, key, value)
	})
}
