package intake

import (
	"context"
	"encoding/json"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// Progress is a complaint as its customer sees it, in plain words.
type Progress struct {
	Reference  string            `json:"reference"`
	Status     complaint.Status  `json:"status"`
	Outcome    complaint.Outcome `json:"outcome,omitempty"`
	ReceivedAt time.Time         `json:"receivedAt"`
	Receiver   string            `json:"receiver,omitempty" doc:"who took it down"`
	Unit       string            `json:"unit,omitempty" doc:"the name of the unit that handles it, or has handled it"`
	Promises   []web.Promise     `json:"promises"`
	Timeline   []Line            `json:"timeline"`
	Answer     *AnswerGiven      `json:"answer,omitempty"`
	LinkedTo   string            `json:"linkedTo,omitempty"`
	Ruling     *Ruling           `json:"ruling,omitempty" doc:"why the complaint is not handled, or was not established"`
	Advice     string            `json:"advice,omitempty" doc:"how to go on when the case has ended otherwise than hoped for"`
	Withdrawal string            `json:"withdrawal,omitempty" doc:"what a withdrawal means, while it is possible"`
	Offer      *OfferMade        `json:"offer,omitempty" doc:"the last solution that was put to the customer"`
	Documents  []string          `json:"documents,omitempty" doc:"what the customer has still to hand in"`
	Payments   []Payment         `json:"payments,omitempty" doc:"what was approved to be paid to the customer"`
	Outage     *KnownOutage      `json:"outage,omitempty" doc:"an outage that was known at the place when the complaint was looked at"`
	Evidence   []FileSent        `json:"evidence,omitempty" doc:"the files that the customer has sent"`
	Can        []string          `json:"can" doc:"what the customer may do now"`
}

// Line is one entry of the public timeline.
type Line struct {
	At    time.Time `json:"at"`
	Event string    `json:"event" doc:"what sort of thing happened, such as answered or moved"`
	Text  string    `json:"text"`
	Why   string    `json:"why,omitempty" doc:"why a promise moves or is not kept, as the customer is told"`
}

// AnswerGiven is the company's answer.
type AnswerGiven struct {
	At     time.Time `json:"at"`
	Text   string    `json:"text"`
	Remedy string    `json:"remedy,omitempty"`
	// Usage is the customer's own, in a matter of bills.
	Usage []complaint.Usage `json:"usage,omitempty" doc:"the customer's own usage that the answer rests on"`
}

// KnownOutage is an outage as a customer hears of it.
type KnownOutage struct {
	Planned bool      `json:"planned"`
	Since   time.Time `json:"since"`
	Until   time.Time `json:"until,omitzero" doc:"when power is expected back; missing while nobody can say"`
	Text    string    `json:"text"`
}

// knownOutage says what is the customer's to know of an outage; nil for none.
func knownOutage(p *policy.Policy, o *complaint.Outage, language string) *KnownOutage {
	if o == nil {
		return nil
	}
	return &KnownOutage{Planned: o.Planned, Since: o.Since, Until: o.Until, Text: o.Words(p, language)}
}

// Ruling says in plain words why a complaint is not handled, or was not
// established, and what else its customer can do.
type Ruling struct {
	Text string `json:"text"`
	Why  string `json:"why,omitempty"`
	Ways string `json:"ways,omitempty"`
}

// ruling is the customer's to see when the case is closed as invalid, and with the
// answer where the complaint was not established.
func ruling(p *policy.Policy, c *complaint.Case, language string) *Ruling {
	text := notConfirmed
	switch {
	case c.Outcome == complaint.Invalid:
		text = notHandled
	case c.Validity() != complaint.NotEstablished || !answerShown(c):
		return nil
	}
	return &Ruling{Text: text.In(language), Why: c.Why(p, language), Ways: p.Determination.Ways.In(language)}
}

var (
	notHandled   = policy.Text{"zh": "经核实，您反映的事项不予处理", "en": "We have looked into your complaint and cannot handle it"}
	notConfirmed = policy.Text{"zh": "经核实，您反映的情况不成立", "en": "We have looked into your complaint and could not confirm it"}
)

// answerShown tells whether the answer is the customer's to see: once the centre
// has passed it.
func answerShown(c *complaint.Case) bool {
	return c.Answer != nil && (c.Status == complaint.Callback || c.Status == complaint.Closed)
}

// language is the reader's, else the complaint's.
func language(accept string, c *complaint.Case) string {
	if accept != "" {
		return web.Language(accept)
	}
	return c.Language
}

// summary is the progress without the timeline.
func summary(d *desk.Desk, c *complaint.Case, accept string) Progress {
	p := Progress{
		Reference: c.Reference, Status: c.Status, Outcome: c.Outcome, ReceivedAt: c.ReceivedAt,
		Promises: web.Promises(d.Policy, c), Timeline: []Line{}, LinkedTo: c.LinkedTo, Can: []string{},
	}
	if answerShown(c) {
		p.Answer = shown(*c.Answer)
	}
	p.Offer, p.Documents, p.Payments, p.Evidence = offerMade(c, d.Instant()), stillMissing(c), payments(c), sent(c)
	for _, name := range c.Allowed() {
		late := name == (complaint.OfferReply{}).Name() && c.Lapsed(d.Instant())
		if !late && complaint.RuleOf(name).Allows(complaint.Public) {
			p.Can = append(p.Can, name)
		}
	}
	return p
}

// progress adds the timeline: those events for which the policy has plain words.
// Fresh ones are about to be stored.
func (h *Handler) progress(ctx context.Context, c *complaint.Case, fresh []complaint.Event, accept string) (Progress, error) {
	out := summary(h.Desk, c, accept)
	p, err := h.Desk.PolicyOf(c.PolicyID)
	if err != nil {
		return out, err
	}
	unit, _ := p.Unit(c.Unit)
	out.Unit, out.Receiver = unit.Name.In(language(accept, c)), c.ToldReceiver(p)
	out.Ruling, out.Outage = ruling(p, c, language(accept, c)), knownOutage(p, c.Outage, language(accept, c))
	out.Advice, out.Withdrawal = c.Advice(p, language(accept, c)), c.Withdrawing(p, language(accept, c))
	t := teller{policy: p, language: language(accept, c), answer: c.Clock("answer"), counted: complaint.ReceivedAs}
	events, err := h.Desk.Events(ctx, c, fresh)
	var given, passed *AnswerGiven
	for _, e := range events {
		switch e.Type {
		case "answered":
			given = answered(e)
		case "reviewed":
			if approved(e) {
				passed = given
			}
		}
		if line, ok := t.line(e); ok {
			out.Timeline = append(out.Timeline, line)
		}
	}
	if out.Answer == nil { // it is handled again: what the customer disputes stays theirs to read
		out.Answer = passed
	}
	return out, err
}

// answered reads the answer that an event gave; nil where it cannot be read.
func answered(e complaint.Event) *AnswerGiven {
	var a complaint.Answer
	if json.Unmarshal(e.Data, &a) != nil {
		return nil
	}
	if a.At.IsZero() {
		a.At = e.At
	}
	return shown(a)
}

// shown is what customers read of an answer.
func shown(a complaint.Answer) *AnswerGiven {
	return &AnswerGiven{At: a.At, Text: a.Text, Remedy: a.Remedy, Usage: a.Usage}
}

// approved tells whether a review passed the answer.
func approved(e complaint.Event) bool {
	var r complaint.Review
	return json.Unmarshal(e.Data, &r) == nil && r.Passed
}
