package local

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/redress/redress/shared/asl"
	"github.com/redress/redress/shared/parallel"
	"github.com/redress/redress/shared/workflow"
)

// page is how many due executions are read at once.
const page = 100

// Step runs every execution that is due now, until each waits for a later
// instant or an answer, and says how many it carried on. An execution that
// cannot go on stays due and does not stop the others: its error is joined to
// theirs.
func (r *Runner) Step(ctx context.Context) (steps int, err error) {
	now := r.Now()
	tried := map[string]bool{}
	var problems []error
	for {
		due, err := r.Journal.DueExecutions(ctx, now, page+len(tried))
		if err != nil {
			return steps, errors.Join(append(problems, fmt.Errorf("find due executions: %w", err))...)
		}
		due = slices.DeleteFunc(due, func(record workflow.Record) bool { return tried[record.Name] })
		if len(due) == 0 || ctx.Err() != nil {
			return steps, errors.Join(append(problems, ctx.Err())...)
		}
		var mu sync.Mutex // guards steps and tried
		problems = append(problems, parallel.Each(r.Parallel, due, func(record workflow.Record) error {
			done, err := r.run(ctx, record.Name)
			mu.Lock()
			defer mu.Unlock()
			if done && err == nil {
				steps++
			} else {
				tried[record.Name] = true // it failed, or another goroutine runs it
			}
			return err
		}))
	}
}

// run carries one execution on. It is false when there is nothing to do, or
// when the execution is being run already.
func (r *Runner) run(ctx context.Context, name string) (done bool, err error) {
	s := r.acquire(name)
	defer r.release(name, s)
	s.Lock()
	defer s.Unlock()
	if s.running != nil {
		return false, nil
	}
	x, err := r.load(ctx, name)
	if err != nil {
		return false, err
	}
	now := r.Now()
	if x.Status != asl.Running || x.WakeAt.IsZero() || x.WakeAt.After(now) {
		return false, nil
	}
	m, err := r.machine(x.Machine)
	if err != nil {
		return false, fmt.Errorf("run %s: %w", name, err)
	}
	s.running = x
	defer func() { s.running = nil }()
	world := asl.World{Random: r.random, NewToken: r.NewToken, Invoke: func(ctx context.Context, c asl.Call) (asl.Reply, error) {
		if c.Token != "" {
			if err := r.save(ctx, x); err != nil {
				return asl.Reply{}, err
			}
		}
		// Whoever holds the token may answer while the task runs.
		s.Unlock()
		defer s.Lock()
		return r.call(ctx, c)
	}}
	if err := m.Step(ctx, x, now, world); err != nil {
		return false, fmt.Errorf("run %s: %w", name, err)
	}
	return true, r.save(ctx, x)
}

// call calls a task. What it returns after the context has ended is not held
// against it: the call is repeated later.
func (r *Runner) call(ctx context.Context, c asl.Call) (asl.Reply, error) {
	task, ok := r.Tasks[c.Function]
	if !ok {
		return asl.Reply{}, asl.ErrNoFunction
	}
	output, err := guarded(ctx, task, c.Payload)
	if err == nil {
		return asl.Reply{Payload: output}, nil
	}
	if ctx.Err() != nil {
		return asl.Reply{}, ctx.Err()
	}
	name := "Error"
	if r.ErrorName != nil {
		name = r.ErrorName(err)
	}
	return asl.Reply{}, &asl.TaskError{Type: name, Message: err.Error()}
}

// guarded turns a panic of a task into its error: one execution must not take
// the others with it.
func guarded(ctx context.Context, task Task, payload json.RawMessage) (output json.RawMessage, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the task panicked: %v", p)
		}
	}()
	return task(ctx, payload)
}
