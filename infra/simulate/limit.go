package simulate

import (
	"fmt"
	"slices"
	"time"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/clock/check"
)

// limit is what the model says of one clock in one round.
type limit struct {
	name       string
	round      int
	target     string
	start, due time.Time
	// ended is when its deed was done, dropped when it was asked for no more; zero for
	// not yet. heard is when the deed became known, where that was later.
	ended, dropped, heard time.Time
	// calendar is the version whose calendar it was counted by last; moved tells that it
	// was begun by another one.
	calendar int
	moved    bool
	ordered  bool   // by a person's order, whatever the matter and the rules are
	state    string // met, missed, cancelled, running
}

// holder is the unit that had to act for a limit: the centre where the policy says so,
// or no unit had the case when it ended or was due; the one at the level over it that
// the policy says.
func (m *model) holder(l *limit) string {
	unit, over := "", l.over(l.due)
	for _, t := range m.turns {
		if !t.from.After(over) {
			unit = t.unit
		}
	}
	rule, _ := m.policy.Clock(l.name)
	switch {
	case rule.Holder == "centre" || unit == "":
		return centre
	case rule.Holder == "":
		return unit
	}
	for at := unit; at != ""; at = m.w.company.parent(at) {
		if u, _ := m.policy.Unit(at); u.Level == rule.Holder {
			return at
		}
	}
	return unit
}

// start lets a limit run, where the matter has it; nil where it has not.
func (m *model) start(name string, at time.Time) *limit {
	found, ok := m.policy.Limit(m.matter, name)
	if !ok {
		return nil
	}
	round := m.round
	for _, other := range m.limits {
		if other.name == name && other.round >= round {
			round = other.round + 1
		}
	}
	return m.run(name, round, found.Target.String(), at)
}

func (m *model) run(name string, round int, target string, at time.Time) *limit {
	l := &limit{name: name, round: round, start: at, target: target, calendar: m.calendarAt(at)}
	m.limits = append(m.limits, l)
	return l
}

// armed says that a limit was counted first at another instant than its start.
func (l *limit) armed(m *model, at time.Time) {
	if l != nil {
		l.calendar = m.calendarAt(at)
	}
}

// calendarAt is the version whose calendar is in force at an instant.
func (m *model) calendarAt(at time.Time) int {
	if m.w.version == otherCalendar && !at.Before(m.w.publishedAt) {
		return otherCalendar
	}
	return firstVersion
}

// recount lets those of the limits that run be counted by the calendar in force.
func (m *model) recount(at time.Time, which func(*limit) bool) {
	for _, l := range m.limits {
		present := m.calendarAt(at)
		if l.calendar == present || !l.ended.IsZero() || !l.dropped.IsZero() || !which(l) {
			continue
		}
		if m.settle(l, at); l.state == "running" {
			l.calendar, l.moved = present, true
		}
	}
}

// last is the latest round of a limit.
func (m *model) last(name string) *limit {
	for i := len(m.limits) - 1; i >= 0; i-- {
		if m.limits[i].name == name {
			return m.limits[i]
		}
	}
	return nil
}

func (m *model) end(name string, at time.Time) {
	if l := m.last(name); l != nil && l.ended.IsZero() && l.dropped.IsZero() {
		l.ended = at
	}
}

// endLate ends a limit by a deed that was done before it became known.
func (m *model) endLate(name string, at, heard time.Time) {
	if l := m.last(name); l != nil && l.ended.IsZero() && l.dropped.IsZero() {
		l.ended, l.heard = at, heard
	}
}

// undo lets a limit of this round run on that a bad answer had ended. Where the case
// stood still until that answer, or since, it is counted anew.
func (m *model) undo(name string, at time.Time) {
	l := m.last(name)
	if l == nil || l.round != m.round || !l.dropped.IsZero() || l.ended.IsZero() {
		return
	}
	ended := l.ended
	l.ended = time.Time{}
	if slices.ContainsFunc(m.pauses, func(p pause) bool { return !p.To.Before(ended) }) {
		m.recount(at, func(one *limit) bool { return one == l && m.pausable(l) })
	}
}

func (m *model) cancel(name string, at time.Time) {
	if l := m.last(name); l != nil {
		m.stop(l, at)
	}
}

// stop ends a limit without its deed.
func (m *model) stop(l *limit, at time.Time) {
	if l.ended.IsZero() && l.dropped.IsZero() {
		l.dropped = at
	}
}

// settle is when a limit was due, and how it stands at the end. The pauses that
// count began before it ended, and before it was missed. A deed that becomes known
// when its limit is over is in no time to keep it.
func (m *model) settle(l *limit, now time.Time) {
	end := now
	switch {
	case !l.heard.IsZero():
		end = l.heard
	case !l.ended.IsZero():
		end = l.ended
	case !l.dropped.IsZero():
		end = l.dropped
	}
	rule, _ := m.policy.Clock(l.name)
	var counted []clock.Pause
	for i := 0; i <= len(m.pauses) && m.err == nil; i++ {
		l.due, m.err = m.w.dueBy(l.calendar, l.target, l.start, counted)
		if i == len(m.pauses) || !rule.Pausable {
			break
		}
		if p := m.pauses[i]; p.From.Before(end) && !p.From.After(l.due) {
			if !p.shut.IsZero() && !l.start.Before(p.shut) {
				p.To = p.shut
			}
			counted = append(counted, p.Pause)
		}
	}
	switch missed := end.After(l.due); {
	case missed:
		l.state = "missed"
	case !l.ended.IsZero():
		l.state = "met"
	case !l.dropped.IsZero():
		l.state = "cancelled"
	default:
		l.state = "running"
	}
}

// dueBy computes due instants by the calendar of a version and the second calculator,
// once for all that start on the same day where only the day counts.
func (w *world) dueBy(calendar int, target string, start time.Time, pauses []clock.Pause) (time.Time, error) {
	t, err := clock.ParseTarget(target)
	if err != nil {
		return time.Time{}, err
	}
	if t.Unit() == "elapsed" && len(pauses) == 0 {
		return start.Add(time.Duration(t.Size()) * time.Second), nil
	}
	p := w.company.shelves[calendar].Present
	key := fmt.Sprint(calendar, target, start.In(p.Zone()).Format(time.DateOnly))
	for _, pause := range pauses {
		key += fmt.Sprint(" ", pause.From.Unix(), pause.To.Unix())
	}
	if at, ok := w.computed[key]; ok && t.Unit() != "working" {
		return at, nil
	}
	if t.Unit() == "workdays" {
		at := w.company.offices[calendar].due(start, t.Size(), pauses)
		w.computed[key] = at
		return at, nil
	}
	at, err := check.Due(p.Calendar, start, t, pauses...)
	if err == nil {
		w.computed[key] = at
	}
	return at, err
}
