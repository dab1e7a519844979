package clock

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// unit is what a target is counted in.
type unit int

const (
	elapsed  unit = iota + 1 // seconds of the wall clock
	working                  // seconds of opening hours
	workdays                 // working days
	calendar                 // calendar days
	flat                     // calendar days that end where they fall
	today                    // the calendar day of the start
)

// The longest limits; a century is nobody's deadline.
const (
	maxDays  = 36_500
	maxHours = maxDays * 24
)

// Target is a limit: so many seconds, working seconds, working days or calendar days, or what is
// left of the day of the start. Read one with [ParseTarget]; the zero Target is no limit, and every
// method that takes one refuses it. Targets are comparable; equal ones were written the same.
type Target struct {
	unit unit
	n    int64 // seconds or days, at least 1
	text string
}

// ParseTarget reads a limit:
//
//	90m, 24h, 1h30m   elapsed time, as Go writes durations, in whole seconds
//	8h working        working time
//	5wd               working days; the day of receipt is not counted
//	10d               calendar days, rolled forward to a working day
//	56d flat          calendar days that end on the day they fall on, working or not
//	same day          the calendar day of receipt, working or not
//
// Zero, negative and empty limits are refused, and those longer than 36,500 days.
func ParseTarget(s string) (Target, error) {
	words := strings.Fields(s)
	t := Target{text: strings.Join(words, " ")}
	var err error
	switch {
	case len(words) == 1 && strings.HasSuffix(words[0], "wd"):
		t.unit = workdays
		t.n, err = parseDays(strings.TrimSuffix(words[0], "wd"))
	case len(words) == 1 && strings.HasSuffix(words[0], "d"):
		t.unit = calendar
		t.n, err = parseDays(strings.TrimSuffix(words[0], "d"))
	case len(words) == 1:
		t.unit = elapsed
		t.n, err = parseSeconds(words[0])
	case len(words) == 2 && words[1] == "flat" && strings.HasSuffix(words[0], "d"):
		t.unit = flat
		t.n, err = parseDays(strings.TrimSuffix(words[0], "d"))
	case t.text == "same day":
		t.unit, t.n = today, 1
	case len(words) == 2 && words[1] == "working":
		t.unit = working
		t.n, err = parseSeconds(words[0])
	default:
		err = errors.New(`want "90m", "24h", "8h working", "5wd", "10d", "10d flat" or "same day"`)
	}
	if err == nil && t.n == 0 {
		err = errors.New("a limit of zero is no limit")
	}
	if err != nil {
		return Target{}, fmt.Errorf("target %q: %w", s, err)
	}
	return t, nil
}

// String gives the target as it was written, with single spaces.
func (t Target) String() string { return t.text }

// Size is the whole of the target in its own unit: seconds or days.
func (t Target) Size() int64 { return t.n }

// InDays tells whether the target is counted in days rather than seconds.
func (t Target) InDays() bool { return t.unit == workdays || t.unit.dates() }

// dates tells whether a unit counts every local date.
func (u unit) dates() bool { return u == calendar || u == flat || u == today }

// share is p percent of the target in its own unit, rounded up to whole seconds or days.
func (t Target) share(p int64) Target {
	t.n = (t.n*p + 99) / 100
	return t
}

// Share is the part num/den of the target in its own unit, rounded up to whole seconds or days
// and at least one of them; num is 0 to den, den at least 1.
func (t Target) Share(num, den int64) Target {
	whole, rest := t.n/den, t.n%den // which keeps a century of seconds from overflowing
	t.n = max(1, whole*num+(rest*num+den-1)/den)
	return t.written()
}

// written gives the target the text that its amount has.
func (t Target) written() Target {
	switch t.unit {
	case workdays:
		t.text = strconv.FormatInt(t.n, 10) + "wd"
	case calendar:
		t.text = strconv.FormatInt(t.n, 10) + "d"
	case flat:
		t.text = strconv.FormatInt(t.n, 10) + "d flat"
	case today:
	case working:
		t.text = (time.Duration(t.n) * time.Second).String() + " working"
	default:
		t.text = (time.Duration(t.n) * time.Second).String()
	}
	return t
}

// parseDays reads a count of days in plain digits, zero included.
func parseDays(s string) (int64, error) {
	n, err := strconv.ParseUint(s, 10, 32)
	if err != nil {
		return 0, errors.New("days are whole numbers")
	}
	if n > maxDays {
		return 0, fmt.Errorf("longer than %d days", maxDays)
	}
	return int64(n), nil
}

// parseSeconds reads a duration as whole seconds, zero included.
func parseSeconds(s string) (int64, error) {
	d, err := time.ParseDuration(s)
	switch {
	case err != nil:
		return 0, fmt.Errorf("%q is not a duration such as 90m or 24h", s)
	case d < 0 || s[0] == '-' || s[0] == '+':
		return 0, errors.New("durations have no sign")
	case d%time.Second != 0:
		return 0, errors.New("durations are whole seconds")
	case d > maxHours*time.Hour:
		return 0, fmt.Errorf("longer than %d days", maxDays)
	}
	return int64(d / time.Second), nil
}
