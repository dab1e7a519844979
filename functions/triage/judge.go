package triage

import (
	"context"
	"slices"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/triage"
)

// judge asks the rules, the routes, the cases of the same customer and place, and
// the company for a known outage.
func (h *Handler) judge(ctx context.Context, c *complaint.Case, heard *Heard) (complaint.Judged, error) {
	p, err := h.Desk.PolicyOf(c.PolicyID)
	if err != nil {
		return complaint.Judged{}, err
	}
	judge, err := h.JudgeOf(c.PolicyID)
	if err != nil {
		return complaint.Judged{}, err
	}
	j := judge.Judge(triage.Input{Text: c.Text, Demand: c.Demand, Language: c.Language, Class: c.Claimed})
	out := complaint.Judged{
		Judgement: complaint.Judgement{Kind: j.Kind, Class: j.Class, Urgency: j.Urgency, Grade: j.Grade, Confidence: j.Confidence},
		Unsure:    j.Unsure, Levels: j.Levels,
	}
	for _, r := range j.Reasons {
		out.Reasons = append(out.Reasons, r.String())
	}
	heed(c, &out.Judgement)
	for _, a := range j.Alternatives {
		out.Alternatives = append(out.Alternatives, complaint.Alternative(a))
	}
	if k, ok := p.Kind(j.Kind); ok && !j.Unsure {
		out.Refer = k.Refer
	}
	out.Signals = signals(j)
	route(p, c, j, &out)
	err = h.know(ctx, asked{c, j, judge, p}, &out, heard)
	return out, err
}

// heed makes the matter of a vulnerable customer urgent at least.
func heed(c *complaint.Case, j *complaint.Judgement) {
	if least := "urgent"; c.Customer.Vulnerable && slices.Index(complaint.Urgencies, j.Urgency) < slices.Index(complaint.Urgencies, least) {
		j.Urgency, j.Reasons = least, append(j.Reasons, "urgency "+least+": the customer is vulnerable")
	}
}

// signals are those of the pack that a judgement has found.
func signals(j triage.Judgement) (names []string) {
	for _, r := range j.Reasons {
		if r.What == "signal" && !slices.Contains(names, r.Code) {
			names = append(names, r.Code)
		}
	}
	return names
}
