package simulate

import (
	"slices"
	"time"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/complaint"
)

// pause is a suspension.
type pause struct {
	clock.Pause
	kind string
	// shut is when the case was closed meanwhile, zero for not: what runs later knows of no
	// more of it.
	shut time.Time
}

func (p pause) goesOn(at time.Time) bool { return at.Before(p.To) && p.shut.IsZero() }

// pausing takes up what lets a case stand still, or go on.
func (m *model) pausing(e complaint.Event, s said) {
	stand := func(kind string, until time.Time) {
		again := slices.IndexFunc(m.pauses, func(p pause) bool { return p.kind == kind && p.goesOn(e.At) })
		if again >= 0 { // said once more
			m.pauses[again].To = until
		} else {
			m.pauses = append(m.pauses, pause{clock.Pause{From: e.At, To: until}, kind, time.Time{}})
		}
	}
	at := e.At
	switch {
	case e.Type == "suspended":
		stand(s.Kind, s.Until)
	case e.Type == "offered":
		m.aside.later = s.Later
		return
	case e.Type == "offer-replied" && s.Accepted && !m.aside.later.IsZero():
		stand("agreed", m.aside.later)
	case e.Type == "documents-asked" && !s.Until.IsZero():
		stand("documents", s.Until)
	case e.Type == "documents-received":
		if !slices.ContainsFunc(m.pauses, func(p pause) bool { return p.kind == "documents" }) {
			return // nothing stood still for them
		}
		m.resume(e.At, "documents")
	case e.Type == "resumed" && e.By != string(complaint.System):
		m.resume(e.At, "")
	case e.Type == "resumed": // as one has run out, which it does by itself; or at an answer, which is known
		at = time.Time{}
		for _, p := range m.pauses {
			if !p.To.After(e.At) && p.To.After(at) {
				at = p.To
			}
		}
	default:
		return
	}
	m.recount(at, m.pausable)
}

func (m *model) pausable(l *limit) bool {
	rule, _ := m.policy.Clock(l.name)
	return rule.Pausable
}

// goOn ends all pauses, as the case is answered.
func (m *model) goOn(at time.Time) {
	if slices.ContainsFunc(m.pauses, func(p pause) bool { return p.goesOn(at) }) {
		m.resume(at, "")
		m.recount(at, m.pausable)
	}
}

// resume ends the pauses of a kind that have not run out by themselves; "" for all.
func (m *model) resume(at time.Time, kind string) {
	for i := range m.pauses {
		if p := &m.pauses[i]; p.goesOn(at) && (kind == "" || p.kind == kind) {
			p.To = at
		}
	}
}
