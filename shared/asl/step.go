package asl

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// run is one call of Step.
type run struct {
	ctx   context.Context
	m     *Machine
	x     *Execution
	now   time.Time
	world World

	state  *state // where the execution stands
	raw    any    // the input of that state
	parked bool   // the execution must wait,
	wake   time.Time
}

// Step runs the execution until it waits or has ended. Everything happens at
// the instant now, which must not lie before that of an earlier call.
//
// The error is never one of the state machine: that ends the execution, and is
// found in it. It is an error of World.Invoke or of the context, or says that
// the execution does not fit the machine; Step may then be called again.
func (m *Machine) Step(ctx context.Context, x *Execution, now time.Time, w World) error {
	r := &run{ctx: ctx, m: m, x: x, now: instant(now), world: w}
	due, deadline := x.WakeAt, m.deadline(x)
	for x.Status == Running && !r.parked {
		if err := ctx.Err(); err != nil {
			return err
		}
		// What was due before the deadline comes first, however late we are.
		if !deadline.IsZero() && !r.now.Before(deadline) && !due.Before(deadline) {
			x.Error, x.Cause = errTimeout, "the execution took longer than the TimeoutSeconds of its machine"
			r.end(TimedOut, "ExecutionTimedOut")
			return nil
		}
		due, x.WakeAt = r.now, r.now
		if err := r.advance(); err != nil {
			return err
		}
	}
	if r.parked {
		x.WakeAt = earliest(r.wake, deadline)
	}
	return nil
}

func (m *Machine) deadline(x *Execution) time.Time {
	if m.timeout == 0 {
		return time.Time{}
	}
	return x.StartedAt.Add(m.timeout)
}

// advance plays the state in which the execution stands.
func (r *run) advance() error {
	s, ok := r.m.states[r.x.At.State]
	if !ok {
		return fmt.Errorf("execution %s stands in state %q, which its machine does not have", r.x.Name, r.x.At.State)
	}
	raw, err := decode(r.x.At.Input)
	if err != nil {
		return fmt.Errorf("execution %s, input of state %q: %w", r.x.Name, s.name, err)
	}
	r.state, r.raw = s, raw
	if r.x.At.EnteredAt.IsZero() {
		r.x.At.EnteredAt = r.now
		r.record(s.kind + "StateEntered")
	}
	err = s.body.play(r, s)
	if err == nil && len(r.x.History) > maxHistory && r.x.Status == Running {
		err = failed(errRuntime, "the execution reached the maximum number of history events (%d)", maxHistory)
	}
	if f, ok := errors.AsType[*failure](err); ok {
		r.x.Error, r.x.Cause = f.name, f.cause
		r.end(Failed, "ExecutionFailed")
		return nil
	}
	return err
}

// park says that nothing happens before an instant; zero means that only an
// answer can move the execution on.
func (r *run) park(until time.Time) {
	r.parked, r.wake = true, until
}

// leave exits the state with an output, towards another state or the end.
func (r *run) leave(next string, output any) error {
	data := encode(output)
	if err := withinLimit(data, "output"); err != nil {
		return err
	}
	r.record(r.state.kind + "StateExited")
	if next == "" {
		r.x.Output = data
		r.end(Succeeded, "ExecutionSucceeded")
		return nil
	}
	r.x.At = position{State: next, Input: data}
	r.x.Token = ""
	return nil
}

func (r *run) end(status Status, event string) {
	x := r.x
	x.Status, x.EndedAt = status, r.now
	x.WakeAt, x.Token, x.At = time.Time{}, "", position{}
	x.History = append(x.History, Event{Type: event, At: r.now})
}

func (r *run) record(event string) {
	r.x.History = append(r.x.History, Event{Type: event, State: r.state.name, At: r.now})
}

// scope is where the paths of the state look, with its raw input as data.
func (r *run) scope() scope {
	return scope{data: r.raw, context: r.context, random: r.world.Random}
}

func withinLimit(data []byte, what string) error {
	if len(data) > maxPayload {
		return failed(errDataLimit, "the %s has %d bytes, more than %d", what, len(data), maxPayload)
	}
	return nil
}

// earliest is the first of the instants that are not zero.
func earliest(instants ...time.Time) time.Time {
	var first time.Time
	for _, t := range instants {
		if first.IsZero() || !t.IsZero() && t.Before(first) {
			first = t
		}
	}
	return first
}
