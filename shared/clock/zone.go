package clock

import (
	"fmt"
	"math"
	"sort"
	"strings"
	"time"
)

// zone is a time zone with its changes between 1970 and 2100 at hand: to ask the tz database for
// each of them costs more than all else that a due instant takes.
type zone struct {
	*time.Location
	shifts []shift
}

// shift is an instant from which on a zone has an offset from UTC, in seconds.
type shift struct{ at, offset int64 }

// The instants between which a zone's changes are at hand.
var (
	firstShift = int64(0)
	endShift   = time.Date(2101, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
)

func newZone(loc *time.Location) *zone {
	z := &zone{Location: loc}
	for at := firstShift; at < endShift; {
		offset, _, to := bounds(loc, at)
		if n := len(z.shifts); n == 0 || z.shifts[n-1].offset != offset {
			z.shifts = append(z.shifts, shift{at, offset})
		}
		at = to
	}
	return z
}

// rules writes the zone's offset in 1970 and each change of it up to 2100, one a line.
func (z *zone) rules() string {
	var b strings.Builder
	for _, s := range z.shifts {
		fmt.Fprintf(&b, "%d %d\n", s.at, s.offset)
	}
	return b.String()
}

// bounds gives a zone's offset at an instant, and the instants between which it holds. They may
// lie closer than the next change of the offset.
//
// ZoneBounds itself is wrong where a zone goes by rule rather than by list, some decades ahead: it
// takes every year for 365 days, so on the 366th the end it gives is past.
func bounds(loc *time.Location, at int64) (offset, from, to int64) {
	t := time.Unix(at, 0).In(loc)
	_, n := t.Zone()
	offset, from, to = int64(n), math.MinInt64, math.MaxInt64
	start, end := t.ZoneBounds()
	if !start.IsZero() {
		from = start.Unix()
	}
	if !end.IsZero() {
		to = end.Unix()
	}
	if to <= at {
		to = time.Date(t.UTC().Year()+1, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	}
	return offset, from, to
}

// bounds is the function of that name, from what is at hand.
func (z *zone) bounds(at int64) (offset, from, to int64) {
	if at < firstShift || at >= endShift {
		return bounds(z.Location, at)
	}
	next := sort.Search(len(z.shifts), func(i int) bool { return z.shifts[i].at > at })
	s := z.shifts[next-1]
	if next < len(z.shifts) {
		return s.offset, s.at, z.shifts[next].at
	}
	return s.offset, s.at, endShift
}

// wallSlack is more than any zone's distance from UTC.
const wallSlack = 15 * 60 * 60

// wall finds the instant at which clocks show the given seconds since 1970, local time. Shown
// twice, it is the last or the first of the two; never shown, the end of the gap.
func (z *zone) wall(shown int64, last bool) int64 {
	var hit int64
	found := false
	for t := shown - wallSlack; ; {
		offset, from, to := z.bounds(t)
		at := shown - offset
		if at < from {
			if found {
				return hit
			}
			return from
		}
		if at < to {
			if !last || to > shown+wallSlack {
				return at
			}
			hit, found = at, true
		}
		t = to
	}
}

// local gives the date and the second of the day that clocks show at an instant.
func (c *Calendar) local(at int64) (day, int64) {
	offset, _, _ := c.zone.bounds(at)
	shown := at + offset
	d := floorDiv(shown, daySeconds)
	return day(d), shown - d*daySeconds
}

// midnight is the instant at which day d begins and the day before it ends at 24:00.
func (c *Calendar) midnight(d day) int64 { return c.zone.wall(d.seconds(), true) }

// dayEnding is the day an instant belongs to as an end: the one that closes there at 24:00, or
// whose shift over midnight still runs, else the local date.
func (c *Calendar) dayEnding(at int64) day {
	d, _ := c.local(at)
	if at == c.midnight(d) {
		return d - 1
	}
	var buf [maxSpans]seg
	for _, s := range c.segs(d-1, &buf) {
		if s.from < at && at <= s.to {
			return d - 1
		}
	}
	return d
}
