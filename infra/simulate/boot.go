package simulate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/redress/redress/functions/await"
	"github.com/redress/redress/functions/callback"
	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/functions/deadline"
	"github.com/redress/redress/functions/dispatch"
	"github.com/redress/redress/functions/escalation"
	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/functions/relay"
	"github.com/redress/redress/functions/succession"
	"github.com/redress/redress/functions/triage"
	"github.com/redress/redress/shared/clock/check"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/evidence"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy/shelf"
	"github.com/redress/redress/shared/web"
	"github.com/redress/redress/shared/workflow/local"
	"github.com/redress/redress/statemachines"
)

// system is the product since its last start: all that it keeps in memory.
type system struct {
	version int // of the policy
	api     http.Handler
	people  *desk.Desk // of the API
	runner  *local.Runner
	relay   *relay.Handler
	sweep   *deadline.Handler
	proof   *reconciliation.Handler
	adopt   *desk.Desk
	desk    *desk.Desk // of the simulator itself
}

// boot starts the product over the store.
func (w *world) boot() error {
	machines, err := machines()
	if err != nil {
		return err
	}
	former := w.system
	kept := w.company.shelves[w.version]
	port := &flow{w: w}
	r := &local.Runner{
		Machines: machines, Journal: &journal{Journal: w.db.Journal, w: w}, Now: func() time.Time { return w.now },
		NewToken: w.token, ErrorName: errorName, Random: func() uint64 { return mix(uint64(w.now.UnixNano())) },
		Tasks: map[string]local.Task{
			"triage":     w.task("triage", local.TaskOf((&triage.Handler{Desk: w.desk("triage", kept), JudgeOf: kept.JudgeOf, Auditors: w.company.auditors}).Handle)),
			"dispatch":   w.task("dispatch", local.TaskOf((&dispatch.Handler{Desk: w.desk("dispatch", kept)}).Handle)),
			"escalation": w.task("escalation", local.TaskOf((&escalation.Handler{Desk: w.desk("escalation", kept)}).Handle)),
			"await":      w.task("await", local.TaskOf((&await.Handler{Desk: w.desk("await", kept), Workflow: port}).Handle)),
			"succession": w.task("succession", local.TaskOf((&succession.Handler{Desk: w.desk("succession", kept)}).Handle)),
		},
	}
	port.runner = r
	bring := &relay.Handler{Desk: w.desk("relay", kept), Workflow: port, Topic: outlet{w}, Messenger: outlet{w}, Enough: w.enough, Outdated: w.told.outdated}
	sweeper := *bring // its own function on AWS, with the same deeds
	sweeper.Desk = w.desk("deadline", kept)
	w.system = &system{
		runner: r, relay: bring, desk: w.desk("look", kept), adopt: w.desk("adopt", kept),
		sweep: &deadline.Handler{Desk: sweeper.Desk, Relay: &sweeper, Enough: w.enough},
		proof: &reconciliation.Handler{Desk: w.desk("reconciliation", kept), Check: check.Due, Enough: w.enough},
	}
	w.system.desk.Store = w.db.Store
	w.system.version, w.system.people = w.version, w.desk("web", kept)
	if former != nil && former.version == w.version { // its description is dear, and all that it remembers is its desk
		*former.people = *w.system.people
		w.system.api, w.system.people = former.api, former.people
		return nil
	}
	people := w.system.people
	cases := web.Cases{Desk: people, Authenticate: w.spec.broken.knows(web.DevTokens(kept.Present)), Auditors: w.company.auditors}
	files := &evidence.Files{Desk: people, Depot: w.depot, Scanner: evidence.NoScanner{}, NewID: w.depot.newID}
	w.system.api = web.New(&intake.Handler{Desk: people, Evidence: files}, &casework.Handler{Cases: cases, Evidence: files}, &callback.Handler{Cases: cases})
	return nil
}

// restart is what is left of the product after the process has died: the store.
func (w *world) restart() {
	w.dead = false
	w.tell("the process starts again")
	w.outcome.Recovered["restart"]++
	if err := errors.Join(w.db.restarted(w.ctx), w.boot()); err != nil {
		panic(fmt.Errorf("simulate: start again: %w", err))
	}
	w.moved, w.wake = w.now, w.now
}

// desk is that of a function, whose clock may differ.
func (w *world) desk(function string, kept *shelf.Shelf) *desk.Desk {
	off := time.Duration(0)
	if function != "look" && w.faults.hit(Skew, nobody, w.now) {
		off = time.Duration(w.faults.draw(7, nobody, w.now)-3) * time.Second
	}
	now := func() time.Time {
		if w.faults.quiet {
			return w.now
		}
		return w.now.Add(off)
	}
	return &desk.Desk{Store: w.store.process(), Policy: kept.Present, PolicyOf: kept.PolicyOf, Rotas: new(desk.Rotas), Now: now, NewCode: w.code}
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

// code draws a tracking code.
func (w *world) code() string {
	b := make([]byte, 12)
	for i := range b {
		b[i] = letters[w.codes.IntN(len(letters))]
	}
	return string(b)
}

func (w *world) token() string {
	w.drawn++
	return "token-" + strconv.Itoa(w.drawn)
}

// machines are read once: they never change.
var machines = sync.OnceValues(statemachines.Machines)

// errorName is what a state machine sees of an error: of a function that died,
// what Lambda says.
func errorName(err error) string {
	switch {
	case errors.Is(err, errDied):
		return "Runtime.ExitError"
	case errors.Is(err, errStopped):
		return "Sandbox.Timedout"
	}
	return string(fault.KindOf(err))
}

// task is a function that a workflow calls, as an invocation that may fail.
func (w *world) task(function string, call local.Task) local.Task {
	return func(_ context.Context, payload json.RawMessage) (out json.RawMessage, err error) {
		var about struct{ Reference string }
		_ = json.Unmarshal(payload, &about)
		err = w.invoke(function, w.subjectOf(about.Reference), func(ctx context.Context) (err error) {
			out, err = call(ctx, payload)
			return err
		})
		if err != nil {
			w.outcome.Recovered["workflow"]++
		}
		return out, err
	}
}

// runWorkflows carries on what is due of all workflows.
func (w *world) runWorkflows() {
	w.moved = time.Time{}
	err := w.invoke(runner, nobody, func(ctx context.Context) error {
		_, err := w.system.runner.Step(ctx)
		return err
	})
	next, ok, asked := w.nextMove()
	if asked != nil || !ok {
		return
	}
	if err != nil && !next.After(w.now) {
		next = w.now.Add(5 * time.Second)
	}
	w.moves(next)
}

// nextMove asks the journal itself, which does not fail.
func (w *world) nextMove() (time.Time, bool, error) {
	first, err := w.db.DueExecutions(w.ctx, time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC), 1)
	if err != nil || len(first) == 0 {
		return time.Time{}, false, err
	}
	return first[0].WakeAt, true, nil
}

// sweepAt is the minute of the next sweep that would find something.
func (w *world) sweepAt() time.Time {
	at := w.wake
	if oldest, waits := w.oldest(); waits {
		at = sooner(at, oldest.Add(deadline.Patience))
	}
	if at.IsZero() {
		return at
	}
	if at.Before(w.away) {
		at = w.away
	}
	if next := w.swept.Add(time.Minute); at.Before(next) {
		at = next
	}
	return at.Add(time.Minute - 1).Truncate(time.Minute)
}

// sweep is one run of the deadline function, unless it stays away for hours.
func (w *world) sweep() {
	w.swept = w.now
	if w.faults.hit(Sweepless, nobody, w.now) {
		w.away = w.now.Add(time.Duration(1+w.faults.draw(5, nobody, w.now)) * time.Hour)
		w.tell("the sweep stays away until %s", w.away.Format(time.RFC3339))
		return
	}
	var out deadline.Out
	err := w.invoke("deadline", nobody, func(ctx context.Context) (err error) {
		out, err = w.system.sweep.Handle(ctx)
		return err
	})
	w.outcome.Recovered["sweep"] += out.Redeliver
	w.outcome.Sweeps++
	if err != nil {
		w.tell("a sweep failed")
	}
	next, ok, err := w.db.NextWake(w.ctx)
	if w.wake = (time.Time{}); err == nil && ok {
		w.wakes(next)
	}
}

// nights is how many of them go by from one reconciliation to the next while things
// fail: each looks at all open cases, and would have a large part of the time.
const nights = 3

// reconciliationAfter is the next instant of a reconciliation, which comes each
// night once nothing fails any more.
func (w *world) reconciliationAfter(t time.Time) time.Time {
	p := w.company.policy
	y, m, d := t.In(p.Zone()).Date()
	n := 0
	if !w.faults.quiet && len(w.spec.Faults) > 0 {
		n = nights - 1
	}
	for ; ; n++ {
		if at := time.Date(y, m, d+n, 0, p.Reconciliation, 0, 0, p.Zone()).UTC(); at.After(t) {
			return at
		}
	}
}

// reconcile proves the day that is over, going on for as long as it takes.
func (w *world) reconcile() {
	w.reconciled = w.reconciliationAfter(w.now)
	w.inspect()
	in := reconciliation.In{}
	for range 50 {
		var out reconciliation.Out
		err := w.invoke("reconciliation", nobody, func(ctx context.Context) (err error) {
			out, err = w.system.proof.Handle(ctx, in)
			return err
		})
		w.outcome.Recovered["reconciliation"] += out.Woken
		if err == nil && out.Stopped == nil {
			w.tell("reconciled %s: due %d met %d missed %d", out.Day, out.Due, out.Met, out.Missed)
			w.disproved(out)
			if w.version == otherCalendar && w.recounted.IsZero() {
				w.recounted = w.now
			}
			return
		}
		if out.Day != "" && out.Stopped != nil {
			in.After = &out
		}
	}
}

var _ relay.Workflow = (*flow)(nil)
var _ complaint.Store = (*store)(nil)
