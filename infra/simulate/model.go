package simulate

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/clock/check"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
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

// pause is a suspension.
type pause struct {
	clock.Pause
	kind string
	// shut is when the case was closed meanwhile, zero for not: what runs later knows of no
	// more of it.
	shut time.Time
}

func (p pause) goesOn(at time.Time) bool { return at.Before(p.To) && p.shut.IsZero() }

// model is the second account of a case's limits. It hears what was done, when,
// and knows of each limit from when it runs and what ends it, as DESIGN 9.5
// says; it knows nothing of how the product goes about it.
type model struct {
	w        *world
	policy   *policy.Policy
	later    *policy.Policy // adopted in the end
	matter   policy.Matter
	received time.Time
	limits   []*limit
	pauses   []pause
	round    int
	judged   time.Time // when the matter was last judged
	bent     bool      // its warnings are not followed
	turns    []turn
	handedBy []string // the units that have handed it down
	aside    besides
	proved   bool // it has been looked at by the reconciliation since another calendar came
	// foreign is why the model does not follow the case; "" when it does.
	foreign string
	err     error
}

// turn is when a unit came to have the case; "" when none has it.
type turn struct {
	from time.Time
	unit string
}

// follow lets the model hear of a case's deeds.
func (w *world) follow(r *record) *model {
	p, err := w.company.shelves[w.version].PolicyOf(r.PolicyID)
	m := &model{w: w, policy: p, err: err, received: r.ReceivedAt, aside: besides{checks: map[int]int{}}}
	if err != nil {
		return m
	}
	m.matter = policy.Matter{Kind: r.Kind, Class: r.Class, Grade: r.Grade, Urgency: r.Urgency, Area: r.Site.Area, Region: r.Site.Region, Received: r.ReceivedAt}
	if i := slices.IndexFunc(r.events, func(e complaint.Event) bool { return e.Type == "adopted" }); i >= 0 {
		m.adopts(w, r.events[i])
	}
	for _, name := range []string{"dispatch", "contact", "return", "answer", "legal"} {
		m.start(name, r.ReceivedAt).armed(m, r.RecordedAt)
	}
	for _, e := range r.events {
		if w.version == otherCalendar && e.At.Sub(w.publishedAt).Abs() < 10*time.Second {
			m.foreign = "another calendar came into force at that moment"
		}
		if e.At.After(w.recounted) {
			m.proven()
		}
		m.hear(e)
		if m.foreign != "" || m.err != nil {
			return m
		}
	}
	m.proven()
	for _, l := range m.limits {
		m.settle(l, w.now)
	}
	return m
}

// proven lets what ran at the first reconciliation under another calendar be counted by
// it, whether the case says so or not, where nothing fails by which it may have been missed.
func (m *model) proven() {
	if at := m.w.recounted; !m.proved && !at.IsZero() && slices.Equal(m.w.spec.Faults, []Fault{Publish}) {
		m.proved = true
		m.recount(at, func(l *limit) bool { return l.start.Before(at) })
	}
}

// said is what the model reads of a deed.
type said struct {
	At, Until, Later            time.Time
	Reached, Passed, Unsure     bool
	Satisfied                   *bool
	BatchOf, DuplicateOf, Refer string
	Unit, Kind, Reason, Because string
	Result, Outcome, Limit      string
	Item                        int
	Approved, Agreed, Accepted  bool
	PassedOn                    *struct{ At time.Time }
}

// hear takes up one deed.
func (m *model) hear(e complaint.Event) {
	var s said
	if len(e.Data) > 0 {
		_ = json.Unmarshal(e.Data, &s)
	}
	told := e.At
	if !s.At.IsZero() {
		told = s.At
	}
	m.bent = m.bent || bends(e.Type)
	switch e.Type {
	case "received", "accepted", "found", "noted", "urged", "supplemented", "rated", "sorting",
		"warned", "breached", "escalated", "skipped", "acknowledged", "recovered", "succeeded", "withdrawn",
		"supervised", "recurred", "repeated", "reworked", "gathered", "closure-ordered", "release-ordered", "assigned", "merged",
		"batched", "separated", "delayed", "repeat-reviewed", "written-replied", "responsibility-decided",
		"lessons-drawn", "assessed", "assessments-voided", "internally-closed", "advised",
		"evidence-announced", "evidence-added", "evidence-removed":
	case "linked":
		if m.aside.linked = e.At; s.PassedOn != nil {
			m.aside.passedOn = s.PassedOn.At
		}
	case "retargeted": // of the product's own reckoning
	case "moved", "rearmed", "corrected":
		if s.Because == "calendar" {
			m.recount(e.At, func(*limit) bool { return true })
		}
	case "suspended", "resumed", "offered", "offer-replied", "documents-asked", "documents-received":
		m.pausing(e, s)
	case "judged":
		m.turns = append(m.turns, turn{e.At, s.Unit})
		m.judged = e.At
		if s.BatchOf != "" && s.DuplicateOf == "" && s.Refer == "" && !s.Unsure && s.Unit != "" {
			m.end("dispatch", e.At) // the unit has the head
		}
	case "classified":
		m.judged = e.At
		m.turns = append(m.turns, turn{e.At, s.Unit})
	case "reassigned":
		m.turns, m.handedBy = append(m.turns, turn{e.At, s.Unit}), nil
	case "handed-down":
		m.handedBy = append(m.handedBy, m.turns[len(m.turns)-1].unit)
		m.turns = append(m.turns, turn{e.At, s.Unit})
	case "refused", "handed-back":
		unit := ""
		if n := len(m.handedBy); n > 0 {
			unit, m.handedBy = m.handedBy[n-1], m.handedBy[:n-1]
		}
		m.turns = append(m.turns, turn{e.At, unit})
	case "adopted":
		m.adopted(e.At)
	case "dispatched", "joined":
		m.end("dispatch", e.At)
	case "contacted":
		if s.Reached {
			m.end("contact", told)
		}
	case "answered":
		m.goOn(e.At)
		m.end("answer", told)
		m.end("legal", told)
		m.end("return", e.At)
		m.end("rework", e.At)
		m.start("callback", e.At)
	case "settled": // by the answer to the case that it follows
		m.goOn(e.At)
		if told.Before(m.received) {
			told = m.received
		}
		for _, name := range []string{"answer", "legal", "return", "rework"} {
			m.endLate(name, told, e.At)
		}
	case "reviewed":
		if !s.Passed {
			m.bent = true
			for _, name := range []string{"answer", "legal", "return", "rework"} {
				m.undo(name, e.At)
			}
			m.cancel("callback", e.At)
		}
	case "called":
		if s.Reached {
			m.end("callback", e.At)
		}
		if s.Reached && s.Satisfied != nil && !*s.Satisfied {
			m.round++
			m.start("rework", e.At)
		}
	case "rework-ordered":
		m.cancel("callback", e.At)
		m.round++
		m.start("rework", e.At)
	case "reopened":
		m.round++
		m.handedBy, m.aside.closed = nil, false
		for _, name := range m.policy.Reopening.Clocks {
			m.start(name, e.At)
		}
	case "closed": // what is suspended then stays due when it was to be
		m.end("callback", e.At)
		m.shuts(e.At, s.Outcome)
		for i := range m.pauses {
			if p := &m.pauses[i]; p.goesOn(e.At) {
				p.shut = e.At
			}
		}
		for _, l := range m.limits {
			if !outlasts(l.name) {
				m.stop(l, e.At)
			}
		}
	default:
		if !m.besides(e, s) {
			m.foreign = "the model does not know what is " + e.Type
		}
	}
}

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

// adopts begins by the policy that a case adopts later.
func (m *model) adopts(w *world, e complaint.Event) {
	var from struct{ From string }
	_ = json.Unmarshal(e.Data, &from)
	m.later = m.policy
	m.policy, m.err = w.company.shelves[w.version].PolicyOf(from.From)
}

// adopted lets what still runs have the limits of the other policy, from its start on.
func (m *model) adopted(at time.Time) {
	m.policy = m.later
	for _, l := range m.limits {
		runs := l.ended.IsZero() && l.dropped.IsZero()
		m.settle(l, at)
		if found, ok := m.policy.Limit(m.matter, l.name); ok && runs && l.state == "running" && !l.ordered {
			l.target = found.Target.String()
		}
	}
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

// centre is the unit that is nobody's.
const centre = "national-centre"

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

// resume ends the pauses of a kind that have not run out by themselves; "" for all.
func (m *model) resume(at time.Time, kind string) {
	for i := range m.pauses {
		if p := &m.pauses[i]; p.goesOn(at) && (kind == "" || p.kind == kind) {
			p.To = at
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

// known are the limits that the model follows; others are left to other oracles.
var known = map[string]bool{
	"dispatch": true, "contact": true, "return": true, "answer": true, "legal": true, "callback": true, "rework": true,
	"superior": true, "supervision": true, "regulator": true, "rectification": true, "remedy": true, "prevention": true, "check": true, "appeal": true,
}

// agrees holds the stored limits against the model's.
func (w *world) agrees(l *life, r *record) error {
	m := w.follow(r)
	if m.err != nil {
		return m.err
	}
	if m.foreign != "" {
		w.outcome.Foreign[m.foreign]++
		w.stands(r, nil)
		return nil
	}
	w.outcome.Modelled++
	w.stands(r, m)
	w.pointed(l, r, m)
	wanted := map[string]string{}
	for _, k := range m.limits {
		wanted[fmt.Sprint(k.name, "/", k.round)] = fmt.Sprintf("%s start %s due %s end %s", k.state, short(k.start), short(k.due), short(sooner(k.ended, k.dropped)))
	}
	for _, k := range r.Clocks {
		if !known[k.Name] {
			continue
		}
		name := fmt.Sprint(k.Name, "/", k.Round)
		got := fmt.Sprintf("%s start %s due %s end %s", k.State, short(k.StartedAt), short(k.DueAt), short(k.EndedAt))
		w.check("model", wanted[name] != got, l, "%s is %s, and by the model %s", name, got, wanted[name])
		delete(wanted, name)
	}
	for _, name := range sortedKeys(wanted) {
		w.check("model", true, l, "%s is missing, by the model it is %s", name, wanted[name])
	}
	return nil
}

func short(t time.Time) string { return t.UTC().Format("01-02T15:04:05") }

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
