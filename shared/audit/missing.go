package audit

import (
	"slices"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// Missing is an essential that nothing answers, as a question to the customer.
type Missing struct {
	ID   string `json:"id"`
	Text string `json:"text" doc:"in the customer's language"`
}

// Missing lists what a unit must know of a case and nothing answers, in the
// pack's order. A case that has an answer, or is closed, is asked nothing more, but
// for what the pack has asked of matters that are handed on.
//
// It is worked out when somebody looks rather than stored: a supplement or a
// correction answers it by being there.
func (a *Auditor) Missing(c *complaint.Case) []Missing {
	var list []Missing
	a.each(c, func(policy.Essential) bool { return true }, func(e policy.Essential) {
		list = append(list, Missing{ID: e.ID, Text: e.Question.In(c.Language)})
	})
	return list
}

// Holds lists the missing essentials without which the pack has a person decide
// before a unit gets the case.
func (a *Auditor) Holds(c *complaint.Case) (ids []string) {
	a.each(c, func(e policy.Essential) bool { return e.Hold }, func(e policy.Essential) { ids = append(ids, e.ID) })
	return ids
}

// each calls a function for the missing ones among some essentials. Phrases are
// looked for only when something is asked of such a matter.
func (a *Auditor) each(c *complaint.Case, among func(policy.Essential) bool, do func(policy.Essential)) {
	m := c.MatterAs(c.Judgement)
	open := slices.DeleteFunc(slices.Clone(a.policy.Audit.Essentials), func(e policy.Essential) bool {
		return !asks(c, e) || !among(e) || !e.When.Fits(m) || slices.ContainsFunc(e.Fields, func(name string) bool { return fields[name](a.policy, c) })
	})
	if len(open) == 0 {
		return
	}
	said := a.customer().in(customerSays(c))
	for _, e := range open {
		if said[essential(e)] == "" {
			do(e)
		}
	}
}

// asks tells whether it matters any more that a case lacks an essential.
func asks(c *complaint.Case, e policy.Essential) bool {
	switch c.Status {
	case complaint.Received, complaint.Sorting, complaint.Dispatched, complaint.Handling:
		return c.Answer == nil
	case complaint.Closed:
		return e.Referred && c.Outcome == complaint.Referred
	}
	return false
}

// fields tell whether the record has each of [policy.RecordFields].
var fields = map[string]func(*policy.Policy, *complaint.Case) bool{
	"class": func(p *policy.Policy, c *complaint.Case) bool {
		return c.Class != "" && c.Confidence >= p.Triage.Threshold
	},
	"demand":                 func(_ *policy.Policy, c *complaint.Case) bool { return c.Demand != "" },
	"occurredAt":             func(_ *policy.Policy, c *complaint.Case) bool { return !c.OccurredAt.IsZero() },
	"customer.accountNumber": func(_ *policy.Policy, c *complaint.Case) bool { return c.Customer.AccountKey != "" },
	"customer.phone":         func(_ *policy.Policy, c *complaint.Case) bool { return c.Customer.Reachable },
	"site.region":            func(_ *policy.Policy, c *complaint.Case) bool { return c.Site.Region != "" },
	"site.address":           func(_ *policy.Policy, c *complaint.Case) bool { return c.Site.AddressKnown },
	"site.transformerArea":   func(_ *policy.Policy, c *complaint.Case) bool { return c.Site.TransformerArea != "" },
	"site.feeder":            func(_ *policy.Policy, c *complaint.Case) bool { return c.Site.Feeder != "" },
}
