// Package callback is the function of the callback desk (回访): the queue of
// calls to make, and what came of each call.
package callback

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// Handler serves the callback desk's calls.
type Handler struct{ web.Cases }

// Register adds the calls to an API.
func (h *Handler) Register(api huma.API) {
	huma.Register(api, web.Call("listCallbacks", http.MethodGet, "/v1/callbacks", "The calls to make, next due first", "staff"), h.list)
	web.Command[complaint.CallbackResult](api, &h.Cases, "Record a call to the customer", nil)
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
	ID   string      `json:"id"`
	Text policy.Text `json:"text"`
}

// DueCall is a case whose customer is to be called.
type DueCall struct {
	web.CaseView
	// Attempts is how often the customer could not be reached in this round.
	Attempts int `json:"attempts"`
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
	q := complaint.Query{Status: complaint.Callback, Cursor: in.Cursor, Limit: in.Limit}
	if by.Unit != "" {
		q.Units = h.Desk.Policy.Under(by.Unit)
	}
	page, err := h.Desk.Store.List(ctx, q)
	if err != nil {
		return nil, err
	}
	out := &listOut{}
	out.Body.Cursor, out.Body.Calls = page.Cursor, []DueCall{}
	for _, q := range h.Desk.Policy.Callback.Questions {
		out.Body.Questions = append(out.Body.Questions, Question(q))
	}
	for _, c := range page.Cases {
		call, err := h.call(ctx, c, by)
		if err != nil {
			return nil, err
		}
		out.Body.Calls = append(out.Body.Calls, call)
	}
	return out, nil
}

// call shows a case with the number to call.
func (h *Handler) call(ctx context.Context, c *complaint.Case, by complaint.Actor) (DueCall, error) {
	contact, err := h.Desk.Store.Contact(ctx, c.Reference)
	if err != nil {
		return DueCall{}, err
	}
	call := DueCall{CaseView: web.View(h.Desk.Policy, c, contact, by), Unpaid: c.UnpaidRemedies()}
	for _, k := range c.Callbacks {
		if k.Round == c.Round && !k.Reached {
			call.Attempts++
		}
	}
	return call, nil
}
