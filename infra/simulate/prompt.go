package simulate

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/shared/asl"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/workflow"
)

// prompt: where nothing fails, what time brings about is found by the sweep of its
// minute, unless somebody's deed has brought it about after its instant; and the
// workflow follows a deed within moments.
func (w *world) prompt(l *life, r *record) {
	if len(w.spec.Faults) > 0 {
		return
	}
	by, sentBack := map[int64]bool{}, map[int64]bool{} // instants at which more than time was at work, and something was not good enough
	for _, e := range r.events {
		sentBack[e.At.Unix()] = sentBack[e.At.Unix()] || e.Type == "reviewed" || e.Type == "rectification-checked"
		switch e.Type {
		case "warned", "breached", "escalated", "skipped":
		default:
			by[e.At.Unix()] = true
		}
	}
	found := map[string]time.Time{}                            // breaches, when
	deedBefore := func(at time.Time, lag time.Duration) bool { // which has brought it about then
		for second := at.Unix(); second >= at.Add(-lag).Unix(); second-- {
			if by[second] {
				return true
			}
		}
		return false
	}
	for _, e := range r.events {
		t, late := ticks(e), time.Duration(0)
		name, nominal := fmt.Sprint(t.Clock, "/", t.Round), t.At
		switch e.Type {
		case "warned":
		case "breached":
			found[name] = e.At
			late = time.Second // is one as soon as now is after due
		case "escalated": // by the workflow, which is told
			late = time.Second + ladderLag
			if at := found[name]; t.Rung == 1 && sentBack[at.Unix()] { // its limit was over when it ran on
				nominal = at
			}
		default:
			continue
		}
		minute := nominal.Add(late + time.Minute - time.Second).Truncate(time.Minute)
		w.check("prompt", e.At.After(minute) && !deedBefore(e.At, late), l, "%s: what was to come at %s is %s at %s", name, short(t.At), e.Type, short(e.At))
	}
	w.dispatched(l, r)
	w.resumed(l, r)
}

// resumed: a suspension that has run out is over within a minute, whoever looks.
func (w *world) resumed(l *life, r *record) {
	until := map[string]time.Time{} // by the kinds that hold
	over := func(now time.Time) {
		for _, kind := range sortedKeys(until) {
			minute := until[kind].Add(time.Minute - time.Second).Truncate(time.Minute)
			w.check("prompt", now.After(minute), l, "its suspension until %s still holds at %s", short(until[kind]), short(now))
		}
	}
	for i, e := range r.events {
		var s struct {
			Kind  string
			Until time.Time
		}
		_ = json.Unmarshal(e.Data, &s)
		byItself := e.Type == "resumed" && e.By == string(complaint.System) && !slices.Contains([]string{"answered", "settled"}, r.events[max(0, i-1)].Type)
		if byItself {
			maps.DeleteFunc(until, func(_ string, at time.Time) bool { return !at.After(e.At) && !e.At.After(at.Add(time.Minute)) })
		}
		over(e.At)
		switch {
		case e.Type == "suspended":
			until[s.Kind] = s.Until
		case e.Type == "resumed" && !byItself && s.Kind != "":
			delete(until, s.Kind)
		case e.Type == "resumed" && !byItself, e.Type == "answered", e.Type == "settled", e.Type == "closed":
			clear(until)
		}
	}
	over(w.now)
}

// ladderLag is how long the workflow may take to climb; stepLag how long to take a
// step, with the pauses of a task that finds another writer.
const (
	ladderLag = time.Minute
	stepLag   = time.Minute
)

// dispatched: a case that is ready is handed to its unit at once.
func (w *world) dispatched(l *life, r *record) {
	var ready time.Time
	over := func(at time.Time) {
		w.check("prompt", !ready.IsZero() && at.Sub(ready) > stepLag, l, "it is ready for its unit at %s, and waits at %s still", short(ready), short(at))
	}
	for _, e := range r.events {
		switch e.Type {
		case "judged", "classified", "reworked":
			ready = e.At
		case "dispatched", "closed":
			over(e.At)
			ready = time.Time{}
		case "sorting", "batched", "joined", "refused", "offered", "documents-asked", "accepted", "contacted", "found", "answered", "reopened":
			ready = time.Time{}
		}
	}
	if r.Status.Open() && r.Batch.Of == "" {
		over(w.now)
	}
}

// calm tells whether nothing may keep the workflow behind its case for more than
// moments.
func (w *world) calm() bool {
	return !slices.ContainsFunc(w.spec.Faults, func(f Fault) bool {
		return !slices.Contains([]Fault{Duplicate, Late, Reorder, Conflict, Overlap, Publish}, f)
	})
}

// behind tells where the workflow of a case waits when that is not where the case has
// stood for an hour; "" when it keeps up.
func (w *world) behind(c *complaint.Case, runs []workflow.Record) string {
	next := c.Next(w.now)
	if n := len(c.Phases); !w.calm() || next == complaint.StepEscalate || n == 0 || w.now.Sub(c.Phases[n-1].At) < time.Hour {
		return ""
	}
	for _, x := range runs {
		var run asl.Execution
		if x.Status != workflow.Running || json.Unmarshal(x.Data, &run) != nil || strings.Count(x.Name, "-") != 3 {
			continue
		}
		states := run.States()
		if at := states[len(states)-1]; at != string(next) {
			return fmt.Sprintf("%s for %s", at, next)
		}
	}
	return ""
}

// climbs: where nothing fails, each morning of a working day on which a deed is
// overdue brings a reminder, where the ladder says so.
func (w *world) climbs(l *life, r *record) {
	if len(w.spec.Faults) > 0 || slices.ContainsFunc(r.events, func(e complaint.Event) bool {
		var s said
		_ = json.Unmarshal(e.Data, &s)
		return e.Type == "acknowledged" || e.Type == "skipped" || (e.Type == "reviewed" || e.Type == "rectification-checked") && !s.Passed
	}) {
		return
	}
	for _, k := range r.Clocks {
		rule, _ := w.company.policy.Clock(k.Name)
		if k.State != complaint.Missed || rule.Quiet || len(rule.Ladder) != 1 || !known[k.Name] {
			continue
		}
		end := k.EndedAt
		if end.IsZero() {
			end = w.now
		}
		office := w.company.offices[w.version]
		got, want := 0, office.mornings(office.midnight(k.BreachedAt, 1), end, 9) // from the day after that of the breach on
		for _, e := range r.events {
			if t := ticks(e); e.Type == "escalated" && t.Clock == k.Name && t.Round == k.Round && t.Rung > 1 {
				got++
			}
		}
		w.check("ladder", got != want, l, "%s/%d was overdue from %s to %s, and reminded of %d times instead of %d", k.Name, k.Round, short(k.BreachedAt), short(end), got, want)
	}
}
