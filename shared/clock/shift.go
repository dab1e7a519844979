package clock

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Day is a local date, counted in days from 1970-01-01.
type Day int

// ParseDay reads a date such as "2026-10-01", of the years 1900 to 2199.
func ParseDay(s string) (Day, error) {
	d, err := parseDay(s)
	return Day(d), err
}

// String gives the date as "2026-10-01".
func (d Day) String() string { return day(d).String() }

// Begin is the instant at which a date begins, which is where the date before it ends at 24:00.
func (c *Calendar) Begin(d Day) time.Time { return utc(c.midnight(day(d))) }

// Shift is a stretch of the day that recurs. It belongs to the date on which it begins, also when
// it runs over midnight. The zero Shift is the empty stretch at 00:00.
type Shift struct{ span span }

// ParseShift reads "08:30-17:30", "22:00-06:00" or "00:00-24:00". One that ends when it begins,
// "08:30-08:30", lasts until that time of the next date.
func ParseShift(s string) (Shift, error) {
	if from, to, _ := strings.Cut(s, "-"); from == to {
		if open, err := parseMinute(from); err == nil && open < dayMinutes {
			return Shift{span{open, open + dayMinutes}}, nil
		}
	}
	h, err := parseSpan(s)
	return Shift{h}, err
}

// String gives the shift as "22:00-06:00".
func (h Shift) String() string {
	to := h.span.close
	if to > dayMinutes {
		to -= dayMinutes
	}
	return fmt.Sprintf("%02d:%02d-%02d:%02d", h.span.open/60, h.span.open%60, to/60, to%60)
}

// Days says on which dates something recurs; the zero Days on every date.
type Days struct {
	week [7]bool
	kind dayKind
}

type dayKind int

const (
	everyDay dayKind = iota
	someDays
	workingDays
	offDays
)

// DaysOf reads the names of weekdays, "mon" to "sun", or alone "working" for the dates that have
// opening hours or "off" for those that have none; no name is every date.
func DaysOf(names ...string) (Days, error) {
	var d Days
	for _, name := range names {
		kind := someDays
		switch w := slices.Index(weekdayNames[:], name); {
		case name == "working":
			kind = workingDays
		case name == "off":
			kind = offDays
		case w < 0:
			return Days{}, fmt.Errorf("%q is no day, want mon to sun, working or off", name)
		case d.week[w]:
			return Days{}, fmt.Errorf("%q is given twice", name)
		default:
			d.week[w] = true
		}
		if d.kind != everyDay && (kind != someDays || d.kind != someDays) {
			return Days{}, fmt.Errorf("%q stands beside other days, want it alone", name)
		}
		d.kind = kind
	}
	return d, nil
}

// has tells whether something recurs on a date.
func (c *Calendar) has(on Days, d day) bool {
	switch on.kind {
	case someDays:
		return on.week[d.weekday()]
	case workingDays, offDays:
		return (len(c.spans(d)) > 0) == (on.kind == workingDays)
	}
	return true
}

// Times counts the dates in [from, to) on which something recurs, negative when to lies before
// from. Its cost does not grow with the distance inside the years that the calendar speaks of.
func (c *Calendar) Times(on Days, from, to Day) int {
	if to < from {
		return -c.Times(on, to, from)
	}
	a, b := day(from), day(to)
	all, working := int(b-a), c.workdaysBefore(b)-c.workdaysBefore(a)
	switch on.kind {
	case workingDays:
		return working
	case offDays:
		return all - working
	case everyDay:
		return all
	}
	n := 0
	for w, yes := range on.week {
		if yes {
			first := (w - int(a.weekday()) + 7) % 7 // days from a to the first of them
			n += (all - first + 6) / 7
		}
	}
	return n
}

// Opening is one time that a shift recurs: a half-open stretch, in UTC, and the date it belongs to.
type Opening struct {
	Day      Day
	From, To time.Time
}

// Openings gives the times that a shift recurs between two instants, in order: those that are not
// over at from and have begun before to. Where the zone skips or repeats an hour the calendar's
// own rules hold: one that begins inside a gap begins at its end, one that the gap swallows does
// not take place, and of a repeated hour both are inside.
func (c *Calendar) Openings(h Shift, on Days, from, to time.Time) []Opening {
	a, b := instant(from), instant(to)
	first, _ := c.local(a)
	last, _ := c.local(b)
	var list []Opening
	for d := first - reachBack; d <= max(first, last)+reachOn; d++ {
		if !c.has(on, d) {
			continue
		}
		s := seg{
			from: c.zone.wall(d.seconds()+int64(h.span.open)*60, false),
			to:   c.zone.wall(d.seconds()+int64(h.span.close)*60, true),
		}
		if s.from < s.to && a < s.to && s.from < b {
			list = append(list, Opening{Day(d), utc(s.from), utc(s.to)})
		}
	}
	return list
}
