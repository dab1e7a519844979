package simulate

import (
	"fmt"
	"slices"

	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/complaint"
)

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
