// Package triage is the function that judges a new case: what it is about,
// how urgent and grave, whether it is known already, and which unit must
// answer. The workflow calls it first, and again whenever it has lost its
// place: a case that is judged already is only asked where it stands. So a
// successor of an execution finds its place, after a pause.
//
// It reads no contact details; the same customer is found by the hashes on
// the case.
package triage

import (
	"context"
	"slices"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/triage"
)

// Handler judges cases.
type Handler struct {
	Desk *desk.Desk
	// JudgeOf gives the judge of a policy version.
	JudgeOf func(policyID string) (*triage.Judge, error)
}

// In is the workflow's question.
type In struct {
	Reference string        `json:"reference"`
	Cycle     int           `json:"cycle"`
	Run       complaint.Run `json:"run"`
	StartedAt time.Time     `json:"startedAt"` // of the execution
}

// Out tells the workflow where the case stands.
type Out = complaint.Standing

// Handle judges the case unless that was done before.
func (h *Handler) Handle(ctx context.Context, in In) (Out, error) {
	c, err := h.Desk.Case(ctx, in.Reference)
	if err != nil {
		return Out{}, err
	}
	now := h.Desk.Instant()
	next := c.NextIn(in.Cycle, now)
	if next != complaint.StepClosed && in.Run.Begins() {
		next = complaint.StepCoolDown
	}
	if next != complaint.StepTriage || in.Run.Spent(in.StartedAt, now) {
		return in.Run.Onward(next, in.StartedAt, now), nil
	}
	judged, err := h.judge(ctx, c)
	if err != nil {
		return Out{}, err
	}
	if judged.DuplicateOf != "" {
		if err := h.link(ctx, judged.DuplicateOf, c.Reference); err != nil {
			return Out{}, err
		}
	}
	c, err = h.Desk.Do(ctx, desk.Order{Reference: in.Reference, Command: judged, By: complaint.Actor{Role: complaint.System}})
	if err != nil {
		return Out{}, err
	}
	return in.Run.Onward(c.NextIn(in.Cycle, now), in.StartedAt, now), nil
}

// judge asks the rules, the units and the open cases of the same customer.
func (h *Handler) judge(ctx context.Context, c *complaint.Case) (complaint.Judged, error) {
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
	for _, a := range j.Alternatives {
		out.Alternatives = append(out.Alternatives, complaint.Alternative{Class: a.Class, Confidence: a.Confidence})
	}
	if u, ok := p.UnitFor(c.Site.Region); ok {
		out.Unit = u.ID
	}
	if k, ok := p.Kind(j.Kind); ok && !j.Unsure {
		out.Refer = k.Refer
	}
	out.DuplicateOf, out.Likely, err = h.known(ctx, c, j)
	return out, err
}

// known looks through the open cases of the same customer: the earliest of the
// same account and class is the original; others are only offered.
func (h *Handler) known(ctx context.Context, c *complaint.Case, j triage.Judgement) (original string, likely []string, err error) {
	for _, key := range []string{c.Customer.AccountKey, c.Customer.PhoneKey} {
		for q := (complaint.Query{Key: key, Open: true, Limit: 100}); key != ""; {
			page, err := h.Desk.Store.List(ctx, q)
			if err != nil {
				return "", nil, err
			}
			for _, o := range page.Cases {
				same, err := isOriginal(o, c, j)
				if same || err != nil {
					return o.Reference, nil, err
				}
				if o.Reference != c.Reference && !slices.Contains(likely, o.Reference) && len(likely) < mostLikely {
					likely = append(likely, o.Reference)
				}
			}
			if q.Cursor = page.Cursor; q.Cursor == "" {
				break
			}
		}
	}
	return "", likely, nil
}

// mostLikely bounds the likely duplicates that are offered.
const mostLikely = 20

// isOriginal tells whether an open case is the earlier one of the same account
// and class. While an earlier one of the account is not judged yet nobody can
// tell: that is Busy, and the workflow asks again.
func isOriginal(o, c *complaint.Case, j triage.Judgement) (bool, error) {
	account := c.Customer.AccountKey
	if account == "" || o.Customer.AccountKey != account || !earlier(o, c) || c.Distinct || j.Unsure || j.Class == "" {
		return false, nil
	}
	if o.Status == complaint.Received && o.Class == "" {
		return false, fault.New(fault.Busy, fault.Say("an earlier complaint of this customer is being judged", "该客户更早的投诉正在研判"))
	}
	return o.Class == j.Class, nil
}

// earlier decides which of two cases is the original, so that two judged at
// the same time cannot each close in favour of the other.
func earlier(a, b *complaint.Case) bool {
	if !a.RecordedAt.Equal(b.RecordedAt) {
		return a.RecordedAt.Before(b.RecordedAt)
	}
	return a.Reference < b.Reference
}

// link urges the original in the duplicate's name. It comes before the
// duplicate is closed: a crash in between leads here again.
func (h *Handler) link(ctx context.Context, original, duplicate string) error {
	_, err := h.Desk.Do(ctx, desk.Order{
		Reference: original, Command: complaint.Link{From: duplicate}, By: complaint.Actor{Role: complaint.System},
	})
	if fault.Is(err, fault.Conflict) {
		return fault.Wrap(fault.Busy, err, "urge the original, which has closed meanwhile") // asked again, it is no original any more
	}
	return err
}
