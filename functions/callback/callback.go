// Package callback is the function of the callback desk (回访): the queue of
// calls to make, and what came of each call.
package callback

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// Handler serves the callback desk's calls.
type Handler struct{ web.Cases }

// Register adds the calls to an API.
func (h *Handler) Register(api huma.API) {
	huma.Register(api, web.Call("listCallbacks", http.MethodGet, "/v1/callbacks", "The calls to make, next due first; on a page those first that may be made now", "staff"), h.list)
	s := h.Cases
	s.Draw = h.draw
	web.Command[complaint.CallbackResult](api, &s, "Record a call to the customer", nil)
}

// draw draws the reference of the report of misconduct that a call opens.
func (h *Handler) draw(ctx context.Context, p *policy.Policy, command complaint.Command) (string, error) {
	if call, ok := command.(complaint.CallbackResult); !ok || !call.Opens(p) {
		return "", nil
	}
	return h.Desk.Draw(ctx)
}

type listIn struct {
	web.Staff
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// Calls is a page of the callback desk's queue.
type Calls struct {
	Calls     []DueCall  `json:"calls"`
	Questions []Question `json:"questions"`
	Cursor    string     `json:"cursor"`
}

type listOut struct{ Body Calls }

// Question is a line of the questionnaire.
type Question struct {
	ID      string      `json:"id"`
	Text    policy.Text `json:"text"`
	Type    string      `json:"type,omitempty" enum:"yes-no,text,choice" doc:"what it is answered by; anything when left out"`
	Options []Option    `json:"options,omitempty" doc:"of a choice"`
}

// Option is an answer that can be chosen.
type Option struct {
	Code string      `json:"code"`
	Name policy.Text `json:"name"`
}

// questions are those of the policy in force.
func (h *Handler) questions() (list []Question) {
	for _, q := range h.Desk.Policy.Callback.Questions {
		line := Question{ID: q.ID, Text: q.Text, Type: q.Type}
		for _, o := range q.Options {
			line.Options = append(line.Options, Option(o))
		}
		list = append(list, line)
	}
	return list
}

// DueCall is a case whose customer is to be called.
type DueCall struct {
	web.CaseView
	// Attempts is how often the customer could not be reached in this round.
	Attempts int         `json:"attempts"`
	Most     int         `json:"mostAttempts" doc:"after how many the case closes as unreached"`
	CallFrom time.Time   `json:"callFrom" doc:"from when on the customer may be called up: not in quiet hours, nor soon after a try that reached nobody"`
	Hint     policy.Text `json:"hint,omitempty" doc:"how to speak with a vulnerable customer"`
	// Unpaid is what was approved and the customer still waits for: whoever asks
	// whether anything is left must know.
	Unpaid []complaint.Remedy `json:"unpaid,omitempty" doc:"money that was approved and not paid yet"`
}

func (h *Handler) list(ctx context.Context, in *listIn) (*listOut, error) {
	by, err := h.Authenticate(in.Authorization)
	if err != nil {
		return nil, err
	}
	if err := web.May(by, complaint.CallbackResult{}.Name()); err != nil {
		return nil, err
	}
	q := complaint.Query{Status: complaint.Callback, Cursor: in.Cursor, Limit: in.Limit, Look: web.LookedAt}
	if by.Unit != "" {
		q.Units = h.Desk.Policy.Under(by.Unit)
	}
	page, err := h.Desk.Store.List(ctx, q)
	if err != nil {
		return nil, err
	}
	out := &listOut{}
	out.Body.Cursor, out.Body.Calls = page.Cursor, []DueCall{}
	out.Body.Questions = h.questions()
	for _, c := range page.Cases {
		p, err := h.Desk.PolicyOf(c.PolicyID)
		if err != nil {
			return nil, err
		}
		if c.Called(p) {
			continue
		}
		call, err := h.call(ctx, c, p, by)
		if err != nil {
			return nil, err
		}
		out.Body.Calls = append(out.Body.Calls, call)
	}
	slices.SortStableFunc(out.Body.Calls, func(x, y DueCall) int { return x.CallFrom.Compare(y.CallFrom) })
	return out, nil
}

// call shows a case with the number to call.
func (h *Handler) call(ctx context.Context, c *complaint.Case, p *policy.Policy, by complaint.Actor) (DueCall, error) {
	contact, err := h.Desk.Store.Contact(ctx, c.Reference)
	if err != nil {
		return DueCall{}, err
	}
	call := DueCall{
		CaseView: web.View(p, c, contact, by), Attempts: c.Tries(), Most: p.Callback.Tries(c.Customer.Vulnerable),
		CallFrom: c.NextCall(p, h.Desk.Instant()), Unpaid: c.UnpaidRemedies(),
	}
	if c.Customer.Vulnerable {
		call.Hint = p.Callback.Vulnerable.Hint
	}
	return call, nil
}
