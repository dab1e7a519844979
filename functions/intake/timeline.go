package intake

import (
	"cmp"
	"encoding/json"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// teller says events in plain words, as they were: the unit of then, the due
// instant of then.
type teller struct {
	policy   *policy.Policy
	language string
	answer   *complaint.Clock
	unit     string // the last one that the case was dispatched to
	kind     string // of the matter, as triage sees it
	counted  string // the kind by which its limits were counted
	anew     string // why they were counted anew, at that instant
	at       time.Time
}

// told is what the timeline takes from an event's data.
type told struct {
	Unit    string            `json:"unit"`
	Outcome complaint.Outcome `json:"outcome"`
	At      time.Time         `json:"at"`
	Reached *bool             `json:"reached"`
	Passed  *bool             `json:"passed"`
	// Approved is of money, ByCustomer of the reply to an offer.
	Approved   *bool     `json:"approved"`
	ByCustomer *bool     `json:"byCustomer"`
	Kind       string    `json:"kind"`    // of a suspension, or of the matter
	Unsure     bool      `json:"unsure"`  // of a judgement
	Nothing    string    `json:"nothing"` // why a resumption changed nothing
	State      string    `json:"state"`   // of a repair
	Clock      string    `json:"clock"`
	From       time.Time `json:"from"`    // where a due instant was
	To         time.Time `json:"to"`      // where it moved
	Because    string    `json:"because"` // why it did
	Reason     string    `json:"reason"`
}

// silent tells what is none of the customer's concern: a call that reached
// nobody, an answer that was not passed, money that was not approved, an offer that
// was taken back, a limit that was not promised, or only for what lies behind.
func (d told) silent(e complaint.Event, p *policy.Policy) bool {
	rule, _ := p.Clock(d.Clock)
	switch e.Type {
	case "contacted":
		return d.Reached != nil && !*d.Reached
	case "moved", "dropped":
		return !rule.Promised
	case "retargeted":
		return !rule.Promised || d.To.Equal(d.From) || !d.To.After(e.At)
	case "restored":
		return !rule.Promised || !d.At.After(e.At)
	}
	no := func(said *bool) bool { return said != nil && !*said }
	return no(d.Passed) || no(d.Approved) || no(d.ByCustomer) || d.Nothing != ""
}

// why is the reason that customers are told of a promise that moves or is not kept.
func (t *teller) why(e complaint.Event, d told) string {
	switch e.Type {
	case "moved":
		return complaint.WhyMoved(d.Because).In(t.language)
	case "retargeted", "restored", "dropped":
		if e.At.Equal(t.at) {
			return t.anew
		}
		return complaint.WhyMoved(complaint.BecauseMatter).In(t.language) // its grade is another
	case "delayed":
		return d.Reason
	}
	return ""
}

// decided takes up that the limits go by the kind as it is now.
func (t *teller) decided() {
	t.anew = complaint.WhyMoved(complaint.BecauseMatter).In(t.language)
	if kind, ok := t.policy.Kind(t.kind); ok && t.kind != t.counted {
		t.anew = policy.Fill(otherKind.In(t.language), map[string]string{"kind": kind.Name.In(t.language)})
	}
	t.counted = t.kind
}

var otherKind = policy.Text{"zh": "现按“{kind}”办理", "en": "it is now treated as: {kind}"}

// line is an event in plain words; false when it says nothing to a customer.
func (t *teller) line(e complaint.Event) (Line, bool) {
	var d told
	if len(e.Data) > 0 && json.Unmarshal(e.Data, &d) != nil {
		return Line{}, false
	}
	name := e.Type
	switch e.Type {
	case "dispatched":
		t.unit = d.Unit
	case "judged", "classified":
		t.kind = cmp.Or(d.Kind, t.kind)
		if !d.Unsure {
			t.decided()
			t.at = e.At
		}
	case "adopted":
		t.at, t.anew = e.At, complaint.WhyMoved(complaint.BecausePolicy).In(t.language)
	case "repair-progressed":
		name = "repair." + d.State
	case "retargeted", "restored":
		name = "moved"
	}
	text, ok := t.policy.Texts.Timeline[name]
	if !ok || d.silent(e, t.policy) {
		return Line{}, false
	}
	var due time.Time
	switch {
	case e.Type == "reworked", e.Type == "restored":
		due = d.At
	case e.Type == "moved", e.Type == "retargeted":
		due = d.To
	case e.Type == "dropped":
		due = d.From
	case t.answer != nil:
		due = t.answer.DueAt
	}
	unit, _ := t.policy.Unit(t.unit)
	kind, _ := t.policy.Suspension.Kind(d.Kind)
	rule, _ := t.policy.Clock(d.Clock)
	said := policy.Fill(text.In(t.language), map[string]string{
		"reason": kind.Name.In(t.language), "clock": complaint.PromiseName(rule, t.language),
		"unit": unit.Name.In(t.language), "due": complaint.SpokenAt(due, e.At, t.policy.Zone(), t.language),
		"outcome": Ending(d.Outcome, t.language),
	})
	return Line{At: e.At, Event: e.Type, Text: said, Why: t.why(e, d)}, true
}

// endings say to customers how a complaint ended.
var endings = map[complaint.Outcome]policy.Text{
	complaint.Resolved:     {"zh": "已解决", "en": "resolved"},
	complaint.Explained:    {"zh": "已向您说明情况", "en": "we explained what happened"},
	complaint.Referred:     {"zh": "已转交负责部门", "en": "passed to the department responsible"},
	complaint.Dissatisfied: {"zh": "经重新处理后办结", "en": "after it was handled again"},
	complaint.Unreached:    {"zh": "多次未能联系到您", "en": "we could not reach you"},
	complaint.Invalid:      {"zh": "不予处理", "en": "we cannot handle it as a complaint"},
	complaint.Duplicate:    {"zh": "与在办工单重复", "en": "the same as another complaint"},
	complaint.Withdrawn:    {"zh": "您已撤回", "en": "you withdrew it"},
}

// Ending says to the customer how a complaint ended.
func Ending(o complaint.Outcome, language string) string { return endings[o].In(language) }
