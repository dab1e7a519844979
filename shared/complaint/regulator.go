package complaint

import (
	"slices"
	"time"

	"github.com/redress/redress/shared/fault"
)

// RegulatorAppeal is a customer's appeal (申诉) to the regulator about a case, which
// is open or closed (S-131, S-135, S-139). The unit states the facts, the centre
// passes its answer (S-138), the regulator finds. It is another flow than
// the unit's own [Appeal], and neither opens, closes nor moves the case.
type RegulatorAppeal struct {
	Body      string  `json:"body"`      // the regulator, such as 12398
	Reference string  `json:"reference"` // of the regulator's case
	Facts     string  `json:"facts"`
	FiledAt   Instant `json:"filedAt"`
	By        string  `json:"by"` // the actor who recorded it
	// Partner hears the answer by machine; "" for a regulator that did not say so by machine.
	Partner string `json:"partner,omitempty"`
	// Answers are the unit's, until one has passed.
	Answers []RegulatorAnswer `json:"answers,omitempty"`
	// Fault and Finding are the regulator's, FoundAt zero while it has none.
	Fault   Fault   `json:"fault,omitempty"`
	Finding string  `json:"finding,omitempty"`
	FoundAt Instant `json:"foundAt,omitzero"`
	FoundBy string  `json:"foundBy,omitempty"` // the actor who recorded it
}

// RegulatorAnswer is an answer of the unit for the regulator, with the centre's review.
type RegulatorAnswer struct {
	Text string  `json:"text"`
	At   Instant `json:"at"`
	By   string  `json:"by"`
	// ReviewedAt is zero while nobody has reviewed it; Passed: it went to the regulator.
	ReviewedAt Instant `json:"reviewedAt,omitzero"`
	ReviewedBy string  `json:"reviewedBy,omitempty"`
	Passed     bool    `json:"passed,omitempty"`
	Reason     string  `json:"reason,omitempty"`
}

// Fault is whether a regulator finds the company at fault (有责).
type Fault string

// The findings of a regulator.
const (
	AtFault     Fault = "yes"
	PartlyFault Fault = "partly"
	NoFault     Fault = "no"
)

// regulatorClock is the limit of the answer to the regulator (S-137). It runs until
// an answer has passed, in a closed case too.
const regulatorClock = "regulator"

const (
	mostRegulatorAppeals = 10
	mostRegulatorAnswers = 10
)

// Open tells whether the regulator has not found yet.
func (p *RegulatorAppeal) Open() bool { return p != nil && p.FoundAt.IsZero() }

// last is the latest answer; nil for none.
func (p *RegulatorAppeal) last() *RegulatorAnswer {
	if n := len(p.Answers); n > 0 {
		return &p.Answers[n-1]
	}
	return nil
}

// answered tells whether an answer has passed to the regulator.
func (p *RegulatorAppeal) answered() bool {
	last := p.last()
	return last != nil && last.Passed
}

// waits tells whether an answer waits for its review.
func (p *RegulatorAppeal) waits() bool {
	last := p.last()
	return last != nil && last.ReviewedAt.IsZero()
}

// regulatorAppeal is the one that the regulator has not found about; nil for none.
func (c *Case) regulatorAppeal() *RegulatorAppeal {
	if n := len(c.RegulatorAppeals); n > 0 && c.RegulatorAppeals[n-1].Open() {
		return &c.RegulatorAppeals[n-1]
	}
	return nil
}

// owesRegulator tells whether the regulator waits for the company's answer.
func (c *Case) owesRegulator() bool {
	p := c.regulatorAppeal()
	return p != nil && !p.answered()
}

// openRegulatorAppeal is regulatorAppeal, or the Conflict that there is none.
func (a *act) openRegulatorAppeal() (*RegulatorAppeal, error) {
	if p := a.regulatorAppeal(); p != nil {
		return p, nil
	}
	return nil, a.illegal(fault.Say("no appeal to a regulator is open", "没有未结的监管申诉"))
}

// RegulatorAppealing records that the customer has gone to the regulator.
type RegulatorAppealing struct {
	Body      string  `json:"body" doc:"the regulator, such as 12398"`
	Reference string  `json:"reference" doc:"of the regulator's case"`
	Facts     string  `json:"facts" doc:"what the customer holds, and what the regulator asks"`
	AnswerBy  Instant `json:"answerBy,omitzero" doc:"by when the regulator wants the answer; the policy's limit when left out"`
}

// Name is "regulator-appeal".
func (RegulatorAppealing) Name() string  { return "regulator-appeal" }
func (RegulatorAppealing) event() string { return "regulator-appealed" }

func (c RegulatorAppealing) check(a *act) []fault.Field {
	var f fields
	f.required("body", c.Body, 200)
	f.required("reference", c.Reference, 200)
	f.required("facts", c.Facts, 4000)
	f.checkOrdered(a, "answerBy", regulatorClock, c.limit())
	if _, known := a.Policy.Clock(regulatorClock); known && c.AnswerBy.IsZero() {
		_, limited := a.ordered(regulatorClock, "")
		f.must("answerBy", limited, fault.Say("is required: the policy has no limit of its own", "必填：规则未设答复监管机构的时限"))
	}
	f.must("reference", len(a.RegulatorAppeals) < mostRegulatorAppeals, fault.Say("cannot be added: there are 10 appeals to regulators already", "监管申诉记录已达上限（10次）"))
	return f
}

// limit is what the regulator says, as orders say limits.
func (c RegulatorAppealing) limit() string {
	if c.AnswerBy.IsZero() {
		return ""
	}
	return Second(c.AnswerBy).Format(time.RFC3339)
}

// apply starts the clock of the answer and asks the unit for the facts. It fails
// with Conflict while another appeal is open, and where the policy knows none.
func (c RegulatorAppealing) apply(a *act) error {
	if _, known := a.Policy.Clock(regulatorClock); !known {
		return a.illegal(fault.Say("the policy knows no appeal to a regulator", "规则未设监管申诉"))
	}
	if a.regulatorAppeal() != nil {
		return a.illegal(fault.Say("an appeal to a regulator is open already", "已有未结的监管申诉"))
	}
	appeal := RegulatorAppeal{Body: c.Body, Reference: c.Reference, Facts: c.Facts, FiledAt: a.Now, By: a.By.String()}
	if a.By.Role == Partner {
		appeal.Partner = a.By.ID
	}
	a.RegulatorAppeals = append(a.RegulatorAppeals, appeal)
	k, err := a.startOrdered(regulatorClock, c.limit())
	if err != nil {
		return err
	}
	a.tell(telling{kind: "dispatched", clock: k, point: "ordered", levels: a.Policy.Tell["dispatched"]})
	return nil
}

// RegulatorAnswering is the unit's statement of the facts, for the regulator.
type RegulatorAnswering struct {
	Text string `json:"text"`
}

// Name is "regulator-answer".
func (RegulatorAnswering) Name() string  { return "regulator-answer" }
func (RegulatorAnswering) event() string { return "regulator-answered" }

func (c RegulatorAnswering) check(a *act) []fault.Field {
	var f fields
	f.required("text", c.Text, 4000)
	p := a.regulatorAppeal()
	f.must("text", p == nil || len(p.Answers) < mostRegulatorAnswers, fault.Say("cannot be added: there are 10 answers already", "答复次数已达上限（10次）"))
	return f
}

// apply fails with Conflict when no answer is asked for: there is no appeal, one
// has passed, or one waits for its review.
func (c RegulatorAnswering) apply(a *act) error {
	p, err := a.openRegulatorAppeal()
	switch {
	case err != nil:
		return err
	case p.answered():
		return a.illegal(fault.Say("an answer has passed to the regulator already", "已答复监管机构"))
	case p.waits():
		return a.illegal(fault.Say("an answer waits for its review already", "已有答复待审核"))
	}
	p.Answers = append(p.Answers, RegulatorAnswer{Text: c.Text, At: a.Now, By: a.By.String()})
	return nil
}

// RegulatorReview is the centre's audit (审核) of the answer for the regulator.
type RegulatorReview struct {
	Passed bool   `json:"passed"`
	Reason string `json:"reason,omitempty" doc:"required when the answer is not passed"`
}

// Name is "regulator-review".
func (RegulatorReview) Name() string  { return "regulator-review" }
func (RegulatorReview) event() string { return "regulator-reviewed" }

func (c RegulatorReview) check(*act) []fault.Field { return Review(c).check(nil) }

// apply passes the answer on, which ends the clock, or tells the unit to hand in
// another. It fails with Conflict when no answer waits, and with Denied when the
// actor does not stand above the unit and whoever answered.
func (c RegulatorReview) apply(a *act) error {
	p, err := a.openRegulatorAppeal()
	if err != nil {
		return err
	}
	if !p.waits() {
		return a.illegal(fault.Say("no answer to the regulator waits for its review", "没有待审核的监管答复"))
	}
	answer := p.last()
	if !a.instead(answer.By) {
		return fault.New(fault.Denied, fault.Say("an answer to the regulator is reviewed by a unit above the one that answers", "监管答复须由答复单位的上级单位审核"))
	}
	answer.ReviewedAt, answer.ReviewedBy, answer.Passed, answer.Reason = a.Now, a.By.String(), c.Passed, c.Reason
	if c.Passed {
		if p.Partner != "" {
			a.tellPartner(PartnerPost{Partner: p.Partner, Type: AppealAnswered, Order: p.Reference, Text: answer.Text})
		}
		a.end(regulatorClock, a.Now)
		a.releaseOf(reason(regulatorClock))
		return nil
	}
	a.tell(telling{
		kind: "rework", clock: a.Clock(regulatorClock), point: "returned " + itoa(len(p.Answers)), levels: a.Policy.Tell["rework"],
	})
	return nil
}

// RegulatorFinding records what the regulator has found.
type RegulatorFinding struct {
	Fault   Fault  `json:"fault" enum:"yes,partly,no" doc:"whether the company is at fault (有责)"`
	Finding string `json:"finding"`
	Appeal  string `json:"appeal,omitempty" doc:"the regulator's number of the appeal, where it is said: it must be that of the open one"`
}

// Name is "regulator-finding".
func (RegulatorFinding) Name() string  { return "regulator-finding" }
func (RegulatorFinding) event() string { return "regulator-found" }

func (c RegulatorFinding) check(a *act) []fault.Field {
	var f fields
	f.oneOf("fault", string(c.Fault), string(AtFault), string(PartlyFault), string(NoFault))
	f.required("finding", c.Finding, 4000)
	p := a.regulatorAppeal()
	f.must("appeal", c.Appeal == "" || p == nil || c.Appeal == p.Reference, fault.Say("is not the number of the open appeal", "与未结的监管申诉编号不符"))
	return f
}

// apply ends the appeal, and its clock where the regulator has not waited for an
// answer. It fails with Conflict when no appeal is open, and with Denied when the
// actor does not stand above the unit: nobody records a finding about themselves. A
// partner finds about what it has passed on itself.
func (c RegulatorFinding) apply(a *act) error {
	p, err := a.openRegulatorAppeal()
	if err != nil {
		return err
	}
	if a.By.Role == Partner && a.By.ID != p.Partner {
		return a.illegal(fault.Say("the open appeal is not of this partner", "未结的监管申诉不属于该合作单位"))
	}
	if a.By.Role != Partner && !a.leads() {
		return fault.New(fault.Denied, fault.Say("a regulator's finding is recorded by a unit above the one that it is about", "监管结论须由承办单位的上级单位登记"))
	}
	p.Fault, p.Finding, p.FoundAt, p.FoundBy = c.Fault, c.Finding, a.Now, a.By.String()
	if k := a.Clock(regulatorClock); k != nil && k.Unended() {
		a.cancelClock(k)
	}
	a.releaseOf(reason(regulatorClock))
	return nil
}

// RegulatorAppealed tells whether the customer had gone to the regulator by an
// instant, and what the regulator had found by then: the worst for the company of
// several findings, "" for none.
func (c *Case) RegulatorAppealed(by Instant) (found Fault, appealed bool) {
	worst := []Fault{"", NoFault, PartlyFault, AtFault}
	for _, p := range c.RegulatorAppeals {
		if p.FiledAt.After(by) {
			continue
		}
		appealed = true
		if !p.Open() && !p.FoundAt.After(by) && slices.Index(worst, p.Fault) > slices.Index(worst, found) {
			found = p.Fault
		}
	}
	return found, appealed
}
