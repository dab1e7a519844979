package whatif

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/redress/redress/shared/complaint"
)

// pair is one clock of a case on both sides; nil where it is not run.
type pair struct {
	name       string
	round      int
	own, draft *complaint.Clock
}

// clocksOf pairs the clocks of both sides by name and round, in the order in
// which they were started.
func clocksOf(one trial) []pair {
	var pairs []pair
	for i := range one.own.Case.Clocks {
		k := &one.own.Case.Clocks[i]
		pairs = append(pairs, pair{name: k.Name, round: k.Round, own: k})
	}
	for i := range one.draft.Case.Clocks {
		k := &one.draft.Case.Clocks[i]
		j := slices.IndexFunc(pairs, func(p pair) bool { return p.name == k.Name && p.round == k.Round })
		if j < 0 {
			j = len(pairs)
			pairs = append(pairs, pair{name: k.Name, round: k.Round})
		}
		pairs[j].draft = k
	}
	return pairs
}

// unknown tells that a clock still ran where its replay stopped.
func unknown(k *complaint.Clock, r *complaint.Rerun) bool {
	return r.Stopped != nil && (k == nil || k.State == complaint.Running || k.State == complaint.Paused)
}

// clock adds one clock of a case.
func (t *tally) clock(one trial, k pair) {
	l, ok := t.limits[k.name]
	if !ok {
		l = &Limit{Clock: k.name}
		t.limits[k.name] = l
	}
	l.Own.add(k.own, one.own)
	l.Draft.add(k.draft, one.draft)
	if k.own != nil && k.draft != nil && !k.own.DueAt.Equal(k.draft.DueAt) {
		l.Moved++
	}
	if due := fallsDue(k.own); due != nil {
		t.hour(one.own.Case.Unit, due.DueAt.Add(-1)).Due.Own++
	}
	if due := fallsDue(k.draft); due != nil {
		t.hour(one.draft.Case.Unit, due.DueAt.Add(-1)).Due.Draft++
	}
	if !unknown(k.own, one.own) && !unknown(k.draft, one.draft) {
		t.flip(one, k, l)
	}
}

// fallsDue gives a clock whose deed falls due; nil for a cancelled one and none.
func fallsDue(k *complaint.Clock) *complaint.Clock {
	if k == nil || k.State == complaint.Cancelled {
		return nil
	}
	return k
}

// add counts a clock by how it stands.
func (n *Counts) add(k *complaint.Clock, r *complaint.Rerun) {
	switch {
	case k == nil:
	case unknown(k, r):
		n.Unknown++
	case k.State == complaint.Met:
		n.Met++
	case k.State == complaint.Missed:
		n.Missed++
	case k.State == complaint.Cancelled:
		n.Cancelled++
	case k.State == complaint.Paused:
		n.Paused++
	default:
		n.Running++
	}
}

// flip lists a clock that is missed on one side only.
func (t *tally) flip(one trial, k pair, l *Limit) {
	f := Flip{
		Reference: one.stored.Reference, Unit: one.stored.Unit, Clock: k.name, Round: k.round,
		Own: sideOf(k.own), Draft: sideOf(k.draft),
	}
	switch {
	case f.Own.missed() == f.Draft.missed():
		return
	case f.Draft.missed():
		t.report.Flips.ToMissed++
		l.ToMissed++
	default:
		t.report.Flips.FromMissed++
		l.FromMissed++
	}
	t.flips.add(f)
}

// none is the state of a clock that is not run.
const none = "none"

func sideOf(k *complaint.Clock) Side {
	if k == nil {
		return Side{State: none}
	}
	return Side{State: string(k.State), DueAt: k.DueAt, EndedAt: k.EndedAt}
}

func (s Side) missed() bool { return s.State == string(complaint.Missed) }

// orderFlips puts what the draft misses first.
func orderFlips(a, b Flip) int {
	if a.Draft.missed() != b.Draft.missed() {
		if a.Draft.missed() {
			return -1
		}
		return 1
	}
	return cmp.Or(strings.Compare(a.Reference, b.Reference), strings.Compare(a.Clock, b.Clock), cmp.Compare(a.Round, b.Round))
}

// closeLimits lists the clocks in the draft's order, then those that it does not know.
func (t *tally) closeLimits() []Limit {
	limits := []Limit{}
	for _, rule := range t.spec.Draft.Clocks {
		if l, ok := t.limits[rule.Name]; ok {
			l.Name = rule.Title.In(t.spec.Language)
			limits = append(limits, *l)
			delete(t.limits, rule.Name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(t.limits)) {
		t.limits[name].Name = name
		limits = append(limits, *t.limits[name])
	}
	return limits
}
