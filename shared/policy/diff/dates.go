package diff

import (
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/policy"
)

// counted stands for a list of phrases, which nobody reads in a diff: how many they are, and a
// mark that changes with any of them.
func counted(phrases []string) string {
	if len(phrases) == 0 {
		return ""
	}
	return fmt.Sprintf("%d (%08x)", len(phrases), crc32.ChecksumIEEE([]byte(strings.Join(phrases, "\n"))))
}

func calendarItems(p *policy.Policy) []item {
	c, f := p.Calendar, p.Calendar.Facts()
	years := "every year"
	if f.Years != nil {
		years = strings.Trim(fmt.Sprint(f.Years), "[]")
	}
	it := item{name: "rules", fields: []field{
		{"name", c.Name()}, {"zone", f.Zone.String()}, {"dayEnd", f.DayEnd}, {"years", years}, {"layers", strings.Join(f.Layers, " over ")},
	}}
	for day := time.Sunday; day <= time.Saturday; day++ {
		it.add(strings.ToLower(day.String()[:3]), open(f.Week[day], ""))
	}
	return []item{it}
}

// dates lists the dates whose hours differ otherwise than the weeks do, those in a row with the
// same change together.
func dates(a, b *clock.Calendar, around time.Time) []Change {
	fa, fb := a.Facts(), b.Facts()
	var list []Change
	var last string // the date before, when it is the end of the last change
	for _, d := range days(fa, fb, around) {
		x, wordA := on(fa, d)
		y, wordB := on(fb, d)
		if slices.Equal(x.Hours, y.Hours) || !wordA && !wordB {
			continue
		}
		from, to := open(x.Hours, x.Name), open(y.Hours, y.Name)
		text := d.Format(time.DateOnly)
		if n := len(list); n > 0 && last == d.AddDate(0, 0, -1).Format(time.DateOnly) && list[n-1].From == from && list[n-1].To == to {
			first, _, _ := strings.Cut(list[n-1].Item, "/")
			list[n-1].Item = first + "/" + text
		} else {
			list = append(list, Change{Part: "calendar", Item: text, Field: "hours", From: from, To: to})
		}
		last = text
	}
	return list
}

// days are all dates of the years in which the calendars are compared.
func days(a, b clock.Facts, around time.Time) []time.Time {
	years := slices.Compact(slices.Sorted(slices.Values(append(slices.Clone(a.Years), b.Years...))))
	if len(years) == 0 {
		y := around.Year()
		years = []int{y - 1, y, y + 1}
	}
	var list []time.Time
	for _, y := range years {
		for d := time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() == y; d = d.AddDate(0, 0, 1) {
			list = append(list, d)
		}
	}
	return list
}

// on is what holds on a date, and whether the calendar has a word of its own for it.
func on(f clock.Facts, d time.Time) (date clock.Date, word bool) {
	if date, word = f.Dates[d.Format(time.DateOnly)]; !word {
		date.Hours = f.Week[d.Weekday()]
	}
	return date, word
}

// open writes opening hours as a calendar file does.
func open(hours []clock.Hours, name string) string {
	if len(hours) == 0 {
		return strings.TrimSuffix("closed "+name, " ")
	}
	list := make([]string, len(hours))
	for i, h := range hours {
		list[i] = hour(h.Open) + "-" + hour(h.Close)
	}
	return strings.Join(list, " ")
}

// hour writes a minute of the day; one past 24:00 is of the next day.
func hour(minute int) string {
	if minute > 24*60 {
		minute -= 24 * 60
	}
	return fmt.Sprintf("%02d:%02d", minute/60, minute%60)
}
