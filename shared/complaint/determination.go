package complaint

import (
	"slices"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Determination (投诉判定) is what was decided about the validity of a complaint. It
// is another thing than what the investigation found, see [Findings].
type Determination struct {
	Result Validity `json:"result"`
	// Criterion is the number of the policy's criterion of an invalid complaint;
	// 0 for other results.
	Criterion   int     `json:"criterion,omitempty"`
	Explanation string  `json:"explanation,omitempty"`
	At          Instant `json:"at"`
	By          string  `json:"by"`
	// Approval is that of the level above, which an abnormal complaint needs.
	Approval *Approval `json:"approval,omitempty"`
	// CheckRound is that of the clock of the level above's look; 0 without one.
	CheckRound int `json:"checkRound,omitempty"`
}

// Approval is the word of the level above.
type Approval struct {
	Approved bool    `json:"approved"`
	Reason   string  `json:"reason"`
	At       Instant `json:"at"`
	By       string  `json:"by"`
}

// Validity is what a complaint is by its determination.
type Validity string

// The results of a determination.
const (
	Normal         Validity = "normal"          // 正常投诉: handled and tracked
	NotEstablished Validity = "not-established" // 投诉不成立: answered tactfully, the misunderstanding cleared
	Abnormal       Validity = "abnormal"        // 非正常投诉: claims beyond rules, agreement and law
	NotValid       Validity = "invalid"         // 无效投诉: not to be handled
)

// Validities are all results.
var Validities = []Validity{Normal, NotEstablished, Abnormal, NotValid}

// Validity is what the complaint is held to be. It is normal until it is
// determined otherwise, also while its cause is unknown (S-203), and when the level
// above has not approved that it is abnormal.
func (c *Case) Validity() Validity {
	d := c.Determination
	if d == nil || d.Approval != nil && !d.Approval.Approved {
		return Normal
	}
	return d.Result
}

// unapproved tells whether the level above has still to say whether the complaint
// is abnormal.
func (c *Case) unapproved() bool {
	return c.Validity() == Abnormal && c.Determination.Approval == nil
}

// Why says to the customer, in a language, why the complaint is invalid or not
// established: the criterion's words and the explanation, or what a supervisor
// wrote who has closed it as invalid without a determination. It is "" for any
// other complaint.
func (c *Case) Why(p *policy.Policy, language string) string {
	d, v := c.Determination, c.Validity()
	switch {
	case v == NotValid:
		words, _ := p.Determination.Criterion(d.Criterion)
		return words.In(language) + colon.In(language) + d.Explanation
	case c.Outcome == Invalid:
		return c.Reason
	case v == NotEstablished:
		return d.Explanation
	}
	return ""
}

var colon = policy.Text{"en": ": ", "zh": "："}

// Determining is the command that determines the validity of a complaint.
type Determining struct {
	Result      Validity `json:"result" enum:"normal,not-established,abnormal,invalid" doc:"a proper complaint (正常投诉), one not established (投诉不成立), an improper one (非正常投诉), or an invalid one (无效投诉); only a supervisor may say invalid"`
	Criterion   int      `json:"criterion,omitempty" doc:"of an invalid complaint: the number of the policy's criterion, from 1"`
	Explanation string   `json:"explanation,omitempty" doc:"required unless the complaint is normal; who has complained reads it where it is invalid or not established"`
}

// Name is "determination".
func (Determining) Name() string  { return "determination" }
func (Determining) event() string { return "determined" }

func (c Determining) check(a *act) []fault.Field {
	var f fields
	var results []string
	for _, v := range Validities {
		results = append(results, string(v))
	}
	f.oneOf("result", string(c.Result), results...)
	c.checkCriterion(&f, a.Policy.Determination)
	if c.Result != Normal {
		f.required("explanation", c.Explanation, 2000)
	}
	f.limit("explanation", c.Explanation, 2000)
	return f
}

func (c Determining) checkCriterion(f *fields, d policy.Determination) {
	_, known := d.Criterion(c.Criterion)
	last := itoa(len(d.Criteria))
	switch {
	case c.Result != NotValid:
		f.must("criterion", c.Criterion == 0, fault.Say("is for an invalid complaint only", "仅无效投诉需要填写"))
	case len(d.Criteria) == 0:
		f.must("criterion", false, fault.Say("cannot be said: the policy has no criteria of invalid complaints, a supervisor may close the case", "规则未设无效投诉判定标准，可由督办人员办结"))
	default:
		f.must("criterion", known, fault.Say("must be a number from 1 to "+last, "必须为1至"+last+"的编号"))
	}
}

// apply closes an invalid complaint. It fails with Denied when somebody else than
// a supervisor calls it so, and with Conflict when the findings say otherwise.
func (c Determining) apply(a *act) error {
	a.uncheck(a.Determination)
	a.Determination = &Determination{
		Result: c.Result, Criterion: c.Criterion, Explanation: c.Explanation, At: a.Now, By: a.By.String(),
	}
	switch c.Result {
	case NotEstablished:
		return a.refute(c.Explanation)
	case Abnormal:
		a.mentionAbove(a.Unit, telling{kind: "dispatched", template: "dispatched.approval", key: "approval/" + itoa(a.Events)})
		round, err := a.awaitCheck()
		a.Determination.CheckRound = round
		return err
	case NotValid:
		if !slices.Contains(lead, a.By.Role) {
			return fault.New(fault.Denied, fault.Say("only a supervisor may call a complaint invalid", "只有督办人员可以判定无效投诉"))
		}
		a.close(Invalid, a.Why(a.Policy, a.Policy.Language))
	}
	return nil
}

// refute makes the findings say that the complaint is not true, where there are
// none yet. An unknown cause does not do: such a complaint is normal.
func (a *act) refute(facts string) error {
	if a.Findings == nil {
		a.Findings = &Findings{Verified: "no", Responsibility: "none", Facts: facts}
	}
	return a.agree()
}

// agree holds findings against the determination.
func (a *act) agree() error {
	if a.Validity() == NotEstablished && a.Findings.Verified != "no" {
		return a.illegal(fault.Say("the findings are not that the complaint is untrue: it is a normal one", "核查结论不是“不属实”，应按正常投诉处理"))
	}
	return nil
}

// DeterminationApproval is the word of the level above about an abnormal complaint.
// When it refuses, the complaint is a normal one.
type DeterminationApproval struct {
	Approved bool   `json:"approved"`
	Reason   string `json:"reason"`
}

// Name is "determination-approval".
func (DeterminationApproval) Name() string  { return "determination-approval" }
func (DeterminationApproval) event() string { return "determination-approved" }

func (c DeterminationApproval) check(*act) []fault.Field {
	var f fields
	f.required("reason", c.Reason, 2000)
	return f
}

// apply fails with Conflict when nothing waits for approval, and with Denied when
// the actor does not stand above the unit and whoever has determined.
func (c DeterminationApproval) apply(a *act) error {
	if !a.unapproved() {
		return a.illegal(fault.Say("no determination waits for approval", "没有待审批的判定"))
	}
	if !a.instead(a.Determination.By) {
		return fault.New(fault.Denied, fault.Say("an abnormal complaint is approved by a unit above the one that has determined it", "非正常投诉须由判定单位的上级单位审批"))
	}
	a.checked(a.Determination.CheckRound)
	a.Determination.Approval = &Approval{Approved: c.Approved, Reason: c.Reason, At: a.Now, By: a.By.String()}
	return nil
}

// answerLetter is the message with the answer, and its values: where the policy has
// words for it, who has complained without its being established is told why, and
// they and whose complaint is abnormal what else they can do.
func (a *act) answerLetter() (kind string, values map[string]string) {
	kind = "answer." + string(a.Validity())
	if _, ok := a.Policy.Texts.Messages[kind]; ok {
		return kind, map[string]string{"text": clause(a.Answer.Text), "reason": clause(a.Why(a.Policy, a.Language)), "ways": a.Policy.Determination.Ways.In(a.Language)}
	}
	return "answer", map[string]string{"text": clause(a.Answer.Text)}
}
