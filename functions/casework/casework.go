// Package casework is the staff's function: record what comes in by phone,
// letter or counter, look through the queues, read a case, and give every
// command of agents, handlers and supervisors. Calls to customers have a
// function of their own, callback.
package casework

import (
	"context"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/evidence"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/web"
)

// Handler serves the staff calls.
type Handler struct {
	web.Cases
	Evidence *evidence.Files
}

// Register adds the calls to an API.
func (h *Handler) Register(api huma.API) {
	op := web.Call("recordComplaint", http.MethodPost, "/v1/cases", "Record a complaint from any channel", "staff")
	op.DefaultStatus = http.StatusCreated
	op.Middlewares = huma.Middlewares{web.Guard(api, h.Authenticate, mayRecord)}
	huma.Register(api, op, h.record)
	try := web.Call("checkComplaint", http.MethodPost, "/v1/cases/check", "Say what is wrong with a complaint, and record nothing", "staff")
	try.DefaultStatus = http.StatusNoContent
	try.Middlewares = op.Middlewares
	huma.Register(api, try, h.check)
	web.Constrain(api, h.Desk.Policy)
	list := web.Call("listCases", http.MethodGet, "/v1/cases", "Look through the queues", "staff")
	list.Middlewares = huma.Middlewares{web.Guard(api, h.Authenticate, nil)}
	huma.Register(api, list, h.list)
	board := web.Call("readBoard", http.MethodGet, "/v1/board", "How much is open, by unit", "staff")
	board.Middlewares = list.Middlewares
	huma.Register(api, board, h.board)
	huma.Register(api, web.Call("readCase", http.MethodGet, "/v1/cases/{reference}", "Read a case", "staff"), h.read)

	h.registerDuty(api)
	h.registerEvidence(api)

	s := &h.Cases
	web.Command[complaint.Classification](api, s, "Decide what triage could not", nil)
	web.Command[complaint.Acceptance](api, s, "Accept a case for the unit", nil)
	web.Command[complaint.Refusal](api, s, "Give a case back: wrong unit", nil)
	web.Command[complaint.Assignment](api, s, "Name the person of the unit who handles a case", nil)
	web.Command[complaint.Handdown](api, s, "Hand a case down to a unit below", nil)
	web.Command[complaint.Handback](api, s, "Give a case back to the unit that handed it down", nil)
	web.Command[complaint.Contacting](api, s, "Record a contact with the customer", nil)
	web.Command[complaint.Findings](api, s, "Record what the investigation found", nil)
	web.Command[complaint.Answer](api, s, "Record the answer to the customer", h.answerable)
	web.Command[complaint.Review](api, s, "Pass an answer, or send it back", h.passable)
	web.Command[complaint.Determining](api, s, "Determine whether a complaint is valid", nil)
	web.Command[complaint.DeterminationApproval](api, s, "Approve or refuse that a complaint is abnormal, from above the unit", nil)
	web.Command[complaint.Offering](api, s, "Put a solution to the customer", nil)
	web.Command[complaint.OfferReply](api, s, "Record what the customer says to an offer", nil)
	web.Command[complaint.AskingDocuments](api, s, "Tell the customer once which documents are missing", nil)
	web.Command[complaint.DocumentsReceived](api, s, "Record that the customer's documents have come", nil)
	web.Command[complaint.Remedying](api, s, "Propose a compensation or refund for the customer", nil)
	web.Command[complaint.RemedyApproval](api, s, "Approve or refuse a compensation or refund, from above the unit", nil)
	web.Command[complaint.RemedyPaid](api, s, "Record that the customer has been paid", nil)
	web.Command[complaint.WritingReply](api, s, "Record a written reply to the customer", nil)
	web.Command[complaint.ResponsibilityDecision](api, s, "Decide whose fault a matter is, from above the unit", nil)
	web.Command[complaint.Rework](api, s, "Order rework", nil)
	web.Command[complaint.Closure](api, s, "Close a case by decision", nil)
	web.Command[complaint.Reassignment](api, s, "Give a case to another unit", nil)
	web.Command[complaint.Suspending](api, s, "Suspend a case: its clocks that may pause stand still", nil)
	web.Command[complaint.Resuming](api, s, "Let a suspended case run on", nil)
	web.Command[complaint.Delaying](api, s, "Tell the customer beforehand that a promise will not be kept", nil)
	web.Command[complaint.Acknowledgement](api, s, "Acknowledge a warning or breach", nil)
	web.Command[complaint.Supervising](api, s, "Supervise a case, from above its unit", nil)
	web.Command[complaint.SupervisionReply](api, s, "Reply to the level that supervises a case", nil)
	web.Command[complaint.SupervisionRelease](api, s, "Release a case from supervision", nil)
	web.Command[complaint.RegulatorAppealing](api, s, "Record that the customer has gone to the regulator", nil)
	web.Command[complaint.RegulatorAnswering](api, s, "State the facts for the regulator", nil)
	web.Command[complaint.RegulatorReview](api, s, "Pass an answer to the regulator, or send it back", nil)
	web.Command[complaint.RegulatorFinding](api, s, "Record what the regulator has found", nil)
	web.Command[complaint.Note](api, s, "Note something on a case", nil)
	web.Command[complaint.Reopening](api, s, "Reopen a closed case", nil)
	web.Command[complaint.Appealing](api, s, "Appeal for a unit against being charged with a closed case", nil)
	web.Command[complaint.AppealDecision](api, s, "Uphold or refuse a unit's appeal, from above that unit", nil)
	h.registerFlows(api)
	web.Command[complaint.Rectifying](api, s, "Order something to be set right", nil)
	web.Command[complaint.RectificationDone](api, s, "Report that something has been set right", nil)
	web.Command[complaint.RectificationCheck](api, s, "Pass what was set right, or send it back, from above the unit", nil)
	web.Command[complaint.LessonsDrawn](api, s, "Say which of the four lessons of a complaint have been drawn", nil)
	web.Command[complaint.Assessing](api, s, "Record what a complaint costs who is responsible, from above the unit", nil)
	web.Command[complaint.ClosingInternally](api, s, "Close a complaint within the company, from above the unit", nil)
	web.Command(api, s, "Merge a case into another", h.merge)
	web.Command(api, s, "Let a case follow another about the same event", h.join)
	web.Command[complaint.Separation](api, s, "Let a case that follows another go its own way", nil)
	web.Command[complaint.RepeatReview](api, s, "Say how a case was handled whose matter has come again", nil)
	// What customers tell staff instead of doing it themselves.
	web.Command[complaint.Urging](api, s, "Urge a case for the customer", nil)
	web.Command[complaint.Supplementing](api, s, "Add to a case for the customer", nil)
	web.Command[complaint.Withdrawal](api, s, "Withdraw a case for the customer", nil)
	web.Command[complaint.Rating](api, s, "Rate a case for the customer", nil)
}

type recordIn struct {
	web.Staff
	web.Idempotent
	Body web.Submission
}

func (h *Handler) record(ctx context.Context, in *recordIn) (*web.Reply[web.Receipt], error) {
	by, err := h.Authenticate(in.Authorization)
	if err != nil {
		return nil, err
	}
	call := web.Request{Scope: by.String() + " POST cases", Key: in.IdempotencyKey, Body: in.Body, Keep: web.RememberedRecord}
	return intake.Record(ctx, h.Desk, by, "/v1/cases", call, in.Body.Complaint())
}

type checkIn struct {
	web.Staff
	Body web.Submission
}

// check says what is wrong with a complaint that staff would record.
func (h *Handler) check(_ context.Context, in *checkIn) (*struct{}, error) {
	by, err := h.Authenticate(in.Authorization)
	if err != nil {
		return nil, err
	}
	return nil, h.Desk.Check(in.Body.Complaint(), by)
}

func mayRecord(by complaint.Actor) error {
	switch by.Role {
	case complaint.Agent, complaint.Supervisor, complaint.Admin:
		return nil
	}
	return fault.New(fault.Denied, fault.Say("your role may not record complaints", "您的角色不能登记投诉"))
}

type readIn struct {
	web.Staff
	Reference string `path:"reference"`
}

type readOut struct {
	ETag string `header:"ETag"`
	Body web.CaseView
}

func (h *Handler) read(ctx context.Context, in *readIn) (*readOut, error) {
	by, err := h.Authenticate(in.Authorization)
	if err != nil {
		return nil, err
	}
	c, err := h.Concerning(ctx, by, in.Reference)
	if err != nil {
		return nil, err
	}
	view, err := h.view(ctx, by, c)
	return &readOut{ETag: web.ETag(c.Version), Body: view}, err
}

// view is a stored case, whole, as an actor may see it.
func (h *Handler) view(ctx context.Context, by complaint.Actor, c *complaint.Case) (web.CaseView, error) {
	contact, err := h.Contact(ctx, by, c)
	if err != nil {
		return web.CaseView{}, err
	}
	return h.Full(ctx, c, nil, contact, by)
}

// merge makes sure that the case that goes on is open and within reach, and
// tells it, before the other one closes: a crash in between leaves both open.
func (h *Handler) merge(ctx context.Context, by complaint.Actor, c *complaint.Case, m complaint.Merge) error {
	if !c.Status.Open() || c.OverLevel.Taken() || m.Into == c.Reference || m.Into == "" {
		return nil // the command itself says what is wrong
	}
	into, err := h.into(ctx, by, m.Into)
	if err != nil {
		return err
	}
	if !into.Status.Open() {
		return badInto(fault.Say("is closed", "该工单已办结"))
	}
	return h.Desk.System(ctx, m.Into, complaint.Link{From: c.Reference, PassedOn: c.PassedOn(c.Grade), Commissions: c.Awaited()})
}

// join makes sure that the case to be followed is within reach and can be, and
// marks it as a head before the other one follows it.
func (h *Handler) join(ctx context.Context, by complaint.Actor, c *complaint.Case, j complaint.Joining) error {
	if !c.Status.Open() || c.OverLevel.Taken() || j.Into >= c.Reference || j.Into == "" || c.Unit == "" {
		return nil // the command itself says what is wrong
	}
	into, err := h.into(ctx, by, j.Into)
	if err != nil {
		return err
	}
	if into.Batch.Of != "" {
		return badInto(fault.Say("follows "+into.Batch.Of+": join that one", "已并入"+into.Batch.Of+"，请并入该工单"))
	}
	if !into.MayLead() {
		return badInto(fault.Say("is not being handled, or its answer has passed already", "该工单不在办理中，或答复已审核通过"))
	}
	return h.Desk.System(ctx, j.Into, complaint.Gathering{})
}

// answerable makes sure that an answer which goes to the customers of other cases too
// does not tell them who this one is. Of one who wants to stay unknown they get a text
// of their own.
func (h *Handler) answerable(ctx context.Context, _ complaint.Actor, c *complaint.Case, a complaint.Answer) error {
	if !c.Batch.Leads || !slices.Contains(complaint.RuleOf(a.Name()).From, c.Status) {
		return nil
	}
	if c.Customer.Confidential && a.Others == "" {
		return fault.Fields([]fault.Field{{Name: "others", Reason: fault.Say(
			"is required: the answer goes to those whose cases follow this one, and this customer wants to stay unknown", "必填：答复将同时发给并入本工单的其他客户，而本客户要求保密")}})
	}
	known, err := h.known(ctx, c, a)
	if known {
		err = fault.Fields([]fault.Field{{Name: "others", Reason: fault.Say(
			"must be a text that does not say who this customer is: it goes to those whose cases follow this one", "须填写不含本客户姓名、电话、户号和地址的答复：将同时发给并入本工单的其他客户")}})
	}
	return err
}

// passable is answerable of an answer that was given before others followed the case.
func (h *Handler) passable(ctx context.Context, _ complaint.Actor, c *complaint.Case, r complaint.Review) error {
	if !r.Passed || !c.Batch.Leads || c.Status != complaint.Answered {
		return nil
	}
	known, err := h.known(ctx, c, *c.Answer)
	if known || c.Customer.Confidential && c.Answer.Others == "" {
		err = fault.Fields([]fault.Field{{Name: "passed", Reason: fault.Say(
			"cannot be: the answer would tell those whose cases follow this one who its customer is; send it back for a text of theirs", "不能通过：答复将向并入本工单的其他客户透露本客户身份，请退回并补充对其他客户的答复")}})
	}
	return err
}

// known tells whether what others are told says who the customer of a case is.
func (h *Handler) known(ctx context.Context, c *complaint.Case, a complaint.Answer) (bool, error) {
	contact, err := h.Desk.Store.Contact(ctx, c.Reference)
	return err == nil && contact.Known(a.ForOthers()), err
}

// into reads the case that a command names.
func (h *Handler) into(ctx context.Context, by complaint.Actor, reference string) (*complaint.Case, error) {
	c, err := h.Seen(ctx, by, reference)
	if fault.Is(err, fault.NotFound) {
		return nil, badInto(fault.Say("is no case that you can see", "不是您可见的工单"))
	}
	return c, err
}

func badInto(reason fault.Text) error {
	return fault.Fields([]fault.Field{{Name: "into", Reason: reason}})
}
