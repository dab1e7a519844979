package simulate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/notice"
	"github.com/redress/redress/shared/policy"
)

// meant: a notice is for the levels that the policy names at that point of that limit,
// seen from a unit that has, or had, the case.
func (t *told) meant(n complaint.Notice) {
	w := t.world
	c, err := w.db.Case(w.ctx, n.Reference)
	if err != nil {
		return
	}
	of := w.byReference[n.Reference]
	if n.Kind == "dispatched" {
		w.check("whom", n.Unit != c.Unit, of, "notice %s is for %s, and %s has the case", n.ID, n.Unit, c.Unit)
		return
	}
	rule, _ := w.company.policy.Clock(n.Clock)
	var want []string
	switch {
	case !known[n.Clock]:
		return
	case n.Kind == "warning":
		for _, p := range rule.Warnings {
			if slices.Contains(strings.Split(n.Point, ", "), p.Point.String()) {
				want = append(want, p.Levels...)
			}
		}
	case n.Kind == "breach":
		want = rule.Breach.Levels
	case n.Kind == "escalation" && len(rule.Ladder) == 1:
		want = rule.Ladder[0].Levels
	default:
		return
	}
	w.check("whom", !slices.Equal(set(n.Levels), set(want)), of, "notice %s is for %v, and by the policy for %v", n.ID, n.Levels, want)
	had := n.Unit == "" || n.Unit == c.Unit || slices.ContainsFunc(c.Phases, func(p complaint.Phase) bool { return p.Unit == n.Unit })
	w.check("whom", outlasting[n.Clock] == "" && !had, of, "notice %s is for %s, which never had the case", n.ID, n.Unit)
}

// outlasting are limits that may stay with a unit which never had the case, and why.
var outlasting = map[string]string{"rectification": "of problems of a kind", "check": "of the same"}

// reaches: a notice that is published by itself reaches who stands for each of its
// levels, and nobody else unless none of them is there.
func (t *told) reaches(n complaint.Notice) {
	w := t.world
	if n.References != nil || n.Reference == "" || n.Unit == "" || len(n.InsteadOf) > 0 {
		return
	}
	var units []string
	for _, level := range n.Levels {
		unit := w.company.stands(level, n.Unit)
		there := slices.ContainsFunc(n.Recipients, func(r policy.Recipient) bool { return r.Unit == unit })
		w.check("whom", !there && !slices.Contains(n.Empty, level), w.byReference[n.Reference], "notice %s for %s does not reach %s", n.ID, level, unit)
		units = append(units, unit)
	}
	for _, r := range n.Recipients {
		w.check("whom", !slices.Contains(units, r.Unit), w.byReference[n.Reference], "notice %s reaches %s, for whom it is not", n.ID, r.Unit)
	}
}

// stands is the unit that stands for a level, seen from another; "" for none.
func (c *company) stands(level, unit string) string {
	switch level {
	case "centre":
		return centre
	case "handler":
		return unit
	}
	for {
		i := slices.IndexFunc(c.policy.Units, func(u policy.Unit) bool { return u.ID == unit })
		if i < 0 || c.policy.Units[i].Level == level {
			return unit
		}
		unit = c.policy.Units[i].Parent
	}
}

func set(list []string) []string { return slices.Compact(slices.Sorted(slices.Values(list))) }

// written: a letter goes to its customer, names the case, and gives the answer where
// it is one.
func (t *told) written(l notice.Letter) {
	of, ok := t.world.byReference[l.Reference]
	if !ok {
		return
	}
	w := t.world
	w.check("whom", l.To != of.plan.phone(), of, "letter %s goes to another than its customer", l.ID)
	w.check("heard", !strings.Contains(l.Text, l.Reference) || strings.ContainsAny(l.Text, "{}"), of, "letter %s is not filled in: %s", l.ID, l.Text)
	if l.Kind != "answer" {
		return
	}
	said := slices.ContainsFunc(of.given, func(g ack) bool { return g.name == "answer" && strings.Contains(l.Text, g.mark) })
	w.check("heard", !said, of, "letter %s does not give the answer: %s", l.ID, l.Text)
}

// phone is the customer's.
func (p plan) phone() string { return fmt.Sprintf("139%08d", p.account) }
