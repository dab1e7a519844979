package simulate

import (
	"slices"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// besides is what the model knows of what goes on beside the way of a case.
type besides struct {
	later      time.Time // that the last offer asks for
	linked     time.Time // when another case was linked last
	passedOn   time.Time // when the last of these came that had come past the company
	flows      int       // how often the over-level flow was opened
	overLevel  bool      // it is open
	emergency  bool      // the plan is open
	closed     bool
	demanded   bool // it is supervised by an order
	remedies   int
	rectified  int
	checks     map[int]int // the rounds of the looks at what was set right, by its number
	determined int         // the round of the look at the determination; 0 for none
}

// outlasts tells whether a limit goes on when the case is closed.
func outlasts(name string) bool {
	return slices.Contains([]string{"regulator", "rectification", "remedy", "prevention", "check"}, name)
}

// besides takes up a deed that is none of the way through the house: what it starts
// runs by the policy's limit from then on, whatever the matter is. It gives false for one
// that it does not know.
func (m *model) besides(e complaint.Event, s said) bool {
	b := &m.aside
	switch e.Type {
	case "group-ordered", "plan-started", "assisted", "submitted", "group-decided", "superior-reported",
		"emergency-ordered", "emergency-acted", "information-reported", "emergency-analysed", "emergency-handled", "root-cause-found":
	case "over-level-opened":
		m.opened(e.At)
	case "superior-decided":
		if s.Agreed {
			b.overLevel = false
			m.end("superior", e.At)
		}
	case "emergency-opened":
		b.emergency = true
	case "prevented":
		b.emergency = false
		m.end("prevention", e.At)
	case "emergency-supervised": // which is an order, unless there is one
		if b.closed || b.demanded {
			break
		}
		fallthrough
	case "supervision-ordered":
		b.demanded = true
		if l := m.order("supervision", 0, e.At); s.Limit != "" {
			l.target = s.Limit
		}
	case "supervision-replied":
		m.end("supervision", e.At)
	case "released":
		b.demanded = false
		m.cancel("supervision", e.At)
	case "regulator-appealed":
		m.order("regulator", 0, e.At)
	case "regulator-answered":
	case "regulator-reviewed":
		if s.Passed {
			m.end("regulator", e.At)
		}
	case "regulator-found":
		m.cancel("regulator", e.At)
	case "remedy-proposed":
		b.remedies++
		m.order("remedy", b.remedies, e.At)
	case "remedy-decided":
		if l := m.limit("remedy", s.Item); l != nil && !s.Approved {
			m.stop(l, e.At)
		}
	case "remedy-paid":
		if l := m.limit("remedy", s.Item); l != nil && l.ended.IsZero() {
			l.ended = e.At
		}
	case "rectification-ordered":
		b.rectified++
		m.order("rectification", b.rectified, e.At)
	case "rectification-reported":
		if l := m.limit("rectification", s.Item); l != nil {
			l.ended = e.At
		}
		b.checks[s.Item] = m.look(e.At)
	case "rectification-checked":
		m.looked(b.checks[s.Item], e.At)
		if l := m.limit("rectification", s.Item); l != nil && !s.Passed {
			l.ended = time.Time{}
			m.bent = true
		}
	case "determined":
		m.unlook(e.At)
		if s.Result == "abnormal" {
			b.determined = m.look(e.At)
		}
	case "determination-approved":
		m.looked(b.determined, e.At)
	case "appealed":
		m.start("appeal", e.At)
	case "appeal-decided":
		m.end("appeal", e.At)
	case "appeal-voided":
		m.cancel("appeal", e.At)
	default:
		return false
	}
	return true
}

// opened lets the limit of the over-level flow run: from when the complaint that was
// passed on came, or from now on where the flow is opened anew.
func (m *model) opened(at time.Time) {
	from := m.received
	switch {
	case m.aside.linked.Equal(at):
		from = m.aside.passedOn
	case m.aside.flows > 0:
		from = at
	}
	m.aside.flows++
	m.aside.overLevel = true
	m.start("superior", from).armed(m, at)
}

// shuts takes up what the closing means for what goes on beside the case.
func (m *model) shuts(at time.Time, outcome string) {
	b := &m.aside
	b.closed = true
	settled := slices.Contains([]string{"resolved", "explained", "dissatisfied", "unreached"}, outcome)
	if b.overLevel && settled {
		m.end("superior", at)
	}
	b.overLevel = false
	m.unlook(at)
	switch owed := m.last("prevention"); {
	case b.emergency && !settled:
		b.emergency = false
		m.cancel("prevention", at)
	case b.emergency && (owed == nil || !owed.ended.IsZero() || !owed.dropped.IsZero()):
		m.order("prevention", 0, at)
	}
}

// order lets a limit run that a deed starts; its round is the next one where none is said.
func (m *model) order(name string, round int, at time.Time) *limit {
	rule, _ := m.policy.Clock(name)
	target := rule.Target.String()
	if found, ok := m.policy.Limit(m.matter, name); ok {
		target = found.Target.String()
	}
	if round == 0 {
		round = m.round
		if last := m.last(name); last != nil && last.round >= round {
			round = last.round + 1
		}
	}
	l := m.run(name, round, target, at)
	l.ordered = true
	return l
}

// limit finds a limit of a round; the only one that is not over for round 0.
func (m *model) limit(name string, round int) *limit {
	i := slices.IndexFunc(m.limits, func(l *limit) bool {
		return l.name == name && (l.round == round || round == 0 && l.ended.IsZero() && l.dropped.IsZero())
	})
	if i < 0 {
		return nil
	}
	return m.limits[i]
}

// look lets the level above owe its look, and gives the round of that.
func (m *model) look(at time.Time) int {
	round := 1
	if last := m.last("check"); last != nil {
		round = last.round + 1
	}
	return m.order("check", round, at).round
}

// looked ends a look.
func (m *model) looked(round int, at time.Time) {
	if l := m.limit("check", round); l != nil && round > 0 && l.ended.IsZero() && l.dropped.IsZero() {
		l.ended = at
	}
}

// unlook drops the look at a determination, which nobody need take any more.
func (m *model) unlook(at time.Time) {
	if l := m.limit("check", m.aside.determined); l != nil && m.aside.determined > 0 {
		m.stop(l, at)
	}
	m.aside.determined = 0
}
