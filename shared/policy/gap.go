package policy

import (
	"slices"
	"time"
)

// Gap is a half-open stretch of time in which a rostered unit has nobody on duty.
type Gap struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Gaps gives the stretches of [from, to) in which a unit that is rostered has
// nobody on duty, in order and apart. Its cost grows with the shifts served in
// that time, squared.
func (r Rota) Gaps(unit string, from, to time.Time) []Gap {
	if !r.rostered(unit) || !from.Before(to) {
		return nil
	}
	var gaps []Gap
	edges := r.edges(unit, from, to)
	for i, at := range edges[:len(edges)-1] {
		if len(r.standing(unit, at)) > 0 {
			continue
		}
		if n := len(gaps); n > 0 && gaps[n-1].To.Equal(at) {
			gaps[n-1].To = edges[i+1]
			continue
		}
		gaps = append(gaps, Gap{at, edges[i+1]})
	}
	return gaps
}

// edges are the instants at which who is on duty may change, in order, between
// from and to, and these two.
func (r Rota) edges(unit string, from, to time.Time) []time.Time {
	list := []time.Time{from.UTC(), to.UTC()}
	add := func(at time.Time) {
		if from.Before(at) && at.Before(to) {
			list = append(list, at)
		}
	}
	u := r.units[unit]
	for _, s := range u.shifts {
		for _, o := range r.calendar.Openings(s.hours, s.days, from, to) {
			add(o.From)
			add(o.To)
		}
	}
	for _, a := range u.absent {
		add(a.from)
		add(a.to)
	}
	slices.SortFunc(list, time.Time.Compare)
	return slices.CompactFunc(list, time.Time.Equal)
}
