package simulate

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/workflow"
)

// alive: an open case has something ahead of it, and a workflow that lives.
func (w *world) alive(l *life, r *record) {
	w.check("alive", r.Asleep(w.now), l, "its wake-up %s is lost", r.WakeAt)
	var running []string
	for _, x := range r.runs {
		if x.Status == workflow.Running {
			running = append(running, x.Name)
		}
	}
	if r.Status.Open() {
		w.check("due", r.NextDue().IsZero(), l, "it is %s and nothing is due", r.Status)
		prefix := fmt.Sprintf("%s-%d-", l.reference, r.Cycle)
		lives := slices.ContainsFunc(running, func(name string) bool { return strings.HasPrefix(name, prefix) })
		w.check("alive", !lives, l, "it is %s and no workflow of cycle %d runs: %v", r.Status, r.Cycle, runsOf(r.runs))
		return
	}
	for _, name := range running {
		beside := strings.Contains(name, "overlevel") || strings.Contains(name, "emergency")
		w.check("alive", !beside, l, "it is closed and workflow %s still runs", name)
	}
}

// follows: whoever follows another case does so for as long as that is handled. Once
// its answer has passed, or it has ended, they are answered too, or go their own way:
// where nothing fails, at once.
func (w *world) follows(l *life, r *record) {
	var since time.Time
	for _, e := range r.events {
		var s said
		switch _ = json.Unmarshal(e.Data, &s); e.Type {
		case "batched", "joined":
			since = e.At
		case "settled":
			late := e.At.Sub(s.At) > stepLag && e.At.Sub(since) > stepLag
			w.check("follows", late && len(w.spec.Faults) == 0, l, "it is answered at %s with what has answered others at %s", short(e.At), short(s.At))
		}
	}
	if r.Batch.Of == "" || r.Status != complaint.Dispatched && r.Status != complaint.Handling {
		return
	}
	head, err := w.db.Case(w.ctx, r.Batch.Of)
	w.check("follows", err != nil || head.Status == complaint.Callback || !head.Status.Open(), l, "it is %s and follows %s, which nobody handles any more", r.Status, r.Batch.Of)
}

// inspect looks at all open cases at each reconciliation, whatever fails at the time: each has
// something ahead of it, and a workflow that runs or is promised.
func (w *world) inspect() {
	for _, l := range w.lives {
		if l.reference == "" || l.over {
			continue
		}
		c, err := w.db.Case(w.ctx, l.reference)
		if err != nil || !c.Status.Open() {
			w.check("lost", err != nil, l, "it cannot be read: %v", err)
			continue
		}
		w.check("due", c.NextDue().IsZero(), l, "it is %s and nothing is due", c.Status)
		w.check("alive", !w.runs(c), l, "it is %s and no workflow of cycle %d runs, nor is promised", c.Status, c.Cycle)
	}
}

// runs tells whether an execution of a case's journey runs, or is to be started.
func (w *world) runs(c *complaint.Case) bool {
	prefix := fmt.Sprintf("%s-%d-", c.Reference, c.Cycle)
	list, err := w.db.Executions(w.ctx, prefix)
	if err != nil {
		return false
	}
	at := w.behind(c, list)
	w.check("alive", at != "", w.byReference[c.Reference], "its workflow does not keep up: it waits in %s", at)
	_, promised := w.pending[fmt.Sprintf("start/%s%d", prefix, len(list))]
	return promised || slices.ContainsFunc(list, func(x workflow.Record) bool { return x.Status == workflow.Running })
}

func runsOf(runs []workflow.Record) (list []string) {
	for _, x := range runs {
		list = append(list, x.Name+" "+x.Status)
	}
	return list
}
