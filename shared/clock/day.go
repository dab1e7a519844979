package clock

import (
	"errors"
	"time"
)

const (
	daySeconds = 24 * 60 * 60
	dayMinutes = 24 * 60
)

// day is a local date, counted from 1970-01-01.
type day int

func dayOf(y int, m time.Month, d int) day {
	return day(floorDiv(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix(), daySeconds))
}

// parseDay reads YYYY-MM-DD within the years a calendar may name.
func parseDay(s string) (day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, errors.New("not a date, want YYYY-MM-DD")
	}
	if t.Year() < minYear || t.Year() > maxYear {
		return 0, errYear
	}
	return day(t.Unix() / daySeconds), nil
}

// seconds is what the wall clock shows at the start of the day, as seconds since 1970.
func (d day) seconds() int64 { return int64(d) * daySeconds }

func (d day) date() time.Time { return time.Unix(d.seconds(), 0).UTC() }

func (d day) year() int { return d.date().Year() }

func (d day) weekday() time.Weekday {
	return time.Weekday(((int(d)+4)%7 + 7) % 7) // 1970-01-01 was a Thursday
}

func (d day) String() string { return d.date().Format(time.DateOnly) }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// The instants this package works between. Outside them RFC 3339 has no words.
var (
	minInstant = time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC).Unix()
	maxInstant = time.Date(9999, 12, 30, 0, 0, 0, 0, time.UTC).Unix()
)

// instant gives t in whole seconds, held inside the years that can be written.
func instant(t time.Time) int64 { return min(max(t.Unix(), minInstant), maxInstant) }

func utc(at int64) time.Time { return time.Unix(at, 0).UTC() }
