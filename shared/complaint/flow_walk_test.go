package complaint_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// flowing are all commands of flows, with a text and a word of yes or no.
func flowing(text string, yes bool) []complaint.Command {
	return []complaint.Command{
		complaint.GroupOrder{Order: text}, complaint.PlanStart{Plan: text}, complaint.Assistance{Text: text},
		complaint.Submitting{Result: text, Opinion: text}, complaint.GroupDecision{Approved: yes, Reason: text},
		complaint.SuperiorReport{Text: text}, complaint.SuperiorDecision{Agreed: yes, Reason: text},
		complaint.EmergencyOpening{Reason: text}, complaint.EmergencyAction{Action: text},
		complaint.Information{Course: text, Cause: text, Scope: text, Loss: text, Progress: text, Consequences: text},
		complaint.EmergencyAnalysis{Nature: text, Scope: text, Consequences: text, Plan: text}, complaint.EmergencyHandling{Result: text},
		complaint.EmergencySupervision{Demand: text}, complaint.RootCause{Cause: text}, complaint.Prevention{Measures: text, PlanAmendment: text},
	}
}

// flows: one that goes on waits for a command that is allowed, the over-level
// flow only in an open case; one that has ended waits for nothing; each has an
// execution that says the same.
func (w *walker) flows(c *complaint.Case) {
	waits := func(m complaint.Machine, number int, open bool, step string) {
		next := c.NextOf(complaint.Execution{Machine: m, Reference: c.Reference, Cycle: number}, time.Time{})
		if open != (step != "") || open != (next != complaint.StepClosed) || open && !slices.Contains(c.Allowed(), step) {
			w.t.Fatalf("flow %s %d is open: %t, waits for %q of %v and needs %s", m, number, open, step, c.Allowed(), next)
		}
		if old := c.NextOf(complaint.Execution{Machine: m, Reference: c.Reference, Cycle: number - 1}, time.Time{}); old != complaint.StepClosed {
			w.t.Fatalf("an earlier flow %s needs %s", m, old)
		}
	}
	if o := c.OverLevel; o != nil {
		waits(complaint.OverLevelFlow, o.Number, o.Open(), o.Step)
		k := c.Clock("superior")
		if o.Open() && (!c.Status.Open() || k == nil || !k.Unended() && k.State != complaint.Cancelled) || !o.Open() && k.Unended() {
			w.t.Fatalf("over-level flow %+v of a case that is %s, with clock %+v", o, c.Status, k)
		}
		if len(o.Submissions) > 5 || len(o.Assistance) > 20 || o.Agreed && o.Open() {
			w.t.Fatalf("over-level flow %+v", o)
		}
	}
	if e := c.Emergency; e != nil {
		waits(complaint.EmergencyPlan, e.Number, e.Open(), e.Step)
	}
}

// TestFlowsKeepTheInvariants takes flows through all their steps, back and forth,
// while the case goes its own way or ends, and time acts in time or late.
func TestFlowsKeepTheInvariants(t *testing.T) {
	books := []*policy.Policy{rules(t).Policy, lively(t, policy.CarryShare)}
	rapid.Check(t, func(rt *rapid.T) {
		r := rulebook{t, books[rapid.IntRange(0, 1).Draw(rt, "rules")]}
		s := passedOn(r, rapid.SampledFrom([]string{"general", "major"}).Draw(rt, "grade"))
		w := &walker{t: rt, policy: s.policy, keys: map[string]bool{}, missed: map[string]bool{}}
		l := &life{t: rt, c: s.c, now: s.now, policy: s.policy, walker: w, events: s.events}
		w.events = slices.Clone(s.events)
		for range rapid.IntRange(10, 60).Draw(rt, "steps") {
			version, change := l.c.Version, complaint.Change{}
			l.wind(func() { change = l.c.Fire(l.system()) })
			l.note(change)
			w.after(l.c, version, change, l.now)
			version = l.c.Version
			change = w.try(&l.c, onward(rt, l), l.turn())
			l.note(change)
			w.after(l.c, version, change, l.now)
		}
		same(rt, l.c, l.events, complaint.Retrace(l.c, l.events, complaint.Under(l.policy)))
	})
}

// onward draws what a flow waits for, or else what the case may.
func onward(t *rapid.T, l *life) complaint.Command {
	all := flowing("x", rapid.IntRange(0, 2).Draw(t, "yes") > 0)
	awaited := slices.DeleteFunc(slices.Clone(all), func(cmd complaint.Command) bool {
		over, grave := l.c.OverLevel, l.c.Emergency
		return !(over.Open() && over.Step == cmd.Name() || grave.Open() && grave.Step == cmd.Name())
	})
	switch deed := rapid.IntRange(0, 9).Draw(t, "deed"); {
	case deed < 7 && len(awaited) > 0:
		return rapid.SampledFrom(awaited).Draw(t, "awaited")
	case deed == 7:
		return rapid.SampledFrom(all).Draw(t, "any")
	case deed == 8 && l.c.Status == complaint.Closed:
		return complaint.Reopening{Reason: "x"}
	}
	return commands(t, l.now, l.c.Status)
}
