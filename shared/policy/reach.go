package policy

import (
	"slices"
	"time"
)

// Reach is whom levels reach at an instant.
type Reach struct {
	// Recipients are at least one, and none of them is empty.
	Recipients []Recipient
	// Empty are the levels that reach nobody, also those tried in their place.
	Empty []string
	// InsteadOf are the levels asked for when none of them reaches anybody,
	// and the recipients are others.
	InsteadOf []string
}

// Reach resolves levels and never comes back with nobody: when all of them
// are empty it climbs to the next level above that is not, else to those who
// are told of alarms, and in the end to the inbox of the unit at the top.
func (p *Policy) Reach(levels []string, unit, handler string, rota Rota, at time.Time) Reach {
	var r Reach
	try := func(levels ...string) bool {
		r.add(p.Recipients(levels, unit, handler, rota, at))
		return len(r.Recipients) > 0
	}
	if try(levels...) {
		return r
	}
	r.InsteadOf = slices.Clone(levels)
	for _, level := range levelsAbove(levels) {
		if try(level) {
			return r
		}
	}
	if !try(p.Tell["alarm"]...) {
		r.Recipients = []Recipient{p.last(unit)}
	}
	return r
}

// add takes up whom levels reach, and which of them reach nobody.
func (r *Reach) add(recipients []Recipient) {
	for _, to := range recipients {
		if !to.Empty {
			r.Recipients = append(r.Recipients, to)
		}
	}
	for _, to := range recipients {
		reached := slices.ContainsFunc(r.Recipients, func(o Recipient) bool { return o.Level == to.Level })
		if !reached && !slices.Contains(r.Empty, to.Level) {
			r.Empty = append(r.Empty, to.Level)
		}
	}
}

// levelsAbove are the levels over all of the given ones, from the lowest.
func levelsAbove(levels []string) []string {
	highest := 0
	for _, level := range levels {
		if level == "centre" {
			return nil
		}
		highest = max(highest, slices.Index(ladder, level)+1) // 0 for the handler
	}
	return ladder[highest:]
}

// last is where a notice ends up that reaches nobody else: the inbox of the
// unit at the top of the tree, whatever its rota.
func (p *Policy) last(unit string) Recipient {
	top, ok := p.Unit(unit)
	for up, more := top, ok; more; up, more = p.Unit(up.Parent) {
		top = up
	}
	if !ok {
		top = p.Units[slices.IndexFunc(p.Units, func(u Unit) bool { return u.Parent == "" })]
	}
	return Recipient{Level: top.Level, Unit: top.ID, Why: "inbox, as nobody is on duty"}
}

// Rank is the place of a level among those that can be told: handler, L1 to
// L5, centre, from 0; -1 for one that is none.
func Rank(level string) int { return slices.Index(ranks, level) }

var ranks = append(append([]string{"handler"}, ladder...), "centre")
