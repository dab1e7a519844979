package clock

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func shiftOf(t testing.TB, s string) Shift {
	t.Helper()
	h, err := ParseShift(s)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func days(t testing.TB, names string) Days {
	t.Helper()
	d, err := DaysOf(strings.Fields(names)...)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestOpenings(t *testing.T) {
	berlin := "timeZone: Europe/Berlin\nweek: {mon: [\"08:00-17:00\"]}\n"
	tests := []struct{ name, calendar, days, hours, from, to, want string }{
		{"a day shift each weekday", berlin, "mon tue", "08:30-17:30", "2026-06-01 00:00", "2026-06-03 23:00",
			"2026-06-01 06-01 08:30/06-01 17:30, 2026-06-02 06-02 08:30/06-02 17:30"},
		{"a night shift belongs to the date it begins on", berlin, "sun", "22:00-06:00", "2026-06-01 05:59", "2026-06-01 06:00",
			"2026-05-31 05-31 22:00/06-01 06:00"},
		{"a closing is no longer inside", berlin, "", "22:00-06:00", "2026-06-01 06:00", "2026-06-01 06:01", ""},
		{"an opening is inside", berlin, "", "06:00-22:00", "2026-06-01 06:00", "2026-06-01 06:01",
			"2026-06-01 06-01 06:00/06-01 22:00"},
		{"a whole day and night", berlin, "fri", "08:30-08:30", "2026-06-06 08:00", "2026-06-06 08:01",
			"2026-06-05 06-05 08:30/06-06 08:30"},
		{"hours that begin in the hour that is skipped begin at its end", berlin, "", "02:30-10:00", "2026-03-29 00:00", "2026-03-29 12:00",
			"2026-03-29 03-29 03:00/03-29 10:00"},
		{"hours inside the hour that is skipped do not take place", berlin, "", "02:15-02:45", "2026-03-29 00:00", "2026-03-29 12:00", ""},
		{"both of a repeated hour are inside", berlin, "", "02:00-03:00", "2026-10-25 00:00", "2026-10-25 12:00",
			"2026-10-25 10-25 02:00/10-25 03:00"},
		{"adjusted workdays and holidays count as the calendar has them", "k6", "working", "08:30-17:30", "2021-09-17 00:00", "2021-09-23 00:00",
			"2021-09-17 09-17 08:30/09-17 17:30, 2021-09-18 09-18 08:30/09-18 17:30, 2021-09-22 09-22 08:30/09-22 17:30"},
		{"days off", "k6", "off", "00:00-24:00", "2021-09-18 00:00", "2021-09-22 00:00",
			"2021-09-19 09-19 00:00/09-20 00:00, 2021-09-20 09-20 00:00/09-21 00:00, 2021-09-21 09-21 00:00/09-22 00:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var c *Calendar
			if tt.calendar == "k6" {
				c = load(t, "k6", "")
			} else {
				c = parse(t, tt.calendar)
			}
			var got []string
			for _, o := range c.Openings(shiftOf(t, tt.hours), days(t, tt.days), at(t, c, tt.from), at(t, c, tt.to)) {
				got = append(got, fmt.Sprintf("%s %s/%s", o.Day, o.From.In(c.Zone()).Format("01-02 15:04"), o.To.In(c.Zone()).Format("01-02 15:04")))
			}
			if got := strings.Join(got, ", "); got != tt.want {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestARepeatedHourOfAShiftIsTwoHoursLong(t *testing.T) {
	c := parse(t, "timeZone: Europe/Berlin\nweek: {mon: [\"08:00-17:00\"]}\n")
	open := c.Openings(shiftOf(t, "02:00-03:00"), Days{}, at(t, c, "2026-10-25 00:00"), at(t, c, "2026-10-25 12:00"))
	if len(open) != 1 || open[0].To.Sub(open[0].From) != 2*time.Hour {
		t.Errorf("got %v, want one of two hours", open)
	}
}

func TestShiftsAndDaysAreRefusedWithTheReason(t *testing.T) {
	for s, want := range map[string]string{
		"": "want", "08:30": "want", "08:30-": "time of day", "24:00-24:00": "24:00", "8:30-17:30": "time of day", "08:30-25:00": "time of day",
	} {
		if _, err := ParseShift(s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("shift %q: got %v, want an error with %q", s, err, want)
		}
	}
	for s, want := range map[string]string{
		"monday": "no day", "mon mon": "twice", "mon working": "beside", "off mon": "beside", "working off": "beside", "working working": "beside",
	} {
		if _, err := DaysOf(strings.Fields(s)...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("days %q: got %v, want an error with %q", s, err, want)
		}
	}
}

func TestShiftsAreWrittenAsTheyAreRead(t *testing.T) {
	for _, s := range []string{"08:30-17:30", "22:00-06:00", "00:00-24:00", "08:30-08:30", "18:00-24:00"} {
		if got := shiftOf(t, s).String(); got != s {
			t.Errorf("got %s, want %s", got, s)
		}
	}
}

func TestADateBeginsAtLocalMidnight(t *testing.T) {
	c := load(t, "k6", "")
	d, err := ParseDay("2021-10-01")
	if err != nil || d.String() != "2021-10-01" || !c.Begin(d).Equal(at(t, c, "2021-10-01 00:00")) {
		t.Errorf("got %s at %s, %v", d, c.Begin(d), err)
	}
}

// TestTimesAgreesWithAWalk counts date by date what Times counts at once.
func TestTimesAgreesWithAWalk(t *testing.T) {
	c := load(t, "k6", "")
	rapid.Check(t, func(rt *rapid.T) {
		names := rapid.SampledFrom([]string{"", "working", "off", "mon", "sun", "mon wed fri", "sat sun", "mon tue wed thu fri sat sun"}).Draw(rt, "days")
		on, from := days(t, names), rapid.IntRange(18_000, 20_000).Draw(rt, "from")
		to := from + rapid.IntRange(-400, 400).Draw(rt, "distance")
		want := 0
		for d := min(from, to); d < max(from, to); d++ {
			if c.has(on, day(d)) {
				want++
			}
		}
		if to < from {
			want = -want
		}
		if got := c.Times(on, Day(from), Day(to)); got != want {
			rt.Fatalf("%q from %s to %s: got %d, want %d", names, Day(from), Day(to), got, want)
		}
	})
}

// TestShiftsThatMeetLeaveNoHole: three shifts a day cover every instant, in every zone, whatever
// its clocks do.
func TestShiftsThatMeetLeaveNoHole(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		zone := rapid.SampledFrom([]string{"Asia/Shanghai", "Europe/London", "America/Chicago", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kathmandu"}).Draw(rt, "zone")
		c := parse(t, "timeZone: "+zone+"\nweek: {mon: [\"08:00-17:00\"]}\n")
		cuts := rapid.SliceOfNDistinct(rapid.IntRange(0, dayMinutes-1), 3, 3, rapid.ID[int]).Draw(rt, "minutes")
		at := time.Unix(rapid.Int64Range(1_700_000_000, 1_900_000_000).Draw(rt, "at"), 0)
		n := 0
		slices.Sort(cuts)
		for i, from := range cuts {
			to := cuts[(i+1)%3]
			h := shiftOf(t, fmt.Sprintf("%02d:%02d-%02d:%02d", from/60, from%60, to/60, to%60))
			n += len(c.Openings(h, Days{}, at, at.Add(time.Second)))
		}
		if n == 0 {
			rt.Fatalf("nobody at %s with shifts from the minutes %v", at.In(c.Zone()), cuts)
		}
	})
}
