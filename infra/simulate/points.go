package simulate

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/clock/check"
)

// pointed holds the warnings of a case against those that its limits ask for: each
// that lies before the end of its limit, at its instant, and no others. Where a
// limit was stopped for a while the model does not follow them.
func (w *world) pointed(l *life, r *record, m *model) {
	if len(m.pauses) > 0 || m.bent || slices.ContainsFunc(m.limits, func(l *limit) bool { return l.moved }) {
		return
	}
	type warning struct{ name, label string }
	wanted := map[warning]time.Time{}
	for _, k := range m.limits {
		rule, _ := m.policy.Clock(k.name)
		t, err := clock.ParseTarget(k.target)
		if err != nil {
			continue
		}
		for _, point := range rule.Warnings {
			if at, ok := w.pointOf(m, k, t, point.Point, point.AnyTime); ok {
				wanted[warning{fmt.Sprint(k.name, "/", k.round), point.Point.String()}] = at
			}
		}
	}
	given := map[warning]bool{}
	for _, e := range r.events {
		t := ticks(e)
		if e.Type != "warned" && e.Type != "breached" || !known[t.Clock] {
			continue
		}
		for label := range strings.SplitSeq(t.Point, ", ") {
			one := warning{fmt.Sprint(t.Clock, "/", t.Round), label}
			given[one] = true
			at, there := wanted[one]
			alone := e.Type == "warned" && label == t.Point // of several the last one's instant is told
			w.check("warned", label != "" && (!there || alone && !at.Equal(t.At)), l, "%s is warned of at %s by %s, and was to be at %s", one.name, short(t.At), label, short(at))
		}
	}
	for _, k := range m.limits {
		name := fmt.Sprint(k.name, "/", k.round)
		rule, _ := m.policy.Clock(k.name)
		for _, point := range rule.Warnings {
			one := warning{name, point.Point.String()}
			at, there := wanted[one]
			due := there && at.After(k.start) && at.After(m.judged) && at.Before(k.over(w.now))
			w.check("warned", due && !given[one], l, "%s was to be warned of at %s by %s, and was not", name, short(at), one.label)
		}
	}
}

// over is when a limit ran no more, or was due.
func (l *limit) over(now time.Time) time.Time {
	over := now
	for _, at := range []time.Time{l.ended, l.dropped, l.due} {
		over = sooner(over, at)
	}
	return over
}

// pointOf is where a warning of a limit lies, by the second calculator.
func (w *world) pointOf(m *model, k *limit, t clock.Target, p clock.Point, anyTime bool) (time.Time, bool) {
	key := fmt.Sprint(k.calendar, k.target, " ", k.start.Unix(), " ", p, anyTime)
	at, known := w.computed[key]
	if !known {
		at, _ = check.Warn(w.company.shelves[k.calendar].Present.Calendar, k.start, t, k.due, p, anyTime)
		w.computed[key] = at
	}
	return at, !at.IsZero()
}

// bends are deeds after which warnings go their own ways: those that lie behind by then
// are passed over, and others come anew.
func bends(kind string) bool {
	return slices.Contains([]string{"adopted", "retargeted", "reopened", "dropped", "restored"}, kind)
}
