package local_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/redress/redress/shared/workflow/local"
	"github.com/redress/redress/shared/workflow/workflowtest"
)

var errCrash = errors.New("crash")

// TestCrash lets the process die at every write of the story, before and after
// it reaches the journal, and goes on with a new runner: the story ends the
// same. The answers are given by somebody who asks again after an error, from
// inside the task or from outside.
func TestCrash(t *testing.T) {
	for _, inside := range []bool{false, true} {
		calm, writes := tell(t, inside, -1, false)
		for n := range writes {
			for _, after := range []bool{false, true} {
				t.Run(fmt.Sprintf("inside=%v write=%d after=%v", inside, n, after), func(t *testing.T) {
					if got, _ := tell(t, inside, n, after); got != calm {
						t.Errorf("got %s, want %s", got, calm)
					}
				})
			}
		}
	}
}

// tell plays the story to its end and returns it, with the number of writes.
// The process dies at the n-th write.
func tell(t *testing.T, inside bool, n int, after bool) (string, int) {
	t.Helper()
	dead := false
	journal := &workflowtest.Memory{}
	crash := func(writes int) error {
		if writes == n {
			dead = true
		}
		if dead {
			return errCrash
		}
		return nil
	}
	if after {
		journal.After = crash
		journal.Before = func(int) error { return map[bool]error{true: errCrash}[dead] }
	} else {
		journal.Before = crash
	}
	w := newTown(t, journal)
	w.busy = 1
	given := map[string]string{} // what each token is answered, once and for all
	reply := func(r *local.Runner, token string) error {
		if given[token] == "" {
			given[token] = map[int]string{0: `"again"`}[len(given)]
		}
		if given[token] == "" {
			given[token] = `"fine"`
		}
		return r.Succeed(t.Context(), token, json.RawMessage(given[token]))
	}
	if inside {
		w.during = func(r *local.Runner, token string) { _ = reply(r, token) }
	}
	r := w.runner()
	for range 40 {
		errs := []error{r.Start(t.Context(), "story", "x", json.RawMessage(`{"case":"C-1"}`))}
		_, err := r.Step(t.Context())
		errs = append(errs, err)
		if !inside && w.lastToken() != "" {
			errs = append(errs, reply(r, w.lastToken()))
		}
		if err := errors.Join(errs...); err != nil && !errors.Is(err, errCrash) {
			t.Fatal(err)
		}
		if dead {
			dead, n = false, -1
			r = w.runner()
			continue
		}
		w.advance(30 * time.Second)
	}
	return told(t, r, "x"), journal.Writes()
}
