package sqlite

import (
	"context"
	"database/sql"

	"github.com/redress/redress/shared/fault"
)

// ready tells whether the store can be read now.
func (db *DB) ready(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fault.Wrap(fault.Busy, err, "read")
	}
	if db.closed.Load() {
		return fault.Wrap(fault.Busy, sql.ErrConnDone, "read")
	}
	return nil
}

// query reads all rows of one statement, which sees one committed state.
func (db *DB) query(ctx context.Context, query string, args []any, each func(*sql.Rows) error) error {
	if err := db.ready(ctx); err != nil {
		return err
	}
	if db.gate != nil {
		db.gate.Lock()
		defer db.gate.Unlock()
		ctx = context.WithoutCancel(ctx) // it is the writer's connection, which must not be interrupted
	}
	s, err := db.queries.get(query)
	if err != nil {
		return broken(err, query)
	}
	rows, err := s.QueryContext(ctx, args...)
	if err != nil {
		return broken(err, query)
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return broken(err, query)
		}
	}
	return broken(rows.Err(), query)
}

// row reads the first row into the given places; false when there is none.
func (db *DB) row(ctx context.Context, query string, args []any, into ...any) (bool, error) {
	found := false
	err := db.query(ctx, query, args, func(rows *sql.Rows) error {
		if found {
			return nil
		}
		found = true
		return rows.Scan(into...)
	})
	return found && err == nil, err
}

// strings reads the one column of all rows.
func (db *DB) strings(ctx context.Context, query string, args ...any) ([]string, error) {
	var all []string
	err := db.query(ctx, query, args, func(rows *sql.Rows) error {
		var s string
		err := rows.Scan(&s)
		all = append(all, s)
		return err
	})
	return all, err
}
