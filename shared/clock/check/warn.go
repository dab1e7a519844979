package check

import (
	"time"

	"github.com/redress/redress/shared/clock"
)

// Warn is [clock.Calendar.Warn] over again.
func Warn(c *clock.Calendar, start time.Time, t clock.Target, due time.Time, p clock.Point, anyTime bool, pauses ...clock.Pause) (time.Time, bool) {
	s, end := start.Unix(), due.Unix()
	o := open(c, s, pauses)
	at, ok := o.point(s, end, t, p)
	if !ok || at <= s || at >= end {
		return time.Time{}, false
	}
	if resumed := o.resumed(at); resumed < end {
		at = resumed
	}
	if !anyTime {
		at = o.intoHours(s, at, end)
	}
	return utc(at), true
}

// point is where a point lies before it is moved.
func (o *office) point(s, end int64, t clock.Target, p clock.Point) (int64, bool) {
	by, n, minuteOfDay := p.Parts()
	switch by {
	case "percent":
		return o.percent(s, t, n)
	case "elapsed":
		return end - n, true
	case "working":
		return o.countBack(s, end, n)
	case "workdays":
		d := o.endingDate(end)
		for n > 0 {
			if d = previous(d); o.workday(d) {
				n--
			}
		}
		first, _ := o.when(d, int64(minuteOfDay)*minute)
		return first, true
	}
	return 0, false
}

// percent is where so many percent of a target are over, in whole seconds or days.
func (o *office) percent(s int64, t clock.Target, percent int64) (int64, bool) {
	n := (t.Size()*percent + 99) / 100
	counts := everyDate
	switch t.Unit() {
	case "elapsed":
		at, err := o.count(s, n, always)
		return at, err == nil
	case "working":
		at, err := o.count(s, n, o.working)
		return at, err == nil
	case "today": // any part of one day is that day
		at, err := o.due(s, t)
		return at, err == nil
	case "workdays":
		counts = o.workday
	case "":
		return 0, false
	}
	d, err := o.days(o.dateAt(s), n, counts)
	return o.endOf(d, s), err == nil
}

// countBack is the latest instant after s with n working seconds left before an end.
func (o *office) countBack(s, end, n int64) (int64, bool) {
	for at := end; at > s; {
		step := min(o.strideBack(at), at-s)
		at -= step
		if !o.working(at) {
			continue
		}
		if n <= step {
			return at + step - n, true
		}
		n -= step
	}
	return 0, false
}

// endingDate is the date that an instant belongs to as an end: the one that ends there at 24:00,
// or whose shift over midnight still runs, else the local one.
func (o *office) endingDate(at int64) date {
	d := o.dateAt(at)
	if at == o.midnight(d) {
		return previous(d)
	}
	for _, h := range o.hours(previous(d)) {
		if o.opening(previous(d), h) < at && at <= o.closing(previous(d), h) {
			return previous(d)
		}
	}
	return d
}

// resumed is the first instant at or after another that lies in no pause.
func (o *office) resumed(at int64) int64 {
	for moved := true; moved; {
		moved = false
		for _, p := range o.pauses {
			if p.from <= at && at < p.to {
				at, moved = p.to, true
			}
		}
	}
	return at
}

// intoHours moves an instant out of hours to the next opening before an end, else back to the last
// closing after a start, else nowhere.
func (o *office) intoHours(s, at, end int64) int64 {
	if o.working(at) || o.working(at-1) {
		return at
	}
	for later := at; later < end; later += o.stride(later) {
		if o.working(later) {
			return later
		}
	}
	for earlier := at; earlier > s; earlier -= o.strideBack(earlier) {
		if o.working(earlier - 1) {
			return earlier
		}
	}
	return at
}
