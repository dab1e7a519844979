package complaint

import (
	"slices"
	"strings"

	"github.com/redress/redress/shared/fault"
)

// responsibilities are all that a complaint may be put down to.
var responsibilities = []string{"utility-marketing", "utility-operation", "customer", "partner", "none"}

// Responsibility is what the level above has decided about whose fault a matter is.
// It stands beside what the unit found, and is what counts (S-065, S-218).
type Responsibility struct {
	Responsibility string  `json:"responsibility"`
	Reason         string  `json:"reason"`
	At             Instant `json:"at"`
	By             string  `json:"by"` // the actor
}

// ResponsibleBy is whose fault the matter was held to be by an instant: what the
// level above had decided by then, else what the unit has found; "" while nobody
// has found anything.
func (c *Case) ResponsibleBy(at Instant) string {
	switch r := c.Responsibility; {
	case c.Findings == nil:
		return ""
	case r != nil && !r.At.After(at):
		return r.Responsibility
	}
	return c.Findings.Responsibility
}

// Verified tells whether the complaint was found to be true, in whole or in part.
func (c *Case) Verified() bool {
	return c.Findings != nil && (c.Findings.Verified == "yes" || c.Findings.Verified == "partly")
}

// Assessed tells whether the complaint counts against its unit now: it is true, it
// is the company's fault, and no appeal against that was upheld (S-211, S-218).
func (c *Case) Assessed() bool {
	responsibility := ""
	switch {
	case c.Findings == nil:
	case c.Responsibility != nil:
		responsibility = c.Responsibility.Responsibility
	default:
		responsibility = c.Findings.Responsibility
	}
	upheld := slices.ContainsFunc(c.Appeals, func(p Appeal) bool { return p.Upheld })
	return c.Verified() && strings.HasPrefix(responsibility, "utility-") && !upheld
}

// ResponsibilityDecision settles whose fault a matter is, where what the unit has
// found is disputed.
type ResponsibilityDecision struct {
	Responsibility string `json:"responsibility" enum:"utility-marketing,utility-operation,customer,partner,none"`
	Reason         string `json:"reason"`
}

// Name is "responsibility-decision".
func (ResponsibilityDecision) Name() string  { return "responsibility-decision" }
func (ResponsibilityDecision) event() string { return "responsibility-decided" }

func (c ResponsibilityDecision) check(*act) []fault.Field {
	var f fields
	f.oneOf("responsibility", c.Responsibility, responsibilities...)
	f.required("reason", c.Reason, 2000)
	return f
}

// apply makes void what had followed for those who are not responsible any more. It
// fails with Conflict while nothing was found, and with Denied when the actor does
// not stand above the unit.
func (c ResponsibilityDecision) apply(a *act) error {
	switch {
	case a.Findings == nil:
		return a.illegal(fault.Say("nothing has been found yet that could be decided otherwise", "尚无核查结论，不能裁定责任"))
	case !a.leads():
		return fault.New(fault.Denied, fault.Say("responsibility is decided by a unit above the one that has found it", "责任裁定须由承办单位的上级单位作出"))
	}
	a.Responsibility = &Responsibility{Responsibility: c.Responsibility, Reason: c.Reason, At: a.Now, By: a.By.String()}
	a.voidAssessments()
	return nil
}
