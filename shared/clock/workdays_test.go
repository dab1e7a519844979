package clock

import (
	"math"
	"testing"
	"time"
)

func TestWorkingDaysAreAddedAndTakenAway(t *testing.T) {
	plain := parse(t, `{name: p, timeZone: UTC, week: {mon: ["08:00-20:00"], tue: ["08:00-20:00"], wed: ["08:00-20:00"], thu: ["08:00-20:00"], fri: ["08:00-20:00"]}}`)
	berlin := parse(t, `{name: b, timeZone: Europe/Berlin, week: {sun: ["00:00-06:00"], thu: ["00:00-06:00"]}}`)
	cn := load(t, "cn", "")
	for _, tt := range []struct {
		name  string
		c     *Calendar
		start string
		n     int
		want  string
	}{
		{"seven later", plain, "2018-11-19 10:00", 7, "2018-11-28 10:00"},
		{"seven earlier", plain, "2018-11-19 10:00", -7, "2018-11-08 10:00"},
		{"none", plain, "2018-11-19 10:00", 0, "2018-11-19 10:00"},
		{"none, on a weekend", plain, "2018-11-18 10:00", 0, "2018-11-18 10:00"},
		{"one later from a weekend", plain, "2018-11-18 10:00:01", 1, "2018-11-19 10:00:01"},
		{"one earlier from a weekend", plain, "2018-11-18 10:00:01", -1, "2018-11-16 10:00:01"},
		{"out of hours is no matter", plain, "2018-11-19 23:59:59", 1, "2018-11-20 23:59:59"},
		{"over National Day and an adjusted Saturday", cn, "2026-09-30 16:20", 3, "2026-10-10 16:20"},
		{"and back", cn, "2026-10-10 16:20", -3, "2026-09-30 16:20"},
		{"a time that the day skips is the end of the gap", berlin, "2026-03-26 02:30", 1, "2026-03-29 03:00"},
		{"a time that the day repeats is the first of the two", berlin, "2026-10-22 02:30", 1, "2026-10-25T02:30:00+02:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.c.AddWorkdays(at(t, tt.c, tt.start), tt.n)
			if want := at(t, tt.c, tt.want); !got.Equal(want) || got.Location() != time.UTC {
				t.Errorf("got %s, want %s", got.In(tt.c.Zone()), want)
			}
		})
	}
}

func TestWorkingDaysEndWhereTimeDoes(t *testing.T) {
	c := load(t, "k4", "")
	now := at(t, c, "2026-06-01 10:00")
	for _, n := range []int{math.MaxInt, 4_000_000, -4_000_000, math.MinInt} {
		got := c.AddWorkdays(now, n)
		if _, err := got.MarshalText(); err != nil || got.After(now) != (n > 0) {
			t.Errorf("%d working days from %s is %s, %v", n, now, got, err)
		}
	}
}
