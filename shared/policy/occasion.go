package policy

import (
	"slices"
	"time"

	"github.com/redress/redress/shared/clock"
)

// Occasion is one time at which something recurs, and the half-open period that it is about.
type Occasion struct{ At, From, To time.Time }

// Occasions lists those with after < At <= until, in order. Their periods end
// at or before At, and each begins where that of the one before ends.
//
// Dates and times are the office's. A time that the clocks skip is as much later
// as they were put forward, one that they show twice is the first. A date that a
// zone has skipped is no day; a report of its week, month or year comes a day later.
func (r Rhythm) Occasions(c *clock.Calendar, after, until time.Time) []Occasion {
	var list []Occasion
	for d := c.Date(after) - 2; d <= c.Date(until); d++ { // a skipped date moves an occasion to a later one
		if o, ok := r.on(c, d); ok && o.At.After(after) && !o.At.After(until) {
			list = append(list, o)
		}
	}
	return list
}

// Next is the first occasion after an instant; false when there is none.
func (r Rhythm) Next(c *clock.Calendar, after time.Time) (Occasion, bool) {
	for d := c.Date(after) - 2; d < c.Date(after)+rarest; d++ {
		if o, ok := r.on(c, d); ok && o.At.After(after) {
			return o, true
		}
	}
	return Occasion{}, false
}

// on is the occasion of a date; false when there is none.
func (r Rhythm) on(c *clock.Calendar, d clock.Day) (Occasion, bool) {
	from, to, ok := r.period(c, d)
	if !ok {
		return Occasion{}, false
	}
	return Occasion{c.At(d, r.At), c.Begin(from), c.Begin(to)}, true
}

// rarest is more days than lie between two occasions of any rhythm.
const rarest = 2 * 366

// period gives the dates from whose beginning to whose beginning an occasion on
// a date is about; false when there is none on that date.
func (r Rhythm) period(c *clock.Calendar, d clock.Day) (from, to clock.Day, ok bool) {
	year, month, date := d.Date()
	onDay := date == min(r.Day, lastOf(year, month))
	switch r.Every {
	case "day":
		return last(d, exists(c)), d, exists(c)(d)
	case "workday":
		return last(d, workday(c)), d, workday(c)(d)
	case "week":
		monday := d - clock.Day(d.Weekday()+6)%7
		return monday - 7, monday, d.Weekday() == r.Weekday
	case "month":
		return clock.DayOf(year, month-1, 1), clock.DayOf(year, month, 1), onDay
	case "quarter":
		first := slices.Contains(quarters, month)
		return clock.DayOf(year, month-3, 1), clock.DayOf(year, month, 1), onDay && first
	case "year":
		return clock.DayOf(year-1, time.January, 1), clock.DayOf(year, time.January, 1), onDay && int(month) == r.Month
	}
	return 0, 0, false
}

// quarters are the first months of the quarters.
var quarters = []time.Month{time.January, time.April, time.July, time.October}

// lastOf is the last day of a month.
func lastOf(year int, month time.Month) int {
	_, _, date := clock.DayOf(year, month+1, 0).Date()
	return date
}

// exists tells of a date whether it was not skipped.
func exists(c *clock.Calendar) func(clock.Day) bool {
	return func(d clock.Day) bool { return c.Begin(d).Before(c.Begin(d + 1)) }
}

// workday tells of a date whether the office is open on it.
func workday(c *clock.Calendar) func(clock.Day) bool {
	return func(d clock.Day) bool { return exists(c)(d) && c.IsWorkday(c.Begin(d)) }
}

// last is the last date of a sort before a date, within a year; the day before when there is none.
func last(d clock.Day, sort func(clock.Day) bool) clock.Day {
	for before := d - 1; before > d-366; before-- {
		if sort(before) {
			return before
		}
	}
	return d - 1
}
