package clock

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

func (f *file) readOff(e entry) {
	for _, n := range f.list(e.value, e.line, e.key) {
		at := line(n)
		s, ok := f.word(n, at, e.key)
		if !ok {
			continue
		}
		dates, name, _ := strings.Cut(s, " ")
		first, last, err := parseRange(dates)
		if err != nil {
			f.bad(at, e.key, "%q: %v", dates, err)
			continue
		}
		name = strings.TrimSpace(name)
		f.printable(at, e.key, name)
		for d := first; d <= last; d++ {
			f.said[sayOff][d] = word{say: sayOff, name: name, line: at}
		}
	}
}

func parseRange(s string) (first, last day, err error) {
	a, b, both := strings.Cut(s, "/")
	if first, err = parseDay(a); err != nil || !both {
		return first, first, err
	}
	if last, err = parseDay(b); err != nil {
		return 0, 0, err
	}
	switch {
	case last < first:
		return 0, 0, fmt.Errorf("ends before it begins")
	case last-first >= maxClosedDays:
		return 0, 0, fmt.Errorf("%d days off in a row", maxClosedDays)
	}
	return first, last, nil
}

func (f *file) readWork(e entry) {
	for _, w := range f.mapping(e.value, e.line, e.key) {
		d, ok := f.date(w, e.key)
		if !ok {
			continue
		}
		name, ok := f.word(w.value, w.line, e.key+"."+w.key)
		if !ok {
			continue
		}
		if as, ok := f.weekday(w.line, e.key+"."+w.key, name); ok {
			f.said[sayWork][d] = word{say: sayWork, as: as, line: w.line}
		}
	}
}

func (f *file) readSpecial(e entry) {
	for _, s := range f.mapping(e.value, e.line, e.key) {
		if d, ok := f.date(s, e.key); ok {
			hours := f.hours(s.value, s.line, e.key+"."+s.key)
			f.said[saySpecial][d] = word{say: saySpecial, hours: hours, line: s.line}
		}
	}
}

func (f *file) readPlain(e entry) {
	for _, n := range f.list(e.value, e.line, e.key) {
		at := line(n)
		s, ok := f.word(n, at, e.key)
		if !ok {
			continue
		}
		first, last, err := parseRange(s)
		if err != nil {
			f.bad(at, e.key, "%q: %v", s, err)
			continue
		}
		for d := first; d <= last; d++ {
			f.said[sayPlain][d] = word{say: sayPlain, line: at}
		}
	}
}

// date reads the key of an entry as a date.
func (f *file) date(e entry, field string) (day, bool) {
	d, err := parseDay(e.key)
	if err != nil {
		f.bad(e.line, field+"."+e.key, "%v", err)
	}
	return d, err == nil
}

// checkDates looks for dates of which the file says things that contradict each other, once the
// week is known.
func (f *file) checkDates() {
	for _, d := range slices.Sorted(maps.Keys(f.said[sayWork])) {
		w := f.said[sayWork][d]
		field := "work." + d.String()
		if _, off := f.said[sayOff][d]; off {
			f.bad(w.line, field, "the date is both off and at work")
		}
		if (f.lines["week"] > 0 || f.base != nil) && len(f.c.week[w.as]) == 0 {
			f.bad(w.line, field, "%s has no hours to work by", weekdayNames[w.as])
		}
	}
	for _, d := range slices.Sorted(maps.Keys(f.said[sayPlain])) {
		for say := sayWork; say <= saySpecial; say++ {
			if other, ok := f.said[say][d]; ok {
				f.bad(f.said[sayPlain][d].line, "plain", "%s is plain and also %q", d, other)
			}
		}
	}
}
