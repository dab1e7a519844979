package complaint

import (
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Remedy is money for the customer: a compensation, or a refund of what was charged
// too much (S-017, S-190).
type Remedy struct {
	Kind RemedyKind `json:"kind"`
	Money
	Reason string  `json:"reason"`
	At     Instant `json:"at"`
	By     string  `json:"by"` // the actor who proposed it
	// Level is the lowest that may approve the amount; "" for any above the unit.
	Level string `json:"level,omitempty"`
	// Own: the unit has paid it on its own authority, without asking (S-181).
	Own      bool      `json:"own,omitempty"`
	Approval *Approval `json:"approval,omitempty"` // nil while nobody has decided
	// PaidAt is zero while it is not paid.
	PaidAt  Instant `json:"paidAt,omitzero"`
	Voucher string  `json:"voucher,omitempty"`
}

// RemedyKind is what the money is for.
type RemedyKind string

// The kinds.
const (
	Compensation RemedyKind = "compensation" // 补偿
	Refund       RemedyKind = "refund"       // 退费
)

// remedyClock is the limit from the proposal of a payment until it is paid or refused,
// in a closed case too: its round is the item.
const remedyClock = "remedy"

// mostRemedies bounds what a case carries of them.
const mostRemedies = 10

// Proposed tells whether nobody has decided yet.
func (r Remedy) Proposed() bool { return r.Approval == nil }

// Unpaid tells whether it is approved and the customer still waits for it.
func (r Remedy) Unpaid() bool { return r.Approval != nil && r.Approval.Approved && r.PaidAt.IsZero() }

// UnpaidRemedies are those that are approved and that the customer waits for.
func (c *Case) UnpaidRemedies() (list []Remedy) {
	for _, r := range c.Remedies {
		if r.Unpaid() {
			list = append(list, r)
		}
	}
	return list
}

// remedy finds the one that a command is about, and its clock, nil where it has none:
// by its number from 1, or with 0 the only one that waits for it. It fails with
// Conflict when none waits.
func (a *act) remedy(item int, waits func(Remedy) bool) (*Remedy, *Clock, error) {
	found := 0
	for i, r := range a.Remedies {
		if waits(r) && (item == 0 || item == i+1) {
			if found > 0 {
				return nil, nil, a.illegal(fault.Say("several remedies wait for this: say the number", "有多项待办的补偿或退费，请指明编号"))
			}
			found = i + 1
		}
	}
	if found == 0 {
		return nil, nil, a.illegal(fault.Say("no remedy waits for this", "没有待办的补偿或退费"))
	}
	return &a.Remedies[found-1], a.clockIn(remedyClock, found), nil
}

// Remedying proposes to pay the customer something.
type Remedying struct {
	Kind RemedyKind `json:"kind" enum:"compensation,refund"`
	Money
	Reason string `json:"reason"`
}

// Name is "remedy".
func (Remedying) Name() string  { return "remedy" }
func (Remedying) event() string { return "remedy-proposed" }

func (c Remedying) check(a *act) []fault.Field {
	var f fields
	f.oneOf("kind", string(c.Kind), string(Compensation), string(Refund))
	f.amount("amount", c.Amount)
	f.required("currency", c.Currency, 3)
	if own := a.Policy.Remedies.Currency; own != "" {
		f.must("currency", c.Currency == own, fault.Say("must be "+own, "必须为"+own))
	}
	f.required("reason", c.Reason, 2000)
	f.must("kind", len(a.Remedies) < mostRemedies, fault.Say("cannot be added: there are 10 remedies already", "补偿或退费记录已达上限（10项）"))
	return f
}

// apply asks the level for its approval that the amount needs, or does without where
// the unit has the authority, and tells the customer; it starts the clock where the
// policy has a limit. It fails with Conflict for a case without a unit: nobody would pay.
func (c Remedying) apply(a *act) error {
	if a.Unit == "" {
		return a.illegal(fault.Say("the case has no unit that could pay", "该工单尚无承办单位"))
	}
	r := Remedy{Kind: c.Kind, Money: c.Money, Reason: c.Reason, At: a.Now, By: a.By.String()}
	if a.onOwn(c.Amount) {
		r.Own, r.Approval = true, &Approval{Approved: true, Reason: c.Reason, At: a.Now, By: r.By}
		a.inform("remedy.approved", map[string]string{"text": c.Amount + " " + c.Currency})
	} else {
		r.Level = a.Policy.Remedies.Level(c.Amount)
		a.askFor(r.Level)
	}
	a.Remedies = append(a.Remedies, r)
	target, ok := a.ordered(remedyClock, "")
	if _, known := a.Policy.Clock(remedyClock); !ok || !known {
		return nil
	}
	_, err := a.launch(Clock{Name: remedyClock, Round: len(a.Remedies), Target: target.String(), StartedAt: a.Now, Why: byOrder})
	return err
}

// approvedBy says who approves a payment: a level; "" for any above the unit.
func (a *act) approvedBy(level string) fault.Text {
	if level == "" {
		return fault.Say("this amount is approved by a level above the unit that proposes it", "该金额须由提出单位的上级单位审批")
	}
	return fault.Say("this amount is approved by "+a.Policy.LevelName(level, "en")+" or above, above the unit that proposes it",
		"该金额须由提出单位的上级单位（"+a.Policy.LevelName(level, "zh")+"及以上）审批")
}

// askFor tells a level that a payment waits for its approval; "" for the one above the unit.
func (a *act) askFor(level string) {
	t := telling{kind: "dispatched", template: "dispatched.remedy", key: "remedy/" + itoa(a.Events), levels: []string{level}}
	if level == "" {
		a.mentionAbove(a.Unit, t)
	} else {
		a.mention(t)
	}
}

// onOwn tells whether the unit may pay an amount on its own authority: all that it
// pays so for one case together is within what the policy gives it.
func (a *act) onOwn(amount string) bool {
	limit, limited := policy.Hundredths(a.Policy.Remedies.Own)
	sum, _ := policy.Hundredths(amount)
	for _, r := range a.Remedies {
		if n, _ := policy.Hundredths(r.Amount); r.Own {
			sum += n
		}
	}
	return limited && sum <= limit
}

// RemedyApproval is the word of the level that the amount needs.
type RemedyApproval struct {
	Item     int    `json:"item,omitempty" minimum:"0" doc:"its number in the case, from 1; the only one that waits when left out"`
	Approved bool   `json:"approved"`
	Reason   string `json:"reason"`
}

// Name is "remedy-approval".
func (RemedyApproval) Name() string  { return "remedy-approval" }
func (RemedyApproval) event() string { return "remedy-decided" }

func (c RemedyApproval) check(*act) []fault.Field {
	var f fields
	f.must("item", c.Item >= 0, fault.Say("must be a number from 1", "必须是从1开始的编号"))
	f.required("reason", c.Reason, 2000)
	return f
}

// apply tells the customer of an approval; a refusal cancels the clock. It fails with Conflict when nothing waits
// for one, and with Denied when the actor does not stand above the unit and whoever
// has proposed it, or below the level that the amount needs.
func (c RemedyApproval) apply(a *act) error {
	r, k, err := a.remedy(c.Item, Remedy.Proposed)
	switch {
	case err != nil:
		return err
	case !a.instead(r.By) || policy.Rank(a.level()) < policy.Rank(r.Level):
		return fault.New(fault.Denied, a.approvedBy(r.Level))
	}
	r.Approval = &Approval{Approved: c.Approved, Reason: c.Reason, At: a.Now, By: a.By.String()}
	if c.Approved {
		a.inform("remedy.approved", map[string]string{"text": r.Amount + " " + r.Currency})
		return nil
	}
	if k != nil && k.Unended() {
		a.cancelClock(k)
	}
	a.settle(remedyClock)
	return nil
}

// RemedyPaid records that the customer has been paid.
type RemedyPaid struct {
	Item    int     `json:"item,omitempty" minimum:"0" doc:"its number in the case, from 1; the only one that waits when left out"`
	At      Instant `json:"at,omitzero" doc:"when it was paid; now when left out"`
	Voucher string  `json:"voucher" doc:"what proves it"`
}

// Name is "remedy-paid".
func (RemedyPaid) Name() string  { return "remedy-paid" }
func (RemedyPaid) event() string { return "remedy-paid" }

func (c RemedyPaid) check(a *act) []fault.Field {
	var f fields
	f.must("item", c.Item >= 0, fault.Say("must be a number from 1", "必须是从1开始的编号"))
	f.happened("at", c.At, a)
	f.required("voucher", c.Voucher, 200)
	return f
}

// apply ends the clock as of the payment and tells the customer. It fails with
// Conflict when no approved remedy waits.
func (c RemedyPaid) apply(a *act) error {
	r, k, err := a.remedy(c.Item, Remedy.Unpaid)
	if err != nil {
		return err
	}
	r.PaidAt, r.Voucher = a.Now, c.Voucher
	if at := Second(c.At); !c.At.IsZero() && at.After(r.At) {
		r.PaidAt = at
	}
	if k != nil {
		a.endClock(k, r.PaidAt)
	}
	a.settle(remedyClock)
	a.inform("remedy.paid", map[string]string{"text": r.Amount + " " + r.Currency})
	return nil
}
