package complaint_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// same fails when a rerun is not what really happened: the case but for what
// only nudges leave on it, and every event.
func same(t interface {
	Helper()
	Fatalf(string, ...any)
}, stored *complaint.Case, events []complaint.Event, r *complaint.Rerun) {
	t.Helper()
	if r.Stopped != nil {
		t.Fatalf("stopped at %s of %s: %v", r.Stopped.Event.Type, r.Stopped.Event.At, r.Stopped.Err)
	}
	if diff := cmp.Diff(told(events), told(r.Events)); diff != "" {
		t.Fatalf("events (-recorded +again):\n%s", diff)
	}
	if diff := cmp.Diff(bare(stored), bare(r.Case)); diff != "" {
		t.Fatalf("case (-stored +again):\n%s", diff)
	}
	if names := complaint.Differences(stored, r.Case); names != nil {
		t.Fatalf("differences in %q of equal cases", names)
	}
}

// bare leaves out what nudges change: they are no part of the record.
func bare(c *complaint.Case) complaint.Case {
	b := *c
	b.Version, b.WakeAt = 0, time.Time{}
	b.Clocks = append([]complaint.Clock(nil), c.Clocks...)
	for i := range b.Clocks {
		b.Clocks[i].NudgedAt = time.Time{}
	}
	return b
}

// told writes events one a line.
func told(events []complaint.Event) []string {
	var lines []string
	for _, e := range events {
		line, _ := json.Marshal(e)
		lines = append(lines, string(line))
	}
	return lines
}

// life is a case on a random walk with its record.
type life struct {
	t      *rapid.T
	c      *complaint.Case
	now    time.Time
	policy *policy.Policy
	walker *walker
	events []complaint.Event
}

func (l *life) turn() complaint.Turn {
	role := rapid.SampledFrom([]complaint.Role{complaint.System, complaint.Supervisor, complaint.Public}).Draw(l.t, "role")
	return complaint.Turn{Policy: l.policy, Now: l.now, By: complaint.Actor{Role: role, Unit: rapid.SampledFrom([]string{"demo-city", "demo-province"}).Draw(l.t, "unit"), ID: "p1"}}
}

func (l *life) note(change complaint.Change) { l.events = append(l.events, change.Events...) }

// born begins a life that was perhaps recorded late.
func born(t *rapid.T, p *policy.Policy) *life {
	l := &life{t: t, policy: p, now: time.Date(2026, 1, 5, 2, 0, 0, 0, time.UTC), walker: &walker{t: t}}
	back := time.Duration(rapid.IntRange(0, 300).Draw(t, "backdate")) * time.Hour
	c, _, change, err := complaint.Open(complaint.Submission{Channel: "letter", Text: " 停电\n", Site: complaint.SiteDetails{Region: rapid.SampledFrom([]string{"", "demo"}).Draw(t, "region"), Address: "x"},
		Customer: complaint.CustomerDetails{Phone: "139", AccountNumber: "2", Vulnerable: true}, ReceivedAt: l.now.Add(-back)}, "202601-000001", "code", l.turn())
	if err != nil {
		t.Fatal(err)
	}
	l.c = c
	l.note(change)
	return l
}

// command gives any command; now and then one that stops the clocks, lets them
// run again or corrects the region.
func (l *life) command() {
	ago := func() time.Time { return l.now.Add(-l.minutes(72 * 60)) }
	kind := rapid.SampledFrom([]string{"customer", "access"})
	cmd := commands(l.t, l.now, l.c.Status)
	switch rapid.IntRange(0, 11).Draw(l.t, "other") {
	case 0:
		cmd = complaint.Suspending{Kind: kind.Draw(l.t, "kind"), Reason: "x", At: ago()}
	case 1:
		cmd = complaint.Suspending{Kind: kind.Draw(l.t, "kind"), Reason: "x", Until: l.now.Add(l.minutes(60 * 24 * 60))}
	case 2:
		cmd = complaint.Resuming{}
	case 3:
		cmd = complaint.Resuming{Kind: kind.Draw(l.t, "kind"), At: ago()}
	case 4:
		cmd = complaint.Classification{Class: "04.03.01", Region: "demo"}
	}
	l.note(l.walker.try(&l.c, cmd, l.turn()))
}

func (l *life) minutes(most int) time.Duration {
	return time.Duration(rapid.IntRange(0, most).Draw(l.t, "minutes")) * time.Minute
}

// wander does anything at any time.
func (l *life) wander() {
	for range rapid.IntRange(20, 120).Draw(l.t, "steps") {
		switch rapid.IntRange(0, 7).Draw(l.t, "deed") {
		case 0:
			l.now = l.now.Add(l.minutes(200 * 60))
			l.note(l.c.Fire(l.system()))
		case 1:
			l.note(l.c.Climb(l.system()))
		default:
			l.command()
		}
	}
}

func (l *life) system() complaint.Turn {
	return complaint.Turn{Policy: l.policy, Now: l.now, By: complaint.Actor{Role: complaint.System}}
}

// TestARecordGivesItsCaseBack: whatever was done when, and however late time
// was allowed to act, the record alone gives the stored case.
func TestARecordGivesItsCaseBack(t *testing.T) {
	p, err := defaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		l := born(t, p)
		l.wander()
		same(t, l.c, l.events, complaint.Retrace(l.c, l.events, complaint.Under(p)))
	})
}

// TestAReplayIsWhatAPromptProgramDoes: when sweep and workflow act at the
// instants at which they must, a replay needs nothing but the commands.
func TestAReplayIsWhatAPromptProgramDoes(t *testing.T) {
	p, err := defaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		l := born(t, p)
		settle := func() {
			if l.c.Next(l.now) == complaint.StepEscalate {
				l.note(l.c.Climb(l.system()))
			}
		}
		for range rapid.IntRange(20, 120).Draw(t, "steps") {
			settle()
			if rapid.IntRange(0, 5).Draw(t, "deed") > 0 {
				l.command()
				continue
			}
			to := l.now.Add(l.minutes(200 * 60))
			for !l.c.WakeAt.IsZero() && !l.c.WakeAt.After(to) {
				l.now = l.c.WakeAt
				l.note(l.c.Fire(l.system()))
				settle()
			}
			l.now = to
		}
		settle()
		same(t, l.c, l.events, complaint.Replay(l.c, l.events, complaint.Under(p)))
		same(t, l.c, l.events, complaint.Retrace(l.c, l.events, complaint.Under(p)))
	})
}

// TestAReplayKeepsTheInvariantsUnderAnyPolicy: another policy, and a record that
// somebody has damaged, lead to a case that is in order, or stop on the way.
func TestAReplayKeepsTheInvariantsUnderAnyPolicy(t *testing.T) {
	p, err := defaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	other := draft(t, "2wd")
	other.Callback.Attempts, other.Classes = 1, other.Classes[:1]
	if other.Suspension.Cap, err = clock.ParseTarget("2d"); err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		l := born(t, p)
		l.wander()
		events := slices.Clone(l.events)
		switch i := rapid.IntRange(0, len(events)-1).Draw(t, "damaged"); rapid.IntRange(0, 4).Draw(t, "damage") {
		case 0:
			events = slices.Delete(events, i, i+1)
		case 1:
			events = slices.Insert(events, i, events[i])
		case 2:
			events[i].Data = json.RawMessage(rapid.SampledFrom([]string{"", "null", "[]", "{", `{"at":"x"}`, `{"clock":"answer","rung":1}`}).Draw(t, "data"))
		case 3:
			events[i].At = events[i].At.Add(-l.minutes(400 * 60))
		}
		for _, rules := range []*policy.Policy{p, other} {
			inOrder(t, rules, complaint.Replay(l.c, events, complaint.Under(rules)), l.now)
			inOrder(t, rules, complaint.Retrace(l.c, events, complaint.Under(rules)), l.now)
		}
	})
}

// inOrder checks a rerun, and what a month makes of it.
func inOrder(t *rapid.T, rules *policy.Policy, r *complaint.Rerun, now time.Time) {
	w := &walker{t: t, policy: rules, missed: map[string]bool{}}
	for range 2 {
		w.clocks(r.Case, now)
		w.appeals(r.Case)
		w.decisions(r.Case)
		if r.Case.Status == complaint.Closed {
			w.closed(r.Case)
		}
		for i, e := range r.Events {
			if e.Seq != i+1 {
				t.Fatalf("event %+v comes after %d others", e, i)
			}
		}
		now = now.AddDate(0, 1, 0)
		r.Advance(now)
		if r.Stopped == nil && !r.Case.WakeAt.IsZero() && !r.Case.WakeAt.After(now) {
			t.Fatalf("at %s it should still wake at %s", now, r.Case.WakeAt)
		}
	}
}
