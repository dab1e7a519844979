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
	// not yet.
	ended, dropped time.Time
	state          string // met, missed, cancelled, running
}

// model is the second account of a case's limits. It hears what was done, when,
// and knows of each limit from when it runs and what ends it, as DESIGN 9.5
// says; it knows nothing of how the product goes about it.
type model struct {
	policy *policy.Policy
	later  *policy.Policy // adopted in the end
	matter policy.Matter
	limits []*limit
	pauses []clock.Pause
	round  int
	due    func(string, time.Time, []clock.Pause) (time.Time, error)
	before string    // the type of the event before
	judged time.Time // when the matter was last judged
	bent   bool      // its warnings are not followed
	turns  []turn
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
	m := &model{policy: p, err: err, due: w.dueBy(p)}
	if err != nil {
		return m
	}
	if w.version == otherCalendar && !r.RecordedAt.After(w.publishedAt) {
		m.foreign = "another calendar came into force meanwhile"
		return m
	}
	m.matter = policy.Matter{Kind: r.Kind, Class: r.Class, Grade: r.Grade, Urgency: r.Urgency, Area: r.Site.Area, Region: r.Site.Region, Received: r.ReceivedAt}
	if i := slices.IndexFunc(r.events, func(e complaint.Event) bool { return e.Type == "adopted" }); i >= 0 {
		m.adopts(w, r.events[i])
	}
	for _, name := range []string{"dispatch", "contact", "return", "answer", "legal"} {
		m.start(name, r.ReceivedAt)
	}
	for _, e := range r.events {
		m.hear(e)
		m.before = e.Type
		if m.foreign != "" || m.err != nil {
			return m
		}
	}
	for _, l := range m.limits {
		m.settle(l, w.now)
	}
	return m
}

// said is what the model reads of a deed.
type said struct {
	At, Until                   time.Time
	Reached, Passed, Unsure     bool
	Satisfied                   *bool
	BatchOf, DuplicateOf, Refer string
	Unit                        string
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
		"warned", "breached", "escalated", "skipped", "acknowledged", "recovered", "succeeded", "linked", "withdrawn",
		"supervised", "recurred", "repeated", "corrected", "released", "reworked", "gathered", "closure-ordered",
		"supervision-ordered", "supervision-replied", "release-ordered", "assigned", "rectification-ordered", "rectification-reported", "merged", "appealed", "appeal-decided", "regulator-appealed":
	case "moved", "rearmed", "retargeted": // of the product's own reckoning
	case "suspended":
		m.pauses = append(m.pauses, clock.Pause{From: e.At, To: s.Until})
	case "resumed": // by the rules: at an answer, or as one has run out, which it does by itself
		if e.By != string(complaint.System) || m.before == "answered" {
			m.resume(e.At)
		}
	case "judged":
		m.turns = append(m.turns, turn{e.At, s.Unit})
		if m.judged = e.At; s.BatchOf != "" {
			m.foreign = "it is of a batch"
		}
	case "classified":
		m.judged = e.At
		m.turns = append(m.turns, turn{e.At, s.Unit})
	case "reassigned":
		m.turns = append(m.turns, turn{e.At, s.Unit})
	case "refused":
		m.turns = append(m.turns, turn{e.At, ""})
	case "adopted":
		m.adopted(e.At)
	case "dispatched":
		m.end("dispatch", e.At)
	case "contacted":
		if s.Reached {
			m.end("contact", told)
		}
	case "answered":
		m.end("answer", told)
		m.end("legal", told)
		m.end("return", e.At)
		m.end("rework", e.At)
		m.start("callback", e.At)
	case "reviewed":
		if !s.Passed {
			m.bent = true
			for _, name := range []string{"answer", "legal", "return", "rework"} {
				m.undo(name)
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
	case "reopened":
		m.round++
		for _, name := range m.policy.Reopening.Clocks {
			m.start(name, e.At)
		}
	case "closed": // what is suspended then stays due when it was to be
		m.end("callback", e.At)
		for _, l := range m.limits {
			m.stop(l, e.At)
		}
	default:
		m.foreign = "the model does not know what is " + e.Type
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
		if found, ok := m.policy.Limit(m.matter, l.name); ok && runs && l.state == "running" {
			l.target = found.Target.String()
		}
	}
}

// holder is the unit that had to act for a limit: the centre where the policy says so,
// or no unit had the case when it ended or was due.
func (m *model) holder(l *limit) string {
	unit, over := "", l.over(l.due)
	for _, t := range m.turns {
		if !t.from.After(over) {
			unit = t.unit
		}
	}
	if rule, _ := m.policy.Clock(l.name); rule.Holder == "centre" || unit == "" {
		return centre
	}
	return unit
}

// centre is the unit that is nobody's.
const centre = "national-centre"

// start lets a limit run, where the matter has it.
func (m *model) start(name string, at time.Time) {
	found, ok := m.policy.Limit(m.matter, name)
	if !ok {
		return
	}
	l := &limit{name: name, round: m.round, start: at, target: found.Target.String()}
	for _, other := range m.limits {
		if other.name == name && other.round >= l.round {
			l.round = other.round + 1
		}
	}
	m.limits = append(m.limits, l)
}

// resume ends the pauses that have not run out by themselves.
func (m *model) resume(at time.Time) {
	for i := range m.pauses {
		if p := &m.pauses[i]; at.Before(p.To) {
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

// undo lets a limit of this round run on that a bad answer had ended.
func (m *model) undo(name string) {
	if l := m.last(name); l != nil && l.round == m.round && l.dropped.IsZero() {
		l.ended = time.Time{}
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
// count began before it ended, and before it was missed.
func (m *model) settle(l *limit, now time.Time) {
	end := now
	if !l.ended.IsZero() {
		end = l.ended
	} else if !l.dropped.IsZero() {
		end = l.dropped
	}
	rule, _ := m.policy.Clock(l.name)
	var counted []clock.Pause
	for i := 0; i <= len(m.pauses) && m.err == nil; i++ {
		l.due, m.err = m.due(l.target, l.start, counted)
		if i == len(m.pauses) || !rule.Pausable {
			break
		}
		if p := m.pauses[i]; p.From.Before(end) && !p.From.After(l.due) {
			counted = append(counted, p)
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
var known = map[string]bool{"dispatch": true, "contact": true, "return": true, "answer": true, "legal": true, "callback": true, "rework": true}

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

// dueBy computes due instants by the second calculator, once for all that start on
// the same day where only the day counts.
func (w *world) dueBy(p *policy.Policy) func(string, time.Time, []clock.Pause) (time.Time, error) {
	return func(target string, start time.Time, pauses []clock.Pause) (time.Time, error) {
		t, err := clock.ParseTarget(target)
		if err != nil {
			return time.Time{}, err
		}
		if t.Unit() == "elapsed" && len(pauses) == 0 {
			return start.Add(time.Duration(t.Size()) * time.Second), nil
		}
		key := target + start.In(p.Zone()).Format(time.DateOnly)
		for _, pause := range pauses {
			key += fmt.Sprint(" ", pause.From.Unix(), pause.To.Unix())
		}
		if at, ok := w.computed[key]; ok && t.Unit() != "working" {
			return at, nil
		}
		if t.Unit() == "workdays" {
			at := w.company.offices[w.version].due(start, t.Size(), pauses)
			w.computed[key] = at
			return at, nil
		}
		at, err := check.Due(p.Calendar, start, t, pauses...)
		if err == nil {
			w.computed[key] = at
		}
		return at, err
	}
}
