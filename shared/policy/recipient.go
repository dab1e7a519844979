package policy

import (
	"slices"
	"time"
)

// Recipient is one whom a level stands for at an instant: a person, or the
// inbox of a unit when no person is named.
type Recipient struct {
	Level  string `json:"level"` // as it was asked for
	Unit   string `json:"unit,omitempty"`
	Person string `json:"person,omitempty"`
	// Why it is this one: "handler", "inbox", "shift 08:30-17:30", "shift
	// 08:30-17:30 for wang" when wang is absent.
	Why string `json:"why,omitempty"`
	// Empty: the level stands for nobody. There is no such unit, or it is
	// rostered and nobody is on duty.
	Empty bool `json:"-"`
}

// Recipients resolves levels at an instant, in their order; each gives at
// least one recipient, which may be empty. L1 to L5 are the unit of that level
// at or above the given one ("" is no unit yet: only the top is above it),
// centre is the units of L5, or those at the top where nobody stands at L5,
// and handler is the handler of the case, else the unit. A handler whom the
// unit's rota calls absent is passed over for the unit. For the unit "*", the
// whole company, a level is all of its units; one recipient of that name
// stands for the inboxes of those that are not rostered.
func (p *Policy) Recipients(levels []string, unit, handler string, rota Rota, at time.Time) []Recipient {
	var list []Recipient
	for _, level := range levels {
		switch {
		case level == "handler" && handler != "" && !rota.Absent(unit, handler, at):
			list = append(list, Recipient{Level: level, Unit: unit, Person: handler, Why: "handler"})
		case level == "handler":
			instead := ""
			if handler != "" {
				instead = " for " + handler
			}
			list = append(list, p.ofUnits(level, p.known(unit), instead, rota, at)...)
		case level == "centre":
			list = append(list, p.ofUnits(level, p.centre(), "", rota, at)...)
		case unit == "*":
			list = append(list, p.everywhere(level, rota, at)...)
		default:
			list = append(list, p.ofUnits(level, p.atLevel(level, unit), "", rota, at)...)
		}
	}
	return list
}

// AllEmpty tells whether there is nobody among recipients, as of a rung that
// reaches nobody now.
func AllEmpty(recipients []Recipient) bool {
	return !slices.ContainsFunc(recipients, func(r Recipient) bool { return !r.Empty })
}

// ofUnits gives those who stand for units: the people on duty, the inbox of
// one that is not rostered, or nobody.
func (p *Policy) ofUnits(level string, units []string, instead string, rota Rota, at time.Time) []Recipient {
	if len(units) == 0 {
		return []Recipient{{Level: level, Empty: true}}
	}
	var list []Recipient
	for _, unit := range units {
		if !rota.rostered(unit) {
			list = append(list, Recipient{Level: level, Unit: unit, Why: "inbox" + instead})
			continue
		}
		standing := rota.standing(unit, at)
		for _, s := range standing {
			list = append(list, Recipient{Level: level, Unit: unit, Person: s.person, Why: s.why + instead})
		}
		if len(standing) == 0 {
			list = append(list, Recipient{Level: level, Unit: unit, Empty: true})
		}
	}
	return list
}

// everywhere gives those who stand for a level in the whole company.
func (p *Policy) everywhere(level string, rota Rota, at time.Time) []Recipient {
	units := p.ids(func(u Unit) bool { return u.Level == level })
	rostered := slices.DeleteFunc(slices.Clone(units), func(unit string) bool { return !rota.rostered(unit) })
	if len(units) == len(rostered) {
		return p.ofUnits(level, units, "", rota, at)
	}
	list := []Recipient{{Level: level, Unit: "*", Why: "inbox"}}
	if len(rostered) > 0 {
		list = append(list, p.ofUnits(level, rostered, "", rota, at)...)
	}
	return list
}

func (p *Policy) known(unit string) []string {
	if _, ok := p.Unit(unit); !ok {
		return nil
	}
	return []string{unit}
}

// atLevel is the unit of a level at or above another.
func (p *Policy) atLevel(level, unit string) []string {
	if unit == "" {
		return p.ids(func(u Unit) bool { return u.Parent == "" && u.Level == level })
	}
	for u, ok := p.Unit(unit); ok; u, ok = p.Unit(u.Parent) {
		if u.Level == level {
			return []string{u.ID}
		}
	}
	return nil
}

// Holder is the unit that has to act for a clock of a unit's case, as the clock says; the unit
// itself where nobody stands there. What has no unit yet is the centre's.
func (p *Policy) Holder(clock, unit string) string {
	rule, _ := p.Clock(clock)
	var at []string
	switch {
	case rule.Holder == "centre" || unit == "":
		at = p.centre()
	case rule.Holder != "":
		at = p.atLevel(rule.Holder, unit)
	}
	if len(at) == 0 {
		return unit
	}
	return at[0]
}

func (p *Policy) centre() []string {
	if at := p.ids(func(u Unit) bool { return u.Level == ladder[len(ladder)-1] }); len(at) > 0 {
		return at
	}
	return p.ids(func(u Unit) bool { return u.Parent == "" })
}

func (p *Policy) ids(fits func(Unit) bool) []string {
	var ids []string
	for _, u := range p.Units {
		if fits(u) {
			ids = append(ids, u.ID)
		}
	}
	return ids
}
