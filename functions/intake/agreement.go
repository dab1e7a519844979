package intake

import (
	"time"

	"github.com/redress/redress/shared/complaint"
)

// OfferMade is a solution that was put to the customer.
type OfferMade struct {
	At       time.Time `json:"at"`
	Text     string    `json:"text"`
	Until    time.Time `json:"until,omitzero" doc:"how long it stands"`
	Later    time.Time `json:"later,omitzero" doc:"the later time that the customer is asked to agree to"`
	Accepted *bool     `json:"accepted,omitempty" doc:"none while the customer has not replied"`
	Lapsed   bool      `json:"lapsed,omitempty" doc:"nobody has replied, and nobody can any more"`
}

// offerMade is the last offer as it stands at an instant, unless the company has
// taken it back.
func offerMade(c *complaint.Case, now time.Time) *OfferMade {
	n := len(c.Offers)
	if n == 0 {
		return nil
	}
	o := c.Offers[n-1]
	made := &OfferMade{At: o.At, Text: o.Text, Until: o.Until, Later: o.Later, Lapsed: c.Lapsed(now)}
	if r := o.Reply; r != nil {
		if !r.ByCustomer {
			return nil
		}
		made.Accepted = &r.Accepted
	}
	return made
}

// CustomerReply is what a customer says to the last offer.
type CustomerReply struct {
	Accepted bool   `json:"accepted" doc:"false when something else is wanted"`
	Counter  string `json:"counter,omitempty" maxLength:"2000" doc:"what is wanted instead, of an offer that is not accepted"`
}

func (r CustomerReply) command() complaint.Command {
	return complaint.OfferReply{Accepted: r.Accepted, Counter: r.Counter, ByCustomer: true}
}

// stillMissing are the documents that have not come.
func stillMissing(c *complaint.Case) []string {
	if c.Documents == nil || !c.Documents.ReceivedAt.IsZero() || !c.Status.Open() {
		return nil
	}
	return c.Documents.List
}

// Payment is money for the customer.
type Payment struct {
	Kind     complaint.RemedyKind `json:"kind" enum:"compensation,refund"`
	Amount   string               `json:"amount"`
	Currency string               `json:"currency"`
	PaidAt   time.Time            `json:"paidAt,omitzero" doc:"none while it is not paid"`
}

// payments are those that were approved.
func payments(c *complaint.Case) (list []Payment) {
	for _, r := range c.Remedies {
		if r.Approval != nil && r.Approval.Approved {
			list = append(list, Payment{Kind: r.Kind, Amount: r.Amount, Currency: r.Currency, PaidAt: r.PaidAt})
		}
	}
	return list
}
