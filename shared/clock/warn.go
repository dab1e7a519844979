package clock

import "time"

// Warn finds the instant of a warning point, in UTC, for a target that started at start and is due
// at due.
//
// Its nominal instant is measured from start for a percentage and back from due otherwise. A
// percentage of days is the end of that day. Working time before due is the latest instant with so
// much of it left, so an opening rather than the closing before. Working days are counted back
// from the due day, which for a due at 24:00 is the day that ends there; a due day that is not
// itself a working day is not counted, and 0wd means it all the same. What is measured back from
// due goes by the calendar alone, pauses or not; a percentage is of the time that counted.
//
// A point inside a pause moves to the pause's end if that is before due.
//
// Unless anyTime is set the point falls in working time, of which a closing is the last instant.
// Outside, it moves to the next opening if that is before due, else back to the last closing if
// that is after start, else it stays.
//
// It reports false when the nominal instant does not lie after start and before due, both
// strictly, and for the zero Point and the zero Target.
func (c *Calendar) Warn(start time.Time, t Target, due time.Time, p Point, anyTime bool, pauses ...Pause) (time.Time, bool) {
	s, end := instant(start), instant(due)
	gs := gapsAfter(s, pauses)
	at, ok := c.nominal(s, t, end, p, gs)
	if !ok || at <= s || end <= at {
		return time.Time{}, false
	}
	if g, ok := gs.around(at); ok && g.to < end {
		at = g.to
	}
	if !anyTime {
		at = c.intoHours(s, at, end)
	}
	return utc(at), true
}

func (c *Calendar) nominal(s int64, t Target, end int64, p Point, gs gaps) (int64, bool) {
	switch p.anchor {
	case percent:
		return c.portion(s, t.share(p.n), gs)
	case beforeElapsed:
		return end - p.n, true
	case beforeWorking:
		return c.retreat(s, end, p.n)
	case beforeDays:
		d := c.dayEnding(end)
		if p.n > 0 {
			d = c.workday(c.workdaysBefore(d) - int(p.n))
		}
		return c.zone.wall(d.seconds()+int64(p.minute)*60, false), true
	}
	return 0, false
}

// portion is where a part of a target ends. Unlike a whole one it does not roll calendar days
// forward: nothing is due there.
func (c *Calendar) portion(s int64, t Target, gs gaps) (int64, bool) {
	if t.unit == calendar {
		d, _ := c.local(s)
		return c.endOf(c.nthDay(calendar, d+1, t.n, gs), s), true
	}
	at, err := c.due(s, t, gs)
	return at, err == nil
}

// retreat is the latest instant after s with n working seconds left before end.
func (c *Calendar) retreat(s, end, n int64) (int64, bool) {
	used := c.worked(s, end) - n
	if used < 0 {
		return 0, false
	}
	at, ok := s, true
	if used > 0 {
		at, ok = c.advance(s, used)
	}
	hours, _ := c.segAfter(at)
	return max(at, hours.from), ok
}

// intoHours moves an instant between s and end into working time.
func (c *Calendar) intoHours(s, at, end int64) int64 {
	next, _ := c.segAfter(at)
	last, _ := c.segBefore(at)
	switch {
	case next.from <= at || at <= last.to:
		return at
	case next.from < end:
		return next.from
	case last.to > s:
		return last.to
	}
	return at
}
