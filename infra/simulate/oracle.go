package simulate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/workflow"
)

// Violation is a rule that did not hold.
type Violation struct {
	Oracle    string
	Life      int // its number; -1 for none
	Reference string
	Text      string
}

func (v Violation) String() string {
	return fmt.Sprintf("%s: life %d %s: %s", v.Oracle, v.Life, v.Reference, v.Text)
}

// violate notes that a rule did not hold.
func (w *world) violate(oracle string, l *life, format string, args ...any) {
	v := Violation{Oracle: oracle, Life: nobody, Text: fmt.Sprintf(format, args...)}
	if l != nil {
		v.Life, v.Reference = l.number, l.reference
	}
	w.outcome.violate(v)
	w.tell("VIOLATION %s", v)
}

// check counts a question put to an oracle, and notes the answer.
func (w *world) check(oracle string, broken bool, l *life, format string, args ...any) {
	w.outcome.Checks[oracle]++
	if broken {
		w.violate(oracle, l, format, args...)
	}
}

// judge puts every case to the oracles when all is quiet at the end.
func (w *world) judge() error {
	w.check("delivered", len(w.pending) > 0, nil, "%d effects were never delivered, such as %v", len(w.pending), first(sortedKeys(w.pending)))
	for _, l := range w.lives {
		if l.reference == "" {
			w.check("lost", slices.ContainsFunc(l.given, func(g ack) bool { return g.acknowledged }), l, "it was acknowledged and has no reference")
			continue
		}
		if err := w.judgeCase(l); err != nil {
			return err
		}
	}
	return w.figures()
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// record is all that is stored of a case.
type record struct {
	*complaint.Case
	events []complaint.Event
	runs   []workflow.Record
}

func (w *world) recordOf(reference string) (*record, error) {
	c, err := w.db.Case(w.ctx, reference)
	if err != nil {
		return nil, err
	}
	r := &record{Case: c}
	for len(r.events) < c.Events {
		more, err := w.db.Events(w.ctx, reference, len(r.events), 500)
		if err != nil {
			return nil, err
		}
		if len(more) == 0 {
			break
		}
		r.events = append(r.events, more...)
	}
	r.runs, err = w.db.Executions(w.ctx, reference+"-")
	return r, err
}

func (w *world) judgeCase(l *life) error {
	r, err := w.recordOf(l.reference)
	if err != nil {
		w.check("lost", true, l, "%v", err)
		return nil
	}
	w.check("lost", false, l, "")
	if w.story != nil && len(w.spec.Only) > 0 {
		w.retell(r)
	}
	w.kept(l, r)
	w.ordered(l, r)
	w.outcomes(l, r)
	w.prompt(l, r)
	w.warned(l, r)
	w.alive(l, r)
	w.follows(l, r)
	w.climbed(l, r)
	w.climbs(l, r)
	w.heard(l, r)
	w.replays(l, r)
	w.filed(l, r)
	if err := w.agrees(l, r); err != nil {
		return err
	}
	w.outcome.Versions += r.Version
	if l.stuck {
		w.outcome.Stuck++
	}
	if r.Status.Open() {
		w.outcome.Open++
	}
	return nil
}

// retell tells the record of a case.
func (w *world) retell(r *record) {
	w.story("the record of %s, %s %s, version %d:", r.Reference, r.Status, r.Outcome, r.Version)
	for _, e := range r.events {
		w.story("  %3d  %s  %s  by %s  %s", e.Seq, e.At.In(w.company.policy.Zone()).Format("01-02 15:04:05"), e.Type, e.By, e.Data)
	}
	for _, k := range r.Clocks {
		w.story("  %s/%d %s from %s due %s ended %s", k.Name, k.Round, k.State, short(k.StartedAt), short(k.DueAt), short(k.EndedAt))
	}
}

// kept: what was acknowledged is there, and nothing is there twice.
func (w *world) kept(l *life, r *record) {
	w.check("lost", len(r.events) != r.Events, l, "%d of %d events are there", len(r.events), r.Events)
	for _, g := range l.given {
		if g.mark == "" || g.name == "complaint" {
			continue
		}
		n := 0
		for _, e := range r.events {
			if e.By != string(complaint.System) && bytes.Contains(e.Data, []byte(g.mark)) { // the rules' own events may repeat the words
				n++
				then := slices.ContainsFunc(w.tried[g.mark], func(at time.Time) bool { return e.At.Sub(at).Abs() <= w.apart() })
				w.check("order", !then, l, "%s %s is recorded at %s, when it was not given", g.name, g.mark, short(e.At))
			}
		}
		w.check("lost", g.acknowledged && n == 0, l, "%s %s was acknowledged and is not in the record", g.name, g.mark)
		w.check("twice", n > 1, l, "%s %s is in the record %d times", g.name, g.mark, n)
	}
	w.check("lost", !strings.Contains(r.Text, l.given[0].mark), l, "the case has another text")
}

// apart is by how much the record may tell another instant than that of a deed: the
// clocks of functions differ, and a step is not recorded before the one that it follows.
func (w *world) apart() time.Duration {
	if w.faults.rate[Skew] > 0 {
		return 10 * time.Second
	}
	return 0
}

// ordered: events follow one another in time too, though the clocks of functions
// differ; and what time has brought about by the instant of a deed stands before it.
func (w *world) ordered(l *life, r *record) {
	var deed complaint.Event // by somebody, which can set off nothing that lies behind
	for i := 1; i < len(r.events); i++ {
		e, before := r.events[i], r.events[i-1]
		switch e.Type {
		case "warned", "breached":
			w.check("order", deed.At.Equal(e.At) && ticks(e).At.Before(e.At), l, "event %d %s of %s comes after %d %s", e.Seq, e.Type, short(ticks(e).At), deed.Seq, deed.Type)
		case "contacted", "answered", "called", "found", "noted", "accepted":
			deed = e
		default:
			if e.By != string(complaint.System) {
				deed = complaint.Event{}
			}
		}
		w.check("order", e.Seq != before.Seq+1 || e.At.Before(before.At), l, "event %d %s at %s follows %d %s at %s", e.Seq, e.Type, e.At, before.Seq, before.Type, before.At)
	}
}

// outcomes: every due instant that has passed has exactly one outcome.
func (w *world) outcomes(l *life, r *record) {
	breaches := map[string]int{}
	for _, e := range r.events {
		if t := ticks(e); e.Type == "breached" {
			breaches[fmt.Sprint(t.Clock, "/", t.Round)]++
			w.check("outcome", e.At.Before(t.At), l, "%s/%d is breached at %s before it was due at %s", t.Clock, t.Round, e.At, t.At)
		}
	}
	for _, k := range r.Clocks {
		name := fmt.Sprint(k.Name, "/", k.Round)
		n := breaches[name]
		wrong := ""
		switch k.State {
		case complaint.Running:
			if k.DueAt.Before(w.now) {
				wrong = "runs though its time is over"
			}
		case complaint.Met:
			if k.EndedAt.IsZero() || k.EndedAt.After(k.DueAt) || n > 0 {
				wrong = "is met too late"
			}
		case complaint.Missed:
			if n != 1 || !k.BreachedAt.Equal(k.DueAt) && k.Correction == nil {
				wrong = fmt.Sprintf("is missed with %d breaches at %s", n, k.BreachedAt)
			}
		case complaint.Cancelled:
			if k.EndedAt.IsZero() || n > 0 {
				wrong = "is cancelled without an end, or with a breach"
			}
		}
		w.check("outcome", wrong != "", l, "%s due %s %s", name, k.DueAt, wrong)
	}
}

// warned: what is breached was warned of before, or had no point to warn at, or
// the notice of the breach says that the warning comes with it.
func (w *world) warned(l *life, r *record) {
	for i := range r.Clocks {
		k := &r.Clocks[i]
		w.marked(l, r, k)
		rule, _ := w.company.policy.Clock(k.Name)
		if k.State != complaint.Missed || rule.Quiet {
			continue
		}
		before, with := false, false
		for _, e := range r.events {
			if t := ticks(e); t.Clock == k.Name && t.Round == k.Round {
				before = before || e.Type == "warned"
				with = with || e.Type == "breached" && t.Point != ""
			}
		}
		impossible := !slices.ContainsFunc(k.Points, func(p complaint.Point) bool { return !p.Passed })
		w.check("warned", !before && !with && !impossible, l, "%s/%d was breached without a warning: %+v", k.Name, k.Round, k.Points)
	}
}

// marked: a warning that was given, at an instant that is a point of the limit's, stands
// there as given, wherever the limit has been meanwhile.
func (w *world) marked(l *life, r *record, k *complaint.Clock) {
	for _, e := range r.events {
		t := ticks(e)
		if e.Type != "warned" || t.Clock != k.Name || t.Round != k.Round {
			continue
		}
		for _, p := range k.Points {
			lost := p.Label == t.Point && p.At.Equal(t.At) && p.FiredAt.IsZero()
			w.check("warned", lost, l, "%s/%d was warned of at %s by %s, and is not marked so", k.Name, k.Round, short(t.At), t.Point)
		}
	}
}

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

// climbed: the ladder reached somebody for each breach that is not quiet.
func (w *world) climbed(l *life, r *record) {
	for _, e := range r.events {
		if e.Type != "breached" {
			continue
		}
		t := ticks(e)
		if rule, _ := w.company.policy.Clock(t.Clock); rule.Quiet {
			continue
		}
		id := fmt.Sprintf("%s/%s/%d/breach", l.reference, t.Clock, t.Round)
		moved := id + "/" + t.At.UTC().Format("2006-01-02T15:04:05Z07:00") // where the deadline had moved
		w.check("ladder", !w.told.reached(id) && !w.told.reached(moved), l, "nobody heard of the breach of %s/%d", t.Clock, t.Round)
	}
}

// replays: the record gives the stored case back, unless its limits were counted by
// another calendar than there is now.
func (w *world) replays(l *life, r *record) {
	present := complaint.CalendarVersion(w.system.desk.Policy.Calendar)
	if slices.ContainsFunc(r.Clocks, func(k complaint.Clock) bool { return k.Calendar != present }) {
		return
	}
	again := complaint.Retrace(r.Case, r.events, w.system.desk.PolicyOf)
	if again.Stopped != nil {
		w.check("replay", true, l, "its record cannot be followed from event %d %s: %v", again.Stopped.Event.Seq, again.Stopped.Event.Type, again.Stopped.Err)
		return
	}
	differ := complaint.Differences(r.Case, again.Case)
	w.check("replay", len(differ) > 0, l, "it is stored otherwise than its record says: %v", differ)
}

// disproved: the nightly reconciliation finds nothing wrong that the next night
// still finds.
func (w *world) disproved(out reconciliation.Out) {
	w.dueAnew()
	if !w.faults.quiet {
		return
	}
	w.check("reconciliation", !out.AddsUp && out.Woken == 0, nil, "the day %s does not add up: %+v %+v", out.Day, out.Figures, out.Findings)
}

// dueAnew: after a reconciliation what runs is due by the calendar that is in force.
func (w *world) dueAnew() {
	if w.version != otherCalendar || w.faults.rate[Stale] > 0 {
		return
	}
	for _, l := range w.lives {
		c, err := w.db.Case(w.ctx, l.reference)
		if l.reference == "" || err != nil || len(c.Suspensions) > 0 {
			continue
		}
		for _, k := range c.Clocks {
			t, err := clock.ParseTarget(k.Target)
			if err != nil || k.State != complaint.Running || t.Unit() != "workdays" || k.Basis != nil {
				continue
			}
			want := w.company.offices[w.version].due(k.StartedAt, t.Size(), nil)
			w.check("reconciliation", !want.Equal(k.DueAt), l, "%s/%d is due %s, and by the calendar in force %s", k.Name, k.Round, short(k.DueAt), short(want))
		}
	}
}
