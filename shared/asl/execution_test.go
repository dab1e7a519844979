package asl_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/asl"
	"github.com/redress/redress/shared/asl/asltest"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// awaiting is a token task with every clock that there is, then a plain task.
const awaiting = `{"StartAt":"Await","TimeoutSeconds":60,"States":{
	"Await":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken","TimeoutSeconds":20,"HeartbeatSeconds":5,
		"Parameters":{"FunctionName":"await","Payload":{"token.$":"$$.Task.Token"}},"Retry":[{"ErrorEquals":["States.Timeout"],"MaxAttempts":1}],"Next":"Work"},
	"Work":{"Type":"Task","Resource":"${F:work}","End":true}}}`

// world counts calls; every function returns its payload at once.
func world(calls *[]asl.Call) asl.World {
	tokens := 0
	return asl.World{
		Invoke: func(_ context.Context, c asl.Call) (asl.Reply, error) {
			*calls = append(*calls, c)
			return asl.Reply{Payload: c.Payload}, nil
		},
		Random:   func() uint64 { return 4 },
		NewToken: func() string { tokens++; return fmt.Sprint("t", tokens) },
	}
}

func parse(t *testing.T, definition string) *asl.Machine {
	t.Helper()
	m, err := asltest.Parse([]byte(definition))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// begin makes an execution and steps it once.
func begin(t *testing.T, m *asl.Machine, w asl.World) *asl.Execution {
	t.Helper()
	x, err := m.New("x", nil, noon)
	if err != nil {
		t.Fatal(err)
	}
	step(t, m, x, noon, w)
	return x
}

func step(t *testing.T, m *asl.Machine, x *asl.Execution, now time.Time, w asl.World) {
	t.Helper()
	if err := m.Step(t.Context(), x, now, w); err != nil {
		t.Fatal(err)
	}
}

func TestTokensAreAnsweredOnce(t *testing.T) {
	m := parse(t, awaiting)
	var calls []asl.Call
	w := world(&calls)
	x := begin(t, m, w)
	if x.Token != "t1" || !x.WakeAt.Equal(noon.Add(5*time.Second)) {
		t.Fatalf("got token %q, wake %v; want t1 and the heartbeat", x.Token, x.WakeAt)
	}
	at := noon.Add(time.Second)
	for _, tt := range []struct {
		name, token, output string
		want                error
	}{
		{"no token", "", "1", asl.ErrInvalidToken},
		{"another token", "t9", "1", asl.ErrTaskTimedOut},
		{"no JSON", "t1", "{", asl.ErrInvalidOutput},
		{"the answer", "t1", "1", nil},
		{"a second answer", "t1", "2", asl.ErrTaskTimedOut},
	} {
		if err := m.Succeed(x, tt.token, json.RawMessage(tt.output), at); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	if err := m.Fail(x, "t1", "E", "", at); !errors.Is(err, asl.ErrTaskTimedOut) {
		t.Errorf("a failure after the answer: got %v", err)
	}
	step(t, m, x, at, w)
	if x.Status != asl.Succeeded || string(x.Output) != "1" || x.Token != "" || !x.WakeAt.IsZero() {
		t.Errorf("got %s with output %s, token %q, wake %v", x.Status, x.Output, x.Token, x.WakeAt)
	}
	if err := m.Heartbeat(x, "t1", at); !errors.Is(err, asl.ErrTaskTimedOut) {
		t.Errorf("a heartbeat after the end: got %v", err)
	}
}

func TestATokenDiesWithItsTimeoutEvenIfNobodyLooked(t *testing.T) {
	m := parse(t, awaiting)
	var calls []asl.Call
	w := world(&calls)
	x := begin(t, m, w)
	late := noon.Add(5*time.Second + time.Millisecond)
	if err := m.Succeed(x, "t1", json.RawMessage("1"), late); !errors.Is(err, asl.ErrTaskTimedOut) {
		t.Errorf("got %v, want ErrTaskTimedOut", err)
	}
	step(t, m, x, late, w)     // misses the heartbeat,
	step(t, m, x, x.WakeAt, w) // and tries again
	if x.Token != "t2" || len(calls) != 2 || calls[1].Token != "t2" {
		t.Errorf("got token %q after %d calls, want t2 after 2", x.Token, len(calls))
	}
}

// TestAnswerDuringTheCall: whoever gets the token may answer before the
// function has returned.
func TestAnswerDuringTheCall(t *testing.T) {
	m := parse(t, awaiting)
	for _, ending := range []struct {
		name string
		err  error
	}{{"the function returns", nil}, {"the function fails afterwards", &asl.TaskError{Type: "E"}}} {
		t.Run(ending.name, func(t *testing.T) {
			var calls []asl.Call
			w := world(&calls)
			x, err := m.New("x", nil, noon)
			if err != nil {
				t.Fatal(err)
			}
			w.Invoke = func(_ context.Context, c asl.Call) (asl.Reply, error) {
				if c.Token == "" {
					return asl.Reply{Payload: c.Payload}, nil
				}
				if err := m.Succeed(x, c.Token, json.RawMessage(`"early"`), noon); err != nil {
					t.Error(err)
				}
				return asl.Reply{}, ending.err
			}
			step(t, m, x, noon, w)
			if x.Status != asl.Succeeded || string(x.Output) != `"early"` {
				t.Errorf("got %s %s, want the early answer", x.Status, x.Output)
			}
		})
	}
}

// TestRestart stores the execution as JSON after every step and cuts the
// first call of each task off.
func TestRestart(t *testing.T) {
	m := parse(t, awaiting)
	var calls []asl.Call
	w := world(&calls)
	down := errors.New("down")
	failing := w
	failing.Invoke = func(context.Context, asl.Call) (asl.Reply, error) { return asl.Reply{}, down }
	x, err := m.New("x", json.RawMessage(`{"a":1}`), noon)
	if err != nil {
		t.Fatal(err)
	}
	now := noon
	for i := 0; x.Status == asl.Running && i < 20; i++ {
		if err := m.Step(t.Context(), x, now, failing); err != nil && !errors.Is(err, down) {
			t.Fatal(err)
		}
		x = reload(t, x)
		token := x.Token
		step(t, m, x, now, w)
		x = reload(t, x)
		if x.Token != "" {
			if token != x.Token {
				t.Errorf("the token changed from %s to %s in a restart", token, x.Token)
			}
			if err := m.Succeed(x, x.Token, json.RawMessage(`2`), now); err != nil {
				t.Fatal(err)
			}
		}
	}
	if x.Status != asl.Succeeded || len(calls) != 2 {
		t.Errorf("got %s after %d calls, want SUCCEEDED after 2", x.Status, len(calls))
	}
	if diff := cmp.Diff([]string{"Await", "Work"}, x.States()); diff != "" {
		t.Error(diff)
	}
}

func reload(t *testing.T, x *asl.Execution) *asl.Execution {
	t.Helper()
	data, err := json.Marshal(x)
	if err != nil {
		t.Fatal(err)
	}
	var y asl.Execution
	if err := json.Unmarshal(data, &y); err != nil {
		t.Fatal(err)
	}
	again, _ := json.Marshal(&y)
	if diff := cmp.Diff(string(data), string(again)); diff != "" {
		t.Fatalf("an execution changes when it is stored: %s", diff)
	}
	return &y
}

// TestExecutionsShareNothing: attempts belong to an execution, not to the
// definition.
func TestExecutionsShareNothing(t *testing.T) {
	m := parse(t, `{"StartAt":"S","States":{"S":{"Type":"Task","Resource":"${F:f}","Retry":[{"ErrorEquals":["E"],"MaxAttempts":2}],"End":true}}}`)
	script := asltest.Script{"f": {{Error: &struct {
		Type    string `json:"type"`
		Message string `json:"message"`
	}{Type: "E"}}}}
	for range 3 {
		r, err := asltest.Play(m, nil, script, noon)
		if err != nil {
			t.Fatal(err)
		}
		if r.Calls["f"] != 3 {
			t.Errorf("got %d calls, want 3 in every execution", r.Calls["f"])
		}
	}
}

// TestLateSteps: what was due first happens first, however late the step.
func TestLateSteps(t *testing.T) {
	m := parse(t, `{"StartAt":"W","TimeoutSeconds":10,"States":{"W":{"Type":"Wait","Seconds":5,"End":true}}}`)
	var calls []asl.Call
	w := world(&calls)
	x := begin(t, m, w)
	step(t, m, x, noon.Add(time.Hour), w)
	if x.Status != asl.Succeeded {
		t.Errorf("got %s, want the wait to end before the time-out", x.Status)
	}
	x = begin(t, m, w)
	early := x.WakeAt.Add(-time.Millisecond)
	step(t, m, x, early, w)
	if x.Status != asl.Running || !x.WakeAt.Equal(noon.Add(5*time.Second)) {
		t.Errorf("an early step: got %s, wake %v", x.Status, x.WakeAt)
	}
}

func TestStepStopsWithItsContext(t *testing.T) {
	m := parse(t, awaiting)
	x, err := m.New("x", nil, noon)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := m.Step(ctx, x, noon, asl.World{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the error of the context", err)
	}
	other := parse(t, `{"StartAt":"Z","States":{"Z":{"Type":"Succeed"}}}`)
	if err := other.Step(t.Context(), x, noon, asl.World{}); err == nil {
		t.Error("a machine stepped an execution of another one")
	}
}
