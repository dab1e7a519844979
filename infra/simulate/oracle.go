package simulate

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

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
