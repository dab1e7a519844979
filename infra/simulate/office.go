package simulate

import (
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/policy"
)

// office is the second account of which days are worked on: by the words of the
// calendar's file, date by date.
type office struct {
	zone      *time.Location
	off, work map[string]bool // dates, as the file has them
}

// officeOf reads the calendar of a policy. It fails where that is not one file that
// says days off and adjusted working days, and ends them at 24:00.
func officeOf(p *policy.Policy) (*office, error) {
	var file struct {
		Off    []string
		Work   map[string]string
		DayEnd string `yaml:"dayEnd"`
	}
	found := 0
	for _, f := range p.Files {
		if path.Dir(f.Name) != "calendars" {
			continue
		}
		found++
		if err := yaml.Unmarshal(f.Data, &file); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	if found != 1 || file.DayEnd != "24:00" {
		return nil, fmt.Errorf("%d calendars, whose days end at %q: want one, and 24:00", found, file.DayEnd)
	}
	o := &office{zone: p.Zone(), off: map[string]bool{}, work: map[string]bool{}}
	for _, words := range file.Off {
		first, last, several := strings.Cut(words, "/")
		if !several {
			last = first
		}
		at, err := time.Parse(time.DateOnly, first)
		if err != nil {
			return nil, err
		}
		for date := first; date <= last; date = at.Format(time.DateOnly) {
			o.off[date], at = true, at.AddDate(0, 0, 1)
		}
	}
	for date := range file.Work {
		o.work[date] = true
	}
	return o, nil
}

// works tells whether a day is a working day.
func (o *office) works(day time.Time) bool {
	date := day.Format(time.DateOnly)
	weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
	return o.work[date] || !weekend && !o.off[date]
}

// midnight is the beginning of the local date of an instant, some days later.
func (o *office) midnight(at time.Time, days int) time.Time {
	y, m, d := at.In(o.zone).Date()
	return time.Date(y, m, d+days, 0, 0, 0, 0, o.zone)
}

// due is the end of the n-th working day after that of a start. A day that a pause
// touches does not count.
func (o *office) due(start time.Time, n int64, pauses []clock.Pause) time.Time {
	for days := 1; ; days++ {
		day, end := o.midnight(start, days), o.midnight(start, days+1)
		touched := false
		for _, p := range pauses {
			touched = touched || p.From.Before(p.To) && p.From.Before(end) && p.To.After(day)
		}
		if !touched && o.works(day) {
			n--
		}
		if n == 0 {
			return end.UTC()
		}
	}
}

// mornings counts the working days whose hour lies between two instants.
func (o *office) mornings(from, to time.Time, hour int) (n int) {
	for days := 0; ; days++ {
		at := o.midnight(from, days).Add(time.Duration(hour) * time.Hour)
		switch {
		case !at.Before(to):
			return n
		case at.After(from) && o.works(at):
			n++
		}
	}
}
