package complaint

import (
	"slices"

	"github.com/redress/redress/shared/fault"
)

// Offer is a solution that was put to the customer, and what became of it (S-052,
// S-066, S-175).
type Offer struct {
	Text  string  `json:"text"`
	Until Instant `json:"until,omitzero"` // how long it stands; zero for as long as the case is handled
	// Later is when the matter will be settled, where the customer is asked to agree
	// to a later time.
	Later Instant     `json:"later,omitzero"`
	At    Instant     `json:"at"`
	By    string      `json:"by"` // the actor
	Reply *OfferReply `json:"reply,omitempty"`
	// RepliedAt is when the reply was recorded.
	RepliedAt Instant `json:"repliedAt,omitzero"`
}

// mostOffers bounds what a case carries of them.
const mostOffers = 20

// waits tells whether nobody has replied to an offer; false for none.
func (o *Offer) waits() bool { return o != nil && o.Reply == nil }

// Open tells whether the offer waits for the customer's reply at an instant. Nobody
// can agree any more to a later time that has come.
func (o Offer) Open(now Instant) bool {
	return o.Reply == nil && (o.Until.IsZero() || !now.After(o.Until)) && (o.Later.IsZero() || now.Before(o.Later))
}

// Lapsed tells whether the last offer has found no reply, and can find none at an
// instant: its time is over, or the case has gone on without it.
func (c *Case) Lapsed(now Instant) bool {
	o := c.offer()
	return o.waits() && (!o.Open(now) || !slices.Contains(inHand, c.Status))
}

// offer is the last one; nil for none.
func (c *Case) offer() *Offer {
	if n := len(c.Offers); n > 0 {
		return &c.Offers[n-1]
	}
	return nil
}

// Offering puts a solution to the customer.
type Offering struct {
	Text  string  `json:"text" doc:"what is offered; the customer reads it"`
	Until Instant `json:"until,omitzero" doc:"how long the offer stands"`
	Later Instant `json:"later,omitzero" doc:"a later time that the customer is asked to agree to, within what the policy allows suspensions"`
}

// Name is "offer".
func (Offering) Name() string  { return "offer" }
func (Offering) event() string { return "offered" }

func (c Offering) check(a *act) []fault.Field {
	var f fields
	f.required("text", c.Text, 2000)
	f.must("until", c.Until.IsZero() || c.Until.After(a.Now), fault.Say("must lie ahead", "必须晚于当前时间"))
	f.must("until", !c.Until.After(a.Now.Add(longestOrder)), fault.Say("is more than a year away", "不能超过一年"))
	f.checkWait(a, "later", c.Later, agreed(c.Text, c.Later))
	f.must("text", len(a.Offers) < mostOffers, fault.Say("cannot be added: there are 20 offers already", "协商方案已达上限（20次）"))
	return f
}

// agreed is the suspension that an accepted later time brings.
func agreed(reason string, until Instant) Suspending {
	return Suspending{Kind: "agreed", Reason: reason, Until: until}
}

// checkWait checks a suspension that another command brings, whose end is a field
// of that; a zero end brings none.
func (f *fields) checkWait(a *act, name string, until Instant, s Suspending) {
	if until.IsZero() {
		return
	}
	for _, bad := range s.check(a) {
		f.must(name, false, bad.Reason)
	}
}

// apply tells the customer, and means that the unit has taken the case up. It fails
// with Conflict while another offer waits for its reply.
func (c Offering) apply(a *act) error {
	if last := a.offer(); last != nil && last.Open(a.Now) {
		return a.illegal(fault.Say("an offer waits for the customer's reply already", "已有待客户回复的协商方案"))
	}
	a.accept("")
	o := Offer{Text: c.Text, At: a.Now, By: a.By.String()}
	if !c.Until.IsZero() {
		o.Until = Second(c.Until)
	}
	values := map[string]string{"text": clause(c.Text)}
	if c.Later.IsZero() {
		a.inform("offer", values)
	} else {
		o.Later = Second(c.Later)
		values["due"] = a.spell(o.Later)
		a.inform("offer.later", values)
	}
	a.Offers = append(a.Offers, o)
	return nil
}

// OfferReply is what the customer says to an offer, or that it is taken back.
type OfferReply struct {
	Accepted   bool   `json:"accepted"`
	Counter    string `json:"counter,omitempty" doc:"what the customer wants instead"`
	ByCustomer bool   `json:"byCustomer" doc:"the customer said so; false when the company takes the offer back, which it cannot accept itself"`
}

// Name is "offer-reply".
func (OfferReply) Name() string  { return "offer-reply" }
func (OfferReply) event() string { return "offer-replied" }

func (c OfferReply) check(a *act) []fault.Field {
	var f fields
	f.must("byCustomer", c.ByCustomer || !c.Accepted && a.By.Role != Public, fault.Say("must be true: only the customer accepts an offer", "须填写是（true）：只有客户本人可以同意方案"))
	f.must("counter", !c.Accepted || c.Counter == "", fault.Say("is for an offer that is not accepted", "客户同意时不能填写"))
	f.limit("counter", c.Counter, 2000)
	if o := a.offer(); c.Accepted && o != nil && o.Open(a.Now) {
		offered := *a
		if a.By.Role == Public { // what was in the power of whoever made the offer is the customer's to accept
			offered.By = actorOf(o.By)
		}
		f.checkWait(&offered, "accepted", o.Later, agreed(o.Text, o.Later))
	}
	return f
}

// apply lets the clocks that may pause stand still until the time that was agreed,
// and tells the customer what is promised from now on, and the unit of a reply that the
// customer has given by themselves. It fails with Conflict when
// no offer waits.
func (c OfferReply) apply(a *act) error {
	o := a.offer()
	if o == nil || !o.Open(a.Now) {
		return a.illegal(fault.Say("no offer waits for a reply", "没有待回复的协商方案"))
	}
	o.Reply, o.RepliedAt = &c, a.Now
	if _, said := a.Policy.Texts.Notices["dispatched.replied"]; said && a.By.Role == Public {
		a.tell(telling{kind: "dispatched", template: "dispatched.replied", key: "reply/" + itoa(len(a.Offers)), levels: a.Policy.Tell["dispatched"]})
	}
	if !c.Accepted || o.Later.IsZero() {
		return nil
	}
	return agreed(o.Text, o.Later).apply(a)
}
