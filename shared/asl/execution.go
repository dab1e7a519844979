package asl

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Status is the state of an execution as a whole.
type Status string

// The statuses of an execution. All but Running are final.
const (
	Running   Status = "RUNNING"
	Succeeded Status = "SUCCEEDED"
	Failed    Status = "FAILED"
	TimedOut  Status = "TIMED_OUT"
)

// Execution is one run of a machine. It is plain data: stored as JSON and read
// again it goes on where it stood. Only the methods of Machine change it.
type Execution struct {
	// Name identifies the execution, Machine the machine; the context object
	// shows both. Machine is set by whoever makes the execution.
	Name    string `json:"name"`
	Machine string `json:"machine,omitempty"`
	Status  Status `json:"status"`

	Input  json.RawMessage `json:"input"`
	Output json.RawMessage `json:"output,omitempty"`
	Error  string          `json:"error,omitempty"`
	Cause  string          `json:"cause,omitempty"`

	StartedAt time.Time `json:"startedAt"`
	EndedAt   time.Time `json:"endedAt,omitzero"`
	// WakeAt is when Step must be called next. It is zero when the execution
	// has ended, and when it waits for a token without a time-out.
	WakeAt time.Time `json:"wakeAt,omitzero"`
	// Token is the outstanding token, empty when there is none.
	Token string `json:"token,omitempty"`
	// At is where the execution stands.
	At position `json:"at,omitzero"`
	// History is what happened, oldest first.
	History []Event `json:"history"`
}

// Event is an entry of the history. Types are named as AWS names them.
type Event struct {
	Type  string    `json:"type"`
	State string    `json:"state,omitempty"`
	At    time.Time `json:"at"`
}

// position is where an execution stands: a state and what happened in it.
type position struct {
	State     string          `json:"state"`
	Input     json.RawMessage `json:"input"`
	EnteredAt time.Time       `json:"enteredAt,omitzero"`
	// ResumeAt ends a Wait state, or the delay before a retry.
	ResumeAt time.Time `json:"resumeAt,omitzero"`
	// Attempts counts the retries of each retrier, Retries all of them.
	Attempts []int64  `json:"attempts,omitempty"`
	Retries  int64    `json:"retries,omitempty"`
	Task     *attempt `json:"task,omitempty"`
}

// New makes an execution that stands before its first state and is due at
// once. The input is the JSON that the first state gets; none means {}.
func (m *Machine) New(name string, input json.RawMessage, now time.Time) (*Execution, error) {
	if len(input) == 0 {
		input = json.RawMessage("{}")
	}
	v, err := decode(input)
	if err != nil {
		return nil, fmt.Errorf("input of execution %s: %w", name, err)
	}
	input = encode(v)
	if len(input) > maxPayload {
		return nil, fmt.Errorf("input of execution %s: %d bytes, more than %d", name, len(input), maxPayload)
	}
	now = instant(now)
	return &Execution{
		Name: name, Status: Running, Input: input, StartedAt: now, WakeAt: now,
		At:      position{State: m.start, Input: input},
		History: []Event{{Type: "ExecutionStarted", At: now}},
	}, nil
}

// States are the names of the states entered so far, in order.
func (x *Execution) States() []string {
	names := []string{}
	for _, e := range x.History {
		if strings.HasSuffix(e.Type, "StateEntered") {
			names = append(names, e.State)
		}
	}
	return names
}

// instant is a time as executions keep it.
func instant(t time.Time) time.Time {
	return t.UTC().Truncate(time.Millisecond)
}
