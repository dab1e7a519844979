package clock

import (
	"math"
	"sort"
	"time"
)

// Worked is the working time between two instants: 0 when to is not after from. It is whole
// seconds, and stops at the longest Duration, some 292 years of working time.
func (c *Calendar) Worked(from, to time.Time) time.Duration {
	n := c.worked(instant(from), instant(to))
	return time.Duration(min(n, math.MaxInt64/int64(time.Second))) * time.Second
}

// reach is how many days before a local date its opening hours may still run, and after it how
// many may already have begun: two shifts over midnight, and one zone that repeated a midnight.
const reachBack, reachOn = 2, 1

// worked counts the working seconds of [from, to).
func (c *Calendar) worked(from, to int64) int64 {
	if to <= from {
		return 0
	}
	a, _ := c.local(from)
	b, _ := c.local(to)
	a, b = a-reachBack, max(a, b)-reachBack
	return c.total(a, b) + c.since(b, to) - c.since(a, from)
}

// since counts the working seconds before at of day d, which is reachBack before the local date
// at, and of the days after it.
func (c *Calendar) since(d day, at int64) int64 {
	var n int64
	for last := d + reachBack + reachOn; d <= last; d++ {
		var buf [maxSpans]seg
		for _, s := range c.segs(d, &buf) {
			n += max(0, min(at, s.to)-s.from)
		}
	}
	return n
}

// total counts the working seconds of the days [d, end).
func (c *Calendar) total(d, end day) int64 {
	var n int64
	t := &c.table
	for d < end {
		if t.has(d) {
			stop := min(end, t.end())
			n += t.rows[stop-t.first].worked - t.rows[d-t.first].worked
			d = stop
			continue
		}
		if k := c.plainWeeks(d, int64(end-d)/7); k > 0 {
			n += k * c.plain.worked
			d += day(k * 7)
			continue
		}
		n += c.secondsOf(d)
		d++
	}
	return n
}

// advance finds the earliest instant at which n working seconds, at least 1, have passed since at.
// It is the end of the last counted second, so it may be a closing. Not found before the year 9999
// it reports false.
func (c *Calendar) advance(at, n int64) (int64, bool) {
	d, _ := c.local(at)
	d -= reachBack
	n += c.since(d, at)
	t := &c.table
	for d.seconds() < maxInstant {
		if t.has(d) {
			row, left := c.rowOf(d, n)
			if row < t.end() {
				return c.within(row, left), true
			}
			d, n = row, left
			continue
		}
		if k := c.plainWeeks(d, (n-1)/c.plain.worked); k > 0 {
			n -= k * c.plain.worked
			d += day(k * 7)
			continue
		}
		has := c.secondsOf(d)
		if n <= has {
			return c.within(d, n), true
		}
		n -= has
		d++
	}
	return 0, false
}

// rowOf finds the day of the table that holds the n-th working second from the start of day d, and
// which of its own seconds that is; the table's end and the seconds still to find, if none does.
func (c *Calendar) rowOf(d day, n int64) (day, int64) {
	t := &c.table
	n += t.rows[d-t.first].worked
	i := sort.Search(len(t.rows), func(i int) bool { return t.rows[i].worked >= n }) - 1
	return t.first + day(i), n - t.rows[i].worked
}

// within finds the instant that ends the n-th working second of a day that has as many.
func (c *Calendar) within(d day, n int64) int64 {
	var buf [maxSpans]seg
	for _, s := range c.segs(d, &buf) {
		if long := s.to - s.from; n > long {
			n -= long
			continue
		}
		return s.from + n
	}
	panic("clock: a day lost working seconds")
}

func (c *Calendar) secondsOf(d day) int64 {
	var n int64
	var buf [maxSpans]seg
	for _, s := range c.segs(d, &buf) {
		n += s.to - s.from
	}
	return n
}

// plainWeeks tells how many whole weeks from day d on, at most limit, are the week pattern and
// nothing else: outside the table, and without a change of the zone's offset near them.
func (c *Calendar) plainWeeks(d day, limit int64) int64 {
	t := &c.table
	if d < t.first {
		limit = min(limit, int64(t.first-d)/7)
	} else if d < t.end()+2 {
		return 0 // hours of the table's last days may run into this one
	}
	if limit <= 0 {
		return 0
	}
	offset, from, to := c.zone.bounds((d - 3).seconds())
	if (d-2).seconds()-offset < from {
		return 0
	}
	if to < math.MaxInt64 {
		free := to + offset - (d + 2).seconds()
		limit = min(limit, floorDiv(free, 7*daySeconds))
	}
	return max(0, limit)
}

// segAfter is the first stretch of opening hours that ends after an instant, and its day.
func (c *Calendar) segAfter(at int64) (seg, day) {
	d, _ := c.local(at)
	for n := c.workdaysBefore(d - reachBack); ; n++ {
		w := c.workday(n)
		var buf [maxSpans]seg
		for _, s := range c.segs(w, &buf) {
			if s.to > at {
				return s, w
			}
		}
	}
}

// segBefore is the last stretch of opening hours that begins before an instant, and its day.
func (c *Calendar) segBefore(at int64) (seg, day) {
	d, _ := c.local(at)
	for n := c.workdaysBefore(d+reachOn+1) - 1; ; n-- {
		w := c.workday(n)
		var buf [maxSpans]seg
		hours := c.segs(w, &buf)
		for i := len(hours) - 1; i >= 0; i-- {
			if hours[i].from < at {
				return hours[i], w
			}
		}
	}
}
