package clock

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
)

// ParseCalendar reads a calendar file:
//
//	name: K6
//	timeZone: Asia/Shanghai
//	week: {mon: ["08:30-12:00", "14:00-17:30"], tue: [...]}  # a day left out is closed
//	off: ["2021-09-19/2021-09-21 Mid-Autumn", "2021-10-01"]  # day, or first/last; then a name if you like
//	work: {"2021-09-18": mon}                                # adjusted workday, with whose hours
//	special: {"2026-12-24": ["09:00-12:00"]}                 # hours of one date, beat all else; [] closes it
//	years: [2021, 2022]                                      # published; absent = all
//	dayEnd: "24:00"                                          # or close, or same
//	source: "..."
//
// Only timeZone and week are required. Hours that close before they open run over midnight;
// "00:00-23:59" is the whole day, as "00:00-24:00" is.
//
// The error is [Problems] and names every fault with its line: unknown fields, dates and zones
// that do not exist, hours that overlap, a date both off and at work, years outside 1900 to 2199
// or more than 100 apart, and a calendar that once leaves 400 days in a row without a working
// second.
func ParseCalendar(src []byte) (*Calendar, error) {
	f := file{
		c: &Calendar{
			off:     map[day]string{},
			work:    map[day]time.Weekday{},
			special: map[day][]span{},
		},
		lines: map[string]int{},
	}
	if root := f.open(src); root != nil {
		f.read(root)
	}
	if len(f.problems) == 0 {
		f.build()
	}
	if len(f.problems) > 0 {
		f.problems.sort()
		return nil, f.problems
	}
	return f.c, nil
}

// file is a calendar being read.
type file struct {
	reader
	c     *Calendar
	lines map[string]int // of the fields present
}

var weekdayNames = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

func (f *file) read(root ast.Node) {
	fields := map[string]func(entry){
		"name":     func(e entry) { f.c.name = f.oneLine(e) },
		"timeZone": f.readZone,
		"week":     f.readWeek,
		"off":      f.readOff,
		"work":     f.readWork,
		"special":  f.readSpecial,
		"years":    f.readYears,
		"dayEnd":   f.readDayEnd,
		"source":   func(e entry) { f.c.source, _ = f.word(e.value, e.line, e.key) },
	}
	entries := f.mapping(root, line(root), "")
	if len(f.problems) > 0 {
		return // not a mapping, so every field would be missing
	}
	for _, e := range entries {
		read, ok := fields[e.key]
		if !ok {
			f.bad(e.line, e.key, "unknown field")
			continue
		}
		f.lines[e.key] = e.line
		read(e)
	}
	for _, name := range []string{"timeZone", "week"} {
		if f.lines[name] == 0 {
			f.bad(1, name, "is missing")
		}
	}
	f.checkWork()
}

// oneLine reads a value that must fit on one line of a log.
func (f *file) oneLine(e entry) string {
	s, _ := f.word(e.value, e.line, e.key)
	if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == utf8.RuneError }) {
		f.bad(e.line, e.key, "has characters that cannot be printed")
	}
	return s
}

func (f *file) readZone(e entry) {
	s, ok := f.word(e.value, e.line, e.key)
	if !ok {
		return
	}
	zone, err := time.LoadLocation(s)
	if err != nil || s == "Local" { // which differs from machine to machine
		f.bad(e.line, e.key, "%q is not a time zone, want a name such as Asia/Shanghai", s)
		return
	}
	f.c.zone = zone
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
		for d := first; d <= last; d++ {
			f.c.off[d] = strings.TrimSpace(name)
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
		f.lines["work "+w.key] = w.line
		name, ok := f.word(w.value, w.line, e.key+"."+w.key)
		if !ok {
			continue
		}
		if as, ok := f.weekday(w.line, e.key+"."+w.key, name); ok {
			f.c.work[d] = as
		}
	}
}

// checkWork looks at the adjusted workdays once the week and the days off are known.
func (f *file) checkWork() {
	for _, d := range slices.Sorted(maps.Keys(f.c.work)) {
		as := f.c.work[d]
		at, field := f.lines["work "+d.String()], "work."+d.String()
		if _, off := f.c.off[d]; off {
			f.bad(at, field, "the date is both off and at work")
		}
		if f.lines["week"] > 0 && len(f.c.week[as]) == 0 {
			f.bad(at, field, "%s has no hours to work by", weekdayNames[as])
		}
	}
}

func (f *file) readSpecial(e entry) {
	for _, s := range f.mapping(e.value, e.line, e.key) {
		if d, ok := f.date(s, e.key); ok {
			f.c.special[d] = f.hours(s.value, s.line, e.key+"."+s.key)
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
	end := slices.Index([]string{endMidnight: "24:00", endClose: "close", endSame: "same"}, s)
	if end < 0 {
		f.bad(e.line, e.key, `%q is not a day end, want "24:00", close or same`, s)
		return
	}
	f.c.end = dayEnd(end)
}
