package check

import (
	"fmt"

	"github.com/redress/redress/shared/clock"
)

// dateByDate looks at the lines of a target in days, one local date after the other.
func (o *office) dateByDate(s, due int64, t clock.Target, lines []clock.Stretch) error {
	d := o.dateAt(s)
	last, err := o.lastDate(s, t)
	if err != nil {
		return err
	}
	at := o.midnight(next(d))
	if t.Unit() == "today" {
		at, d = s, previous(d)
	} else if !skipped(lines, s, at, o.dayReason(t, d, "receipt day")) {
		return fmt.Errorf("no line says that %s is the receipt day", d.Format("2006-01-02"))
	}
	for left := t.Size(); d.Before(last); {
		d = next(d)
		to := max(at, o.midnight(next(d)))
		if d.Equal(last) {
			to = due
		}
		counts := left > 0 && !o.touched(d) && (t.Unit() != "workdays" || o.workday(d))
		if counts {
			left--
		}
		if !o.told(lines, at, to, d, t, counts, left > 0) {
			return fmt.Errorf("no line says what %s is: counted %t", d.Format("2006-01-02"), counts)
		}
		at = to
	}
	return nil
}

// told looks for the line of one date, which lasts from an instant to another.
func (o *office) told(lines []clock.Stretch, from, to int64, d date, t clock.Target, counts, more bool) bool {
	days := t.Unit() != "workdays"
	switch {
	case counts && days:
		return counted(lines, from, to, o.dayReason(t, d, "calendar day"))
	case counts:
		return counted(lines, from, to, o.openReason(d))
	case !o.workday(d) && !(days && more):
		return skipped(lines, from, to, o.closedReason(d))
	case o.touched(d):
		for _, p := range o.pauses {
			if o.touches(p, d) && skipped(lines, from, to, pauseReason(p)) {
				return true
			}
		}
		return false
	}
	return skipped(lines, from, to, o.dated(d, "rolled forward"))
}

// dayReason marks a reason that leans on an unpublished year, as days that end where they fall never
// do unless the office's closing ends them.
func (o *office) dayReason(t clock.Target, d date, reason string) string {
	if (t.Unit() == "flat" || t.Unit() == "today") && o.facts.DayEnd != "close" {
		return reason
	}
	return o.dated(d, reason)
}

// counted tells whether a line is just this stretch, counted as a day.
func counted(lines []clock.Stretch, from, to int64, reason string) bool {
	for _, l := range lines {
		if l.From.Unix() == from && l.To.Unix() == to && l.Counted == day && l.Reason == reason {
			return true
		}
	}
	return false
}

// skipped tells whether a line that does not count covers this stretch, as every line covers one
// without length.
func skipped(lines []clock.Stretch, from, to int64, reason string) bool {
	for _, l := range lines {
		if l.From.Unix() <= from && to <= l.To.Unix() && l.Counted == 0 && l.Reason == reason {
			return true
		}
	}
	return from == to
}
