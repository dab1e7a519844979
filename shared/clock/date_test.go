package clock

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestATimeOfDayIsAnInstantOfItsDate(t *testing.T) {
	for _, tt := range []struct{ name, zone, date, at, want string }{
		{"plain", "Asia/Shanghai", "2026-03-10", "02:30", "2026-03-09T18:30:00Z"},
		{"skipped by an hour", "Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:30:00Z"}, // shown as 03:30
		{"shown twice", "Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30:00Z"},
		{"skipped by half an hour", "Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45:00Z"},
		{"midnight skipped", "Africa/Cairo", "2026-04-24", "00:10", "2026-04-23T22:10:00Z"},
		{"twice, once of the date before", "America/Havana", "2026-11-01", "00:30", "2026-11-01T05:30:00Z"},
		{"of a date that was skipped", "Pacific/Apia", "2011-12-30", "08:00", "2011-12-30T18:00:00Z"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := parse(t, fmt.Sprintf(always, tt.zone))
			d, err := ParseDay(tt.date)
			if err != nil {
				t.Fatal(err)
			}
			at, err := time.Parse("15:04", tt.at)
			if err != nil {
				t.Fatal(err)
			}
			got := c.At(d, at.Hour()*60+at.Minute())
			if got.Format(time.RFC3339) != tt.want {
				t.Errorf("got %s, want %s", got.Format(time.RFC3339), tt.want)
			}
		})
	}
}

// TestATimeOfDayComesWithItsDate: whatever the zone does, the instant lies in the date, unless
// the time or the whole date was skipped, and shows the time.
func TestATimeOfDayComesWithItsDate(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		zone := rapid.SampledFrom([]string{"Asia/Shanghai", "Europe/London", "America/Havana", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia"}).Draw(rt, "zone")
		c := parse(t, fmt.Sprintf(always, zone))
		d := DayOf(2010, 1, 1+rapid.IntRange(0, 40*365).Draw(rt, "day"))
		minute := rapid.IntRange(0, 24*60-1).Draw(rt, "minute")
		at := c.At(d, minute)
		local := at.In(zoneOf(t, zone))
		if at.Before(c.Begin(d)) {
			rt.Fatalf("%s lies before %s begins", local, d)
		}
		if local.Hour()*60+local.Minute() == minute && c.Date(at) == d {
			return
		}
		for probe := c.Begin(d); probe.Before(c.Begin(d + 1)); probe = probe.Add(time.Minute) {
			if l := probe.In(zoneOf(t, zone)); l.Hour()*60+l.Minute() == minute {
				rt.Fatalf("got %s, though clocks show the time at %s", local, l)
			}
		}
	})
}

func TestADateHasItsParts(t *testing.T) {
	d := DayOf(2026, 2, 30)
	if y, m, day := d.Date(); y != 2026 || m != time.March || day != 2 || d.Weekday() != time.Monday {
		t.Errorf("got %d-%d-%d, %s", y, m, day, d.Weekday())
	}
}
