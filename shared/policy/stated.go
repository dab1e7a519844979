package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Stated is a limit as the pack states it, with the source that it stands on.
type Stated struct {
	// Of is what it limits: "answer", "answer, variant 2", "kind enquiry".
	Of     string
	Limit  string // "5wd"; of a kind all of its limits, "answer 5wd, dispatch 20m"
	Source Text
	Valid  Validity
}

// Tentative limits are the company's to decide: no source has them. In English their Source begins with
// "proposal", a choice made where the sources are silent, or with "unconfirmed", a custom for which
// no text was found.
func (s Stated) Tentative() bool {
	source := s.Source.In("en")
	return strings.HasPrefix(source, "proposal") || strings.HasPrefix(source, "unconfirmed")
}

// Stated lists the limits of the clocks, of their variants and of the kinds, in the pack's order.
func (p *Policy) Stated() []Stated {
	var list []Stated
	for _, c := range p.Clocks {
		if c.Unset == "" {
			list = append(list, Stated{c.Name, c.Target.String(), c.Source, c.Valid})
		}
		for i, v := range c.Variants {
			list = append(list, Stated{fmt.Sprintf("%s, variant %d", c.Name, i+1), v.Target.String(), v.Source, v.Valid})
		}
	}
	for _, k := range p.Kinds {
		var limits []string
		for _, name := range slices.Sorted(maps.Keys(k.Limits)) {
			limits = append(limits, name+" "+k.Limits[name].String())
		}
		if len(limits) > 0 {
			list = append(list, Stated{"kind " + k.Code, strings.Join(limits, ", "), k.Source, k.Valid})
		}
	}
	return list
}

// Unset lists the clocks that have no figure.
func (p *Policy) Unset() []Clock {
	return slices.DeleteFunc(slices.Clone(p.Clocks), func(c Clock) bool { return c.Unset == "" })
}
