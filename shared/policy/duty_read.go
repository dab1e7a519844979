package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/redress/redress/shared/clock"
)

// Flaw is a value of a roster that is not acceptable.
type Flaw struct {
	Field  string // "shifts[0].hours"
	Reason Text
}

// Limits of a roster; they bound what a mistaken one can cost.
const (
	maxShifts  = 50
	maxPeople  = 100
	maxAbsent  = 500
	maxStaffID = 200 // characters
)

// Check names every value of a roster that is not acceptable under the
// office's calendar.
func (r Roster) Check(c *clock.Calendar) []Flaw {
	_, flaws := r.read(c)
	return flaws
}

// read brings a roster into the form that is asked. It is of use only without flaws.
func (r Roster) read(c *clock.Calendar) (*roster, []Flaw) {
	f := &flaws{}
	f.atMost("shifts", len(r.Shifts), maxShifts)
	f.atMost("absent", len(r.Absent), maxAbsent)
	read := &roster{written: r}
	for i, s := range r.Shifts {
		read.shifts = append(read.shifts, f.shift("shifts["+strconv.Itoa(i)+"].", s))
	}
	for i, a := range r.Absent {
		read.absent = append(read.absent, f.absence("absent["+strconv.Itoa(i)+"].", a, c))
	}
	return read, f.list
}

// flaws gathers what is wrong.
type flaws struct{ list []Flaw }

func (f *flaws) add(field, en, zh string) {
	f.list = append(f.list, Flaw{field, Text{"en": en, "zh": zh}})
}

func (f *flaws) atMost(field string, n, most int) {
	if n > most {
		f.add(field, fmt.Sprintf("must not have more than %d entries", most), fmt.Sprintf("不能超过%d项", most))
	}
}

func (f *flaws) shift(at string, s Shift) shift {
	read := shift{people: s.People, rotate: s.Rotate}
	var err error
	if read.hours, err = clock.ParseShift(s.Hours); err != nil {
		f.add(at+"hours", "must be hours such as 08:30-17:30 or 20:00-08:00", "必须是时段，例如08:30-17:30或20:00-08:00")
	}
	if read.days, err = clock.DaysOf(s.Days...); err != nil {
		f.add(at+"days", "must be days from mon to sun, each once, or working or off alone", "必须是周一（mon）至周日（sun）且不重复，或单独填写工作日（working）或休息日（off）")
	}
	f.people(at+"people", s.People)
	switch {
	case s.Rotate != "" && s.Rotate != daily && s.Rotate != weekly:
		f.add(at+"rotate", "must be daily or weekly", "必须是每日（daily）或每周（weekly）")
	case s.Rotate == "" && s.Since != "":
		f.add(at+"since", "is of use only where people rotate", "仅在填写轮换方式时有效")
	case s.Rotate != "":
		if read.since, err = clock.ParseDay(s.Since); err != nil {
			f.add(at+"since", "must be a date such as 2026-01-05, the first of the rotation", "必须是轮值起始日期，例如2026-01-05")
		}
	}
	return read
}

func (f *flaws) people(field string, people []string) {
	if len(people) == 0 {
		f.add(field, "must name at least one person", "至少填写一名人员")
	}
	f.atMost(field, len(people), maxPeople)
	for i, person := range people {
		at := field + "[" + strconv.Itoa(i) + "]"
		f.person(at, person)
		if slices.Contains(people[:i], person) {
			f.add(at, "is given twice", "重复填写")
		}
	}
}

func (f *flaws) person(field, id string) {
	switch {
	case strings.TrimSpace(id) == "":
		f.add(field, "is required", "必填")
	case strings.TrimSpace(id) != id || strings.ContainsFunc(id, unicode.IsControl) || utf8.RuneCountInString(id) > maxStaffID:
		f.add(field, fmt.Sprintf("must be a staff id of at most %d characters, without spaces around it", maxStaffID),
			fmt.Sprintf("必须是不超过%d个字符的员工编号，首尾不能有空格", maxStaffID))
	}
}

func (f *flaws) absence(at string, a Absence, c *clock.Calendar) absence {
	f.person(at+"person", a.Person)
	read := absence{person: a.Person}
	var known bool
	if read.from, known = edge(a.From, 0, c); !known {
		f.edge(at + "from")
	}
	if read.to, known = edge(a.To, 1, c); !known {
		f.edge(at + "to")
	}
	if !read.to.IsZero() && !read.to.After(read.from) {
		f.add(at+"to", "must not be before the first day", "不得早于起始日期")
	}
	return read
}

func (f *flaws) edge(field string) {
	f.add(field, "must be a date such as 2026-10-01 or an instant such as 2026-10-01T08:00:00+08:00",
		"必须是日期（例如2026-10-01）或时间（例如2026-10-01T08:00:00+08:00）")
}

// edge reads an end of an absence: an instant, the beginning of the date so
// many days later, or nothing, which is the zero instant.
func edge(s string, days clock.Day, c *clock.Calendar) (at time.Time, ok bool) {
	if s == "" {
		return time.Time{}, true
	}
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return at.UTC(), true
	}
	date, err := clock.ParseDay(s)
	if err != nil || c == nil {
		return time.Time{}, err == nil
	}
	return c.Begin(date + days), true
}
