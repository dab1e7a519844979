package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/workflow"
)

var _ workflow.Journal = (*DB)(nil)

// CreateExecution stores a new record, see [workflow.Journal].
func (db *DB) CreateExecution(ctx context.Context, r workflow.Record) (created bool, err error) {
	const add = `INSERT INTO executions (name, machine, status, wake_at, token, data) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (name) DO NOTHING`
	err = db.writer.do(ctx, func(t *tx) error {
		n, err := t.change(add, r.Name, r.Machine, r.Status, milliseconds(r.WakeAt), text(r.Token), r.Data)
		created = n > 0
		return err
	})
	return created && err == nil, err
}

// SaveExecution replaces a record; NotFound when there is none of its name.
func (db *DB) SaveExecution(ctx context.Context, r workflow.Record) error {
	const set = `UPDATE executions SET machine = ?, status = ?, wake_at = ?, token = ?, data = ? WHERE name = ?`
	return db.writer.do(ctx, func(t *tx) error {
		n, err := t.change(set, r.Machine, r.Status, milliseconds(r.WakeAt), text(r.Token), r.Data, r.Name)
		if err == nil && n == 0 {
			err = fault.Wrap(fault.NotFound, fmt.Errorf("there is none"), "save execution "+r.Name)
		}
		return err
	})
}

// The runner's questions, each answered from an index of its own.
const (
	recordColumns   = `SELECT name, machine, status, wake_at, token, data FROM executions `
	executionByName = recordColumns + `WHERE name = ?`
	executionByKey  = recordColumns + `WHERE token = ?`
	dueExecutions   = recordColumns + `WHERE status = 'RUNNING' AND wake_at <= ? ORDER BY wake_at, name LIMIT ? + 0`
	executionsFrom  = recordColumns + `WHERE name >= ? AND name < ? ORDER BY name`
)

// Execution finds a record by its name.
func (db *DB) Execution(ctx context.Context, name string) (workflow.Record, bool, error) {
	return db.record(ctx, executionByName, name)
}

// ExecutionByToken finds the record that waits under a token.
func (db *DB) ExecutionByToken(ctx context.Context, token string) (workflow.Record, bool, error) {
	return db.record(ctx, executionByKey, token)
}

// DueExecutions lists running records that wake at or before an instant.
func (db *DB) DueExecutions(ctx context.Context, now time.Time, limit int) ([]workflow.Record, error) {
	return db.records(ctx, dueExecutions, now.UnixMilli(), max(limit, 0))
}

// Executions lists the records whose names begin with the prefix.
func (db *DB) Executions(ctx context.Context, prefix string) ([]workflow.Record, error) {
	// 0xff is in no name, so that it comes after all that begin with the prefix.
	return db.records(ctx, executionsFrom, prefix, prefix+"\xff")
}

func (db *DB) record(ctx context.Context, query, key string) (workflow.Record, bool, error) {
	all, err := db.records(ctx, query, key)
	if err != nil || len(all) == 0 {
		return workflow.Record{}, false, err
	}
	return all[0], true, nil
}

func (db *DB) records(ctx context.Context, query string, args ...any) ([]workflow.Record, error) {
	var all []workflow.Record
	err := db.query(ctx, query, args, func(rows *sql.Rows) error {
		var r workflow.Record
		var wake sql.NullInt64
		var token sql.NullString
		err := rows.Scan(&r.Name, &r.Machine, &r.Status, &wake, &token, &r.Data)
		if r.Token = token.String; wake.Valid {
			r.WakeAt = time.UnixMilli(wake.Int64).UTC()
		}
		all = append(all, r)
		return err
	})
	return all, err
}

func milliseconds(t time.Time) sql.NullInt64 {
	return sql.NullInt64{Int64: t.UnixMilli(), Valid: !t.IsZero()}
}
