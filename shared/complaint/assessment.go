package complaint

import (
	"slices"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Assessment (考核) is what a complaint that counts has cost somebody of the company
// (S-154 to S-157).
type Assessment struct {
	Kind   string  `json:"kind"` // a code of the policy
	Who    string  `json:"who"`
	Amount string  `json:"amount,omitempty"` // decimal
	Reason string  `json:"reason"`
	At     Instant `json:"at"`
	By     string  `json:"by"` // the actor
	// VoidAt is when the complaint ceased to count: an appeal was upheld, or the
	// responsibility decided or found otherwise.
	VoidAt Instant `json:"voidAt,omitzero"`
}

// mostAssessments bounds what a case carries of them.
const mostAssessments = 20

// Assessing records a consequence.
type Assessing struct {
	Kind   string `json:"kind" doc:"a code of the policy's, such as fine or criticism"`
	Who    string `json:"who" doc:"the person or department: a staff id"`
	Amount string `json:"amount,omitempty" doc:"decimal, such as 50.00; the policy's when left out"`
	Reason string `json:"reason"`
}

// Name is "assessment".
func (Assessing) Name() string  { return "assessment" }
func (Assessing) event() string { return "assessed" }

func (c Assessing) check(a *act) []fault.Field {
	var f fields
	var codes []string
	for _, k := range a.Policy.Assessments {
		codes = append(codes, k.Code)
	}
	f.must("kind", slices.Contains(codes, c.Kind), Listed(codes, func(code string) string {
		k, _ := a.Policy.Assessment(code)
		return k.Name.In("zh")
	}))
	f.required("who", c.Who, 200)
	if c.Amount != "" {
		f.amount("amount", c.Amount)
	}
	f.required("reason", c.Reason, 2000)
	f.must("kind", len(a.Assessments) < mostAssessments, fault.Say("cannot be added: there are 20 assessments already", "考核记录已达上限（20条）"))
	return f
}

// amount checks a sum of money above zero.
func (f *fields) amount(name, value string) {
	n, ok := policy.Hundredths(value)
	f.must(name, ok && n > 0, fault.Say("must be an amount above zero such as 86.40", "必须是大于零的金额，如86.40"))
}

// apply fails with Conflict when the complaint does not count, and with Denied when
// the actor does not stand above the unit.
func (c Assessing) apply(a *act) error {
	switch {
	case !a.leads():
		return fault.New(fault.Denied, fault.Say("a complaint is assessed by a unit above the one that is responsible", "考核须由责任单位的上级单位作出"))
	case !a.Assessed():
		return a.illegal(fault.Say("only a complaint that is true, the company's fault and not appealed away is assessed", "仅对属实、供电责任且申诉未成立的投诉进行考核"))
	}
	kind, _ := a.Policy.Assessment(c.Kind)
	a.Assessments = append(a.Assessments, Assessment{
		Kind: c.Kind, Who: c.Who, Amount: or(c.Amount, kind.Amount), Reason: c.Reason, At: a.Now, By: a.By.String(),
	})
	return nil
}

// voidAssessments makes void what a complaint has cost that does not count any more.
func (a *act) voidAssessments() {
	valid := func(s Assessment) bool { return s.VoidAt.IsZero() }
	if a.Assessed() || !slices.ContainsFunc(a.Assessments, valid) {
		return
	}
	for i := range a.Assessments {
		if s := &a.Assessments[i]; valid(*s) {
			s.VoidAt = a.Now
		}
	}
	a.system("assessments-voided", nil)
}
