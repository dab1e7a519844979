package sqlite

import (
	"context"
	"database/sql"

	"github.com/redress/redress/shared/fault"
)

// commit writes a batch and answers every job.
func (w *writer) commit(batch []*job) {
	if len(batch) == 0 {
		return
	}
	if w.gate != nil {
		w.gate.Lock()
		defer w.gate.Unlock()
	}
	w.tx.write(batch)
	for _, j := range batch {
		j.answer <- j.err
	}
}

// tx is the writer's connection inside a transaction. Its methods return
// faults: Busy when the file is locked by another process, else Internal.
type tx struct {
	conn       *sql.Conn
	statements prepared
	changed    bool // by the job that runs
}

// write runs a batch in one transaction. A job that fails before it changed
// anything disturbs nobody. When one fails later, the transaction is undone
// and every job runs again in one of its own: that is rare, and cheaper than
// a savepoint for each, which copies every page that the job touches.
func (t *tx) write(batch []*job) {
	err := t.exec("BEGIN IMMEDIATE")
	if err == nil {
		var spoiled bool
		if spoiled, err = t.try(batch); spoiled {
			t.writeApart(batch)
			return
		}
	}
	if err != nil {
		for _, j := range batch {
			j.err = err
		}
	}
}

// try runs the jobs and commits. Nothing is written when it is spoiled by a
// job, whose error then stands in it, or fails itself.
func (t *tx) try(batch []*job) (spoiled bool, err error) {
	for _, j := range batch {
		t.run(j)
		if spoiled = j.err != nil && t.changed; spoiled {
			break
		}
	}
	if !spoiled {
		err = t.exec("COMMIT")
	}
	if spoiled || err != nil {
		_ = t.exec("ROLLBACK") // SQLite may have done it by itself
	}
	return spoiled, err
}

func (t *tx) run(j *job) {
	t.changed = false
	if err := j.ctx.Err(); err != nil {
		j.err = fault.Wrap(fault.Busy, err, "write")
		return
	}
	j.err = j.run(t)
}

// writeApart runs each job in a transaction of its own. A job that was alone
// has its error already.
func (t *tx) writeApart(batch []*job) {
	if len(batch) == 1 {
		return
	}
	for i := range batch {
		t.write(batch[i : i+1])
	}
}

func (t *tx) exec(query string, args ...any) error {
	_, err := t.change(query, args...)
	return err
}

// change executes and tells how many rows were changed.
func (t *tx) change(query string, args ...any) (int64, error) {
	s, err := t.statements.get(query)
	if err != nil {
		return 0, broken(err, query)
	}
	done, err := s.ExecContext(context.Background(), args...)
	if err != nil {
		t.changed = true // perhaps
		return 0, broken(err, query)
	}
	n, err := done.RowsAffected()
	t.changed = t.changed || n > 0
	return n, broken(err, query)
}

// changeOne executes a change of at most one row and reads what it returns;
// false when there is no such row.
func (t *tx) changeOne(query string, args []any, into ...any) (bool, error) {
	found, err := t.row(query, args, into...)
	t.changed = t.changed || found || err != nil
	return found, err
}

// row reads one row into the given places; false when there is none.
func (t *tx) row(query string, args []any, into ...any) (bool, error) {
	s, err := t.statements.get(query)
	if err != nil {
		return false, broken(err, query)
	}
	return scanned(s.QueryRowContext(context.Background(), args...).Scan(into...), query)
}
