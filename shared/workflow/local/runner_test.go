package local_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redress/redress/shared/asl"
	"github.com/redress/redress/shared/workflow"
	"github.com/redress/redress/shared/workflow/local"
	"github.com/redress/redress/shared/workflow/workflowtest"
)

func TestAFunctionIsATask(t *testing.T) {
	type in struct{ Count int }
	task := local.TaskOf(func(_ context.Context, i in) (map[string]int, error) {
		if i.Count < 0 {
			return nil, errors.New("too few")
		}
		return map[string]int{"next": i.Count + 1}, nil
	})
	for _, row := range []struct{ payload, out, err string }{
		{`{"count":3}`, `{"next":4}`, ""}, {`{"count":-1}`, "", "too few"}, {`{"count":"x"}`, "", "read the task's payload: "}, {``, "", "read the task's payload: "},
	} {
		out, err := task(t.Context(), json.RawMessage(row.payload))
		if string(out) != row.out || (err == nil) != (row.err == "") || err != nil && !strings.HasPrefix(err.Error(), row.err) {
			t.Errorf("%s: %s, %v; want %s, %q", row.payload, out, err, row.out, row.err)
		}
	}
}

func TestStory(t *testing.T) {
	journal := &workflowtest.Memory{}
	w := newTown(t, journal)
	w.busy = 1
	r := w.runner()
	start(t, r, "x")
	step(t, r)
	if at, ok, err := r.NextWake(t.Context()); err != nil || !ok || !at.Equal(noon.Add(30*time.Second)) {
		t.Errorf("next wake: got %v %v %v, want the retry", at, ok, err)
	}
	w.advance(30 * time.Second)
	step(t, r)
	answer(t, r, w.lastToken(), `"again"`)
	step(t, r)
	answer(t, r, w.lastToken(), `"fine"`)
	step(t, r)
	w.advance(time.Minute)
	step(t, r)
	if n := step(t, r); n != 0 {
		t.Errorf("%d steps after the end, want none", n)
	}
	if _, ok, err := r.NextWake(t.Context()); ok || err != nil {
		t.Errorf("a next wake after the end: %v %v", ok, err)
	}
	got, want := told(t, r, "x"), "SUCCEEDED: Sort Send Await Where Send Await Where Rest Done"
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := strings.Join(w.calls, " "), "sort sort send await send await"; got != want {
		t.Errorf("calls: got %s, want %s", got, want)
	}
}

// TestWrites: writes bound the throughput, so their number is part of the
// contract.
func TestWrites(t *testing.T) {
	journal := &workflowtest.Memory{}
	w := newTown(t, journal)
	r := w.runner()
	start(t, r, "x")
	step(t, r)
	if got := journal.Writes(); got > 3 {
		t.Errorf("%d writes until the execution waits, want at most 3", got)
	}
	if n := step(t, r); n != 0 || journal.Writes() > 3 {
		t.Errorf("%d steps and %d writes while nothing happens", n, journal.Writes())
	}
}

func TestStartIsIdempotent(t *testing.T) {
	w := newTown(t, &workflowtest.Memory{})
	r := w.runner()
	for range 3 {
		start(t, r, "x")
		step(t, r)
	}
	if got, want := strings.Join(w.calls, " "), "sort send await"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if err := r.Start(t.Context(), "nothing", "y", nil); err == nil {
		t.Error("an unknown machine was started")
	}
	if err := r.Start(t.Context(), "story", "y", json.RawMessage("{")); err == nil {
		t.Error("an input that is not JSON was taken")
	}
}

func TestTokens(t *testing.T) {
	w := newTown(t, &workflowtest.Memory{})
	r := w.runner()
	start(t, r, "x")
	step(t, r)
	first := w.lastToken()
	answer(t, r, "unknown", `1`)
	answer(t, r, "", `1`)
	if err := r.Succeed(t.Context(), first, json.RawMessage("{")); !errors.Is(err, asl.ErrInvalidOutput) {
		t.Errorf("an answer that is not JSON: got %v", err)
	}
	w.advance(3600*time.Second + time.Millisecond)
	answer(t, r, first, `"late"`) // timed out, though no step has noticed
	step(t, r)
	answer(t, r, first, `"stale"`)
	answer(t, r, w.lastToken(), `"fine"`)
	answer(t, r, w.lastToken(), `"again"`) // the first answer counts
	step(t, r)
	if got, want := told(t, r, "x"), "RUNNING: Sort Send Await Await Where Rest"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestAnswerFromInsideTheTask: the case may have moved on before the workflow
// asks, and then the task that waits answers itself.
func TestAnswerFromInsideTheTask(t *testing.T) {
	w := newTown(t, &workflowtest.Memory{})
	w.during = func(r *local.Runner, token string) {
		answer(t, r, token, `"fine"`)
		answer(t, r, token, `"again"`)
		start(t, r, "y") // other calls do not block either
		if _, err := r.Step(t.Context()); err != nil {
			t.Error(err)
		}
	}
	r := w.runner()
	start(t, r, "x")
	done := make(chan struct{})
	go func() {
		defer close(done)
		step(t, r)
	}()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		t.Fatal("the runner is stuck")
	}
	for _, name := range []string{"x", "y"} {
		if got, want := told(t, r, name), "RUNNING: Sort Send Await Where Rest"; got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

// TestAnswerThatComesAfterTheStepBegan: in real time the clock goes on while a
// task is called, so that its answer is later than the instant of the step.
func TestAnswerThatComesAfterTheStepBegan(t *testing.T) {
	w := newTown(t, &workflowtest.Memory{})
	w.during = func(r *local.Runner, token string) {
		w.advance(2 * time.Millisecond)
		answer(t, r, token, `"fine"`)
	}
	r := w.runner()
	start(t, r, "x")
	step(t, r)
	if at, ok, err := r.NextWake(t.Context()); err != nil || !ok || at.After(w.clock().Add(time.Minute)) {
		t.Errorf("the next wake-up is %v, %t, %v", at, ok, err)
	}
	step(t, r)
	if got, want := told(t, r, "x"), "RUNNING: Sort Send Await Where Rest"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// failing is a journal that cannot save one execution.
type failing struct {
	*workflowtest.Memory
	name string
}

func (f failing) Execution(ctx context.Context, name string) (r workflow.Record, ok bool, err error) {
	if name == f.name {
		return r, false, errors.New("unreadable")
	}
	return f.Memory.Execution(ctx, name)
}

func TestOneFailureDoesNotStopTheOthers(t *testing.T) {
	w := newTown(t, failing{&workflowtest.Memory{}, "b"})
	r := w.runner()
	for _, name := range []string{"a", "b", "c"} {
		start(t, r, name)
	}
	n, err := r.Step(t.Context())
	if n != 2 || err == nil || !strings.Contains(err.Error(), "unreadable") {
		t.Errorf("got %d steps and error %v, want 2 and that b is unreadable", n, err)
	}
	n, err = r.Step(t.Context())
	if n != 0 || err == nil {
		t.Errorf("got %d steps and error %v, want the failure again", n, err)
	}
}

func TestTasksThatFail(t *testing.T) {
	for _, tt := range []struct {
		name string
		task local.Task
		want string
	}{
		{"an error", func(context.Context, json.RawMessage) (json.RawMessage, error) { return nil, errors.New("x") }, "FAILED: Sort"},
		{"a panic", func(context.Context, json.RawMessage) (json.RawMessage, error) { panic("x") }, "FAILED: Sort"},
		{"no JSON", func(context.Context, json.RawMessage) (json.RawMessage, error) { return json.RawMessage("{"), nil }, "FAILED: Sort"},
		{"no such task", nil, "FAILED: Sort"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newTown(t, &workflowtest.Memory{})
			r := w.runner()
			r.Tasks["sort"] = tt.task
			if tt.task == nil {
				delete(r.Tasks, "sort")
			}
			r.ErrorName = nil
			start(t, r, "x")
			step(t, r)
			if got := told(t, r, "x"); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestStopping: a task that is cut off by the end of the process has not failed.
func TestStopping(t *testing.T) {
	w := newTown(t, &workflowtest.Memory{})
	r := w.runner()
	ctx, stop := context.WithCancel(t.Context())
	sorted := r.Tasks["sort"]
	r.Tasks["sort"] = func(ctx context.Context, _ json.RawMessage) (json.RawMessage, error) {
		stop()
		return nil, ctx.Err()
	}
	start(t, r, "x")
	if _, err := r.Step(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the error of the context", err)
	}
	r.Tasks["sort"] = sorted
	step(t, r)
	if got, want := told(t, r, "x"), "RUNNING: Sort Send Await"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestConcurrency: many goroutines start, step and answer; each execution goes
// its way once.
func TestConcurrency(t *testing.T) {
	const n = 40
	w := newTown(t, &workflowtest.Memory{})
	answers := make(chan string, 4*n)
	w.during = func(_ *local.Runner, token string) { answers <- token }
	r := w.runner()
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			start(t, r, fmt.Sprintf("x-%02d", i))
			step(t, r)
		})
	}
	answered := 0
	for range 2 {
		wg.Go(func() {
			for token := range answers {
				answer(t, r, token, `"fine"`)
				answer(t, r, token, `"again"`)
				step(t, r)
			}
		})
	}
	deadline := time.Now().Add(30 * time.Second)
	for answered < n && time.Now().Before(deadline) {
		step(t, r)
		list, err := r.Executions(t.Context(), "x-")
		if err != nil {
			t.Fatal(err)
		}
		answered = 0
		for _, x := range list {
			if len(x.States) > 0 && x.States[len(x.States)-1] == "Rest" {
				answered++
			}
		}
	}
	close(answers)
	wg.Wait()
	w.advance(time.Hour)
	for step(t, r) > 0 {
	}
	for i := range n {
		if got, want := told(t, r, fmt.Sprintf("x-%02d", i)), "SUCCEEDED: Sort Send Await Where Rest Done"; got != want {
			t.Errorf("%d: got %s, want %s", i, got, want)
		}
	}
	if len(w.calls) != 3*n {
		t.Errorf("got %d calls, want %d", len(w.calls), 3*n)
	}
}
