package whatif

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report"
)

// tally adds cases up.
type tally struct {
	spec Spec

	mu        sync.Mutex // guards all below
	report    Report
	limits    map[string]*Limit
	load      map[hour]*Load
	notices   map[string]*Telling
	levels    map[telling]*Level
	common    map[string]*alarm
	flips     list[Flip]
	stops     list[Stop]
	differing list[Differing]
	suspended struct{ own, draft time.Duration }
}

func newTally(s Spec) *tally {
	t := &tally{
		spec: s, limits: map[string]*Limit{}, load: map[hour]*Load{},
		notices: map[string]*Telling{}, levels: map[telling]*Level{}, common: map[string]*alarm{},
	}
	t.flips = list[Flip]{most: s.Most, order: orderFlips}
	t.stops = list[Stop]{most: s.Most, order: func(a, b Stop) int {
		return cmp.Or(strings.Compare(a.Reference, b.Reference), -strings.Compare(a.Side, b.Side))
	}}
	t.differing = list[Differing]{most: s.Most, order: func(a, b Differing) int { return strings.Compare(a.Reference, b.Reference) }}
	return t
}

// add adds one case.
func (t *tally) add(one trial) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.report.Cases++
	t.prove(one)
	t.stop(one.own, "own", &t.report.Stops.Own)
	t.stop(one.draft, "draft", &t.report.Stops.Draft)
	for _, k := range clocksOf(one) {
		t.clock(one, k)
	}
	t.hear(one.own, own)
	t.hear(one.draft, draft)
	t.suspensions(one)
}

func (t *tally) prove(one trial) {
	r := &t.report.Record
	switch one.standing {
	case proven:
		r.Proven++
	case sweptLate:
		r.SweptLate++
	case differing:
		r.Differing++
		t.differing.add(Differing{one.stored.Reference, one.differs})
	case unproven:
		r.Unproven++
	}
}

func (t *tally) stop(r *complaint.Rerun, side string, n *int) {
	if r.Stopped == nil {
		return
	}
	*n++
	e := r.Stopped.Event
	t.stops.add(Stop{Reference: r.Case.Reference, Side: side, At: e.At, Event: e.Type, Reason: reason(r.Stopped.Err, t.spec.Language)})
}

// reason says in the caller's words why a command was not taken.
func reason(err error, language string) string {
	f := fault.Of(err)
	if f.Kind == fault.Internal {
		return err.Error()
	}
	parts := []string{f.Msg.In(language)}
	for _, bad := range f.Fields {
		parts = append(parts, bad.Name+" "+bad.Reason.In(language))
	}
	return strings.Join(parts, "; ")
}

func (t *tally) suspensions(one trial) {
	s := &t.report.Suspensions
	count := func(c *complaint.Case, n, ranOut *int, length *time.Duration) {
		for _, one := range c.Suspensions {
			*n++
			end := one.EndedAt
			if end.IsZero() {
				end = t.spec.AsOf
			}
			if one.EndedAt.Equal(one.Until) {
				*ranOut++
			}
			*length += max(0, end.Sub(one.From))
		}
	}
	count(one.own.Case, &s.Count.Own, &s.RanOut.Own, &t.suspended.own)
	count(one.draft.Case, &s.Count.Draft, &s.RanOut.Draft, &t.suspended.draft)
	s.Shortened += one.draft.Shortened
	s.Refused += one.draft.Refused
}

// close puts everything in order.
func (t *tally) close() *Report {
	t.shared()
	r, s := &t.report, t.spec
	r.Draft, r.Language, r.TimeZone, r.AsOf = s.Draft.ID(), s.Language, s.Draft.Zone().String(), s.AsOf.UTC()
	r.From, r.To = report.Ends(s.From, s.To, s.Draft.Zone())
	r.Flips.List, r.Flips.More = t.flips.close()
	r.Stops.List, r.Stops.More = t.stops.close()
	r.Record.List, r.Record.More = t.differing.close()
	r.Suspensions.Hours = Pair{int(t.suspended.own / time.Hour), int(t.suspended.draft / time.Hour)}
	r.Limits, r.Load, r.Notices = t.closeLimits(), t.closeLoad(), t.closeNotices()
	return r
}

// list keeps the first of many things, and counts the others.
type list[T any] struct {
	most  int
	order func(a, b T) int
	items []T
	more  int
}

// add keeps a thing while it is among the first. What is kept grows to twice
// what is wanted before it is cut.
func (l *list[T]) add(item T) {
	l.items = append(l.items, item)
	if len(l.items) > 2*l.most {
		l.cut()
	}
}

func (l *list[T]) cut() {
	slices.SortFunc(l.items, l.order)
	if n := len(l.items) - l.most; n > 0 {
		l.items, l.more = l.items[:l.most], l.more+n
	}
}

// close gives the first, in their order, and how many there are beside.
func (l *list[T]) close() ([]T, int) {
	l.cut()
	if l.items == nil {
		l.items = []T{}
	}
	return l.items, l.more
}
