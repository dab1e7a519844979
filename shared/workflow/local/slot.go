package local

import (
	"context"
	"fmt"
	"sync"

	"github.com/go-json-experiment/json"
	first "github.com/go-json-experiment/json/v1"

	"github.com/redress/redress/shared/asl"
	"github.com/redress/redress/shared/workflow"
)

// slot is where the goroutines that deal with one execution meet. Its lock
// guards the execution, and is given up while a task is called.
type slot struct {
	sync.Mutex
	running *asl.Execution // set while Step runs the execution
	users   int            // guarded by Runner.mu
}

func (r *Runner) acquire(name string) *slot {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.live == nil {
		r.live = map[string]*slot{}
	}
	s := r.live[name]
	if s == nil {
		s = &slot{}
		r.live[name] = s
	}
	s.users++
	return s
}

func (r *Runner) release(name string, s *slot) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.users--; s.users == 0 {
		delete(r.live, name)
	}
}

func (r *Runner) load(ctx context.Context, name string) (*asl.Execution, error) {
	record, ok, err := r.Journal.Execution(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("load execution %s: %w", name, err)
	}
	if !ok {
		return nil, fmt.Errorf("load execution %s: there is none", name)
	}
	return executionOf(record)
}

func (r *Runner) save(ctx context.Context, x *asl.Execution) error {
	record, err := recordOf(x)
	if err == nil {
		err = r.Journal.SaveExecution(ctx, record)
	}
	if err != nil {
		return fmt.Errorf("save execution %s: %w", x.Name, err)
	}
	return nil
}

func executionOf(record workflow.Record) (*asl.Execution, error) {
	var x asl.Execution
	if err := json.Unmarshal(record.Data, &x); err != nil {
		return nil, fmt.Errorf("read execution %s: %w", record.Name, err)
	}
	return &x, nil
}

func recordOf(x *asl.Execution) (workflow.Record, error) {
	data, err := first.Marshal(x) // as encoding/json writes it
	if err != nil {
		return workflow.Record{}, fmt.Errorf("write execution %s: %w", x.Name, err)
	}
	return workflow.Record{
		Name: x.Name, Machine: x.Machine, Status: string(x.Status), WakeAt: x.WakeAt, Token: x.Token, Data: data,
	}, nil
}
