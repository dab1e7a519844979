package clock

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

var weekdayNames = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

var dayEndNames = []string{endMidnight: "24:00", endClose: "close", endSame: "same"}

// oneLine reads a value that must fit on one line of a log.
func (f *file) oneLine(e entry) string {
	s, _ := f.word(e.value, e.line, e.key)
	f.printable(e.line, e.key, s)
	return s
}

func (f *file) printable(at int, field, s string) {
	if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == utf8.RuneError }) {
		f.bad(at, field, "has characters that cannot be printed")
	}
}

func (f *file) readZone(e entry) {
	s, ok := f.word(e.value, e.line, e.key)
	if !ok {
		return
	}
	loc, err := time.LoadLocation(s)
	if err != nil || s == "Local" { // which differs from machine to machine
		f.bad(e.line, e.key, "%q is not a time zone, want a name such as Asia/Shanghai", s)
		return
	}
	f.c.zone = newZone(loc)
}

func (f *file) readWeek(e entry) {
	open, known := false, len(f.problems)
	for _, d := range f.mapping(e.value, e.line, e.key) {
		field := e.key + "." + d.key
		w, ok := f.weekday(d.line, field, d.key)
		if !ok {
			continue
		}
		f.c.week[w] = f.hours(d.value, d.line, field)
		open = open || len(f.c.week[w]) > 0
	}
	if !open && len(f.problems) == known {
		f.bad(e.line, e.key, "has no hours, so no working time ever")
	}
}

func (f *file) weekday(line int, field, name string) (time.Weekday, bool) {
	w := slices.Index(weekdayNames[:], name)
	if w < 0 {
		f.bad(line, field, "%q is not a weekday, want mon, tue, wed, thu, fri, sat or sun", name)
	}
	return time.Weekday(w), w >= 0
}

func (f *file) readYears(e entry) {
	f.c.years = []int{}
	for _, n := range f.list(e.value, e.line, e.key) {
		at := line(n)
		s, ok := f.word(n, at, e.key)
		if !ok {
			continue
		}
		y, err := strconv.Atoi(s)
		if err != nil || y < minYear || y > maxYear {
			f.bad(at, e.key, "%q is not a year from %d to %d", s, minYear, maxYear)
			continue
		}
		f.c.years = append(f.c.years, y)
	}
	slices.Sort(f.c.years)
	f.c.years = slices.Compact(f.c.years)
}

func (f *file) readDayEnd(e entry) {
	s, ok := f.word(e.value, e.line, e.key)
	if !ok {
		return
	}
	end := slices.Index(dayEndNames, s)
	if end < 0 {
		f.bad(e.line, e.key, `%q is not a day end, want "24:00", close or same`, s)
		return
	}
	f.c.end = dayEnd(end)
}

// overName is how a calendar that others lie over may be called: it is looked up as a file. Few
// packs have one, and the pattern takes a while to make.
var overName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)
})

func (f *file) readOver(e entry) {
	s, ok := f.word(e.value, e.line, e.key)
	switch {
	case !ok:
	case !overName().MatchString(s):
		f.bad(e.line, e.key, "%q is not a calendar's name, want letters, digits, dots and dashes", s)
	case f.base == nil:
		f.bad(e.line, e.key, "the calendar %q is not at hand", s)
	case len(f.base.layers) >= maxLayers:
		f.bad(e.line, e.key, "more than %d layers", maxLayers)
	}
}
