package complaint

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Reported is the data of an effect that opens a report of misconduct (举报): a
// customer has said at a callback that somebody has made trouble for them for
// complaining (S-193). Its reference is drawn before, so that however often the
// deed is done there is one report of each such call.
type Reported struct {
	Reference string `json:"reference"`
}

// report promises the report that a call opens.
func (a *act) report(c recordedCall) {
	if c.Report != "" {
		a.effect(OpenReport, "report/"+c.Report, Reported{Reference: c.Report})
	}
}

// OpenReport is the case of a report that one of the calls has opened, with the
// contact details of the same customer under a tracking code of its own. It runs
// from the call on, and is judged already: neither triage nor anybody in the line
// of the unit that it is about has a say in it. It fails with NotFound when no
// call has opened such a report.
func (c *Case) OpenReport(reference, trackingCode string, contact Contact, turn Turn) (*Case, Contact, Change, error) {
	i := slices.IndexFunc(c.Callbacks, func(call Call) bool { return call.Report == reference })
	if i < 0 {
		return nil, Contact{}, Change{}, fault.New(fault.NotFound, fault.Say("no call has opened such a report", "没有回访产生此举报"))
	}
	call := c.Callbacks[i]
	m := Matter{
		Channel: "hotline", Language: c.Language, Site: c.Site, Customer: c.Customer, CallOf: c.Reference,
		Text: policy.Fill(turn.Policy.Callback.Retaliation.Text.In(c.Language), map[string]string{"reference": c.Reference, "reason": clause(call.Reason)}),
	}
	r := receive(reference, m, call.At, turn)
	a := step(r, turn)
	if err := a.begin(); err != nil {
		return nil, Contact{}, Change{}, err
	}
	a.enter()
	j := r.misconduct(turn.Policy)
	a.record(j.event(), j)
	if err := j.apply(a); err != nil {
		return nil, Contact{}, Change{}, err
	}
	a.fire()
	contact.Reference, contact.TrackingCode = reference, trackingCode
	return r, contact, a.finish(), a.err
}

// misconduct is the judgement of a report. Without a route past the unit that
// answers for the region, a person at the top must find who works on it.
func (c *Case) misconduct(p *policy.Policy) Judged {
	j := Judged{Judgement: c.Judgement}
	j.Kind, j.Confidence = misconduct, 1
	unit, reason := Route(p, c.MatterAs(j.Judgement))
	if unit != "" && !p.RouteTo(unit) {
		unit, reason = "", Sorts("no route past the unit that it may be about")
	}
	j.Unit, j.Unsure, j.Reasons = unit, unit == "", []string{reason}
	return j
}

const misconduct = "misconduct"

// Confided tells whether an actor's scope may read what a customer confided at a
// callback: it is for those who may read the report of it, and nobody else in
// the line of the unit that it may be about.
func (c *Case) Confided(p *policy.Policy, scope string) bool {
	m := c.MatterAs(Judgement{Kind: misconduct})
	unit, _ := Route(p, m)
	if !p.RouteTo(unit) {
		unit = ""
	}
	return p.Within(unit, scope)
}

// Discreet are the calls as those see them who may not read what was confided.
func (c *Case) Discreet(p *policy.Policy) []Call {
	calls := slices.Clone(c.Callbacks)
	for i := range calls {
		calls[i].CallbackResult, calls[i].Report = calls[i].discreet(p), ""
	}
	return calls
}

// DiscreetEvent is an event as those see it who may not read what was confided.
// One that cannot be read says nothing.
func DiscreetEvent(p *policy.Policy, e Event) Event {
	if e.Type != (CallbackResult{}).event() {
		return e
	}
	var c recordedCall
	if json.Unmarshal(e.Data, &c) != nil {
		e.Data = nil
		return e
	}
	c.CallbackResult, c.Report = c.discreet(p), ""
	e.Data = encode(c)
	return e
}

// discreet is a call without the answer that may open a report. Where it opens one,
// whatever the customer said in their own words is left out too: that is what the
// report says, and may tell who has spoken.
func (c CallbackResult) discreet(p *policy.Policy) CallbackResult {
	opens := c.Opens(p)
	c.Answers = maps.Clone(c.Answers)
	maps.DeleteFunc(c.Answers, func(question string, answer any) bool {
		_, words := answer.(string)
		return question == p.Callback.Retaliation.Question || opens && words
	})
	if opens {
		c.Reason = ""
	}
	return c
}
