package check

import (
	"errors"
	"slices"
	"time"

	"github.com/redress/redress/shared/clock"
)

// How far ahead is looked, in days: for the end of a limit in seconds, and of one in days, which
// may be a century long.
const (
	secondsHorizon = 25 * 366
	daysHorizon    = 400 * 366
)

var (
	errNoTarget = errors.New("check: an empty target has no due instant")
	errTooFar   = errors.New("check: the due instant is too far away to be looked for")
)

// date is a local date, as midnight UTC of it.
type date = time.Time

// office is a calendar's facts with what has been looked up in them.
type office struct {
	facts   clock.Facts
	pauses  []pause
	dates   map[int64]clock.Date // by the Unix time of the date
	shown   map[int64][2]int64   // by what clocks show
	changes map[int64][]int64    // by the Unix time of the date
}

// pause is one in whole seconds.
type pause struct {
	from, to int64
	reason   string
}

// open looks at a calendar, and at the pauses after a start.
func open(c *clock.Calendar, start int64, pauses []clock.Pause) *office {
	o := &office{facts: c.Facts(), dates: map[int64]clock.Date{}, shown: map[int64][2]int64{}, changes: map[int64][]int64{}}
	for s, d := range o.facts.Dates {
		if t, err := time.Parse(time.DateOnly, s); err == nil {
			o.dates[t.Unix()] = d
		}
	}
	for _, p := range pauses {
		if from, to := max(start, p.From.Unix()), p.To.Unix(); from < to {
			o.pauses = append(o.pauses, pause{from, to, p.Reason})
		}
	}
	return o
}

// local is what clocks show at an instant, as the Unix time of the same figures in UTC.
func (o *office) local(at int64) int64 {
	_, offset := time.Unix(at, 0).In(o.facts.Zone).Zone()
	return at + int64(offset)
}

// dateAt is the local date at an instant.
func (o *office) dateAt(at int64) date {
	y, m, d := time.Unix(o.local(at), 0).UTC().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func next(d date) date     { return d.AddDate(0, 0, 1) }
func previous(d date) date { return d.AddDate(0, 0, -1) }

// hours are the opening hours of a date.
func (o *office) hours(d date) []clock.Hours {
	if word, ok := o.dates[d.Unix()]; ok {
		return word.Hours
	}
	return o.facts.Week[d.Weekday()]
}

func (o *office) workday(d date) bool { return len(o.hours(d)) > 0 }

// touched tells whether any pause touches a date.
func (o *office) touched(d date) bool {
	return slices.ContainsFunc(o.pauses, func(p pause) bool { return o.touches(p, d) })
}

// touches tells whether clocks show a date during a pause.
func (o *office) touches(p pause, d date) bool {
	return !d.Before(o.dateAt(p.from)) && !d.After(o.dateAt(p.to-1))
}

// paused tells whether an instant lies in a pause.
func (o *office) paused(at int64) bool {
	for _, p := range o.pauses {
		if p.from <= at && at < p.to {
			return true
		}
	}
	return false
}

// owner is the first date whose opening hours an instant lies in.
func (o *office) owner(at int64) (date, bool) {
	for _, d := range o.around(at) {
		for _, h := range o.hours(d) {
			if from, to := o.opening(d, h), o.closing(d, h); from <= at && at < to {
				return d, true
			}
		}
	}
	return date{}, false
}

func (o *office) working(at int64) bool {
	_, ok := o.owner(at)
	return ok
}

// around are the dates, in order, whose hours may have something to do with an instant.
func (o *office) around(at int64) []date {
	d := o.dateAt(at)
	return []date{previous(previous(d)), previous(d), d, next(d)}
}
