package notice

import (
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// Directory says who gets notices at one instant, that of sending. It
// remembers what it was asked, and is not safe for concurrent use.
type Directory struct {
	policy *policy.Policy
	rota   policy.Rota
	at     time.Time
	known  map[string]policy.Reach
}

// NewDirectory opens a directory: the organisation and throttle of a policy,
// with who is on duty by a rota at an instant.
func NewDirectory(p *policy.Policy, rota policy.Rota, at time.Time) *Directory {
	return &Directory{policy: p, rota: rota, at: at, known: map[string]policy.Reach{}}
}

// Address writes into a notice who gets it: each person or inbox once, the
// levels that reach nobody, and the levels in whose place others are told. The
// handler is that of the case; "" for none. A notice about no case and no unit
// is for the whole company. Who stands for a level that a bundle tells is left
// out: the handler may have given the case up since, and the unit's inbox
// stands in. So what bundles took levels of may be for nobody any more.
func (d *Directory) Address(n complaint.Notice, handler string) complaint.Notice {
	reach := d.reach(n, handler)
	n.SentAt, n.Recipients = d.at, nil
	n.Empty, n.InsteadOf = ranked(n.Empty, reach.Empty), ranked(n.InsteadOf, reach.InsteadOf)
	told := d.bundled(n)
	for _, r := range reach.Recipients {
		is := func(o policy.Recipient) bool { return !o.Empty && o.Unit == r.Unit && o.Person == r.Person }
		if !slices.ContainsFunc(told, is) && !slices.ContainsFunc(n.Recipients, is) {
			n.Recipients = append(n.Recipients, r)
		}
	}
	return n
}

// bundled are those whom bundles reach that took levels of a notice; but for its
// handler, who may be another since.
func (d *Directory) bundled(n complaint.Notice) []policy.Recipient {
	levels := slices.DeleteFunc(slices.Clone(n.Bundled), func(level string) bool { return level == "handler" })
	if len(levels) == 0 {
		return nil
	}
	return d.policy.Recipients(levels, n.Unit, "", d.rota, d.at)
}

func (d *Directory) reach(n complaint.Notice, handler string) policy.Reach {
	unit := n.Unit
	if unit == "" && len(n.Cases()) == 0 {
		unit = "*"
	}
	if n.Handler != "" {
		handler = n.Handler
	}
	if !slices.Contains(n.Levels, "handler") {
		handler = "" // does not matter
	}
	key := strings.Join(append([]string{unit, handler}, n.Levels...), "\n")
	reach, ok := d.known[key]
	if !ok {
		reach = d.policy.Reach(n.Levels, unit, handler, d.rota, d.at)
		d.known[key] = reach
	}
	return reach
}

// ranked joins levels, from the handler up, each once; nil for none.
func ranked(levels ...[]string) []string {
	all := slices.Concat(levels...)
	slices.SortFunc(all, func(a, b string) int { return policy.Rank(a) - policy.Rank(b) })
	return slices.Compact(all)
}
