package policy

import (
	"maps"
	"slices"
	"time"

	"github.com/redress/redress/shared/clock"
)

// Rota says who is on duty, by unit. It is a value that never changes; the
// zero Rota has no unit. A unit without shifts is not rostered: what it is
// sent lies in its inbox, where all of its people look.
type Rota struct {
	calendar *clock.Calendar
	units    map[string]*roster
}

// Roster is the duty rota of one unit as it is written, in the pack or in the store.
type Roster struct {
	Shifts []Shift   `json:"shifts"`
	Absent []Absence `json:"absent,omitempty"`
}

// Shift is a stretch of hours that recurs and that one person serves at a
// time: the first of People who is not absent. Who must not be alone has two
// shifts of the same hours.
type Shift struct {
	// Days are "mon" to "sun", or alone "working" or "off" by the office's
	// calendar; none is every day.
	Days []string `json:"days,omitempty"`
	// Hours are local time, "08:30-17:30"; "20:00-08:00" runs over midnight
	// and belongs to the day on which it begins.
	Hours string `json:"hours"`
	// People are staff ids in the order in which they are asked.
	People []string `json:"people"`
	// Rotate moves the order by one person: "daily", each time the shift is
	// served, or "weekly", each seven days from Since; "" never.
	Rotate string `json:"rotate,omitempty"`
	// Since is the local date on which the first of People comes first.
	Since string `json:"since,omitempty"`
}

// Absence is a time in which a person is passed over: away, gone for good, or
// without a way to be reached.
type Absence struct {
	Person string `json:"person"`
	// From and To are local dates, the last included, or instants (RFC 3339),
	// the last excluded; empty ends are open.
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

// The ways in which a shift's order moves.
const (
	daily  = "daily"
	weekly = "weekly"
)

// roster is a Roster read.
type roster struct {
	written Roster
	shifts  []shift
	absent  []absence
}

type shift struct {
	hours  clock.Shift
	days   clock.Days
	people []string
	rotate string
	since  clock.Day
}

type absence struct {
	person   string
	from, to time.Time // half-open; zero ends are open
}

// Rota is the pack's rota with the rosters that were stored for some units in
// place of the pack's. One that the office's calendar cannot read leaves its
// unit without a rota, so that it is told in its inbox rather than not at all.
func (p *Policy) Rota(stored map[string]Roster) Rota {
	if len(stored) == 0 {
		return p.Duty
	}
	r := Rota{calendar: p.Calendar, units: make(map[string]*roster, len(p.Duty.units)+len(stored))}
	for unit, read := range p.Duty.units {
		r.units[unit] = read
	}
	for unit, written := range stored {
		delete(r.units, unit)
		if read, flaws := written.read(p.Calendar); len(flaws) == 0 {
			r.units[unit] = read
		}
	}
	return r
}

// Roster gives a unit's rota as it is written; false when it has none.
func (r Rota) Roster(unit string) (Roster, bool) {
	u, ok := r.units[unit]
	if !ok {
		return Roster{}, false
	}
	return u.written, true
}

// Units are those that have a rota, in order.
func (r Rota) Units() []string { return slices.Sorted(maps.Keys(r.units)) }

// rostered tells whether a unit is told through the people of its shifts.
func (r Rota) rostered(unit string) bool {
	u, ok := r.units[unit]
	return ok && len(u.shifts) > 0
}

// OnDuty gives the people of a unit who are on duty at an instant, one for
// each shift that is being served, in the order of the shifts. A shift begins
// with its first instant and no longer runs at its last. A unit that is not
// rostered has nobody on duty; one that is may have nobody either, which is a gap.
func (r Rota) OnDuty(unit string, at time.Time) (people []string, rostered bool) {
	if !r.rostered(unit) {
		return nil, false
	}
	for _, s := range r.standing(unit, at) {
		people = append(people, s.person)
	}
	return people, true
}

// Absent tells whether a unit's rota says that a person is to be passed over
// at an instant.
func (r Rota) Absent(unit, person string, at time.Time) bool {
	u, ok := r.units[unit]
	return ok && u.isAbsent(person, at)
}

// stand is a person on duty, and why it is this one.
type stand struct{ person, why string }

func (r Rota) standing(unit string, at time.Time) []stand {
	var list []stand
	u := r.units[unit]
	for _, s := range u.shifts {
		for _, o := range r.calendar.Openings(s.hours, s.days, at, at.Add(time.Second)) {
			found, ok := u.first(s, s.turn(r.calendar, o.Day), at)
			if ok && !slices.ContainsFunc(list, func(had stand) bool { return had.person == found.person }) {
				list = append(list, found)
			}
		}
	}
	return list
}

// first finds who serves a shift at an instant, given whose turn it is.
func (u *roster) first(s shift, turn int, at time.Time) (stand, bool) {
	for i := range s.people {
		person := s.people[(turn+i)%len(s.people)]
		if u.isAbsent(person, at) {
			continue
		}
		why := "shift " + s.hours.String()
		if i > 0 {
			why += " for " + s.people[turn]
		}
		return stand{person, why}, true
	}
	return stand{}, false
}

// turn is the place in the list of the one who comes first on a date.
func (s shift) turn(c *clock.Calendar, date clock.Day) int {
	n, turn := len(s.people), 0
	switch s.rotate {
	case daily:
		turn = c.Times(s.days, s.since, date)
	case weekly:
		turn = int(date-s.since) / 7
		if date < s.since {
			turn = int(date-s.since-6) / 7
		}
	}
	return (turn%n + n) % n
}

func (u *roster) isAbsent(person string, at time.Time) bool {
	return slices.ContainsFunc(u.absent, func(a absence) bool {
		return a.person == person && !at.Before(a.from) && (a.to.IsZero() || at.Before(a.to))
	})
}
