package policy

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redress/redress/shared/clock"
)

// Variant is the limit of a clock for some matters.
type Variant struct {
	When   When
	Target clock.Target
	// Valid bounds the receipts that the variant is for.
	Valid  Validity
	Source Text
}

// When selects matters. Every list that is not empty must name the matter's value.
type When struct {
	Kinds, Grades, Urgencies, Regions, Areas []string
	// Classes are codes of any level: "04" and "04.03" stand for all below them.
	Classes []string
}

// Matter is what limits may depend on.
type Matter struct {
	Kind, Class, Grade, Urgency, Region, Area string
	Received                                  time.Time
}

// Fits tells whether the condition selects a matter.
func (w When) Fits(m Matter) bool {
	names := func(list []string, value string) bool { return len(list) == 0 || slices.Contains(list, value) }
	return names(w.Kinds, m.Kind) && names(w.Grades, m.Grade) && names(w.Urgencies, m.Urgency) &&
		names(w.Regions, m.Region) && names(w.Areas, m.Area) &&
		(len(w.Classes) == 0 || slices.ContainsFunc(w.Classes, func(code string) bool { return under(m.Class, code) }))
}

// any tells whether the condition selects every matter.
func (w When) any() bool {
	return len(w.Kinds)+len(w.Classes)+len(w.Grades)+len(w.Urgencies)+len(w.Regions)+len(w.Areas) == 0
}

// under tells whether a class is the one of a code of any level, or lies below it.
func under(class, code string) bool { return class == code || strings.HasPrefix(class, code+".") }

// Validity is a period in which a source is in force: days ("2022-03-01") or, where the source says
// no more, years ("2022"). Empty ends are open.
type Validity struct{ From, To string }

// Covers tells whether the local date at an instant lies in the period.
func (v Validity) Covers(at time.Time, zone *time.Location) bool {
	day := at.In(zone).Format(time.DateOnly)
	return (v.From == "" || day[:len(v.From)] >= v.From) && (v.To == "" || day[:len(v.To)] <= v.To)
}

// ends reports a period that is over before it begins.
func (v Validity) ends() bool {
	from, to := v.From, v.To
	if len(from) == len("2006") {
		from += "-01-01"
	}
	if len(to) == len("2006") {
		to += "-12-31"
	}
	return v.From != "" && v.To != "" && to < from
}

// String gives "from 2022 to 2024-12-31", or "" for an open period.
func (v Validity) String() string {
	var parts []string
	if v.From != "" {
		parts = append(parts, "from "+v.From)
	}
	if v.To != "" {
		parts = append(parts, "to "+v.To)
	}
	return strings.Join(parts, " ")
}

// Limit is the target of a clock for a matter, and why it is this one.
type Limit struct {
	Target clock.Target
	Source Text
	// Why names the rule that decided: "variant 2", "kind fault" or "clock".
	Why string
}

// Limit finds the target of a clock for a matter; false when such a matter does not run the clock,
// or the clock is unset. A variant for the matter's kind comes first, then the kind's own table,
// then the other variants in their order, then the clock's target.
func (p *Policy) Limit(m Matter, name string) (Limit, bool) {
	c, known := p.Clock(name)
	k, ok := p.Kind(m.Kind)
	if !ok {
		k, _ = p.Kind("complaint")
	}
	if l, ok := c.variant(m, p.Zone(), k.Limits != nil); ok {
		return l, true
	}
	if k.Limits != nil {
		t, ok := k.Limits[name]
		return Limit{Target: t, Source: k.Source, Why: "kind " + k.Code}, ok
	}
	return Limit{Target: c.Target, Source: c.Source, Why: "clock"}, known && c.Unset == ""
}

// variant is the first variant that fits; of a kind with a table of its own, only those that name it.
func (c Clock) variant(m Matter, zone *time.Location, named bool) (Limit, bool) {
	for i, v := range c.Variants {
		if v.When.Fits(m) && (!named || len(v.When.Kinds) > 0) && v.Valid.Covers(m.Received, zone) {
			return Limit{Target: v.Target, Source: v.Source, Why: "variant " + strconv.Itoa(i+1)}, true
		}
	}
	return Limit{}, false
}
