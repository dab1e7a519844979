package complaint

import "slices"

// Commission is what a partner has passed on: a case that came by machine, and
// whose end the partner waits for.
type Commission struct {
	Partner string `json:"partner"` // id, of the policy
	Order   string `json:"order"`   // the partner's own number
}

// mostCommissions bounds those of cases that were closed in favour of one.
const mostCommissions = 20

// PartnerPost is one thing that a partner is told, under an id of its own. Whoever
// delivers it adds what a crew needs from the [Contact] to the order of a repair.
type PartnerPost struct {
	Partner string `json:"partner"`
	ID      string `json:"id"`
	// Type is order.answered, order.closed, order.reopened, appeal.answered or repair.ordered.
	Type      string  `json:"type"`
	At        Instant `json:"at"`
	Reference string  `json:"reference"`
	// Sequence grows within a case: of two posts the one with the higher came later.
	Sequence int `json:"sequence"`
	// Order is the partner's own number, of the order or the appeal; none of a repair.
	Order string `json:"order,omitempty"`
	// Text is the answer to the customer or to the regulator.
	Text string `json:"text,omitempty"`
	// Outcome, Reason and LinkedTo are of the closing.
	Outcome  Outcome `json:"outcome,omitempty"`
	Reason   string  `json:"reason,omitempty"`
	LinkedTo string  `json:"linkedTo,omitempty"`
}

// The types of posts.
const (
	OrderAnswered  = "order.answered"
	OrderClosed    = "order.closed"
	OrderReopened  = "order.reopened"
	AppealAnswered = "appeal.answered"
	RepairOrdered  = "repair.ordered"
)

// Awaited are the partners who wait for what becomes of the case: the one that
// passed it on, then those whose orders were closed in its favour.
func (c *Case) Awaited() []Commission {
	if c.Commission == (Commission{}) {
		return c.Commissions
	}
	return append([]Commission{c.Commission}, c.Commissions...)
}

// take lets partners wait whose orders are closed in favour of the case. What is
// beyond the bound hears of its own closing alone.
func (a *act) take(list []Commission) {
	for _, k := range list {
		if len(a.Commissions) < mostCommissions && !slices.Contains(a.Awaited(), k) {
			a.Commissions = append(a.Commissions, k)
		}
	}
}

// tellPartners promises the same post to every partner who waits.
func (a *act) tellPartners(p PartnerPost) {
	for _, k := range a.Awaited() {
		p.Partner, p.Order = k.Partner, k.Order
		a.tellPartner(p)
	}
}

// tellPartner promises a post to a partner, once in a step for each type and number.
func (a *act) tellPartner(p PartnerPost) {
	p.At, p.Reference, p.Sequence = a.Now, a.Reference, a.Events
	key := "partner/" + a.Reference + "/" + itoa(a.Events) + "/" + p.Type + "/" + p.Partner
	if p.Order != "" {
		key += "/" + Key(p.Order)
	}
	p.ID = "post_" + Key(key)
	a.effect(TellPartner, key, p)
}
