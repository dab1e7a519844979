package simulate

import (
	"context"
	"encoding/json"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/workflow"
	"github.com/redress/redress/shared/workflow/local"
)

// journal keeps executions, and may fail to.
type journal struct {
	workflow.Journal
	w *world
}

func (j *journal) subject(name string) int {
	if len(name) > 13 {
		name = name[:13]
	}
	if l, ok := j.w.byReference[name]; ok {
		return l.number
	}
	return nobody
}

func (j *journal) write(r workflow.Record, do func() error) error {
	subject := j.subject(r.Name)
	if err := j.w.before(subject, Workflow); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	j.w.moves(r.WakeAt)
	return j.w.after(subject, Workflow)
}

func (j *journal) CreateExecution(ctx context.Context, r workflow.Record) (created bool, err error) {
	err = j.write(r, func() error { created, err = j.Journal.CreateExecution(ctx, r); return err })
	return created && err == nil, err
}

func (j *journal) SaveExecution(ctx context.Context, r workflow.Record) error {
	return j.write(r, func() error { return j.Journal.SaveExecution(ctx, r) })
}

// flow is the port by which functions start and resume workflows.
type flow struct {
	w      *world
	runner *local.Runner
}

func (f *flow) Start(ctx context.Context, machine complaint.Machine, name string, input json.RawMessage) error {
	return f.runner.Start(ctx, string(machine), name, input)
}

// Resume may be late, or come twice.
func (f *flow) Resume(ctx context.Context, token string, output json.RawMessage) error {
	w, subject := f.w, nobody
	if in := w.inner(); in != nil {
		subject = in.subject
	}
	if !w.faults.hit(Token, subject, w.now) {
		return f.runner.Succeed(ctx, token, output)
	}
	var again func()
	again = func() { // what was taken is not lost
		err := w.invoke(runner, subject, func(ctx context.Context) error { return w.system.runner.Succeed(ctx, token, output) })
		if err != nil {
			w.agenda.plan(w.now.Add(time.Second), again)
		}
	}
	w.agenda.plan(w.now.Add(time.Duration(1+w.faults.draw(600, subject, w.now))*time.Second), again)
	if w.faults.draw(2, subject, w.now) == 0 {
		return nil // late
	}
	return f.runner.Succeed(ctx, token, output) // and again later
}
