package clock

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// anchor is what a point is measured by.
type anchor int

const (
	percent       anchor = iota + 1 // of the target, from the start
	beforeElapsed                   // seconds back from due
	beforeWorking                   // working seconds back from due
	beforeDays                      // working days back from the due day, at a time of day
)

// Point is a place before a due instant at which somebody is told. Read one with [ParsePoint]; the
// zero Point lies nowhere, [Calendar.Warn] finds no instant for it. Points are comparable; equal
// ones were written the same.
type Point struct {
	anchor anchor
	n      int64 // percent, seconds or days
	minute int   // of the day, for beforeDays
	text   string
}

// ParsePoint reads a warning point:
//
//	75%                of the target in its own unit, 1% to 99%; of days, whole days rounded up
//	1h before          elapsed time before due
//	1h working before  working time before due
//	2wd before@09:00   local time on the second working day before the due day
//	0wd before@09:00   local time on the due day itself
func ParsePoint(s string) (Point, error) {
	words := strings.Fields(s)
	p := Point{text: strings.Join(words, " ")}
	var err error
	switch {
	case len(words) == 1 && strings.HasSuffix(words[0], "%"):
		p.anchor = percent
		p.n, err = parsePercent(strings.TrimSuffix(words[0], "%"))
	case len(words) == 2 && strings.HasSuffix(words[0], "wd"):
		p.anchor = beforeDays
		if p.n, err = parseDays(strings.TrimSuffix(words[0], "wd")); err == nil {
			p.minute, err = parseBeforeAt(words[1])
		}
	case len(words) == 2 && words[1] == "before":
		p.anchor = beforeElapsed
		p.n, err = parseLead(words[0])
	case len(words) == 3 && words[1] == "working" && words[2] == "before":
		p.anchor = beforeWorking
		p.n, err = parseLead(words[0])
	default:
		err = errors.New(`want "75%", "1h before", "1h working before" or "2wd before@09:00"`)
	}
	if err != nil {
		return Point{}, fmt.Errorf("point %q: %w", s, err)
	}
	return p, nil
}

// String gives the point as it was written, with single spaces.
func (p Point) String() string { return p.text }

// Check refuses a point that can never lie between the start and the due instant of the target,
// such as "60m before" on "30m", for whoever reads a policy to say so early. A point that passes
// may still fall away for one start, which [Calendar.Warn] reports.
func (p Point) Check(t Target) error {
	never := p.anchor == 0 || t.unit == 0
	switch {
	case p.anchor == percent:
		never = t.share(p.n).n >= t.n && t.unit != calendar // which may roll on past it
	case p.anchor == beforeElapsed && t.unit == elapsed:
		never = p.n >= t.n
	case p.anchor == beforeWorking && t.unit == working, // as much, when the start is out of hours
		p.anchor == beforeDays && t.unit == workdays:
		never = p.n > t.n
	}
	if never {
		return fmt.Errorf("point %q never lies between the start and the end of %q", p, t)
	}
	return nil
}

func parsePercent(s string) (int64, error) {
	n, err := strconv.ParseUint(s, 10, 8)
	if err != nil || n < 1 || n > 99 {
		return 0, errors.New("percent is a whole number from 1 to 99")
	}
	return int64(n), nil
}

// parseLead reads a duration before due, which zero is not.
func parseLead(s string) (int64, error) {
	n, err := parseSeconds(s)
	if err == nil && n == 0 {
		err = errors.New("nothing before due is due itself")
	}
	return n, err
}

// parseBeforeAt reads "before@09:00" as a minute of the day.
func parseBeforeAt(s string) (int, error) {
	clock, ok := strings.CutPrefix(s, "before@")
	if !ok {
		return 0, errors.New(`days before need a time of day, as in "2wd before@09:00"`)
	}
	return parseTimeOfDay(clock)
}

// parseTimeOfDay reads "09:00" as a minute of the day.
func parseTimeOfDay(s string) (int, error) {
	t, err := time.Parse("15:04", s)
	if err != nil || len(s) != len("15:04") {
		return 0, errors.New("the time of day is 00:00 to 23:59")
	}
	return t.Hour()*60 + t.Minute(), nil
}
