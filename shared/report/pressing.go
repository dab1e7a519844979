package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// byOwner puts orders into groups by who must act next: a pair of unit and
// person, both "" for the centre.
var byOwner = single("owner", func(o *order) string {
	if o.withCentre() {
		return Pair("", "")
	}
	return Pair(o.Unit, person(o.Handler))
})

// withCentre tells whether it is the centre's turn: no unit has the order yet,
// or the unit has answered.
func (o *order) withCentre() bool {
	status := o.status()
	return o.Unit == "" || status != complaint.Dispatched && status != complaint.Handling
}

// person is the id of a handler; "" where nothing but the account of a unit is
// known, as in "handler:demo-station".
func person(handler string) string {
	role, rest, _ := strings.Cut(handler, ":")
	if role != string(complaint.System) && !slices.Contains(complaint.Roles, complaint.Role(role)) {
		return handler
	}
	_, id, _ := strings.Cut(rest, ":")
	return id
}

// pressing is a deadline of an open order that is near or overdue. Of a near one
// nothing is late.
type pressing struct {
	breach
	overdue bool
	grade   string
	owner   string
	away    int64 // seconds to the due instant, or from it
	fresh   bool  // overdue since the last list
	next    step
}

// step is what goes out next while nothing is done; the zero step is nothing.
type step struct {
	Kind   string            `json:"kind"` // warning, breach or escalation
	At     complaint.Instant `json:"at"`
	Levels []string          `json:"levels"`
}

// pressing lists the near and overdue deadlines of an order. It reads the
// order's events when there are any.
func (b *builder) pressing(o *order) ([]pressing, error) {
	if o.duplicate || !o.overdue() && !o.nearing() {
		return nil, nil
	}
	p, err := b.spec.PolicyOf(o.PolicyID)
	if err != nil {
		return nil, err
	}
	h, err := history(b.ctx, b.src, o.Reference, b.spec.AsOf)
	if err != nil {
		return nil, err
	}
	var list []pressing
	for _, d := range o.deadlines {
		if !d.overdue() && !d.near {
			continue
		}
		away := d.clock.DueAt.Sub(b.spec.AsOf).Abs()
		list = append(list, pressing{
			breach: o.breach(p, d, h), overdue: d.overdue(), grade: o.Grade, owner: b.ownerName(byOwner.codes(o, nil)[0]),
			away: int64(away.Seconds()), fresh: d.overdue() && b.spec.due(d.clock.DueAt), next: following(p, d, b.spec.AsOf),
		})
	}
	return list, nil
}

// following is what goes out next about a deadline, by the rules of its order.
func following(p *policy.Policy, d deadline, asOf complaint.Instant) step {
	k := d.clock
	rule, ok := p.Clock(k.Name)
	switch {
	case !ok:
		return step{}
	case d.overdue() && k.ClimbAt.IsZero():
		return step{}
	case d.overdue():
		rung, _, _ := rule.Rung(max(k.Rung, 1))
		return step{"escalation", k.ClimbAt, rung.Levels}
	}
	next := step{"breach", k.DueAt, rule.Breach.Levels}
	for _, point := range k.Points {
		if point.Passed || !point.FiredAt.IsZero() || !point.At.After(asOf) || !point.At.Before(next.At) {
			continue
		}
		next = step{"warning", point.At, nil}
		for _, w := range rule.Warnings {
			if w.Point.String() == point.Label {
				next.Levels = w.Levels
			}
		}
	}
	if rule.Quiet {
		return step{}
	}
	return next
}

// firstDue puts what is due first at the top, which of overdue ones is the longest overdue.
func firstDue(list []pressing) {
	slices.SortFunc(list, func(x, y pressing) int {
		return cmp.Or(x.DueAt.Compare(y.DueAt), cmp.Compare(x.reference, y.reference), cmp.Compare(x.Name, y.Name), cmp.Compare(x.Round, y.Round))
	})
}
