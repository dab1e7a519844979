package asl

import (
	"encoding/json"
	"errors"
	"time"
)

// taskState calls a function, and may wait for an answer under a token.
type taskState struct {
	function  string // of a Resource that is the ARN of a function, else empty
	token     bool   // .waitForTaskToken
	timeout   limit
	heartbeat limit
	retry     []retrier
	catch     []catcher
}

// limit is a number of seconds, given or found in the input; zero for none.
type limit struct {
	seconds int64
	path    *path
	field   string
}

func (l limit) duration(s scope) (time.Duration, error) {
	n := l.seconds
	if l.path != nil {
		v, err := s.must(l.path, l.field)
		if err != nil {
			return 0, err
		}
		var ok bool
		if n, ok = integer(v); !ok || n <= 0 || n > longest {
			return 0, failed(errRuntime, "the field '%s' gives %s, which is not a number of seconds", l.field, excerpt(v))
		}
	}
	return time.Duration(n) * time.Second, nil
}

// attempt is one try of a task. It is kept in the execution, so that a restart
// knows whom it asked and what was answered.
type attempt struct {
	Function string          `json:"function"`
	Payload  json.RawMessage `json:"payload,omitempty"` // until the function has returned
	Token    string          `json:"token,omitempty"`
	Deadline time.Time       `json:"deadline,omitzero"`
	// HeartbeatBy moves on by Heartbeat with every heartbeat.
	HeartbeatBy time.Time     `json:"heartbeatBy,omitzero"`
	Heartbeat   time.Duration `json:"heartbeat,omitempty"`
	// Reply is what the function returned, Answer what came under the token.
	Reply     *outcome `json:"reply,omitempty"`
	Answer    *outcome `json:"answer,omitempty"`
	Submitted bool     `json:"submitted,omitempty"`
}

// outcome is a success or a failure, and when it counts.
type outcome struct {
	At     time.Time       `json:"at"`
	Output json.RawMessage `json:"output,omitempty"`
	Failed bool            `json:"failed,omitempty"`
	Error  string          `json:"error,omitempty"`
	Cause  string          `json:"cause,omitempty"`
}

func (t *taskState) play(r *run, s *state) error {
	at := &r.x.At
	if r.now.Before(at.ResumeAt) {
		r.park(at.ResumeAt)
		return nil
	}
	if at.Task == nil {
		if err := t.begin(r, s); err != nil {
			return r.trouble(s, t, err)
		}
	}
	a := at.Task
	// An answer makes it needless to repeat a call that a restart cut off.
	if a.Reply == nil && a.Answer == nil {
		if err := t.invoke(r, s, a); err != nil {
			return err
		}
	}
	return t.settle(r, s, a)
}

// begin makes a new attempt, with a token of its own.
func (t *taskState) begin(r *run, s *state) error {
	a := &attempt{}
	if t.token {
		a.Token = r.world.NewToken()
	}
	r.x.At.Task = a
	input, err := s.flow.effective(r.raw, r.scope())
	if err != nil {
		return err
	}
	timeout, err := t.timeout.duration(r.scope().over(input))
	if err != nil {
		return err
	}
	if a.Heartbeat, err = t.heartbeat.duration(r.scope().over(input)); err != nil {
		return err
	}
	arguments, err := s.flow.arguments(input, r.scope())
	if err != nil {
		return err
	}
	if a.Function, a.Payload, err = t.request(arguments); err != nil {
		return err
	}
	if timeout > 0 {
		a.Deadline = r.now.Add(timeout)
	}
	// Only the holder of a token can send heartbeats.
	if a.Heartbeat > 0 && t.token {
		a.HeartbeatBy = r.now.Add(a.Heartbeat)
	}
	r.record(t.event("Scheduled"))
	r.record(t.event("Started"))
	return nil
}

// invoke calls the function and notes what it returned, and when.
func (t *taskState) invoke(r *run, s *state, a *attempt) error {
	r.x.Token = a.Token
	call := Call{State: s.name, Function: a.Function, Payload: a.Payload, Token: a.Token}
	reply, err := r.world.Invoke(r.ctx, call)
	out := &outcome{At: r.now.Add(max(reply.After, 0)).Truncate(time.Millisecond)}
	if err == nil {
		out.Output, err = compact(reply.Payload)
	}
	if err != nil {
		if out.Error, out.Cause, out.Failed = functionError(a.Function, err); !out.Failed {
			return err
		}
	}
	a.Reply, a.Payload = out, nil
	return nil
}

// trouble gives a failure to the retriers and catchers of the state.
func (r *run) trouble(s *state, t *taskState, err error) error {
	if f, ok := errors.AsType[*failure](err); ok {
		r.x.Token = ""
		return r.rescue(s, t, f)
	}
	return err
}

// event is the name of a history event: tasks whose resource is a function
// have names of their own.
func (t *taskState) event(what string) string {
	if t.function != "" {
		return "LambdaFunction" + what
	}
	return "Task" + what
}
