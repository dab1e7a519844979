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
)

// story has two plain tasks, a token, a choice that loops once, a retry and a
// wait: whatever a crash can fall between.
const story = `{"StartAt":"Sort","States":{
	"Sort":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:sort","ResultPath":"$.sorted","Next":"Send",
		"Retry":[{"ErrorEquals":["Busy"],"IntervalSeconds":30,"MaxAttempts":2}]},
	"Send":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","ResultPath":null,"Parameters":{"FunctionName":"send","Payload.$":"$"},"Next":"Await"},
	"Await":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken","TimeoutSeconds":3600,
		"Parameters":{"FunctionName":"await","Payload":{"token.$":"$$.Task.Token","case.$":"$.case"}},"ResultPath":"$.answer",
		"Catch":[{"ErrorEquals":["States.Timeout"],"ResultPath":null,"Next":"Await"}],"Next":"Where"},
	"Where":{"Type":"Choice","Choices":[{"Variable":"$.answer","StringEquals":"again","Next":"Send"}],"Default":"Rest"},
	"Rest":{"Type":"Wait","Seconds":60,"Next":"Done"},
	"Done":{"Type":"Succeed","OutputPath":"$.answer"}}}`

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

var errBusy = errors.New("busy")

// town is the world around a runner: a clock, and tasks that take notes. It
// outlives runners, as the real world does.
type town struct {
	t       *testing.T
	journal workflow.Journal

	mu     sync.Mutex
	now    time.Time
	calls  []string
	tokens []string // handed to await, oldest first
	issued int
	busy   int // how many more times sort is busy
	during func(r *local.Runner, token string)
}

func newTown(t *testing.T, j workflow.Journal) *town {
	return &town{t: t, journal: j, now: noon}
}

// runner is a new process over the same journal.
func (w *town) runner() *local.Runner {
	w.t.Helper()
	m, err := asl.Parse([]byte(story))
	if err != nil {
		w.t.Fatal(err)
	}
	r := &local.Runner{
		Machines: map[string]*asl.Machine{"story": m},
		Journal:  w.journal,
		Now:      w.clock,
		NewToken: w.newToken,
		ErrorName: func(err error) string {
			if errors.Is(err, errBusy) {
				return "Busy"
			}
			return "Internal"
		},
	}
	r.Tasks = map[string]local.Task{
		"sort": func(context.Context, json.RawMessage) (json.RawMessage, error) {
			w.note("sort")
			w.mu.Lock()
			defer w.mu.Unlock()
			if w.busy > 0 {
				w.busy--
				return nil, errBusy
			}
			return json.RawMessage(`true`), nil
		},
		"send": func(context.Context, json.RawMessage) (json.RawMessage, error) {
			w.note("send")
			return nil, nil
		},
		"await": func(_ context.Context, payload json.RawMessage) (json.RawMessage, error) {
			w.note("await")
			var in struct{ Token string }
			if err := json.Unmarshal(payload, &in); err != nil {
				return nil, err
			}
			w.mu.Lock()
			w.tokens = append(w.tokens, in.Token)
			during := w.during
			w.mu.Unlock()
			if during != nil {
				during(r, in.Token)
			}
			return nil, nil
		},
	}
	return r
}

func (w *town) newToken() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.issued++
	return fmt.Sprintf("token-%d", w.issued)
}

func (w *town) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *town) advance(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func (w *town) note(call string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls = append(w.calls, call)
}

func (w *town) lastToken() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.tokens) == 0 {
		return ""
	}
	return w.tokens[len(w.tokens)-1]
}

func start(t *testing.T, r *local.Runner, name string) {
	t.Helper()
	if err := r.Start(t.Context(), "story", name, json.RawMessage(`{"case":"C-1"}`)); err != nil {
		t.Fatal(err)
	}
}

func step(t *testing.T, r *local.Runner) int {
	t.Helper()
	n, err := r.Step(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func answer(t *testing.T, r *local.Runner, token, output string) {
	t.Helper()
	if err := r.Succeed(t.Context(), token, json.RawMessage(output)); err != nil {
		t.Fatal(err)
	}
}

// told is an execution as one text: its status and the states it entered.
func told(t *testing.T, r *local.Runner, name string) string {
	t.Helper()
	list, err := r.Executions(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 1 {
		t.Fatalf("got %d executions of %q, want 1", len(list), name)
	}
	return list[0].Status + ": " + strings.Join(list[0].States, " ")
}
