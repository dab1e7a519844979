package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
)

//go:embed schema/*.sql
var schema embed.FS

// fills are what a step does beyond its SQL, in its transaction.
var fills = map[string]func(context.Context, *sql.Tx) error{"0008_keys.sql": fillKeys}

// migrate brings a file to the present schema: it runs, once each and in the
// order of their names, the steps that the file has not seen yet. A step and
// the note that it ran are one transaction.
func migrate(ctx context.Context, conn *sql.Conn) error {
	const table = `CREATE TABLE IF NOT EXISTS migrations (name TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID`
	if _, err := conn.ExecContext(ctx, table); err != nil {
		return fmt.Errorf("create the table of migrations: %w", err)
	}
	steps, err := fs.ReadDir(schema, "schema")
	if err != nil {
		return fmt.Errorf("list migrations: %w", err)
	}
	for _, step := range steps {
		if err := runStep(ctx, conn, step.Name()); err != nil {
			return fmt.Errorf("migration %s: %w", step.Name(), err)
		}
	}
	return nil
}

func runStep(ctx context.Context, conn *sql.Conn, name string) error {
	script, err := schema.ReadFile("schema/" + name)
	if err != nil {
		return err
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after a commit
	done, err := tx.ExecContext(ctx, `INSERT INTO migrations (name) VALUES (?) ON CONFLICT DO NOTHING`, name)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return err
	}
	if _, err := tx.ExecContext(ctx, string(script)); err != nil {
		return err
	}
	if fill := fills[name]; fill != nil {
		if err := fill(ctx, tx); err != nil {
			return err
		}
	}
	return tx.Commit()
}
