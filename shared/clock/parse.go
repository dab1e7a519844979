package clock

import "github.com/goccy/go-yaml/ast"

// ParseCalendar reads a calendar file:
//
//	name: K6
//	timeZone: Asia/Shanghai
//	week: {mon: ["08:30-12:00", "14:00-17:30"], tue: [...]}  # a day left out is closed
//	off: ["2021-09-19/2021-09-21 Mid-Autumn", "2021-10-01"]  # day, or first/last; then a name if you like
//	work: {"2021-09-18": mon}                                # adjusted workday, with whose hours
//	special: {"2026-12-24": ["09:00-12:00"]}                 # hours of one date, beat all else; [] closes it
//	plain: ["2021-09-18"]                                    # takes back what the files below say of a day
//	years: [2021, 2022]                                      # published; absent = all
//	dayEnd: "24:00"                                          # or close, or same
//	source: "..."
//	over: national                                           # the calendar that this one lies over
//
// Only timeZone and week are required. Hours that close before they open run over midnight;
// "00:00-23:59" is the whole day, as "00:00-24:00" is. A file with the field over is read by
// [ParseOver] instead.
//
// The error is [Problems] and names every fault with its line: unknown fields, dates and zones
// that do not exist, hours that overlap, a date both off and at work, years outside 1900 to 2199
// or more than 100 apart, and a calendar that once leaves 400 days in a row without a working
// second.
func ParseCalendar(src []byte) (*Calendar, error) { return parseFile(src, nil) }

// ParseOver reads a calendar file that lies over another, as the days of a region lie over those
// of the nation. Of its fields name is required, and timeZone, week, years and dayEnd are taken
// from below where they are left out.
//
// What the upper layer says of a date, be it off, work, special or plain, beats whatever lower
// layers say of it, and [Calendar.Overrides] lists where it did. A week replaces the whole week
// below. A year is published when any layer publishes it. At most eight layers lie over each
// other, each with a name of its own.
//
// The error is [Problems], as that of ParseCalendar.
func ParseOver(src []byte, base *Calendar) (*Calendar, error) { return parseFile(src, base) }

// Under tells which calendar a file lies over, and on which line it says so; "" for none, and for
// a file that cannot be read, of which the parsers tell more.
func Under(src []byte) (name string, at int) {
	var r reader
	root := r.open(src)
	if root == nil {
		return "", 0
	}
	for _, e := range r.mapping(root, line(root), "") {
		if e.key == "over" {
			name, _ = r.word(e.value, e.line, e.key)
			at = e.line
		}
	}
	return name, at
}

func parseFile(src []byte, base *Calendar) (*Calendar, error) {
	f := file{c: &Calendar{}, base: base, lines: map[string]int{}}
	for i := range f.said {
		f.said[i] = map[day]word{}
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
	base  *Calendar                    // what it lies over; nil for none
	said  [saySpecial + 1]map[day]word // what it says of dates, sort by sort
	lines map[string]int               // of the fields present
}

func (f *file) read(root ast.Node) {
	fields := map[string]func(entry){
		"name":     func(e entry) { f.c.name = f.oneLine(e) },
		"timeZone": f.readZone,
		"week":     f.readWeek,
		"off":      f.readOff,
		"work":     f.readWork,
		"special":  f.readSpecial,
		"plain":    f.readPlain,
		"years":    f.readYears,
		"dayEnd":   f.readDayEnd,
		"source":   func(e entry) { f.c.source, _ = f.word(e.value, e.line, e.key) },
		"over":     f.readOver,
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
	for _, name := range f.required() {
		if f.lines[name] == 0 {
			f.bad(1, name, "is missing")
		}
	}
	f.inherit()
	f.checkDates()
}

// required names the fields that the file must have.
func (f *file) required() []string {
	switch {
	case f.base != nil:
		return []string{"name", "over"}
	case f.lines["over"] > 0:
		return nil // the missing base is problem enough
	}
	return []string{"timeZone", "week"}
}
