package simulate

import (
	"context"
	"errors"

	"github.com/redress/redress/shared/fault"
)

// invocation is one run of a function.
type invocation struct {
	function string
	subject  int // the life that it concerns; nobody for none, or many
	ops      int // operations of ports so far
	// limit is after how many of them the time is up; 0 for never. Some operations
	// later the function is stopped.
	limit  int
	cancel context.CancelFunc
}

// grace is how many operations a function has left when its time is up.
const grace = 6

// death is what a function, or the whole process, dies of.
type death struct{ whole bool }

// errDied is what the caller of a function that died sees.
var errDied = errors.New("Runtime.ExitError: the function died")

// errStopped is what the caller of one that was stopped sees.
var errStopped = errors.New("Sandbox.Timedout: the function was stopped at its time limit")

// invoke runs a function. Whatever it dies of ends here, unless the whole
// process dies: then it ends at the outermost invocation, and the process starts
// anew.
func (w *world) invoke(function string, subject int, run func(ctx context.Context) error) (err error) {
	ctx := w.ctx
	in := &invocation{function: function, subject: subject}
	if w.faults.hit(Timeout, subject, w.now) {
		in.limit = 1 + w.faults.draw(12, subject, w.now)
		ctx, in.cancel = context.WithCancel(ctx)
		defer in.cancel()
	}
	w.running = append(w.running, in)
	defer func() {
		w.running = w.running[:len(w.running)-1]
		switch d := recover().(type) {
		case nil:
		case death:
			err = errDied
			if in.limit > 0 && in.ops > in.limit {
				err = errStopped
			}
			if w.dead && len(w.running) > 0 {
				panic(death{whole: true})
			}
		default:
			panic(d)
		}
		if w.dead && len(w.running) == 0 {
			w.restart()
			if err == nil {
				err = errDied
			}
		}
	}()
	return run(ctx)
}

// enough tells a function that its time is up.
func (w *world) enough(context.Context) bool {
	in := w.inner()
	return in != nil && in.limit > 0 && in.ops >= in.limit
}

// inner is the invocation that runs now; nil between invocations.
func (w *world) inner() *invocation {
	if len(w.running) == 0 {
		return nil
	}
	return w.running[len(w.running)-1]
}

// errBusy is what a throttled store says.
var errBusy = fault.Wrap(fault.Busy, errors.New("throttled"), "simulated store")

// die ends the invocation, or the whole process.
func (w *world) die(whole bool) {
	w.dead = w.dead || whole
	panic(death{whole: whole})
}

// before is what may befall an operation of a port before it is done.
func (w *world) before(subject int, busy Fault) error {
	if w.dead {
		panic(death{whole: true})
	}
	in := w.inner()
	if in == nil { // the simulator looks by itself
		return nil
	}
	in.ops++
	if in.limit > 0 && in.ops >= in.limit {
		in.cancel()
		if in.ops > in.limit+grace {
			w.die(false)
		}
	}
	w.mayDie(subject, in)
	if w.faults.hit(busy, subject, w.now) {
		return errBusy
	}
	return nil
}

// mayDie lets a function or the process die between two operations. The runner
// of workflows is no function: it dies with the process alone.
func (w *world) mayDie(subject int, in *invocation) {
	if in.function != runner && w.faults.hit(Crash, subject, w.now) {
		w.die(false)
	}
	if w.faults.hit(Restart, subject, w.now) {
		w.die(true)
	}
}

// after is what may befall an operation that was done: the writer dies before it
// hears so, or hears that it was not.
func (w *world) after(subject int, unknown Fault) error {
	in := w.inner()
	if in == nil {
		return nil
	}
	w.mayDie(subject, in)
	if w.faults.hit(unknown, subject, w.now) {
		return errBusy
	}
	return nil
}

// runner is the function name of the workflows' runner.
const runner = "workflow"
