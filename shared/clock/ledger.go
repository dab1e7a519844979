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
	reasonPaused   = "paused"
)

// Stretch is one line of a ledger: a half-open stretch of time and what it counted for.
type Stretch struct {
	// From and To are in UTC. They are equal only where a counted day has no length, as the last
	// day has when dayEnd is "same" and the start was at midnight.
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	// Counted is in seconds of the target: 86400 for a counted day, whatever its length.
	Counted int64 `json:"counted"`
	// Reason is why it was counted or skipped: "elapsed"; "working", "adjusted workday" or
	// "special hours"; "receipt day"; "calendar day"; "weekend", "rest day" (a closed weekday of
	// the week), "holiday" with ": " and its name if it has one; "break" inside and "closed"
	// outside the hours of a working day; "paused" with ": " and why, if that is known. A
	// stretch of an unpublished year says so after a semicolon.
	Reason string `json:"reason"`
}

// Ledger explains [Calendar.Due]: stretches that follow each other without a hole from the start
// to the due instant, and whose Counted sum to the target, a day being 86400. Skipped stretches of
// one reason are joined. A calendar-day limit that rolls forward shows the days rolled over, and
// the one it ends on, as not counted. It fails as Due does.
func (c *Calendar) Ledger(start time.Time, t Target, pauses ...Pause) ([]Stretch, error) {
	s := instant(start)
	gs := gapsAfter(s, pauses)
	at, err := c.due(s, t, gs)
	if err != nil {
		return nil, err
	}
	l := ledger{c: c, at: s, gaps: gs}
	switch t.unit {
	case elapsed, working:
		l.seconds(t)
	default:
		l.days(s, at, t)
	}
	return l.lines, nil
}

// ledger is one being written; at is where its last line ends.
type ledger struct {
	c     *Calendar
	at    int64
	gaps  gaps
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

// seconds writes a target of elapsed or working time and the pauses between.
func (l *ledger) seconds(t Target) {
	left := t.n
	for _, g := range l.gaps {
		has := l.c.unpaused(t.unit, l.at, g.from)
		if left <= has {
			break
		}
		l.count(t.unit, has, g.from)
		left -= has
		l.add(g.to, 0, pausedReason(g))
	}
	l.count(t.unit, left, maxInstant)
}

// count writes n seconds of a unit, all of which lie before an instant, and, up to that instant,
// what follows them.
func (l *ledger) count(u unit, n, before int64) {
	if u == elapsed {
		l.add(l.at+n, n, reasonElapsed)
		return
	}
	for n > 0 {
		s, d := l.c.segAfter(l.at)
		if s.from > l.at {
			l.closed(s.from, d)
		}
		count := min(n, s.to-l.at)
		l.add(l.at+count, count, l.c.dated(d, l.c.openReason(d)))
		n -= count
	}
	if before < maxInstant && l.at < before {
		_, next := l.c.segAfter(l.at)
		l.closed(before, next)
	}
}

func pausedReason(g gap) string {
	if g.reason == "" {
		return reasonPaused
	}
	return reasonPaused + ": " + g.reason
}

// closed writes closed time up to an instant that lies before or at an opening on day next: a
// break when the same working day was open before it, else day by day.
func (l *ledger) closed(to int64, next day) {
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
		stop := l.c.zone.wall((d + 1).seconds(), false) // where clocks begin to show the next date
		if stop <= l.at {                               // in a zone that goes back over midnight
			stop = to
		}
		l.add(min(to, stop), 0, l.c.dated(d, reason))
	}
}

// days writes a target in days, local date by local date.
func (l *ledger) days(s, due int64, t Target) {
	c := l.c
	dated := c.dated
	if c.fixed(t.unit) {
		dated = func(_ day, reason string) string { return reason }
	}
	first, last := c.firstDay(s, t.unit), c.lastDay(s, t, l.gaps)
	if receipt, _ := c.local(s); receipt < first {
		l.add(c.midnight(first), 0, dated(receipt, reasonReceipt))
	}
	left := t.n
	for d := first; d <= last; d++ {
		to := c.midnight(d + 1)
		if d == last {
			to = due
		}
		open := len(c.spans(d)) > 0
		pause, paused := c.pausedOn(l.gaps, d)
		counts := left > 0 && !paused && (open || t.unit.dates())
		switch {
		case counts && t.unit.dates():
			l.add(to, daySeconds, dated(d, reasonCalendar))
		case counts:
			l.add(to, daySeconds, dated(d, c.openReason(d)))
		case paused && (open || t.unit.dates() && left > 0):
			l.add(to, 0, pausedReason(pause))
		case !open:
			l.add(to, 0, dated(d, c.closedReason(d)))
		default:
			l.add(to, 0, dated(d, "rolled forward"))
		}
		if counts {
			left--
		}
	}
}

// dated marks a reason that leans on an unpublished year.
func (c *Calendar) dated(d day, reason string) string {
	if y := d.year(); !c.Published(y) {
		return fmt.Sprintf("%s; calendar of %d not published", reason, y)
	}
	return reason
}
