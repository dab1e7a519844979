package clock

import (
	"errors"
	"time"
)

var (
	errNoTarget = errors.New("clock: an empty target has no due instant")
	errTooFar   = errors.New("clock: the due instant lies beyond the year 9999")
)

// Due is the instant at which a target runs out.
type Due struct {
	// At is the last instant that is still in time, in UTC.
	At time.Time
	// Provisional says that the days between the start and At touch a year whose calendar is not
	// published, so that At may move when it is. It is never set for what no calendar moves:
	// elapsed time, and days that end where they fall unless dayEnd is "close". An instant of 24:00
	// on the last day of a year is inside that year.
	Provisional bool
}

// Due computes when a target that starts at start runs out.
//
// Elapsed time is added to the start. Working time is used up second by second of opening hours
// and ends with the last of them, so at a closing rather than the next opening. Days do not count
// the local date of the start; the last one ends where the calendar's dayEnd says, and calendar
// days first roll forward to a working day, flat ones do not. The same day ends with the local
// date of the start, there too where dayEnd says, and at 24:00 when that has passed. What lies in
// a pause is not counted: a second of elapsed or working time, and in days every local date that a
// pause touches; the same day is then the next date that none touches.
//
// It fails for the zero Target, and when the due instant has no place before the year 9999.
func (c *Calendar) Due(start time.Time, t Target, pauses ...Pause) (Due, error) {
	s := instant(start)
	at, err := c.due(s, t, gapsAfter(s, pauses))
	if err != nil {
		return Due{}, err
	}
	return Due{At: utc(at), Provisional: c.provisional(s, at, t.unit)}, nil
}

func (c *Calendar) due(s int64, t Target, gs gaps) (int64, error) {
	at, ok := int64(0), true
	switch t.unit {
	case elapsed, working:
		at, ok = c.ahead(s, t, gs)
	case workdays, calendar, flat, today:
		d := c.lastDay(s, t, gs)
		if at = c.endOf(d, s); at <= s && t.unit == today {
			at = c.midnight(d + 1)
		}
	default:
		return 0, errNoTarget
	}
	if !ok || at > maxInstant {
		return 0, errTooFar
	}
	return at, nil
}

// ahead is where so many seconds of a target's unit have passed since s, pauses left out.
func (c *Calendar) ahead(s int64, t Target, gs gaps) (int64, bool) {
	left := t.n
	for _, g := range gs {
		has := c.unpaused(t.unit, s, g.from)
		if left <= has {
			break
		}
		left -= has
		s = g.to
	}
	if t.unit == elapsed {
		return s + left, true
	}
	return c.advance(s, left)
}

// lastDay is the day on which a target in days that starts at s runs out. Calendar days that are
// not flat roll forward to a working day that no pause touches.
func (c *Calendar) lastDay(s int64, t Target, gs gaps) day {
	d := c.nthDay(t.unit, c.firstDay(s, t.unit), t.n, gs)
	if t.unit == calendar {
		return c.nthDay(workdays, d, 1, gs)
	}
	return d
}

// firstDay is the first local date that may count for a limit in days that starts at s.
func (c *Calendar) firstDay(s int64, u unit) day {
	receipt, _ := c.local(s)
	if u == today {
		return receipt
	}
	return receipt + 1
}

// nthDay is the n-th day of a unit from a day on, those that a pause touches left out.
func (c *Calendar) nthDay(u unit, from day, n int64, gs gaps) day {
	for _, g := range gs {
		first, last := c.dates(g)
		has := c.daysBetween(u, from, first)
		if n <= has {
			break
		}
		n -= has
		from = max(from, last+1)
	}
	if u.dates() {
		return from + day(n-1)
	}
	return c.workday(c.workdaysBefore(from) + int(n) - 1)
}

// endOf is the instant at which a limit in days that started at s ends on its last day d.
func (c *Calendar) endOf(d day, s int64) int64 {
	switch c.end {
	case endSame:
		_, second := c.local(s)
		return c.zone.wall(d.seconds()+second, true)
	case endClose:
		if len(c.spans(d)) > 0 { // a share of calendar days may end on a closed one
			return c.closing(d)
		}
	}
	return c.midnight(d + 1)
}

// provisional tells whether a limit from s to at leans on an unpublished year.
func (c *Calendar) provisional(s, at int64, u unit) bool {
	if u == elapsed || c.years == nil || c.fixed(u) {
		return false
	}
	first, _ := c.local(s)
	return !c.published(first, c.dayEnding(at))
}

// fixed tells whether the days of a unit end where they fall, whatever the office's hours are.
func (c *Calendar) fixed(u unit) bool { return (u == flat || u == today) && c.end != endClose }
