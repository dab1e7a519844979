package clock

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

var errYear = fmt.Errorf("the year is not %d to %d", minYear, maxYear)

// hours reads the opening hours of a day, sorted. They may touch but not overlap.
func (f *file) hours(n ast.Node, at int, field string) []span {
	spans := []span{}
	for _, item := range f.list(n, at, field) {
		s, ok := f.word(item, line(item), field)
		if !ok {
			continue
		}
		h, err := parseSpan(s)
		if err != nil {
			f.bad(line(item), field, "%q: %v", s, err)
			continue
		}
		spans = append(spans, h)
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.open, b.open) })
	for i := 1; i < len(spans); i++ {
		if spans[i].open < spans[i-1].close {
			f.bad(at, field, "hours overlap")
			break
		}
	}
	if len(spans) > maxSpans {
		f.bad(at, field, "more than %d stretches in a day", maxSpans)
	}
	return spans
}

// parseSpan reads "08:30-12:00", "22:00-06:00" or a whole day.
func parseSpan(s string) (span, error) {
	from, to, ok := strings.Cut(s, "-")
	if !ok {
		return span{}, errors.New("not hours, want 08:30-12:00")
	}
	open, err := parseMinute(from)
	if err != nil {
		return span{}, err
	}
	closed, err := parseMinute(to)
	switch {
	case err != nil:
		return span{}, err
	case open == dayMinutes:
		return span{}, errors.New("opens at 24:00, want 00:00 of the next day")
	case open == closed:
		return span{}, errors.New("opens and closes at once, want 00:00-24:00 for the whole day")
	case closed < open:
		closed += dayMinutes
	case open == 0 && closed == dayMinutes-1:
		closed = dayMinutes // forms that cannot enter 24:00 say 23:59 for it
	}
	return span{open, closed}, nil
}

// parseMinute reads HH:MM, 00:00 to 24:00, as a minute of the day.
func parseMinute(s string) (int, error) {
	bad := fmt.Errorf("%q is not a time of day, want HH:MM", s)
	if len(s) != 5 || s[2] != ':' {
		return 0, bad
	}
	n := 0
	for _, i := range []int{0, 1, 3, 4} {
		if s[i] < '0' || s[i] > '9' {
			return 0, bad
		}
		n = n*10 + int(s[i]-'0')
	}
	h, m := n/100, n%100
	if m > 59 || h*60+m > dayMinutes {
		return 0, bad
	}
	return h*60 + m, nil
}
