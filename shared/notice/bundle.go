package notice

import (
	"cmp"
	"slices"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// Waiting is a notice that waits to be sent.
type Waiting struct {
	Key     string // of its effect
	Handler string // of its case
	Notice  complaint.Notice
	// Again: it may have been sent before, and is not bundled: who gets it twice
	// knows it by its id.
	Again bool

	reach policy.Reach
}

// Bundle is one notice in place of several to the same recipient.
type Bundle struct {
	Notice  complaint.Notice
	Members []Member
}

// Member is a notice in a bundle, with those of its levels that the bundle tells.
type Member struct {
	*Waiting
	Levels []string
}

// address is whom a level of a notice is sent to: a unit (several for the
// centre), and a person of it when that is the handler of the case. Who of the
// unit is on duty does not matter: that is settled when the bundle is sent.
type address struct{ kind, unit, person string }

// Bundles finds the recipients who would get more notices of one kind than the
// policy's throttle sends one by one, and bundles theirs. Of n notices of a
// kind that wait together a recipient gets n when n <= singles, else
// ceil(n/bundle) bundles; so in every case at most
//
//	max(singles, ceil(n/bundle))
//
// Each notice reaches all whom it would have reached by itself. Taking a
// bundle, see [Bundle.Take], leaves of its members what is for others. The
// same notices make the same bundles. Notices about no case, bundles, and
// notices that may have been sent before are not bundled, nor counted in n.
func (d *Directory) Bundles(waiting []*Waiting) []Bundle {
	groups := map[address][]Member{}
	for _, w := range waiting {
		for to, levels := range d.addresses(w) {
			groups[to] = append(groups[to], Member{w, levels})
		}
	}
	var crowded []address
	for to, group := range groups {
		if d.policy.Throttle.Bundles(to.kind, len(group)) {
			crowded = append(crowded, to)
		}
	}
	slices.SortFunc(crowded, func(a, b address) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.unit, b.unit), cmp.Compare(a.person, b.person))
	})
	var bundles []Bundle
	for _, to := range crowded {
		group := groups[to]
		slices.SortFunc(group, func(a, b Member) int {
			return cmp.Or(cmp.Compare(a.Notice.Reference, b.Notice.Reference), cmp.Compare(a.Notice.ID, b.Notice.ID))
		})
		for part := range slices.Chunk(group, d.policy.Throttle.Bundle) {
			bundles = append(bundles, Bundle{Notice: merge(d.policy, to, part), Members: part})
		}
	}
	return bundles
}

// addresses gives whom a notice goes to, with the levels that stand for each.
func (d *Directory) addresses(w *Waiting) map[address][]string {
	w.reach = d.reach(w.Notice, w.Handler)
	if w.Notice.Reference == "" || w.Again {
		return nil
	}
	places := map[string]address{}
	for _, r := range w.reach.Recipients {
		to, seen := places[r.Level]
		switch {
		case !seen:
			to = address{kind: w.Notice.Kind, unit: r.Unit}
		case !slices.Contains(strings.Split(to.unit, "+"), r.Unit):
			to.unit += "+" + r.Unit
		}
		if r.Level == "handler" && r.Person == w.Handler {
			to.person = r.Person
		}
		places[r.Level] = to
	}
	groups := map[address][]string{}
	for level, to := range places {
		groups[to] = ranked(groups[to], []string{level})
	}
	return groups
}

// Take removes from the members what the bundle tells. The levels of a member
// that reach nobody go with the last one that does.
func (b Bundle) Take() {
	for _, m := range b.Members {
		told := func(level string) bool { return slices.Contains(m.Levels, level) }
		m.reach.Recipients = slices.DeleteFunc(slices.Clone(m.reach.Recipients), func(r policy.Recipient) bool { return told(r.Level) })
		n := &m.Notice
		if len(m.reach.Recipients) == 0 {
			n.Bundled, n.Levels = ranked(n.Bundled, n.Levels), nil
			continue
		}
		n.Bundled = ranked(n.Bundled, slices.DeleteFunc(slices.Clone(n.Levels), func(level string) bool { return !told(level) }))
		n.Levels = slices.DeleteFunc(slices.Clone(n.Levels), told)
	}
}

// Told tells that bundles have told all whom the notice is for.
func (w *Waiting) Told() bool { return len(w.Notice.Levels) == 0 && len(w.Notice.Bundled) > 0 }
