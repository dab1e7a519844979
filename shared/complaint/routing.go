package complaint

import (
	"slices"
	"strings"

	"github.com/redress/redress/shared/policy"
)

// MatterAs is what limits and routes depend on, if the matter is judged so.
func (c *Case) MatterAs(j Judgement) policy.Matter {
	return policy.Matter{
		Kind: j.Kind, Class: j.Class, Grade: j.Grade, Urgency: j.Urgency,
		Region: c.Site.Region, Area: c.Site.Area, Received: c.ReceivedAt,
	}
}

// What a reason about the way of a case begins with; see [Judgement].
const (
	routeReason   = "route "
	sortingReason = "sorting "
)

// Route finds the unit that must answer a matter, with the reason. Without a
// route the unit is "", and the reason says what is wanting: a person must find
// the unit then.
func Route(p *policy.Policy, m policy.Matter) (unit, reason string) {
	r, ok := p.Route(m)
	switch {
	case ok:
		return r.Unit.ID, routeReason + r.Unit.ID + ": " + r.Why.In(p.Language)
	case m.Region == "":
		return "", Sorts("no route without a region")
	}
	return "", Sorts("no route for region " + m.Region)
}

// Sorts is the reason for which a person must decide.
func Sorts(why string) string { return sortingReason + why }

// rerouted puts the reason of another route in the place of what was said of
// the way before.
func rerouted(reasons []string, reason string) []string {
	ofTheWay := func(r string) bool {
		return strings.HasPrefix(r, routeReason) || strings.HasPrefix(r, sortingReason)
	}
	return append(slices.DeleteFunc(slices.Clone(reasons), ofTheWay), reason)
}
