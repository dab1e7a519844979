package complaint_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// TestAppealsKeepTheInvariants goes on from a closing as it will: appeals,
// decisions, reopenings, new closings, and time that acts in time or late.
func TestAppealsKeepTheInvariants(t *testing.T) {
	books := []*policy.Policy{rules(t).Policy, lively(t, policy.Retroactive)}
	rapid.Check(t, func(rt *rapid.T) {
		s := meter(rulebook{t, books[rapid.IntRange(0, len(books)-1).Draw(rt, "rules")]})
		w := &walker{t: rt, policy: s.policy, keys: map[string]bool{}, missed: map[string]bool{}}
		l := &life{t: rt, c: s.c, now: s.now, policy: s.policy, walker: w, events: s.events}
		w.events = slices.Clone(s.events)
		for range rapid.IntRange(10, 40).Draw(rt, "steps") {
			version, before := l.c.Version, len(l.events)
			l.wind(func() { l.note(l.c.Fire(l.system())) })
			w.after(l.c, version, complaint.Change{Events: l.events[before:]}, l.now)
			version, before = l.c.Version, len(l.events)
			l.note(w.try(&l.c, closedOrNot(rt, l), l.turn()))
			w.after(l.c, version, complaint.Change{Events: l.events[before:]}, l.now)
		}
		same(rt, l.c, l.events, complaint.Retrace(l.c, l.events, complaint.Under(l.policy)))
	})
}

// wind lets some time pass, or none, and then perhaps acts.
func (l *life) wind(act func()) {
	l.now = l.now.Add(rapid.SampledFrom([]time.Duration{0, time.Minute, 5 * time.Hour, 30 * time.Hour, 80 * time.Hour}).Draw(l.t, "wind"))
	if rapid.Bool().Draw(l.t, "swept") {
		act()
	}
}

// closedOrNot draws a command about an appeal, or one that brings an open case
// to its end.
func closedOrNot(t *rapid.T, l *life) complaint.Command {
	switch {
	case l.c.Status.Open():
		return complaint.Withdrawal{}
	case rapid.IntRange(0, 9).Draw(t, "reopened") == 0:
		return complaint.Reopening{Reason: "x"}
	case l.c.Pending():
		return rapid.SampledFrom([]complaint.Command{complaint.AppealDecision{Reason: "x"}, complaint.Note{Text: "x"}, appeal(), complaint.AppealDecision{Upheld: true, Reason: "x"}}).Draw(t, "command")
	}
	return appealing(t, l.now)
}
