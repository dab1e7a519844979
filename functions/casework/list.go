package casework

import (
	"context"
	"regexp"
	"slices"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/web"
)

// reference is how references look, so that q can tell them from numbers.
var reference = regexp.MustCompile(`^\d{6}-\d{6,}$`)

type listIn struct {
	web.Staff
	Status     string `query:"status" enum:"received,sorting,dispatched,handling,answered,callback,closed"`
	Unit       string `query:"unit" doc:"a unit and those below it"`
	Class      string `query:"class"`
	Clock      string `query:"clock"`
	State      string `query:"state" enum:"warned,missed"`
	Handler    string `query:"handler" maxLength:"200" doc:"cases of this person: a name, me, or none for open cases that nobody handles"`
	Open       bool   `query:"open" doc:"true: open cases alone"`
	Vulnerable bool   `query:"vulnerable" doc:"true: cases of vulnerable customers alone"`
	Q          string `query:"q" maxLength:"200" doc:"exact reference, account number or phone"`
	Batch      string `query:"batch" maxLength:"20" doc:"the open cases that follow this one; not together with q"`
	Cursor     string `query:"cursor" maxLength:"1000"`
	Limit      int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// Queue is a page of cases, next due first. Where few of many pass the filters it may not
// be full, and its cursor goes on.
type Queue struct {
	Cases  []web.CaseView `json:"cases"`
	Cursor string         `json:"cursor" doc:"for the next page, also of one that is not full; empty on the last"`
}

type listOut struct{ Body Queue }

func (h *Handler) list(ctx context.Context, in *listIn) (*listOut, error) {
	by, err := h.Authenticate(in.Authorization)
	if err != nil {
		return nil, err
	}
	q, err := h.query(by, in)
	if err != nil {
		return nil, err
	}
	page, err := h.Desk.Store.List(ctx, q)
	if err != nil {
		return nil, err
	}
	out := &listOut{}
	out.Body.Cursor, out.Body.Cases = page.Cursor, []web.CaseView{}
	auditor := h.Auditors.Of(h.Desk.Policy)
	for _, c := range page.Cases {
		v := web.View(h.Desk.Policy, c, complaint.Contact{}, by).Brief()
		v.Questions = auditor.Missing(c)
		out.Body.Cases = append(out.Body.Cases, v)
	}
	return out, nil
}

// handlers are the names under which a person handles cases; nil for everybody.
func handlers(by complaint.Actor, name string) []string {
	switch name {
	case "":
		return nil
	case "none":
		return []string{""}
	case "me":
		names := []string{by.String()}
		if by.ID != "" {
			names = append(names, by.ID)
		}
		return names
	}
	return []string{name}
}

// withClock says that a state must be given with a clock, and notWithSearch that a batch
// cannot be looked into together with a search.
func withClock() fault.Text {
	return fault.Say("must be warned or missed where a deadline is chosen", "选择了时限，请同时选择预警或超时")
}

func notWithSearch() fault.Text {
	q := complaint.FieldName("q")
	return fault.Say("cannot be asked for together with a "+q.EN+" (q)", "不能与"+q.ZH+"同时使用")
}

// query turns the call into the store's terms, within the caller's scope.
func (h *Handler) query(by complaint.Actor, in *listIn) (complaint.Query, error) {
	p := h.Desk.Policy
	q := complaint.Query{Status: complaint.Status(in.Status), Class: in.Class, Clock: in.Clock, State: in.State, Vulnerable: in.Vulnerable, Cursor: in.Cursor, Limit: in.Limit, Look: web.LookedAt}
	var bad []fault.Field
	if in.Unit != "" {
		if _, ok := p.Unit(in.Unit); !ok {
			bad = append(bad, fault.Field{Name: "unit", Reason: fault.Say("is no unit of the policy", "不是有效的单位")})
		}
	}
	if in.Clock != "" {
		if _, ok := p.Clock(in.Clock); !ok {
			bad = append(bad, fault.Field{Name: "clock", Reason: fault.Say("is no clock of the policy", "不是有效的时限类型")})
		}
		if in.State == "" {
			bad = append(bad, fault.Field{Name: "state", Reason: withClock()})
		}
	}
	if in.Batch != "" && in.Q != "" {
		bad = append(bad, fault.Field{Name: "batch", Reason: notWithSearch()})
	}
	if err := fault.Fields(bad); err != nil {
		return q, err
	}
	switch {
	case by.Unit != "" && in.Unit != "":
		q.Units = slices.DeleteFunc(p.Under(in.Unit), func(u string) bool { return !p.Within(u, by.Unit) })
		if q.Units == nil {
			q.Units = []string{}
		}
	case by.Unit != "":
		q.Units = p.Under(by.Unit)
	case in.Unit != "":
		q.Units = p.Under(in.Unit)
	}
	q.Handlers, q.Open = handlers(by, in.Handler), in.Open || in.Handler == "none"
	switch {
	case in.Batch != "":
		q.Key = complaint.BatchKey(in.Batch)
	case in.Q == "":
	case reference.MatchString(in.Q):
		q.Key = in.Q
	default:
		if q.Key = complaint.Key(in.Q); q.Key == "" {
			q.Key = in.Q // nothing to look for, and nothing is found
		}
	}
	return q, nil
}
