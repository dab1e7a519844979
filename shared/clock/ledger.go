package clock

import (
	"fmt"
	"time"
)

// Reasons of the ledger's stretches.
const (
	reasonElapsed  = "elapsed"
	reasonReceipt  = "receipt day"
	reasonCalendar = "calendar day"
	reasonWorking  = "working"
	reasonAdjusted = "adjusted workday"
	reasonSpecial  = "special hours"
	reasonBreak    = "break"
	reasonClosed   = "closed"
	reasonWeekend  = "weekend"
	reasonRest     = "rest day"
	reasonHoliday  = "holiday"
)

// Stretch is one line of a ledger: a half-open stretch of time and what it counted for.
type Stretch struct {
	// From and To are in UTC. They are equal only where a counted day has no length, as the last
	// day has when dayEnd is "same" and the start was at midnight.
	From, To time.Time
	// Counted is in seconds of the target: 86400 for a counted day, whatever its length.
	Counted int64
	// Reason is why it was counted or skipped: "elapsed"; "working", "adjusted workday" or
	// "special hours"; "receipt day"; "calendar day"; "weekend", "rest day" (a closed weekday of
	// the week), "holiday" with ": " and its name if it has one; "break" inside and "closed"
	// outside the hours of a working day. A stretch of an unpublished year says so after a
	// semicolon.
	Reason string
}

// Ledger explains [Calendar.Due]: stretches that follow each other without a hole from the start
// to the due instant, and whose Counted sum to the target, a day being 86400. Skipped stretches of
// one reason are joined. A calendar-day limit that rolls forward shows the days rolled over, and
// the one it ends on, as not counted. It fails as Due does.
func (c *Calendar) Ledger(start time.Time, t Target) ([]Stretch, error) {
	s := instant(start)
	at, err := c.due(s, t)
	if err != nil {
		return nil, err
	}
	l := ledger{c: c, at: s}
	switch t.unit {
	case elapsed:
		l.add(at, t.n, reasonElapsed)
	case working:
		l.hours(t.n)
	default:
		l.days(s, at, t)
	}
	return l.lines, nil
}

// ledger is one being written; at is where its last line ends.
type ledger struct {
	c     *Calendar
	at    int64
	lines []Stretch
}

// add writes a line up to an instant; a skipped one joins the line before if that is alike.
func (l *ledger) add(to, counted int64, reason string) {
	if to = max(to, l.at); to == l.at && counted == 0 {
		return
	}
	if n := len(l.lines); counted == 0 && n > 0 && l.lines[n-1].Counted == 0 && l.lines[n-1].Reason == reason {
		l.lines[n-1].To = utc(to)
	} else {
		l.lines = append(l.lines, Stretch{utc(l.at), utc(to), counted, reason})
	}
	l.at = to
}

// hours writes n working seconds and what lies between them.
func (l *ledger) hours(n int64) {
	for n > 0 {
		s, d := l.c.segAfter(l.at)
		if s.from > l.at {
			l.gap(s.from, d)
		}
		count := min(n, s.to-l.at)
		l.add(l.at+count, count, l.c.dated(d, l.c.openReason(d)))
		n -= count
	}
}

// gap writes the closed time up to an opening on day next: a break when the same working day was
// open before it, else day by day.
func (l *ledger) gap(to int64, next day) {
	if _, last := l.c.segBefore(l.at + 1); last == next {
		l.add(to, 0, l.c.dated(next, reasonBreak))
		return
	}
	for l.at < to {
		d, _ := l.c.local(l.at)
		reason := reasonClosed
		if len(l.c.spans(d)) == 0 {
			reason = l.c.closedReason(d)
		}
		stop := l.c.midnight(d + 1)
		if stop <= l.at { // a zone that repeats the hour before midnight
			stop = to
		}
		l.add(min(to, stop), 0, l.c.dated(d, reason))
	}
}

// days writes a target in days, local date by local date.
func (l *ledger) days(s, due int64, t Target) {
	c := l.c
	receipt, _ := c.local(s)
	last := c.lastDay(s, t)
	l.add(c.midnight(receipt+1), 0, c.dated(receipt, reasonReceipt))
	for d := receipt + 1; d <= last; d++ {
		to := c.midnight(d + 1)
		if d == last {
			to = due
		}
		open := len(c.spans(d)) > 0
		switch {
		case t.unit == calendar && d <= receipt+day(t.n):
			l.add(to, daySeconds, c.dated(d, reasonCalendar))
		case !open:
			l.add(to, 0, c.dated(d, c.closedReason(d)))
		case t.unit == calendar:
			l.add(to, 0, c.dated(d, "rolled forward"))
		default:
			l.add(to, daySeconds, c.dated(d, c.openReason(d)))
		}
	}
}

// openReason says why a working day is one.
func (c *Calendar) openReason(d day) string {
	if _, ok := c.special[d]; ok {
		return reasonSpecial
	}
	if _, ok := c.work[d]; ok {
		return reasonAdjusted
	}
	return reasonWorking
}

// closedReason says why a day without opening hours has none.
func (c *Calendar) closedReason(d day) string {
	if _, ok := c.special[d]; ok {
		return reasonSpecial
	}
	if name, ok := c.off[d]; ok {
		if name == "" {
			return reasonHoliday
		}
		return reasonHoliday + ": " + name
	}
	if w := d.weekday(); w == time.Saturday || w == time.Sunday {
		return reasonWeekend
	}
	return reasonRest
}

// dated marks a reason that leans on an unpublished year.
func (c *Calendar) dated(d day, reason string) string {
	if y := d.year(); !c.Published(y) {
		return fmt.Sprintf("%s; calendar of %d not published", reason, y)
	}
	return reason
}
