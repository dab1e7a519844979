package web

import (
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Authenticator tells who sends an Authorization header. It fails with
// Unknown when it cannot.
type Authenticator func(authorization string) (complaint.Actor, error)

// Staff is the part of a staff call that says who calls.
type Staff struct {
	Authorization string `header:"Authorization" hidden:"true"`
}

// DevTokens knows development tokens, "Bearer dev:<role>:<unit>"; an empty
// unit or "*" is the whole company. Never used on AWS.
func DevTokens(p *policy.Policy) Authenticator {
	return func(authorization string) (complaint.Actor, error) {
		scheme, token, _ := strings.Cut(authorization, " ")
		token, ok := strings.CutPrefix(strings.TrimSpace(token), "dev:")
		role, unit, _ := strings.Cut(token, ":")
		if !ok || !strings.EqualFold(scheme, "Bearer") {
			return complaint.Actor{}, fault.New(fault.Unknown, fault.Text{})
		}
		if !slices.Contains(complaint.Roles, complaint.Role(role)) {
			return complaint.Actor{}, fault.New(fault.Unknown, fault.Say("the token's role is unknown", "令牌中的角色不存在"))
		}
		if unit == "*" {
			unit = ""
		}
		if _, known := p.Unit(unit); unit != "" && !known {
			return complaint.Actor{}, fault.New(fault.Unknown, fault.Say("the token's unit is unknown", "令牌中的单位不存在"))
		}
		return complaint.Actor{Role: complaint.Role(role), Unit: unit}, nil
	}
}

// NoTokens knows nobody.
func NoTokens(string) (complaint.Actor, error) {
	return complaint.Actor{}, fault.New(fault.Unknown, fault.Text{})
}

// Guard refuses callers before their request is read any further: those that
// are not known, and those that may not do this.
func Guard(api huma.API, authenticate Authenticator, may func(complaint.Actor) error) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		by, err := authenticate(ctx.Header("Authorization"))
		if err == nil && may != nil {
			err = may(by)
		}
		if err != nil {
			Refuse(api, ctx, err)
			return
		}
		next(ctx)
	}
}

// Refuse answers a call with an error before it is read any further.
func Refuse(api huma.API, ctx huma.Context, err error) {
	_ = huma.WriteErr(api, ctx, statuses[fault.KindOf(err)], "", err) // it logs by itself
}

// Sees tells whether a case is within an actor's scope; one that is not does
// not exist for the actor.
func Sees(p *policy.Policy, by complaint.Actor, c *complaint.Case) error {
	if !p.Within(c.Unit, by.Unit) {
		return fault.New(fault.NotFound, fault.Say("there is no such case, or it belongs to another unit", "没有此工单，或该工单不属于本单位"))
	}
	return nil
}

// Concerns is Sees, or that the case has moved on and left problems of its kind with
// a unit in the actor's scope, which it may read and report on, and nothing else. A
// case that has gone past the line of that unit concerns it no more.
func Concerns(p *policy.Policy, by complaint.Actor, c *complaint.Case) error {
	left := func(unit string) bool {
		return p.Within(unit, by.Unit) && !p.Past(unit, c.Unit)
	}
	if c.InHandsOf(left) {
		return nil
	}
	return Sees(p, by, c)
}

// May checks the role of an actor against a command's rule.
func May(by complaint.Actor, command string) error {
	if !complaint.RuleOf(command).Allows(by.Role) {
		return fault.New(fault.Denied, fault.Say("your role may not give this command", "您的角色没有此操作的权限"))
	}
	return nil
}
