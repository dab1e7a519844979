package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"github.com/redress/redress/shared/fault"
)

// batchLimit bounds the jobs of one transaction, and so how long the first of
// them waits for the last.
const batchLimit = 256

// writer owns the one connection that writes.
type writer struct {
	pool *sql.DB
	tx   tx
	gate *sync.RWMutex

	mu     sync.Mutex
	queue  []*job
	closed bool
	wake   chan struct{} // holds one: there is something to look at
	done   chan struct{} // closed when the goroutine has ended
}

// job is one write that must be whole. It may run twice, see [tx.write], and
// best checks all that it can before it changes anything.
type job struct {
	ctx    context.Context
	run    func(*tx) error
	err    error
	answer chan error
}

func newWriter(pool *sql.DB, gate *sync.RWMutex) (*writer, error) {
	ctx := context.Background()
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, conn); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	w := &writer{pool: pool, gate: gate, wake: make(chan struct{}, 1), done: make(chan struct{})}
	w.tx.conn, w.tx.statements.prepare = conn, conn.PrepareContext
	go w.work()
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
	w.signal()
	// Not ctx.Done: a job that has begun is written, and the caller must know.
	return <-j.answer
}

func (w *writer) signal() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// take removes the next batch from the queue; last tells that no more comes.
func (w *writer) take() (batch []*job, last bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := min(len(w.queue), batchLimit)
	batch, w.queue = w.queue[:n:n], w.queue[n:]
	return batch, w.closed && len(w.queue) == 0
}

func (w *writer) close() error {
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
	w.signal()
	<-w.done
	return w.pool.Close()
}
