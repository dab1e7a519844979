package complaint

import (
	"strconv"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Acceptance is the unit's word that it takes the case.
type Acceptance struct {
	Handler string `json:"handler,omitempty" doc:"the person who handles it; the caller when left out"`
}

// Name is "acceptance".
func (Acceptance) Name() string  { return "acceptance" }
func (Acceptance) event() string { return "accepted" }

func (c Acceptance) check(*act) []fault.Field {
	var f fields
	f.limit("handler", c.Handler, 200)
	return f
}

func (c Acceptance) apply(a *act) error {
	a.accept(c.Handler)
	return nil
}

// accept lets the unit's work begin; contact, findings and answer imply it.
func (a *act) accept(handler string) {
	a.Status, a.Ready = Handling, false
	a.Handler = or(handler, or(a.Handler, a.By.String()))
}

// Refusal (退单) gives the case back: it is the wrong unit's. A person must
// find the right one, or the unit that has handed it down.
type Refusal struct {
	Reason string `json:"reason"`
}

// Name is "refusal".
func (Refusal) Name() string  { return "refusal" }
func (Refusal) event() string { return "refused" }

func (c Refusal) check(*act) []fault.Field {
	var f fields
	f.required("reason", c.Reason, 2000)
	return f
}

func (c Refusal) apply(a *act) error {
	if a.handBack() {
		return nil
	}
	a.leave()
	a.Status, a.Ready, a.Unit, a.Handler = Sorting, false, "", ""
	return nil
}

// Contacting is a try to reach the customer during the handling.
type Contacting struct {
	At      Instant `json:"at,omitzero" doc:"when it happened; now when left out"`
	Reached bool    `json:"reached"`
	Summary string  `json:"summary,omitempty"`
}

// Name is "contact".
func (Contacting) Name() string  { return "contact" }
func (Contacting) event() string { return "contacted" }

func (c Contacting) check(a *act) []fault.Field {
	var f fields
	f.happened("at", c.At, a)
	f.limit("summary", c.Summary, 1000)
	f.must("summary", len(a.Contacts) < mostRemarks, fault.Say("cannot be added: there are 100 contacts already", "联系记录已达上限（100次）"))
	return f
}

func (c Contacting) apply(a *act) error {
	a.accept("")
	if c.At = Second(c.At); c.At.Before(a.ReceivedAt) {
		c.At = a.Now
	}
	a.Contacts = append(a.Contacts, c)
	if !c.Reached {
		return nil
	}
	if err := a.amend("contact", c.At); err != nil { // sooner than the contact that was told first
		return err
	}
	a.end("contact", c.At)
	return nil
}

// Findings are what the investigation found: is it true, and whose fault (S-065, S-218).
type Findings struct {
	Verified       string `json:"verified" enum:"yes,partly,no,unverifiable"`
	Responsibility string `json:"responsibility" enum:"utility-marketing,utility-operation,customer,partner,none"`
	Cause          string `json:"cause,omitempty"`
	Facts          string `json:"facts,omitempty"`
	// CauseClass is one of the policy's, beside the free words of Cause; Evidence
	// refers to what proves the facts.
	CauseClass string   `json:"causeClass,omitempty" doc:"a code of the policy's list of causes"`
	Evidence   []string `json:"evidence,omitempty" maxItems:"20" doc:"references of what proves the facts, such as the number of a recording or a file"`
}

// mostEvidence bounds the references of findings.
const mostEvidence = 20

// Name is "findings".
func (Findings) Name() string  { return "findings" }
func (Findings) event() string { return "found" }

func (c Findings) check(a *act) []fault.Field {
	var f fields
	f.oneOf("verified", c.Verified, "yes", "partly", "no", "unverifiable")
	f.oneOf("responsibility", c.Responsibility, responsibilities...)
	f.limit("cause", c.Cause, 4000)
	f.limit("facts", c.Facts, 4000)
	if c.CauseClass != "" {
		_, known := a.Policy.Cause(c.CauseClass)
		f.must("causeClass", known, fault.Say("is no cause of the policy", "不是规则中的原因分类代码"))
	}
	f.must("evidence", len(c.Evidence) <= mostEvidence, fault.Say("has more than 20 entries", "不能超过20项"))
	for i, reference := range c.Evidence {
		f.required("evidence["+itoa(i)+"]", reference, 200)
	}
	return f
}

func (c Findings) apply(a *act) error {
	a.accept("")
	a.Findings = &c
	a.voidAssessments()
	return a.agree()
}

// Answer is the handling opinion that the unit gave to the customer.
type Answer struct {
	At           Instant `json:"at,omitzero" doc:"when the customer was answered; now when left out"`
	Text         string  `json:"text"`
	Others       string  `json:"others,omitempty" doc:"what those customers are told whose cases follow this one; the text when left out, which must not tell then who this customer is"`
	Agreed       bool    `json:"agreed,omitempty" doc:"the customer agreed to the solution"`
	Remedy       string  `json:"remedy,omitempty"`
	Compensation *Money  `json:"compensation,omitempty"`
	Usage        []Usage `json:"usage,omitempty" maxItems:"36" doc:"the customer's own usage that the answer rests on, in a matter of bills; the customer reads it"`
}

// ForOthers is what those are told whose cases follow this one.
func (c Answer) ForOthers() string { return or(c.Others, c.Text) }

// Usage is what a customer has used in a month, as the account system knows it (S-097).
type Usage struct {
	Month  string `json:"month" pattern:"^[0-9]{4}-(0[1-9]|1[0-2])$" patternDescription:"a month" doc:"such as 2026-08"`
	Energy string `json:"kWh" pattern:"^[0-9]{1,12}(\\.[0-9]{1,2})?$" patternDescription:"a decimal" doc:"decimal, such as 312.5"`
}

// mostUsage bounds the months of an answer.
const mostUsage = 36

// Money is an amount in a currency.
type Money struct {
	Amount   string `json:"amount" pattern:"^[0-9]{1,12}(\\.[0-9]{1,2})?$" patternDescription:"a decimal" doc:"decimal, such as 86.40"`
	Currency string `json:"currency" pattern:"^[A-Z]{3}$" patternDescription:"a currency" doc:"ISO 4217, such as CNY"`
}

// Name is "answer".
func (Answer) Name() string  { return "answer" }
func (Answer) event() string { return "answered" }

func (c Answer) check(a *act) []fault.Field {
	var f fields
	f.happened("at", c.At, a)
	f.required("text", c.Text, 4000)
	f.limit("others", c.Others, 4000)
	f.limit("remedy", c.Remedy, 4000)
	f.must("usage", len(c.Usage) <= mostUsage, fault.Say("has more than 36 months", "不能超过36个月"))
	for i, u := range c.Usage {
		f.required("usage["+itoa(i)+"].month", u.Month, 7)
		f.required("usage["+itoa(i)+"].kWh", u.Energy, 15)
	}
	return f
}

// apply ends the answer and legal clocks when the customer was answered, the
// return and rework clocks now, and starts the callback clock.
func (c Answer) apply(a *act) error {
	a.accept("")
	a.leave()
	if c.At = Second(c.At); c.At.Before(a.ReceivedAt) {
		c.At = a.Now
	}
	a.Answer, a.Status = &c, Answered
	if err := a.resumeAll(); err != nil {
		return err
	}
	a.end("answer", c.At)
	a.end("legal", c.At)
	a.end("return", a.Now)
	a.end("rework", a.Now)
	return a.arm("callback", a.Now)
}

// noCall is why a case is closed without a call to its customer.
var noCall = policy.Text{"en": "anonymous, no callback possible", "zh": "匿名且未留联系方式，无法回访"}

// Review is the centre's look at the answer before the customer is called.
type Review struct {
	Passed bool   `json:"passed"`
	Reason string `json:"reason,omitempty" doc:"required when the answer is not passed"`
}

// Name is "review".
func (Review) Name() string  { return "review" }
func (Review) event() string { return "reviewed" }

func (c Review) check(*act) []fault.Field {
	var f fields
	f.must("reason", c.Passed || c.Reason != "", fault.Say("is required when the answer is not passed", "审核不通过时必须填写原因"))
	f.limit("reason", c.Reason, 2000)
	return f
}

// apply passes the answer on to the callback. A refused answer undoes what it
// had ended: the clocks run on to the same due instants.
func (c Review) apply(a *act) error {
	if !c.Passed {
		a.Status = Handling
		for _, name := range []string{"answer", "legal", "return", "rework"} {
			if k := a.Clock(name); k != nil && k.Round == a.Round {
				if err := a.undo(name); err != nil {
					return err
				}
			}
		}
		if k := a.Clock("callback"); k != nil && k.Unended() {
			a.cancelClock(k)
		}
		return nil
	}
	if a.unapproved() {
		return a.illegal(fault.Say("the complaint is determined as abnormal, which the level above must approve first", "该投诉已判定为非正常投诉，须先经上级单位审批"))
	}
	if a.Policy.WrittenReplyRequired && a.LacksWrittenReply() {
		return a.illegal(fault.Say("the complainant gave a name and the complaint is true: record the written reply first", "实名投诉已查实，须先书面答复并登记"))
	}
	uncalled := !a.Customer.Reachable && a.Customer.Anonymous
	if uncalled {
		if err := a.mayClose(); err != nil {
			return err
		}
	}
	a.Status = Callback
	if !a.OverLevel.Open() { // else the superior body has still to agree to the handling
		a.releaseOf(ofHandling)
	}
	a.message(a.answerLetter())
	a.tellPartners(PartnerPost{Type: OrderAnswered, Text: a.Answer.Text})
	a.spread(a.Answer.ForOthers())
	if uncalled {
		a.close(a.satisfied(), noCall.In(a.Language))
	}
	return nil
}
