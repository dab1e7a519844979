package report

import (
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/report/paper"
)

// previous is the period before (环比): as many months, when the period is
// made of whole ones, else as many days or as long.
func (s Spec) previous() Spec {
	zone := s.zone()
	from, to := s.From.In(zone), s.To.In(zone)
	switch months, whole := wholeMonths(from, to); {
	case whole:
		return s.during(from.AddDate(0, -months, 0), from)
	case midnight(from) && midnight(to):
		y, m, d := from.Date()
		return s.during(time.Date(y, m, d-int(days(from, to)), 0, 0, 0, 0, zone), from)
	}
	return s.during(s.From.Add(s.From.Sub(s.To)), s.From)
}

// lastYear is the same period of the year before (同比).
func (s Spec) lastYear() Spec {
	zone := s.zone()
	return s.during(s.From.In(zone).AddDate(-1, 0, 0), s.To.In(zone).AddDate(-1, 0, 0))
}

// yearToDate is the year in which the period ends, from its first day to the
// end of the period.
func (s Spec) yearToDate() Spec {
	end := s.To.In(s.zone())
	year := s.To.Add(-time.Second).In(s.zone()).Year()
	return s.during(time.Date(year, 1, 1, 0, 0, 0, 0, s.zone()), end)
}

func (s Spec) during(from, to time.Time) Spec {
	s.From, s.To = complaint.Second(from.UTC()), complaint.Second(to.UTC())
	return s
}

// wholeMonths counts the months of a period that begins and ends with one.
func wholeMonths(from, to time.Time) (n int, whole bool) {
	if !midnight(from) || !midnight(to) || from.Day() != 1 || to.Day() != 1 {
		return 0, false
	}
	return (to.Year()-from.Year())*12 + int(to.Month()-from.Month()), true
}

// change compares a figure with an earlier one.
func change(key, against string, now, then *Figures) paper.Change {
	c := paper.Change{Against: against}
	a, b := now.Value(key), then.Value(key)
	if a.Kind() == paper.IsCount {
		c.Value = paper.Growth(a.Int(), b.Int())
		if c.Value.Known() {
			c.Direction = sign(a.Int() - b.Int())
		}
		return c
	}
	if a.Known() && b.Known() {
		c.Value = paper.Points(a, b)
		c.Direction = sign(a.Hundredths() - b.Hundredths())
	} else {
		c.Value = paper.Rate(0, 0)
	}
	c.Tone = toneOf(c.Direction, betterOf(key))
	return c
}

// betterOf says which way a rate or another indicator should go.
func betterOf(key string) better {
	if strings.HasSuffix(key, ".rate") {
		return more
	}
	if i, ok := indicatorOf[key]; ok {
		return i.better
	}
	return neither
}

// toneOf says whether a direction is the wanted one.
func toneOf(direction int, b better) paper.Tone {
	switch direction * int(b) {
	case 1:
		return paper.Good
	case -1:
		return paper.Bad
	}
	return paper.Plain
}

func sign(n int64) int {
	switch {
	case n > 0:
		return 1
	case n < 0:
		return -1
	}
	return 0
}
