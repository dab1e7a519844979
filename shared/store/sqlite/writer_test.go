package sqlite

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// held stops the writer inside a job, so that what is queued meanwhile shares
// the next transaction; the function that it returns lets it go on.
func held(t *testing.T, db *DB) func() {
	t.Helper()
	began, release := make(chan struct{}), make(chan struct{})
	go func() {
		_ = db.writer.do(context.Background(), func(*tx) error {
			close(began)
			<-release
			return nil
		})
	}()
	<-began
	return func() { close(release) }
}

// queue lets n writes into the queue, in their order, and gives their answers.
func queue(db *DB, writes ...func() error) <-chan error {
	answers := make(chan error, len(writes))
	for i, write := range writes {
		go func() { answers <- write() }()
		for queued := 0; queued <= i; {
			db.writer.mu.Lock()
			queued = len(db.writer.queue)
			db.writer.mu.Unlock()
		}
	}
	return answers
}

func newCase(reference string, version int64) complaint.Commit {
	return complaint.Commit{
		Case:   &complaint.Case{Reference: reference, Version: version},
		Expect: version - 1,
		Change: complaint.Change{Events: []complaint.Event{{Seq: int(version), Type: "noted"}}},
	}
}

func TestOneFailingWriteDoesNotHurtOthersOfItsBatch(t *testing.T) {
	db := memory(t)
	release := held(t, db)
	ended, cancel := context.WithCancel(t.Context())
	put := func(ctx context.Context, c complaint.Commit) func() error {
		return func() error { return db.Commit(ctx, c) }
	}
	broken := newCase("broken", 1)
	broken.Events = append(broken.Events, broken.Events[0]) // the same number twice
	answers := queue(db,
		put(t.Context(), newCase("a", 1)), put(t.Context(), newCase("missing", 2)), put(t.Context(), broken),
		put(ended, newCase("ended", 1)), put(t.Context(), newCase("b", 1)), put(t.Context(), newCase("b", 2)))
	cancel()
	release()
	got := map[fault.Kind]int{}
	for range cap(answers) {
		got[fault.KindOf(<-answers)]++
	}
	if want := map[fault.Kind]int{"": 3, fault.Stale: 1, fault.Internal: 1, fault.Busy: 1}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("answers are %v, want %v", got, want)
	}
	for reference, want := range map[string]bool{"a": true, "b": true, "missing": false, "broken": false, "ended": false} {
		if _, err := db.Case(t.Context(), reference); (err == nil) != want {
			t.Errorf("case %s: %v, want it there: %t", reference, err, want)
		}
	}
}

func TestABatchTakesWhatIsQueuedUpToItsLimit(t *testing.T) {
	w := &writer{closed: true}
	for range 600 {
		w.queue = append(w.queue, &job{})
	}
	for _, want := range []struct {
		size int
		last bool
	}{{256, false}, {256, false}, {88, true}, {0, true}} {
		batch, last := w.take()
		if len(batch) != want.size || last != want.last {
			t.Errorf("a batch of %d, last %t; want %d, %t", len(batch), last, want.size, want.last)
		}
	}
}

func TestJobsOfALostTransactionRunAgainEachAlone(t *testing.T) {
	db := memory(t)
	release := held(t, db)
	set := func(key string) func() error { return func() error { return db.SetMeta(t.Context(), key, "x") } }
	answers := queue(db, set("before"),
		func() error {
			return db.writer.do(t.Context(), func(tx *tx) error {
				return errors.Join(tx.exec("INSERT INTO meta (key, value) VALUES ('lost', 'x')"),
					tx.exec("ROLLBACK"), errors.New("disk full")) // SQLite does so by itself
			})
		},
		set("after"))
	release()
	failures := 0
	for range cap(answers) {
		if err := <-answers; err != nil {
			failures++
		}
	}
	if failures != 1 {
		t.Errorf("%d writes failed, want one", failures)
	}
	for key, want := range map[string]string{"before": "x", "lost": "", "after": "x"} {
		if got, err := db.Meta(t.Context(), key); err != nil || got != want {
			t.Errorf("%s = %q, %v; want %q", key, got, err, want)
		}
	}
}

func TestCallsAfterCloseAreBusy(t *testing.T) {
	db := memory(t)
	if err := db.Commit(t.Context(), newCase("a", 1)); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := db.Commit(t.Context(), newCase("b", 1)); !fault.Is(err, fault.Busy) {
		t.Errorf("Commit: %v, want Busy", err)
	}
	if _, err := db.Case(t.Context(), "a"); !fault.Is(err, fault.Busy) {
		t.Errorf("Case: %v, want Busy", err)
	}
}
