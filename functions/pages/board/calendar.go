package board

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/policy"
)

// calendarYear is a year at a glance.
type calendarYear struct {
	Year      int
	Published bool
	Gone      bool  // not published, though a later year is: nobody will any more
	Years     []int // that may be looked at
	Months    []calendarMonth
	Week      []calendarHours // from Monday
	DayEnd    string
	Workdays  int
	Named     []namedDay // days that have a word of their own
}

type calendarMonth struct {
	Month    int
	Weeks    [][7]calendarDay // from Monday
	Workdays int
}

// calendarDay is a date; one outside its month has no number.
type calendarDay struct {
	Date int
	// Sort is work, rest, off or adjusted.
	Sort string
	Name string
}

type calendarHours struct {
	Weekday int
	Hours   []string
}

// namedDay are days in a row with one word.
type namedDay struct {
	Date, Last           string
	Sort, Name           string
	Weekday, LastWeekday int
	end                  clock.Day
}

// yearAsked is the year to look at: this one if none is asked for.
func (h *Handler) yearAsked(r *http.Request) int {
	present := h.Now().In(h.Policy.Zone()).Year()
	year, err := strconv.Atoi(r.URL.Query().Get("year"))
	if err != nil || year < 1900 || year > 2199 {
		return present
	}
	return year
}

// yearOf lays a year of a policy's calendar out.
func yearOf(p *policy.Policy, year int) calendarYear {
	facts := p.Calendar.Facts()
	y := calendarYear{Year: year, Published: p.Calendar.Published(year), Years: facts.Years, DayEnd: facts.DayEnd}
	y.Gone = !y.Published && slices.ContainsFunc(facts.Years, func(later int) bool { return later > year })
	if y.Years == nil {
		y.Years = []int{year - 1, year, year + 1}
	}
	for i := range 7 {
		day := (i + 1) % 7
		y.Week = append(y.Week, calendarHours{day, hoursWritten(facts.Week[day])})
	}
	for month := time.January; month <= time.December; month++ {
		m := monthOf(p.Calendar, facts, year, month)
		y.Workdays += m.Workdays
		y.Months = append(y.Months, m)
	}
	y.Named = namedDays(facts, year)
	return y
}

// namedDays are the days of a year that have a word of their own.
func namedDays(facts clock.Facts, year int) (list []namedDay) {
	for _, date := range slices.Sorted(maps.Keys(facts.Dates)) {
		d, err := clock.ParseDay(date)
		if err != nil || date[:4] != strconv.Itoa(year) {
			continue
		}
		fact := facts.Dates[date]
		if n := len(list); n > 0 && list[n-1].end+1 == d && list[n-1].Sort == fact.Sort && list[n-1].Name == fact.Name {
			list[n-1].Last, list[n-1].LastWeekday, list[n-1].end = date, int(d.Weekday()), d
			continue
		}
		list = append(list, namedDay{date, date, fact.Sort, fact.Name, int(d.Weekday()), int(d.Weekday()), d})
	}
	return list
}

func monthOf(c *clock.Calendar, facts clock.Facts, year int, month time.Month) calendarMonth {
	m := calendarMonth{Month: int(month)}
	for d := clock.DayOf(year, month, 1); ; d++ {
		_, in, date := d.Date()
		if in != month {
			return m
		}
		place := (int(d.Weekday()) + 6) % 7
		if place == 0 || date == 1 {
			m.Weeks = append(m.Weeks, [7]calendarDay{})
		}
		fact := facts.Dates[time.Date(year, month, date, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)]
		sort := "rest"
		switch works := c.IsWorkday(c.At(d, 12*60)); {
		case works && fact.Sort == "work":
			sort = "adjusted"
		case works:
			sort = "work"
		case fact.Sort == "off" || fact.Sort == "special":
			sort = "off"
		}
		if sort == "work" || sort == "adjusted" {
			m.Workdays++
		}
		m.Weeks[len(m.Weeks)-1][place] = calendarDay{date, sort, fact.Name}
	}
}

// hoursWritten writes opening hours as a calendar file does.
func hoursWritten(hours []clock.Hours) (list []string) {
	at := func(minute int) string {
		if minute == 24*60 {
			return "24:00"
		}
		return time.Date(2000, 1, 1, 0, minute, 0, 0, time.UTC).Format("15:04")
	}
	for _, h := range hours {
		list = append(list, at(h.Open)+"–"+at(h.Close))
	}
	return list
}
