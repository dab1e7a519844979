package clock

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestWorkingTimeIsCountedInOpeningHoursOnly(t *testing.T) {
	for _, tt := range []struct{ name, cal, start, limit, want string }{
		{"over a weekend", "k1", "2024-01-19 16:00", "2h working", "2024-01-22 10:00"},
		{"over two nights", "k1", "2024-01-15 16:00", "10h working", "2024-01-17 10:00"},
		{"starts at closing", "k1", "2024-01-15 17:00:00", "60s working", "2024-01-16 09:01:00"},
		{"runs out at closing", "k1", "2024-01-15 16:59:59", "1s working", "2024-01-15 17:00:00"},
		{"a second too many", "k1", "2024-01-15 16:59:59", "2s working", "2024-01-16 09:00:01"},
		{"two days off, first minutes", "k2", "2026-06-03 15:00", "30m working", "2026-06-03 15:30"},
		{"from a day off", "k2", "2026-06-04 15:00", "30m working", "2026-06-08 10:30"},
		{"from a day off, longer", "k2", "2026-06-04 15:00", "2h working", "2026-06-08 12:00"},
		{"from a holiday, no stray seconds", "k4", "2016-11-01T13:56:21Z", "120m working", "2016-11-02T09:00:00Z"},
		{"from a holiday, two days", "k4", "2016-11-01T13:56:21Z", "1200m working", "2016-11-03T15:00:00Z"},
		{"into an adjusted Saturday", "k6", "2021-09-17 17:00", "1h working", "2021-09-18 09:00"},
		{"over National Day", "k6", "2021-09-30 16:30", "2h working", "2021-10-08 09:30"},
		{"to the close of an adjusted Saturday", "k6", "2021-09-30 16:30", "15h working", "2021-10-09 17:30"},
		{"over special hours and Christmas", "k1", "2026-12-24 11:00", "2h working", "2026-12-28 10:00"},
		{"over New Year", "k1", "2026-12-31 16:00", "2h working", "2027-01-04 10:00"},
		{"over a leap day", "k1", "2028-02-28 16:00", "10h working", "2028-03-01 10:00"},
		{"stops at closing, not the next opening", "k5", "2013-06-04T14:00:00Z", "120m working", "2013-06-04T16:00:00Z"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			checkDue(t, load(t, tt.cal, ""), tt.start, tt.limit, tt.want)
		})
	}
}

func TestHoursMayDifferByWeekday(t *testing.T) {
	c := parse(t, `{name: two, timeZone: UTC, week: {mon: ["09:00-17:00"], tue: ["09:00-20:00"]}}`)
	checkDue(t, c, "2024-01-15 18:00", "10h working", "2024-01-16 19:00")
	checkDue(t, c, "2024-01-15 16:00", "12h working", "2024-01-16 20:00")
}

func TestADayEnteredAs2359LosesNoMinute(t *testing.T) {
	c := parse(t, strings.ReplaceAll(fmt.Sprintf(always, "UTC"), "24:00", "23:59"))
	checkDue(t, c, "2024-01-15 12:00", "24h working", "2024-01-16 12:00")
	checkDue(t, c, "2024-01-20 00:00", "24h working", "2024-01-21 00:00")
}

func TestWorkingDaysEndWhereTheCalendarSays(t *testing.T) {
	const week = `name: c
timeZone: UTC
dayEnd: "%[2]s"
week: {mon: ["%[1]s"], tue: ["%[1]s"], wed: ["%[1]s"], thu: ["%[1]s"], fri: ["%[1]s"]}`
	for _, tt := range []struct{ hours, end, want string }{
		{"08:00-20:00", "same", "2018-11-28 10:00"},
		{"08:00-20:00", "close", "2018-11-28 20:00"},
		{"08:00-20:00", "24:00", "2018-11-29 00:00"},
		{"00:00-24:00", "close", "2018-11-29 00:00"},
	} {
		c := parse(t, fmt.Sprintf(week, tt.hours, tt.end))
		got, err := c.Due(at(t, c, "2018-11-19 10:00"), target(t, "7wd"))
		if want := at(t, c, tt.want); err != nil || !got.At.Equal(want) {
			t.Errorf("%s ends %s: %v, %v, want %s", tt.hours, tt.end, got, err, want)
		}
	}
}

func TestWorkingDaysCountAdjustedWorkdays(t *testing.T) {
	c := load(t, "k6", "")
	checkDue(t, c, "2021-09-17 12:00", "5wd", "2021-09-26 24:00")
	checkDue(t, c, "2021-09-30 12:00", "5wd", "2021-10-13 24:00")
	checkDue(t, c, "2021-10-02 12:00", "3wd", "2021-10-11 24:00")
}

func TestOneAnswerForEverybodyInTheWorld(t *testing.T) {
	c := parse(t, `{name: s, timeZone: Asia/Shanghai, week: {mon: ["09:00-17:00"], fri: ["09:00-17:00"]}}`)
	madrid, err := time.LoadLocation("Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2026, 6, 5, 8, 30, 0, 0, time.UTC)
	for _, s := range []time.Time{start, start.In(madrid), start.In(c.Zone())} {
		got, err := c.Due(s, target(t, "2h working"))
		if want := time.Date(2026, 6, 8, 2, 30, 0, 0, time.UTC); err != nil || got.At != want {
			t.Errorf("from %s: %v, %v, want %s", s, got, err, want)
		}
	}
}

func TestElapsedTimeIgnoresClocksThatShift(t *testing.T) {
	c := load(t, "k7", "")
	for _, limit := range []string{"24h", "24h working"} {
		checkDue(t, c, "2026-03-28 12:00", limit, "2026-03-29 13:00")
		checkDue(t, c, "2026-10-24 12:00", limit, "2026-10-25 11:00")
		checkDue(t, c, "2028-02-28 12:00", limit, "2028-02-29 12:00")
		checkDue(t, c, "2027-02-28 12:00", limit, "2027-03-01 12:00")
	}
}

func TestNightShiftsGainAndLoseTheHourThatShifts(t *testing.T) {
	c := parse(t, strings.ReplaceAll(fmt.Sprintf(always, "Europe/Berlin"), "00:00-24:00", "22:00-06:00"))
	for night, want := range map[string]time.Duration{"2026-03-28": 7 * time.Hour, "2026-10-24": 9 * time.Hour, "2026-06-01": 8 * time.Hour} {
		noon := at(t, c, night+" 12:00")
		if got := c.Worked(noon, noon.AddDate(0, 0, 1)); got != want {
			t.Errorf("night of %s: %s, want %s", night, got, want)
		}
	}
}

func TestAnOpeningInsideAGapIsItsEnd(t *testing.T) {
	c := parse(t, strings.ReplaceAll(fmt.Sprintf(always, "America/Chicago"), "00:00-24:00", "02:30-10:30"))
	if c.Working(at(t, c, "2026-03-08T01:59:59-06:00")) || !c.Working(at(t, c, "2026-03-08T03:00:00-05:00")) {
		t.Error("does not open at 03:00")
	}
	if got := c.Worked(at(t, c, "2026-03-08 00:00"), at(t, c, "2026-03-08 24:00")); got != 7*time.Hour+30*time.Minute {
		t.Errorf("open for %s, want 7h30m", got)
	}
	checkDue(t, c, "2026-03-08 00:00", "1h working", "2026-03-08 04:00")
}

func TestADoubledOpeningIsTheFirstAndADoubledClosingTheLast(t *testing.T) {
	c := parse(t, strings.ReplaceAll(fmt.Sprintf(always, "Europe/Berlin"), `"00:00-24:00"`, `"00:00-02:15", "02:30-04:00"`))
	midnight := at(t, c, "2026-10-25 00:00")
	// 00:00 to the second 02:15 is 3h15m; what follows opens at the first 02:30, inside it.
	if got := c.Worked(midnight, midnight.Add(12*time.Hour)); got != 5*time.Hour {
		t.Errorf("open for %s, want 5h", got)
	}
}

func TestTimeWorkedBackwardsIsNone(t *testing.T) {
	c := load(t, "k1", "")
	if got := c.Worked(at(t, c, "2024-01-16 12:00"), at(t, c, "2024-01-15 12:00")); got != 0 {
		t.Errorf("worked %s, want 0", got)
	}
}
