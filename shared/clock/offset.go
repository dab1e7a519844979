package clock

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Offset is a distance forward from an instant, such as that of a rung of the ladder from the
// breach. Read one with [ParseOffset]; the zero Offset is no distance. Offsets are comparable;
// equal ones were written the same.
type Offset struct {
	unit   unit // elapsed, working or workdays
	n      int64
	minute int // of the day, for workdays
	text   string
}

// ParseOffset reads a distance:
//
//	30m          elapsed time
//	4h working   working time
//	1wd@09:00    local time on the first working day after the local date of the instant
//	0m           none: at the instant itself
func ParseOffset(s string) (Offset, error) {
	words := strings.Fields(s)
	o := Offset{text: strings.Join(words, " ")}
	var err error
	switch {
	case len(words) == 1 && strings.Contains(words[0], "wd@"):
		o.unit = workdays
		days, at, _ := strings.Cut(words[0], "wd@")
		if o.n, err = parseDays(days); err == nil && o.n == 0 {
			err = errors.New("no working day after is not after")
		}
		if err == nil {
			o.minute, err = parseTimeOfDay(at)
		}
	case len(words) == 1:
		o.unit = elapsed
		o.n, err = parseSeconds(words[0])
	case len(words) == 2 && words[1] == "working":
		o.unit = working
		o.n, err = parseSeconds(words[0])
	default:
		err = errors.New(`want "30m", "4h working" or "1wd@09:00"`)
	}
	if err != nil {
		return Offset{}, fmt.Errorf("offset %q: %w", s, err)
	}
	return o, nil
}

// String gives the offset as it was written, with single spaces.
func (o Offset) String() string { return o.text }

// Moves tells whether the offset leads anywhere: the zero Offset and "0m" do not.
func (o Offset) Moves() bool { return o.n > 0 }

// Short tells whether the offset leads on by less than a minute, too little for a reminder.
func (o Offset) Short() bool { return o.unit != workdays && o.n < 60 }

// After is the instant at a distance from another. What would lie beyond the year 9999 lies at
// its end.
func (c *Calendar) After(at time.Time, o Offset) time.Time {
	s := instant(at)
	switch o.unit {
	case working:
		if o.n == 0 {
			return utc(s)
		}
		to, ok := c.advance(s, o.n)
		if !ok {
			to = maxInstant
		}
		return utc(to)
	case workdays:
		d, _ := c.local(s)
		d = c.workday(c.workdaysBefore(d+1) + int(o.n) - 1)
		return utc(c.zone.wall(d.seconds()+int64(o.minute)*60, false))
	}
	return utc(min(s+o.n, maxInstant))
}

// Opening is the instant itself when the office is open then, and otherwise its next opening.
func (c *Calendar) Opening(at time.Time) time.Time {
	s := instant(at)
	next, _ := c.segAfter(s)
	return utc(max(s, next.from))
}
