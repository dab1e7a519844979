package clock

import (
	"slices"
	"time"
)

// Limits of a calendar file. They bound what a hostile or mistaken file can cost.
const (
	minYear, maxYear = 1900, 2199
	maxTableYears    = 100
	maxSpans         = 8
	maxClosedDays    = 400
)

// dayEnd says where limits in days end on their last day.
type dayEnd int

const (
	endMidnight dayEnd = iota // "24:00"
	endClose                  // "close": the last closing of the day
	endSame                   // "same": the time of day of the start
)

// span is one stretch of opening hours in minutes of its day; past 1440 it runs into the next.
type span struct{ open, close int }

// Calendar is one office's working time, parsed by [ParseCalendar] or, in layers, by [ParseOver].
// It is immutable and safe for concurrent use; the zero Calendar is not usable.
//
// Its methods take instants of any zone between the years 1 and 9999 and treat those outside as
// the nearest inside. Their cost does not grow with the distance between instants inside the years
// the file speaks of; outside, it grows with the number of daylight-saving changes crossed, if
// working seconds are asked for, and not at all otherwise.
type Calendar struct {
	name, source string
	zone         *zone
	end          dayEnd

	week   [7][]span
	years  []int        // sorted; nil when every year is published
	layers []layer      // the lowest first; a file that lies over none is the only one
	words  map[day]word // the winner's of each date

	table table
	plain plainWeek

	version, zoneVersion string
}

// Name is the calendar's name field; may be empty.
func (c *Calendar) Name() string { return c.name }

// Zone is the office's time zone, in which to show the instants that this package returns.
func (c *Calendar) Zone() *time.Location { return c.zone.Location }

// Source is the file's source field, free text that says where the holidays were read; may be
// empty. Those of layers are joined by "; ", the lowest first.
func (c *Calendar) Source() string { return c.source }

// Published tells whether the calendar's holidays of a year are known. A file without a years
// field vouches for all of them.
func (c *Calendar) Published(year int) bool {
	if c.years == nil {
		return true
	}
	_, ok := slices.BinarySearch(c.years, year)
	return ok
}

// published tells whether every year that the days touch is published.
func (c *Calendar) published(first, last day) bool {
	for y := first.year(); y <= last.year(); y++ {
		if !c.Published(y) {
			return false
		}
	}
	return true
}

// Working tells whether the office is open at t. Closing itself is no longer open.
func (c *Calendar) Working(t time.Time) bool {
	at := instant(t)
	s, _ := c.segAfter(at)
	return s.from <= at
}

// IsWorkday tells whether the local date at t has opening hours.
func (c *Calendar) IsWorkday(t time.Time) bool {
	d, _ := c.local(instant(t))
	return len(c.spans(d)) > 0
}

// spans gives the opening hours of a day, sorted and apart; none on a closed day. What the
// uppermost layer says of the date beats the week.
func (c *Calendar) spans(d day) []span {
	if w, ok := c.words[d]; ok {
		return w.hours
	}
	return c.week[d.weekday()]
}

// DaysLate counts the working days after the day of due, up to and including the day of ended;
// 0 when ended is not after due. An instant of 24:00, on either side, is of the day that ends
// there, as an answer given at 24:00 is still in time for that day.
func (c *Calendar) DaysLate(due, ended time.Time) int {
	d, e := instant(due), instant(ended)
	if e <= d {
		return 0
	}
	first, last := c.dayEnding(d)+1, c.dayEnding(e)+1
	return max(0, c.workdaysBefore(last)-c.workdaysBefore(first))
}
