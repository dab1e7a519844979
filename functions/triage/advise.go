package triage

import (
	"context"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/triage/adviser"
)

// Advice is what came of asking the outside adviser.
type Advice string

// The kinds of advice; empty where none was wanted.
const (
	Advised   Advice = "advised"   // there is a second opinion
	Unadvised Advice = "unadvised" // there is none, though one was wanted
)

// advise asks the adviser, where there is one, about a matter that triage is
// unsure of. What it says stands beside the judgement and changes nothing in it;
// what goes wrong is told to Unadvised and harms nobody.
func (h *Handler) advise(ctx context.Context, c *complaint.Case, j complaint.Judged, now complaint.Instant) (*complaint.SecondOpinion, Advice) {
	if h.Counsel == nil || !j.Unsure {
		return nil, ""
	}
	o, err := h.opinion(ctx, c, j, now)
	if err != nil {
		h.Unadvised(c.Reference, err)
		return nil, Unadvised
	}
	return &complaint.SecondOpinion{Kind: o.Kind, Class: o.Class, Reason: o.Reason, By: o.Model}, Advised
}

func (h *Handler) opinion(ctx context.Context, c *complaint.Case, j complaint.Judged, now complaint.Instant) (adviser.Opinion, error) {
	p, err := h.Desk.PolicyOf(c.PolicyID)
	if err != nil {
		return adviser.Opinion{}, err
	}
	return h.Counsel.Ask(ctx, adviser.About(p, c.Text+"\n"+c.Demand, candidates(j)...), now)
}

// candidates are the codes that triage holds possible, its own choice first.
func candidates(j complaint.Judged) []string {
	codes := []string{j.Kind, j.Class}
	for _, a := range j.Alternatives {
		codes = append(codes, a.Kind, a.Class)
	}
	return codes
}
