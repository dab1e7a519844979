package triage

import (
	"fmt"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/triage"
)

// route sets the unit that must answer, and says among the reasons why it is
// this one, and for what a person must decide. While a matter may be one that
// is kept from the unit, it has none: it is the centre's to sort.
func route(p *policy.Policy, c *complaint.Case, j triage.Judgement, out *complaint.Judged) {
	unit, reason := complaint.Route(p, c.MatterAs(out.Judgement))
	if j.Unsure {
		out.Reasons = append(out.Reasons, unsure(p, j))
		if other, differ := elsewhere(p, c, j, out.Judgement); differ {
			unit, reason = "", complaint.Sorts("it may be for "+either(unit)+" or "+either(other))
		}
	}
	if out.Unit = unit; unit == "" && out.Refer != "" {
		return // nobody has to decide: it is handed on at once
	}
	out.Reasons = append(out.Reasons, reason)
}

// unsure says why a judgement is.
func unsure(p *policy.Policy, j triage.Judgement) string {
	if j.Confidence == 0 || j.Confidence >= p.Triage.Threshold {
		return complaint.Sorts("the text says too little")
	}
	return complaint.Sorts(fmt.Sprintf("confidence %.2f below %.2f", j.Confidence, p.Triage.Threshold))
}

// elsewhere tells whether one of the other judgements that triage holds
// possible leads to another unit than the best one, and to which.
func elsewhere(p *policy.Policy, c *complaint.Case, j triage.Judgement, best complaint.Judgement) (other string, differ bool) {
	unit, _ := complaint.Route(p, c.MatterAs(best))
	for _, a := range j.Alternatives {
		as := best
		as.Kind, as.Class = a.Kind, a.Class
		if other, _ := complaint.Route(p, c.MatterAs(as)); other != unit {
			return other, true
		}
	}
	return "", false
}

func either(unit string) string {
	if unit == "" {
		return "no unit known"
	}
	return unit
}
