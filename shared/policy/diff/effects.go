package diff

import (
	"time"

	"github.com/redress/redress/shared/policy"
)

// none stands for a limit that a matter does not have.
const none = "none"

// effects works a sample receipt of every kind under both packs. Of a kind that fares as a
// complaint does nothing is said again.
func effects(a, b *policy.Policy, received time.Time) []Effect {
	var list []Effect
	said := make(map[Effect]bool)
	for _, kind := range kinds(a, b) {
		for _, name := range clocks(a, b) {
			e := policy.Example{
				Matter: policy.Matter{Kind: kind, Grade: "general", Urgency: "general", Received: received},
				Clock:  name, Started: received,
			}
			found, ok := effect(a, b, e)
			if found.Of = name; !ok || said[found] {
				continue
			}
			said[found] = true
			found.Kind = kind
			list = append(list, found)
		}
	}
	return list
}

// examples works those that either pack brings under both.
func examples(a, b *policy.Policy) []Effect {
	var list []Effect
	seen := make(map[string]bool)
	for _, p := range []*policy.Policy{a, b} {
		for _, e := range p.Examples {
			if seen[e.Name] {
				continue
			}
			seen[e.Name] = true
			if found, ok := effect(a, b, e); ok {
				found.Of = e.Name
				list = append(list, found)
			}
		}
	}
	return list
}

// effect works a case under both packs; false when both give the same instant.
func effect(a, b *policy.Policy, e policy.Example) (Effect, bool) {
	from, x := work(a, e)
	to, y := work(b, e)
	return Effect{From: from, To: to}, !x.Equal(y)
}

func work(p *policy.Policy, e policy.Example) (string, time.Time) {
	out, err := p.Work(e)
	switch {
	case err != nil:
		return err.Error(), time.Time{}
	case out.Due.At.IsZero():
		return none, time.Time{}
	}
	said := p.Local(out.Due.At) + " (" + out.Why
	if out.Due.Provisional {
		said += ", provisional"
	}
	return said + ")", out.Due.At
}

// kinds are those of either pack.
func kinds(a, b *policy.Policy) []string {
	var list []string
	for _, p := range []*policy.Policy{a, b} {
		for _, k := range p.Kinds {
			list = once(list, k.Code)
		}
	}
	return list
}

// clocks are those of either pack.
func clocks(a, b *policy.Policy) []string {
	var list []string
	for _, p := range []*policy.Policy{a, b} {
		for _, c := range p.Clocks {
			list = once(list, c.Name)
		}
	}
	return list
}

func once(list []string, s string) []string {
	for _, had := range list {
		if had == s {
			return list
		}
	}
	return append(list, s)
}
