package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"runtime"
	"sync"

	"github.com/redress/redress/shared/fault"
)

// batchLimit bounds the jobs of one transaction, and so how long the first of
// them waits for the last.
const batchLimit = 256

// writer owns the one connection that writes. It has no goroutine of its own:
// whoever has its turn writes all that is queued, others' jobs too.
type writer struct {
	pool *sql.DB
	tx   tx
	gate *sync.Mutex
	turn chan struct{} // holds one while somebody writes

	mu      sync.Mutex
	queue   []*job
	closed  bool
	crowded bool // whether several jobs shared the last batch; of whoever has the turn
}

// job is one write that must be whole. It may run twice, see [tx.write], and
// best checks all that it can before it changes anything.
type job struct {
	ctx    context.Context
	run    func(*tx) error
	err    error
	answer chan error
}

func newWriter(pool *sql.DB, gate *sync.Mutex) (*writer, error) {
	ctx := context.Background()
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, conn); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	w := &writer{pool: pool, gate: gate, turn: make(chan struct{}, 1)}
	w.tx.conn, w.tx.statements.prepare = conn, conn.PrepareContext
	return w, nil
}

// do runs a job in one of the next transactions and answers when it is safe on
// disk. It returns what run returned, or Busy when nothing was written because
// the context had ended or the store is closed.
func (w *writer) do(ctx context.Context, run func(*tx) error) error {
	if err := ctx.Err(); err != nil {
		return fault.Wrap(fault.Busy, err, "write")
	}
	j := &job{ctx: ctx, run: run, answer: make(chan error, 1)}
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return fault.Wrap(fault.Busy, sql.ErrConnDone, "write")
	}
	w.queue = append(w.queue, j)
	w.mu.Unlock()
	// Not ctx.Done: a job that has begun is written, and the caller must know.
	select {
	case err := <-j.answer: // by another one
		return err
	case w.turn <- struct{}{}:
		defer func() { <-w.turn }()
		return w.lead(j)
	}
}

// lead writes batch after batch until a job is answered.
func (w *writer) lead(j *job) error {
	for {
		select {
		case err := <-j.answer:
			return err
		default:
			if w.crowded { // those just answered may have more to write, which shares the next sync of the disk
				runtime.Gosched()
			}
			batch, _ := w.take()
			w.commit(batch)
		}
	}
}

// take removes the next batch from the queue; last tells that no more comes.
func (w *writer) take() (batch []*job, last bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := min(len(w.queue), batchLimit)
	batch, w.queue = w.queue[:n:n], w.queue[n:]
	w.crowded = n > 1
	return batch, w.closed && len(w.queue) == 0
}

// close writes what is queued. Nothing is after it.
func (w *writer) close() error {
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
	w.turn <- struct{}{}
	defer func() { <-w.turn }()
	for {
		batch, last := w.take()
		w.commit(batch)
		if last {
			return errors.Join(w.tx.conn.Close(), w.pool.Close())
		}
	}
}
