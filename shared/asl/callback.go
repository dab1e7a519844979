package asl

import (
	"encoding/json"
	"time"
)

// Succeed answers the task of a token with its result. The first answer that is
// accepted counts; every later one gets ErrTaskTimedOut. The execution goes on
// with the next Step, or when the function has returned if it still runs.
func (m *Machine) Succeed(x *Execution, token string, output json.RawMessage, now time.Time) error {
	a, err := m.outstanding(x, token, now)
	if err != nil {
		return err
	}
	v, err := decode(output)
	if err != nil {
		return ErrInvalidOutput
	}
	data := encode(v)
	if len(data) > maxPayload {
		return ErrInvalidOutput
	}
	x.accept(a, &outcome{At: instant(now), Output: data})
	return nil
}

// Fail answers the task of a token with an error, under the same rules as
// Succeed. Name and cause may be empty.
func (m *Machine) Fail(x *Execution, token, name, cause string, now time.Time) error {
	a, err := m.outstanding(x, token, now)
	if err != nil {
		return err
	}
	x.accept(a, &outcome{At: instant(now), Failed: true, Error: name, Cause: cause})
	return nil
}

// Heartbeat tells that the task of a token is alive: HeartbeatSeconds begin
// anew. A WakeAt that has become too early does no harm.
func (m *Machine) Heartbeat(x *Execution, token string, now time.Time) error {
	a, err := m.outstanding(x, token, now)
	if err == nil && a.Heartbeat > 0 {
		a.HeartbeatBy = instant(now).Add(a.Heartbeat)
	}
	return err
}

func (x *Execution) accept(a *attempt, answer *outcome) {
	a.Answer = answer
	x.Token, x.WakeAt = "", answer.At
}

// outstanding is the attempt that waits for an answer under the token. A token
// is dead from the instant its time-out has passed, even before a Step notices.
func (m *Machine) outstanding(x *Execution, token string, now time.Time) (*attempt, error) {
	if token == "" {
		return nil, ErrInvalidToken
	}
	a := x.At.Task
	if x.Status != Running || x.Token != token || a == nil {
		return nil, ErrTaskTimedOut
	}
	now = instant(now)
	bound, _ := a.bound()
	for _, end := range []time.Time{bound, m.deadline(x)} {
		if !end.IsZero() && now.After(end) {
			return nil, ErrTaskTimedOut
		}
	}
	return a, nil
}
