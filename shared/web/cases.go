package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/redress/redress/shared/audit"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Cases serves staff calls about single cases: it knows the caller, keeps to
// their scope, and shows the case after each command.
type Cases struct {
	Desk         *desk.Desk
	Authenticate Authenticator
	// Auditors keeps what looks at records and answers; nil makes it each time.
	Auditors *audit.Auditors
	// Draw draws the reference of the case that a command opens, "" when it opens
	// none; nil where no command does.
	Draw func(ctx context.Context, p *policy.Policy, command complaint.Command) (string, error)
}

// CommandIn is a staff command for one case.
type CommandIn[C any] struct {
	Staff
	Idempotent
	Reference string `path:"reference"`
	IfMatch   string `header:"If-Match" doc:"the version that the caller has seen: 7 or \"7\""`
	Body      *C
}

// Prepare looks beyond the case before a command is given: may this actor do
// this, does what it names exist? It may carry out what must come first in other cases.
type Prepare[C any] func(ctx context.Context, by complaint.Actor, c *complaint.Case, command C) error

// Command adds a staff command to an API, under its own name.
func Command[C complaint.Command](api huma.API, s *Cases, summary string, prepare Prepare[C]) {
	var zero C
	name := zero.Name()
	op := Call(name, http.MethodPost, "/v1/cases/{reference}/"+name, summary, "staff")
	op.Middlewares = huma.Middlewares{Guard(api, s.Authenticate, func(by complaint.Actor) error { return May(by, name) })}
	huma.Register(api, op, func(ctx context.Context, in *CommandIn[C]) (*Reply[CaseView], error) {
		by, err := s.Authenticate(in.Authorization)
		if err != nil {
			return nil, err
		}
		expect, err := Version(in.IfMatch)
		if err != nil {
			return nil, err
		}
		var command C
		if in.Body != nil {
			command = *in.Body
		}
		call := Request{Scope: by.String() + " POST " + in.Reference + "/" + name, Key: in.IdempotencyKey, Body: command}
		return Once(ctx, s.Desk.Store, s.Desk.Now(), call, func(claim Claim[CaseView]) (*Reply[CaseView], error) {
			find := s.Seen
			if name == (complaint.RectificationDone{}).Name() {
				find = s.Concerning
			}
			c, err := find(ctx, by, in.Reference)
			if err != nil {
				return nil, err
			}
			if expect != 0 && expect != c.Version {
				return nil, fault.New(fault.Stale, fault.Text{})
			}
			if prepare != nil {
				if err := prepare(ctx, by, c, command); err != nil {
					return nil, err
				}
			}
			return s.give(ctx, c, desk.Order{Reference: in.Reference, Command: command, By: by, Expect: expect, Seen: c}, claim)
		})
	})
}

// give carries an order out and shows the case after it.
func (s *Cases) give(ctx context.Context, before *complaint.Case, o desk.Order, claim Claim[CaseView]) (*Reply[CaseView], error) {
	contact, err := s.Contact(ctx, o.By, before)
	if err != nil {
		return nil, err
	}
	if s.Draw != nil {
		p, err := s.Desk.PolicyOf(before.PolicyID)
		if err != nil {
			return nil, err
		}
		if o.Drawn, err = s.Draw(ctx, p, o.Command); err != nil {
			return nil, err
		}
	}
	return Do(ctx, s.Desk, o, claim, func(ctx context.Context, c *complaint.Case, fresh []complaint.Event) (*Reply[CaseView], error) {
		view, err := s.Full(ctx, c, fresh, contact, o.By)
		return &Reply[CaseView]{Status: http.StatusOK, ETag: ETag(c.Version), Body: BodyOf(view)}, err
	})
}

// Contact reads the contact details of a case for an actor: none when the case has
// moved out of the actor's scope.
func (s *Cases) Contact(ctx context.Context, by complaint.Actor, c *complaint.Case) (complaint.Contact, error) {
	if Sees(s.Desk.Policy, by, c) != nil {
		return complaint.Contact{}, nil
	}
	return s.Desk.Store.Contact(ctx, c.Reference)
}

// Seen reads a case within the actor's scope; any other does not exist.
func (s *Cases) Seen(ctx context.Context, by complaint.Actor, reference string) (*complaint.Case, error) {
	return s.find(ctx, by, reference, Sees)
}

// Concerning is Seen, or a case that has left the actor's units something to set right.
func (s *Cases) Concerning(ctx context.Context, by complaint.Actor, reference string) (*complaint.Case, error) {
	return s.find(ctx, by, reference, Concerns)
}

func (s *Cases) find(ctx context.Context, by complaint.Actor, reference string, within func(*policy.Policy, complaint.Actor, *complaint.Case) error) (*complaint.Case, error) {
	nothing := fault.New(fault.NotFound, fault.Say("there is no such case, or it belongs to another unit", "没有此工单，或该工单不属于本单位"))
	if !complaint.IsReference(reference) { // whatever was written there goes no further
		return nil, nothing
	}
	c, err := s.Desk.Case(ctx, reference)
	if fault.Is(err, fault.NotFound) {
		return nil, nothing
	}
	if err != nil {
		return nil, err
	}
	return c, within(s.Desk.Policy, by, c)
}

// Full shows a case with its events, the ledgers of its clocks, what its record
// lacks and what is wrong with its answer. Fresh events are about to be stored.
func (s *Cases) Full(ctx context.Context, c *complaint.Case, fresh []complaint.Event, contact complaint.Contact, by complaint.Actor) (CaseView, error) {
	p, err := s.Desk.PolicyOf(c.PolicyID)
	if err != nil {
		return CaseView{}, err
	}
	v, err := View(p, c, contact, by).proven(p, c, s.Desk.Instant())
	if err != nil {
		return v, err
	}
	discreet := !c.Confided(p, by.Unit)
	v.Questions, v.Audit = s.Auditors.Of(p).Missing(c), s.Auditors.Of(p).Verdict(c)
	v.Events, err = s.Desk.Events(ctx, c, fresh)
	for i, e := range v.Events {
		if discreet {
			v.Events[i] = complaint.DiscreetEvent(p, e)
		}
	}
	return v, err
}

// LookedAt is how much of an index a page of a list looks at, where few cases pass its
// filters; see [complaint.Query].
const LookedAt = 10_000

// Version reads the If-Match header of a command on a case; 0 is any version.
func Version(header string) (int64, error) {
	n, err := IfMatch(header)
	switch {
	case err != nil || n == nil:
		return 0, err
	case *n < 1:
		return 0, notAVersion()
	}
	return *n, nil
}

// IfMatch reads an If-Match header: 7, "7" or W/"7"; empty and * are any
// version, nil.
func IfMatch(header string) (*int64, error) {
	v := strings.Trim(strings.TrimPrefix(strings.TrimSpace(header), "W/"), `"`)
	if v == "" || v == "*" {
		return nil, nil
	}
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil || n < 0 {
		return nil, notAVersion()
	}
	return &n, nil
}

func notAVersion() error {
	return fault.Fields([]fault.Field{{Name: "If-Match", Reason: fault.Say("must be a version number", "必须是版本号")}})
}
