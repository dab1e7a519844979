package clock

import (
	"sort"
	"time"
)

// seg is one stretch of opening hours as instants, half-open.
type seg struct{ from, to int64 }

// table holds the days that the file speaks of, in order and without a hole, with running totals,
// so that counting between two of them is a subtraction and finding one is a binary search.
type table struct {
	first day
	rows  []row // one more than there are days; the last holds the totals
	segs  []seg
}

// row is what lies in the table before its day.
type row struct {
	workdays int32
	seg      int32
	worked   int64
}

// end is the first day after the table.
func (t *table) end() day { return t.first + day(len(t.rows)-1) }

func (t *table) has(d day) bool { return t.first <= d && d < t.end() }

// plainWeek is the week pattern in sum, for days outside the table.
type plainWeek struct {
	workdays int
	worked   int64 // seconds, in a week without a change of the zone's offset
}

// compile fills the table for the days [first, end) and sums up the week.
func (c *Calendar) compile(first, end day) {
	t := table{first: first, rows: make([]row, 1, int(end-first)+1)}
	var at row
	for d := first; d < end; d++ {
		var buf [maxSpans]seg
		hours := c.spans(d)
		for _, s := range c.cut(d, hours, &buf) {
			t.segs = append(t.segs, s)
			at.worked += s.to - s.from
		}
		if len(hours) > 0 {
			at.workdays++
		}
		at.seg = int32(len(t.segs))
		t.rows = append(t.rows, at)
	}
	c.plain = c.sumWeek()
	c.table = t
}

func (c *Calendar) sumWeek() plainWeek {
	var sum plainWeek
	bare := Calendar{zone: newZone(time.UTC), week: c.week}
	for d := day(0); d < 7; d++ {
		var buf [maxSpans]seg
		hours := bare.spans(d)
		for _, s := range bare.cut(d, hours, &buf) {
			sum.worked += s.to - s.from
		}
		if len(hours) > 0 {
			sum.workdays++
		}
	}
	return sum
}

// segs gives the opening hours of a day as instants, sorted, none empty, none overlapping another
// of this day or an earlier one. Beyond the table they are worked out in buf.
func (c *Calendar) segs(d day, buf *[maxSpans]seg) []seg {
	if c.table.has(d) {
		i := d - c.table.first
		return c.table.segs[c.table.rows[i].seg:c.table.rows[i+1].seg]
	}
	return c.cut(d, c.spans(d), buf)
}

// cut places the hours of a day on the time line, less what the days before it still cover.
func (c *Calendar) cut(d day, hours []span, buf *[maxSpans]seg) []seg {
	if len(hours) == 0 {
		return nil
	}
	covered := max(c.closing(d-2), c.closing(d-1))
	n := 0
	for _, h := range hours {
		s := seg{
			from: max(covered, c.zone.wall(d.seconds()+int64(h.open)*60, false)),
			to:   c.zone.wall(d.seconds()+int64(h.close)*60, true),
		}
		covered = max(covered, s.to)
		if s.from < s.to {
			buf[n] = s
			n++
		}
	}
	return buf[:n]
}

// closing is the instant of the last closing of a day, or minInstant if it is closed all day.
func (c *Calendar) closing(d day) int64 {
	hours := c.spans(d)
	if len(hours) == 0 {
		return minInstant
	}
	return c.zone.wall(d.seconds()+int64(hours[len(hours)-1].close)*60, true)
}

// workdaysBefore counts the working days between the table's start and d; negative before it.
func (c *Calendar) workdaysBefore(d day) int {
	t := &c.table
	switch {
	case d < t.first:
		return -c.weekWorkdays(d, t.first)
	case d < t.end():
		return int(t.rows[d-t.first].workdays)
	}
	return int(t.rows[len(t.rows)-1].workdays) + c.weekWorkdays(t.end(), d)
}

// weekWorkdays counts the working days of [from, to) by the week alone.
func (c *Calendar) weekWorkdays(from, to day) int {
	weeks := (to - from) / 7
	n := int(weeks) * c.plain.workdays
	for d := from + weeks*7; d < to; d++ {
		if len(c.week[d.weekday()]) > 0 {
			n++
		}
	}
	return n
}

// workday is the inverse of workdaysBefore: the working day that has n of them before it.
func (c *Calendar) workday(n int) day {
	t := &c.table
	total := int(t.rows[len(t.rows)-1].workdays)
	switch {
	case n < 0:
		return c.weekWorkdayBack(t.first, -n)
	case n < total:
		return t.first + day(sort.Search(len(t.rows), func(i int) bool { return int(t.rows[i].workdays) > n })) - 1
	}
	n -= total
	d := t.end() + day(n/c.plain.workdays)*7
	for n %= c.plain.workdays; ; d++ {
		if len(c.week[d.weekday()]) > 0 {
			if n == 0 {
				return d
			}
			n--
		}
	}
}

// weekWorkdayBack is the n-th working day before d by the week alone, n at least 1.
func (c *Calendar) weekWorkdayBack(d day, n int) day {
	d -= day((n-1)/c.plain.workdays) * 7
	for n = (n-1)%c.plain.workdays + 1; n > 0; {
		d--
		if len(c.week[d.weekday()]) > 0 {
			n--
		}
	}
	return d
}
