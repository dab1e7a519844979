package clock

import "time"

// DayOf is a date; one that its month does not have is counted on into the next.
func DayOf(year int, month time.Month, date int) Day { return Day(dayOf(year, month, date)) }

// Date gives year, month and day of the month.
func (d Day) Date() (year int, month time.Month, date int) { return day(d).date().Date() }

// Weekday of the date.
func (d Day) Weekday() time.Weekday { return day(d).weekday() }

// Date is the date that clocks show at an instant.
func (c *Calendar) Date(t time.Time) Day {
	d, _ := c.local(instant(t))
	return Day(d)
}

// At is the instant of a date at which clocks show a time of day, in minutes
// after midnight. Shown twice, it is the first of them that lies in the date as
// [Calendar.Begin] has it; never shown, it is as much later as the clocks were put forward.
func (c *Calendar) At(d Day, minute int) time.Time {
	shown := day(d).seconds() + int64(minute)*60
	at := c.zone.wall(shown, false)
	if offset, _, _ := c.zone.bounds(at); at+offset != shown {
		before, _, _ := c.zone.bounds(at - 1)
		return utc(shown - before)
	}
	if at < c.midnight(day(d)) {
		at = c.zone.wall(shown, true)
	}
	return utc(at)
}
