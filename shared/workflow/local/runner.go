// Package local runs state machines inside the process and keeps every step of
// theirs in a journal, so that a restart goes on where it stopped.
//
// Vocabulary. A runner has machines, tasks and a journal. A task is a Go
// function that stands for a Lambda function. Starting an execution only
// writes it down; [Runner.Step] runs what is due, and [Runner.NextWake] says
// when that will be. A token is answered by [Runner.Succeed].
//
// What a crash can do. An execution is written when it starts, before a task
// that gets a token is called, when a token is answered, and when it must wait
// or has ended; nothing is written between plain tasks. After a crash, tasks
// since the last write are called again, a task with its old token: tasks must
// bear being called twice. A token is in the journal before anybody sees it.
//
// One runner at a time may own a journal. The package never reads the wall
// clock except through Runner.Now, has no goroutines and never sleeps; it does
// not know what the state machines are about.
package local

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/redress/redress/shared/asl"
	"github.com/redress/redress/shared/workflow"
)

// Task is the body of a function that a state machine calls.
type Task func(ctx context.Context, payload json.RawMessage) (json.RawMessage, error)

// TaskOf makes a task of a function that takes and gives values of its own.
func TaskOf[In, Out any](handle func(context.Context, In) (Out, error)) Task {
	return func(ctx context.Context, payload json.RawMessage) (json.RawMessage, error) {
		var in In
		if err := json.Unmarshal(payload, &in); err != nil {
			return nil, fmt.Errorf("read the task's payload: %w", err)
		}
		out, err := handle(ctx, in)
		if err != nil {
			return nil, err
		}
		return json.Marshal(out)
	}
}

// Runner runs executions. It is safe for concurrent use, and its methods may
// be called from inside a task. The fields must not be changed after first use.
type Runner struct {
	Machines map[string]*asl.Machine
	// Tasks are keyed by the name of the function: the last component of the
	// ARN in a definition.
	Tasks   map[string]Task
	Journal workflow.Journal
	// Now tells the time, real or virtual.
	Now func() time.Time
	// NewToken gives tokens that cannot be guessed.
	NewToken func() string
	// ErrorName is the error name of what a task returned, as ErrorEquals
	// fields spell it. Nil gives every error the name Error.
	ErrorName func(error) string
	// Parallel is how many executions Step runs at a time; 0 and 1 keep their order.
	Parallel int
	// Random is where UUIDs and jitter come from; nil is the system's source.
	Random func() uint64

	mu   sync.Mutex
	live map[string]*slot
}

// Execution is the outside of an execution.
type Execution struct {
	Name   string
	Status string
	States []string // names of the states entered, in order
}

// Start begins an execution of a machine under a name. If the name was ever
// started before, nothing happens. The execution runs with the next Step.
func (r *Runner) Start(ctx context.Context, machine, name string, input json.RawMessage) error {
	m, err := r.machine(machine)
	if err != nil {
		return fmt.Errorf("start %s: %w", name, err)
	}
	x, err := m.New(name, input, r.Now())
	if err != nil {
		return err
	}
	x.Machine = machine
	record, err := recordOf(x)
	if err != nil {
		return err
	}
	if _, err := r.Journal.CreateExecution(ctx, record); err != nil {
		return fmt.Errorf("start %s: %w", name, err)
	}
	return nil
}

// Succeed answers the task that waits under the token. A token that is
// unknown, answered or timed out counts as delivered: nil. When the task is
// being called at this moment, the answer is kept and applies when it returns.
func (r *Runner) Succeed(ctx context.Context, token string, output json.RawMessage) error {
	record, ok, err := r.Journal.ExecutionByToken(ctx, token)
	if err != nil {
		return fmt.Errorf("find the execution of a token: %w", err)
	}
	if !ok {
		return nil
	}
	s := r.acquire(record.Name)
	defer r.release(record.Name, s)
	s.Lock()
	defer s.Unlock()
	x := s.running
	if x == nil {
		// It may have moved on between the search and the lock.
		if x, err = r.load(ctx, record.Name); err != nil {
			return err
		}
	}
	m, err := r.machine(x.Machine)
	if err != nil {
		return fmt.Errorf("answer %s: %w", x.Name, err)
	}
	switch err := m.Succeed(x, token, output, r.Now()); {
	case errors.Is(err, asl.ErrTaskTimedOut):
		return nil
	case err != nil:
		return fmt.Errorf("answer %s: %w", x.Name, err)
	}
	return r.save(ctx, x)
}

// NextWake is when Step will next find something to do; false if only answers
// to tokens can move anything.
func (r *Runner) NextWake(ctx context.Context) (time.Time, bool, error) {
	first, err := r.Journal.DueExecutions(ctx, farFuture, 1)
	if err != nil || len(first) == 0 {
		return time.Time{}, false, err
	}
	return first[0].WakeAt, true, nil
}

var farFuture = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// Executions are all executions whose names begin with the prefix, by name.
func (r *Runner) Executions(ctx context.Context, prefix string) ([]Execution, error) {
	records, err := r.Journal.Executions(ctx, prefix)
	if err != nil {
		return nil, err
	}
	list := make([]Execution, 0, len(records))
	for _, record := range records {
		x, err := executionOf(record)
		if err != nil {
			return nil, err
		}
		list = append(list, Execution{Name: x.Name, Status: string(x.Status), States: x.States()})
	}
	return list, nil
}

func (r *Runner) machine(name string) (*asl.Machine, error) {
	m, ok := r.Machines[name]
	if !ok {
		return nil, fmt.Errorf("there is no state machine %q", name)
	}
	return m, nil
}

func (r *Runner) random() uint64 {
	if r.Random == nil {
		return rand.Uint64()
	}
	return r.Random()
}
