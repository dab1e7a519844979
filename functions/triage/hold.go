package triage

import "github.com/redress/redress/shared/complaint"

// hold has a person decide while the record lacks what the pack will not
// dispatch without. What is handed on at once, as a danger is, and what follows
// another case wait for nothing.
func (h *Handler) hold(c *complaint.Case, out *complaint.Judged) error {
	if out.Refer != "" || out.DuplicateOf != "" || out.BatchOf != "" {
		return nil
	}
	p, err := h.Desk.PolicyOf(c.PolicyID)
	if err != nil {
		return err
	}
	judged := *c
	judged.Judgement = out.Judgement
	for _, id := range h.Auditors.Of(p).Holds(&judged) {
		out.Unsure, out.Reasons = true, append(out.Reasons, complaint.Sorts("the record lacks "+id))
	}
	return nil
}
