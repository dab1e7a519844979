package clock

import "time"

// AddWorkdays is the same local time of day n working days later, or earlier when n is negative;
// for 0 it is at itself. The local date of at is not counted, be it a working day or not. A time of
// day that the zone skips on the day found is the end of the gap, one that it repeats the first of
// the two. A result beyond the instants that can be written is the nearest that can.
func (c *Calendar) AddWorkdays(at time.Time, n int) time.Time {
	s := instant(at)
	d, second := c.local(s)
	n = min(max(n, -maxWorkdays), maxWorkdays)
	switch {
	case n > 0:
		d = c.workday(c.workdaysBefore(d+1) + n - 1)
	case n < 0:
		d = c.workday(c.workdaysBefore(d) + n)
	default:
		return utc(s)
	}
	shown := min(max(d.seconds()+second, minInstant), maxInstant)
	return utc(c.zone.wall(shown, false))
}

// maxWorkdays is more than there are between the first and the last instant.
const maxWorkdays = 10_000 * 366
