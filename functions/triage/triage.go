// Package triage is the function that judges a new case: what it is about,
// how urgent and grave, whether it is known already, and which unit must
// answer. The workflow calls it first, and again whenever it has lost its
// place: a case that is judged already is only asked where it stands. So a
// successor of an execution finds its place, after a pause.
//
// It reads no contact details; the same customer is found by the hashes on
// the case. Where a judgement is unsure it may ask an outside adviser, whose
// opinion is recorded beside it. About an outage it asks the company for one that
// is known at the place.
package triage

import (
	"context"
	"time"

	"github.com/redress/redress/shared/audit"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/outage"
	"github.com/redress/redress/shared/triage"
	"github.com/redress/redress/shared/triage/adviser"
)

// Handler judges cases.
type Handler struct {
	Desk *desk.Desk
	// JudgeOf gives the judge of a policy version.
	JudgeOf func(policyID string) (*triage.Judge, error)
	// Auditors keeps what looks at records; nil makes it each time.
	Auditors *audit.Auditors
	// Counsel asks the outside adviser about what triage is unsure of; nil where
	// none is set. Unadvised hears why there is no opinion though one was wanted.
	Counsel   *adviser.Counsel
	Unadvised func(reference string, why error)
	// Outages asks the company for outages that it knows of; nil where it cannot be
	// asked. Unanswered hears why there is no answer though it was asked.
	Outages    *outage.Inquiry
	Unanswered func(reference string, why error)
}

// In is the workflow's question.
type In struct {
	Reference string        `json:"reference"`
	Cycle     int           `json:"cycle"`
	Run       complaint.Run `json:"run"`
	StartedAt time.Time     `json:"startedAt"` // of the execution
}

// Out tells the workflow where the case stands.
type Out struct {
	complaint.Standing
	Heard `json:"-"`
}

// Heard is what came of asking others about a case, for the counts alone.
type Heard struct {
	Advice  Advice
	Inquiry Inquiry
}

// Handle judges the case unless that was done before.
func (h *Handler) Handle(ctx context.Context, in In) (Out, error) {
	c, err := h.Desk.Case(ctx, in.Reference)
	if err != nil {
		return Out{}, err
	}
	now := h.Desk.Instant()
	next := c.NextIn(in.Cycle, now)
	if next != complaint.StepClosed && in.Run.Begins() {
		return Out{Standing: in.Run.Onward(complaint.StepCoolDown, in.StartedAt, now)}, nil
	}
	if in.Run.Spent(in.StartedAt, now) {
		return Out{Standing: in.Run.Onward(next, in.StartedAt, now)}, nil
	}
	var heard Heard
	if next == complaint.StepTriage {
		c, heard, err = h.settle(ctx, c, now)
	}
	if err == nil && c.Status == complaint.Received && c.Ready { // also when the call that judged it got no further
		c, err = h.mend(ctx, c)
	}
	if err != nil {
		return Out{}, err
	}
	return Out{Standing: in.Run.Onward(c.NextIn(in.Cycle, now), in.StartedAt, now), Heard: heard}, nil
}

// settle judges a case, the known outage with it, tells the cases that it has to do
// with, and puts the judgement on it, with the adviser's opinion beside it. What the record lacks
// may hold it back only then, as that is no question to an adviser.
func (h *Handler) settle(ctx context.Context, c *complaint.Case, now complaint.Instant) (*complaint.Case, Heard, error) {
	var heard Heard
	judged, err := h.judge(ctx, c, &heard)
	if err != nil {
		return nil, heard, err
	}
	if err := h.link(ctx, c, judged); err != nil {
		return nil, heard, err
	}
	judged.SecondOpinion, heard.Advice = h.advise(ctx, c, judged, now)
	if err := h.hold(c, &judged); err != nil {
		return nil, heard, err
	}
	c, err = h.Desk.Do(ctx, desk.Order{Reference: c.Reference, Command: judged, By: complaint.Actor{Role: complaint.System}})
	return c, heard, err
}
