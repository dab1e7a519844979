package simulate

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

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
	m.matter = policy.Matter{Kind: decided(r), Class: r.Class, Grade: r.Grade, Urgency: r.Urgency, Area: r.Site.Area, Region: r.Site.Region, Received: r.ReceivedAt}
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

// decided is the kind of a matter that its limits go by: what triage only supposes
// moves none until a person has decided.
func decided(r *record) string {
	kind := r.Kind
	for _, e := range r.events {
		var s said
		if e.Type == "judged" && json.Unmarshal(e.Data, &s) == nil && s.Unsure {
			kind = "complaint"
		}
		if e.Type == "classified" {
			kind = r.Kind
		}
	}
	return kind
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

// centre is the unit that is nobody's.
const centre = "national-centre"

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
