package clock

import (
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/gb"
)

// bankHolidays is the calendar of England and Wales as another library works it out by rule.
func bankHolidays() *cal.BusinessCalendar {
	c := cal.NewBusinessCalendar()
	c.AddHoliday(gb.Holidays...)
	return c
}

func TestBritainIsClosedOnBankHolidays(t *testing.T) {
	ours, theirs := load(t, "britain", ""), bankHolidays()
	for _, y := range []int{2024, 2025, 2026, 2027, 2028} {
		if !ours.Published(y) {
			t.Errorf("%d is not published", y)
		}
	}
	for d := time.Date(2024, 1, 1, 12, 0, 0, 0, ours.Zone()); d.Year() <= 2028; d = d.AddDate(0, 0, 1) {
		if got, want := ours.IsWorkday(d), theirs.IsWorkday(d); got != want {
			t.Errorf("%s: working day %t, want %t", d.Format(time.DateOnly), got, want)
		}
	}
	if ours.Published(2023) || ours.Published(2029) {
		t.Error("years are published that nobody has looked at")
	}
}

func TestBritainNamesEachDayOffThatIsNoWeekend(t *testing.T) {
	facts, perYear := load(t, "britain", "").Facts(), map[string]int{}
	for d, word := range facts.Dates {
		date, err := time.Parse(time.DateOnly, d)
		if err != nil || word.Sort != "off" || word.Name == "" || date.Weekday() == time.Saturday || date.Weekday() == time.Sunday {
			t.Errorf("%s (%s): %+v, %v", d, date.Weekday(), word, err)
		}
		perYear[d[:4]]++
	}
	for _, y := range []string{"2024", "2025", "2026", "2027", "2028"} {
		if perYear[y] != 8 {
			t.Errorf("%s has %d bank holidays, want 8", y, perYear[y])
		}
	}
}

func TestBritainCountsWorkingDaysAsTheOtherLibrary(t *testing.T) {
	ours, theirs := load(t, "britain", ""), bankHolidays()
	for d := time.Date(2024, 1, 1, 10, 0, 0, 0, ours.Zone()); d.Year() < 2027; d = d.AddDate(0, 0, 1) {
		for _, n := range []int{1, 5, 40, 400} {
			if got, want := ours.AddWorkdays(d, n), theirs.WorkdaysFrom(d, n); !got.Equal(want) {
				t.Fatalf("%d working days after %s: %s, want %s", n, d, got.In(ours.Zone()), want)
			}
		}
	}
}

func TestBritainCountsWorkingHoursAsTheOtherLibrary(t *testing.T) {
	ours, theirs := load(t, "britain", ""), bankHolidays()
	for d := time.Date(2024, 1, 1, 16, 20, 0, 0, ours.Zone()); d.Year() < 2028; d = d.AddDate(0, 0, 1) {
		for _, n := range []time.Duration{time.Hour, 8 * time.Hour, 39 * time.Hour} {
			got, err := ours.Due(d, target(t, n.String()+" working"))
			if want := theirs.AddWorkHours(d, n); err != nil || !got.At.Equal(want) {
				t.Fatalf("%s after %s: %s, %v, want %s", n, d, got.At.In(ours.Zone()), err, want)
			}
		}
	}
}
