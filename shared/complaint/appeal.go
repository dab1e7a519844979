package complaint

import (
	"slices"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Appeal is a unit's appeal (申诉) against being charged with a closed case. It
// is about how the case counts, and nothing else: the complaint, its answer and
// its callback stay as they are, and the customer never hears of it. What a
// customer thinks of the answer is another matter, see [Reopening].
type Appeal struct {
	Type       AppealType  `json:"type"`
	Reason     string      `json:"reason"`
	Basis      string      `json:"basis"`
	Signatures []Signature `json:"signatures"`
	// Stage is 1 for the first appeal (初次申诉), and 1 more after each refusal.
	Stage   int     `json:"stage"`
	FiledAt Instant `json:"filedAt"`
	By      string  `json:"by"` // the actor
	// DecidedAt is zero while nobody has decided. Upheld: the case does not
	// count against the unit.
	DecidedAt Instant `json:"decidedAt,omitzero"`
	Upheld    bool    `json:"upheld,omitempty"`
	Decision  string  `json:"decision,omitempty"` // its reason
	DecidedBy string  `json:"decidedBy,omitempty"`
	// VoidAt is when the case was reopened before anybody had decided.
	VoidAt Instant `json:"voidAt,omitzero"`
}

// Open tells whether the appeal waits for its decision.
func (p Appeal) Open() bool { return p.DecidedAt.IsZero() && p.VoidAt.IsZero() }

// Signature is a department's word that it stands by an appeal.
type Signature struct {
	Level string  `json:"level" enum:"L1,L2,L3,L4,L5" doc:"where the department stands"`
	By    string  `json:"by" doc:"the department, or who signed for it"`
	At    Instant `json:"at,omitzero" doc:"when it signed, where that is known"`
}

// AppealType is what a unit holds against being charged with a case.
type AppealType string

// The types, as they are customary.
const (
	NotTrue        AppealType = "not-true"        // 不属实
	NotResponsible AppealType = "not-responsible" // 非供电责任
	WrongCategory  AppealType = "wrong-category"  // 分类错误
	Malicious      AppealType = "malicious"       // 恶意或无理诉求
	ForceMajeure   AppealType = "force-majeure"   // 不可抗力
	CountedTwice   AppealType = "duplicate"       // 重复
	Timeliness     AppealType = "timeliness"      // 时限误判
)

// AppealTypes are all types.
var AppealTypes = []AppealType{NotTrue, NotResponsible, WrongCategory, Malicious, ForceMajeure, CountedTwice, Timeliness}

// Title is what the type is called; nil for an unknown one.
func (t AppealType) Title() policy.Text { return appealTitles[t] }

var appealTitles = map[AppealType]policy.Text{
	NotTrue:        {"en": "not substantiated", "zh": "不属实"},
	NotResponsible: {"en": "not the utility's responsibility", "zh": "非供电责任"},
	WrongCategory:  {"en": "wrong category", "zh": "分类错误"},
	Malicious:      {"en": "malicious or unreasonable", "zh": "恶意或无理诉求"},
	ForceMajeure:   {"en": "force majeure", "zh": "不可抗力"},
	CountedTwice:   {"en": "counted already", "zh": "重复"},
	Timeliness:     {"en": "timeliness misjudged", "zh": "时限误判"},
}

// appealClock is the limit of the decision about an appeal. It
// runs in closed cases, and in these alone.
const appealClock = "appeal"

// mostAppeals bounds what a case carries of them, those that became void
// included: a case is one item of the store.
const mostAppeals = 10

// appeal is the one that waits for its decision, the last of all; nil for none.
func (c *Case) appeal() *Appeal {
	if n := len(c.Appeals); n > 0 && c.Appeals[n-1].Open() {
		return &c.Appeals[n-1]
	}
	return nil
}

// Pending tells whether something is still to be done about the case: it is open,
// an appeal waits for its decision, a regulator for its answer, or a clock runs that
// lasts beyond the closing.
func (c *Case) Pending() bool {
	return c.Status.Open() || c.appeal() != nil || c.owesRegulator() || slices.ContainsFunc(outliving, c.owes)
}

// Appealing files an appeal.
type Appealing struct {
	Type       AppealType  `json:"type" enum:"not-true,not-responsible,wrong-category,malicious,force-majeure,duplicate,timeliness" doc:"not true (不属实), not our responsibility (非供电责任), wrong category (分类错误), malicious or groundless (恶意或无理诉求), force majeure (不可抗力), duplicate (重复), or lateness misjudged (时限误判)"`
	Reason     string      `json:"reason" doc:"what the unit holds against being charged, and what it asks for"`
	Basis      string      `json:"basis" doc:"what proves it, such as a certificate"`
	Signatures []Signature `json:"signatures" doc:"of departments of as many different levels as the policy asks for"`
}

// Name is "appeal".
func (Appealing) Name() string  { return "appeal" }
func (Appealing) event() string { return "appealed" }

func (c Appealing) check(a *act) []fault.Field {
	var f fields
	var types []string
	for _, t := range AppealTypes {
		types = append(types, string(t))
	}
	f.oneOf("type", string(c.Type), types...)
	f.required("reason", c.Reason, 2000)
	f.required("basis", c.Basis, 2000)
	f.must("reason", len(a.Appeals) < mostAppeals, fault.Say("cannot be taken: there are "+itoa(mostAppeals)+" appeals already", "申诉次数已达上限（"+itoa(mostAppeals)+"次）"))
	c.checkSignatures(&f, a)
	return f
}

// checkSignatures asks for departments of different levels whose dates are
// consistent: none signs before the complaint, nor a higher level before a lower.
func (c Appealing) checkSignatures(f *fields, a *act) {
	signed := map[string]bool{}
	for i, s := range c.Signatures {
		name := "signatures[" + itoa(i) + "]."
		f.oneOf(name+"level", s.Level, policy.UnitLevels()...)
		f.must(name+"level", !signed[s.Level], fault.Say("has signed already", "该层级已签字"))
		f.required(name+"by", s.By, 200)
		f.must(name+"at", !s.At.After(a.Now), future)
		f.must(name+"at", s.At.IsZero() || !s.At.Before(a.ReceivedAt), beforeReceipt)
		f.must(name+"at", c.inOrder(s), fault.Say("lies before the signature of a lower level", "早于下级部门的签字时间"))
		signed[s.Level] = true
	}
	n := itoa(a.Policy.Appeal.Signatures)
	f.must("signatures", len(signed) >= a.Policy.Appeal.Signatures, fault.Say(
		"returned: departments of "+n+" different levels must have signed", "退回补正：须有"+n+"个不同层级的部门签字盖章"))
}

// inOrder tells whether no lower level has signed later.
func (c Appealing) inOrder(s Signature) bool {
	return s.At.IsZero() || !slices.ContainsFunc(c.Signatures, func(o Signature) bool {
		return policy.Rank(o.Level) < policy.Rank(s.Level) && o.At.After(s.At)
	})
}

// apply starts the clock of the decision.
func (c Appealing) apply(a *act) error {
	stage, err := a.nextStage()
	if err != nil {
		return err
	}
	signatures := slices.Clone(c.Signatures)
	for i := range signatures {
		signatures[i].At = Second(signatures[i].At)
	}
	a.Appeals = append(a.Appeals, Appeal{
		Type: c.Type, Reason: c.Reason, Basis: c.Basis, Signatures: signatures, Stage: stage, FiledAt: a.Now, By: a.By.String(),
	})
	return a.startClock(appealClock, a.Now)
}

// nextStage is the stage at which the unit may appeal now, from 1. It fails with
// Conflict when it may not: an appeal is open or was upheld, the last refusal
// was final, or the window is over that runs from the closing or that refusal.
func (a *act) nextStage() (int, error) {
	stage, from := 1, a.ClosedAt
	for _, p := range a.Appeals {
		switch {
		case p.Open():
			return 0, a.illegal(fault.Say("an appeal waits for its decision already", "已有申诉待审核"))
		case p.Upheld:
			return 0, a.illegal(fault.Say("an appeal against this case has been upheld already", "该工单的申诉已成立"))
		case p.VoidAt.IsZero():
			stage, from = p.Stage+1, later(from, p.DecidedAt)
		}
	}
	rule := a.Policy.Appeal
	_, limited := a.Policy.Limit(a.matter(), appealClock)
	switch {
	case !rule.Known() || !limited:
		return 0, a.illegal(fault.Say("the policy knows no appeal against the count of such a case", "规则未设此类工单的申诉"))
	case a.Unit == "":
		return 0, a.illegal(fault.Say("no unit is charged with this case", "该工单没有责任单位"))
	case stage > rule.Stages:
		return 0, a.illegal(fault.Say("the final appeal has been refused", "最终申诉已被驳回"))
	}
	last, err := a.Policy.Calendar.Due(from, rule.Window)
	if err != nil {
		return 0, internal(err, "compute the end of the window for an appeal")
	}
	if a.Now.After(last.At) {
		return 0, a.illegal(fault.Say("the appeal is late: its time ended at "+SpokenAt(last.At, a.Now, a.Policy.Zone(), "en"),
			"申诉已逾期，申诉期限至"+SpokenAt(last.At, a.Now, a.Policy.Zone(), "zh")))
	}
	return stage, nil
}

// AppealDecision upholds or refuses the appeal that waits. It is for a unit that
// stands above both the one charged and the one that filed the appeal, or for
// the whole company: nobody decides about an appeal of their own.
type AppealDecision struct {
	Upheld bool   `json:"upheld"`
	Reason string `json:"reason"`
}

// Name is "appeal-decision".
func (AppealDecision) Name() string  { return "appeal-decision" }
func (AppealDecision) event() string { return "appeal-decided" }

func (c AppealDecision) check(*act) []fault.Field {
	var f fields
	f.required("reason", c.Reason, 2000)
	return f
}

// apply ends the clock of the decision. It fails with Conflict when no appeal
// waits, and with Denied when the actor may not decide about it.
func (c AppealDecision) apply(a *act) error {
	p := a.appeal()
	if p == nil {
		return a.illegal(fault.Say("no appeal waits for a decision", "没有待审核的申诉"))
	}
	if !a.above(a.Unit) || !a.above(actorOf(p.By).Unit) {
		return fault.New(fault.Denied, fault.Say("an appeal is decided by a unit above the one that appeals", "申诉须由申诉单位的上级单位审核"))
	}
	p.DecidedAt, p.Upheld, p.Decision, p.DecidedBy = a.Now, c.Upheld, c.Reason, a.By.String()
	a.end(appealClock, a.Now)
	a.releaseOf(reason(appealClock))
	a.voidAssessments()
	return nil
}

// above tells whether the actor's scope lies over a unit and is not that unit.
// The whole company lies over all.
func (a *act) above(unit string) bool {
	return a.By.Unit == "" || unit != "" && unit != a.By.Unit && a.Policy.Within(unit, a.By.Unit)
}

// voided is the data of the event appeal-voided.
type voided struct {
	Stage int `json:"stage"`
}

// voidAppeal ends the appeal that waits, with its clock: the case that it is
// about goes on. Its stage is free again.
func (a *act) voidAppeal() {
	p := a.appeal()
	if p == nil {
		return
	}
	p.VoidAt = a.Now
	if k := a.Clock(appealClock); k != nil && k.Unended() {
		a.cancelClock(k)
	}
	a.releaseOf(reason(appealClock))
	a.system("appeal-voided", voided{p.Stage})
}
