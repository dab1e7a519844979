package partner

import (
	"context"
	"net/http"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// PassedAppeal is a customer's appeal to the regulator about a case.
type PassedAppeal struct {
	Number    string    `json:"appeal" minLength:"1" maxLength:"200" pattern:"\\S" patternDescription:"more than blanks" doc:"the partner's own number; each is taken once"`
	Reference string    `json:"reference" doc:"of the company's case that it is about"`
	Facts     string    `json:"facts" doc:"what the customer holds, and what the regulator asks"`
	AnswerBy  time.Time `json:"answerBy,omitzero" doc:"by when the regulator wants the answer; the policy's limit when left out"`
}

// CaseNoted says that something about a case has been recorded.
type CaseNoted struct {
	Reference string           `json:"reference"`
	Status    complaint.Status `json:"status"`
	Appeal    string           `json:"appeal,omitempty"`
	AnswerBy  time.Time        `json:"answerBy,omitzero" doc:"by when an appeal is answered"`
}

type appealIn struct {
	From
	Body PassedAppeal
}

// appeal records an appeal about any case: who has complained to the company
// goes to the regulator with the company's reference.
func (h *Handler) appeal(ctx context.Context, in *appealIn) (*web.Reply[CaseNoted], error) {
	x, err := h.may(in.From, appeals)
	if err != nil {
		return nil, err
	}
	command := complaint.RegulatorAppealing{Body: x.ID, Reference: in.Body.Number, Facts: in.Body.Facts, AnswerBy: in.Body.AnswerBy}
	return h.give(ctx, in.From, in.Body.Reference, command, h.deed(in.From, "appeals", in.Body.Number, in.Body))
}

// PassedFinding is what the regulator has found about an appeal.
type PassedFinding struct {
	Number    string          `json:"appeal" doc:"the number of the appeal"`
	Reference string          `json:"reference" doc:"of the company's case that it is about"`
	Fault     complaint.Fault `json:"fault" enum:"yes,partly,no" doc:"whether the company is at fault (有责)"`
	Finding   string          `json:"finding"`
}

type findingIn struct {
	From
	Body PassedFinding
}

// finding ends the open appeal of the partner.
func (h *Handler) finding(ctx context.Context, in *findingIn) (*web.Reply[CaseNoted], error) {
	if _, err := h.may(in.From, appeals); err != nil {
		return nil, err
	}
	command := complaint.RegulatorFinding{Fault: in.Body.Fault, Finding: in.Body.Finding, Appeal: in.Body.Number}
	return h.give(ctx, in.From, in.Body.Reference, command, h.deed(in.From, "findings", in.Body.Number, in.Body))
}

func appeals(x policy.Partner) bool { return x.Appeals }

// RepairNews says how the order of a repair goes.
type RepairNews struct {
	Order string `json:"order" doc:"the reference under which it was ordered"`
	complaint.RepairProgress
}

type progressIn struct {
	From
	Body RepairNews
}

// progress needs no number: what is known already changes nothing.
func (h *Handler) progress(ctx context.Context, in *progressIn) (*web.Reply[CaseNoted], error) {
	if _, err := h.may(in.From, func(x policy.Partner) bool { return x.Takes != "" }); err != nil {
		return nil, err
	}
	command := in.Body.RepairProgress
	command.At = h.told(command.At)
	return h.give(ctx, in.From, in.Body.Order, command, web.Request{})
}

// give carries a partner's command to a case. What a partner may not know of is not there.
func (h *Handler) give(ctx context.Context, f From, reference string, command complaint.Command, call web.Request) (*web.Reply[CaseNoted], error) {
	nothing := fault.New(fault.NotFound, fault.Say("there is no such case", "没有此工单"))
	if !complaint.IsReference(reference) { // whatever was written there goes no further
		return nil, nothing
	}
	return web.Once(ctx, h.Desk.Store, h.Desk.Now(), call, func(claim web.Claim[CaseNoted]) (*web.Reply[CaseNoted], error) {
		c, err := h.Desk.Do(ctx, desk.Order{
			Reference: reference, Command: command, By: f.actor(),
			Answer: func(_ context.Context, c *complaint.Case, _ complaint.Change) (*complaint.StoredAnswer, error) {
				return claim(new(noted(c))), nil
			},
		})
		if fault.Is(err, fault.NotFound) {
			return nil, nothing
		}
		if err != nil {
			return nil, err
		}
		r := noted(c)
		return &r, nil
	})
}

func noted(c *complaint.Case) web.Reply[CaseNoted] {
	n := CaseNoted{Reference: c.Reference, Status: c.Status}
	if p := len(c.RegulatorAppeals); p > 0 && c.RegulatorAppeals[p-1].Open() {
		n.Appeal = c.RegulatorAppeals[p-1].Reference
		if k := c.Clock("regulator"); k != nil {
			n.AnswerBy = k.DueAt
		}
	}
	return web.Reply[CaseNoted]{Status: http.StatusOK, Body: web.BodyOf(n)}
}
