package audit

import (
	"slices"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// Verdict is what the checks of an answer come to.
type Verdict struct {
	// Result is return with a flaw of high severity, suggest with one of
	// medium severity, else pass.
	Result string `json:"result" enum:"pass,suggest,return"`
	Checks []Flaw `json:"checks" doc:"what is wrong, the gravest first"`
}

// Flaw is a check that an answer does not stand.
type Flaw struct {
	ID       string      `json:"id"`
	Severity string      `json:"severity" enum:"high,medium,low"`
	Text     policy.Text `json:"text" doc:"what the check asks for"`
	Why      policy.Text `json:"why" doc:"what was found or is wanting"`
}

// results of a verdict, by the gravest flaw.
var results = map[string]string{"high": "return", "medium": "suggest", "low": "pass"}

// Verdict looks at the answer of a case that waits for its review, has passed
// it, or is closed. It gives nil for any other case, and where the pack has no checks.
func (a *Auditor) Verdict(c *complaint.Case) *Verdict {
	answered := c.Status == complaint.Answered || c.Status == complaint.Callback || c.Status == complaint.Closed
	if !answered || c.Answer == nil || len(a.policy.Audit.Checks) == 0 {
		return nil
	}
	r := a.read(c)
	v := &Verdict{Result: "pass", Checks: []Flaw{}}
	for _, k := range a.policy.Audit.Checks {
		if !r.concerns(k) {
			continue
		}
		if why := tests[k.Test](r, k); why != nil {
			v.Checks = append(v.Checks, Flaw{ID: k.ID, Severity: k.Severity, Text: k.Text, Why: why})
		}
	}
	slices.SortStableFunc(v.Checks, func(x, y Flaw) int { return rank(y.Severity) - rank(x.Severity) })
	if len(v.Checks) > 0 {
		v.Result = results[v.Checks[0].Severity]
	}
	return v
}

func rank(severity string) int { return slices.Index(policy.Severities, severity) }
