package policy

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/redress/redress/shared/clock"
)

// office is a calendar of a zone, with the working week of most offices and one long holiday.
func office(t interface{ Fatal(...any) }, zone string) *clock.Calendar {
	c, err := clock.ParseCalendar([]byte("timeZone: " + zone + "\nweek: {mon: [\"09:00-17:00\"], tue: [\"09:00-17:00\"], wed: [\"09:00-17:00\"], thu: [\"09:00-17:00\"], fri: [\"09:00-17:00\"]}\n" +
		"off: [\"2026-10-01/2026-10-07\"]\nwork: {\"2026-10-10\": mon}\n"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// shown writes an occasion in the office's time: when, and the dates from and to, the last included.
func shown(c *clock.Calendar, o Occasion) string {
	local := func(at time.Time) time.Time { return at.In(c.Zone()) }
	return local(o.At).Format("2006-01-02 15:04 ") + local(o.From).Format("2006-01-02") + "/" + local(o.To.Add(-time.Second)).Format("2006-01-02")
}

func TestReportsRecur(t *testing.T) {
	for _, tt := range []struct {
		name, zone   string
		rhythm       Rhythm
		after, until string
		want         []string
	}{
		{"each day", "Asia/Shanghai", Rhythm{Every: "day", At: 420}, "2026-03-10 07:00", "2026-03-12 07:00",
			[]string{"2026-03-11 07:00 2026-03-10/2026-03-10", "2026-03-12 07:00 2026-03-11/2026-03-11"}},
		{"each working day, over a holiday and an adjusted Saturday", "Asia/Shanghai", Rhythm{Every: "workday", At: 480}, "2026-09-30 08:00", "2026-10-12 08:00",
			[]string{"2026-10-08 08:00 2026-09-30/2026-10-07", "2026-10-09 08:00 2026-10-08/2026-10-08", "2026-10-10 08:00 2026-10-09/2026-10-09", "2026-10-12 08:00 2026-10-10/2026-10-11"}},
		{"each week", "Asia/Shanghai", Rhythm{Every: "week", Weekday: time.Wednesday, At: 480}, "2026-03-10 08:00", "2026-03-18 08:00",
			[]string{"2026-03-11 08:00 2026-03-02/2026-03-08", "2026-03-18 08:00 2026-03-09/2026-03-15"}},
		{"each Sunday", "Asia/Shanghai", Rhythm{Every: "week", Weekday: time.Sunday, At: 480}, "2026-03-14 08:00", "2026-03-20 08:00",
			[]string{"2026-03-15 08:00 2026-03-02/2026-03-08"}},
		{"each month on the 31st", "Asia/Shanghai", Rhythm{Every: "month", Day: 31, At: 480}, "2026-01-01 00:00", "2026-04-30 08:00",
			[]string{"2026-01-31 08:00 2025-12-01/2025-12-31", "2026-02-28 08:00 2026-01-01/2026-01-31", "2026-03-31 08:00 2026-02-01/2026-02-28", "2026-04-30 08:00 2026-03-01/2026-03-31"}},
		{"each month on the 29th of a leap year", "Asia/Shanghai", Rhythm{Every: "month", Day: 29, At: 480}, "2028-02-01 00:00", "2028-02-29 08:00",
			[]string{"2028-02-29 08:00 2028-01-01/2028-01-31"}},
		{"each quarter", "Asia/Shanghai", Rhythm{Every: "quarter", Day: 5, At: 480}, "2026-01-01 00:00", "2026-07-05 08:00",
			[]string{"2026-01-05 08:00 2025-10-01/2025-12-31", "2026-04-05 08:00 2026-01-01/2026-03-31", "2026-07-05 08:00 2026-04-01/2026-06-30"}},
		{"each year on the last of February", "Asia/Shanghai", Rhythm{Every: "year", Month: 2, Day: 29, At: 480}, "2026-01-01 00:00", "2028-12-31 00:00",
			[]string{"2026-02-28 08:00 2025-01-01/2025-12-31", "2027-02-28 08:00 2026-01-01/2026-12-31", "2028-02-29 08:00 2027-01-01/2027-12-31"}},
		{"at a time that the clocks skip", "Europe/Berlin", Rhythm{Every: "day", At: 150}, "2026-03-28 02:30", "2026-03-30 02:30",
			[]string{"2026-03-29 03:30 2026-03-28/2026-03-28", "2026-03-30 02:30 2026-03-29/2026-03-29"}},
		{"at a time that they show twice", "Europe/Berlin", Rhythm{Every: "day", At: 150}, "2026-10-24 02:30", "2026-10-26 02:30",
			[]string{"2026-10-25 02:30 2026-10-24/2026-10-24", "2026-10-26 02:30 2026-10-25/2026-10-25"}},
		{"over a date that was skipped", "Pacific/Apia", Rhythm{Every: "day", At: 480}, "2011-12-28 08:00", "2011-12-31 08:00",
			[]string{"2011-12-29 08:00 2011-12-28/2011-12-28", "2011-12-31 08:00 2011-12-29/2011-12-29"}},
		{"never, by a word that is none", "Asia/Shanghai", Rhythm{Every: "hour"}, "2026-01-01 00:00", "2026-02-01 00:00", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := office(t, tt.zone)
			var got []string
			for _, o := range tt.rhythm.Occasions(c, local(t, c, tt.after), local(t, c, tt.until)) {
				got = append(got, shown(c, o))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("occasions (-want +got):\n%s", diff)
			}
		})
	}
}

// TestNoOccasionIsLostOrComesTwice: however a time is cut in two, each occasion lies in one part,
// and the periods touch.
func TestNoOccasionIsLostOrComesTwice(t *testing.T) {
	zones := []string{"Asia/Shanghai", "Europe/Berlin", "America/New_York", "America/Havana", "Australia/Lord_Howe", "Africa/Cairo", "America/Santiago", "Pacific/Apia", "Asia/Kathmandu"}
	offices := map[string]*clock.Calendar{}
	for _, zone := range zones {
		offices[zone] = office(t, zone)
	}
	rapid.Check(t, func(rt *rapid.T) {
		c := offices[rapid.SampledFrom(zones).Draw(rt, "zone")]
		r := drawRhythm(rt)
		after := time.Date(2011, 1, 1, 0, rapid.IntRange(0, 20*366*24*60).Draw(rt, "after"), 0, 0, time.UTC)
		until := after.Add(time.Duration(rapid.IntRange(0, 800*24*60).Draw(rt, "length")) * time.Minute)
		cut := after.Add(time.Duration(rapid.Int64Range(0, int64(until.Sub(after)/time.Second)).Draw(rt, "cut")) * time.Second)
		whole := r.Occasions(c, after, until)
		parts := slices.Concat(r.Occasions(c, after, cut), r.Occasions(c, cut, until))
		if diff := cmp.Diff(whole, parts); diff != "" {
			rt.Fatalf("cut at %s (-whole +parts):\n%s", cut, diff)
		}
		for i, o := range whole {
			if !o.From.Before(o.To) || o.To.After(o.At) || !o.At.After(after) || o.At.After(until) {
				rt.Fatalf("odd occasion %s", shown(c, o))
			}
			if i > 0 && (!whole[i-1].To.Equal(o.From) || !whole[i-1].At.Before(o.At)) {
				rt.Fatalf("%s follows %s", shown(c, o), shown(c, whole[i-1]))
			}
		}
		if next, ok := r.Next(c, after); len(whole) > 0 && (!ok || next != whole[0]) {
			rt.Fatalf("next is %s, want %s", shown(c, next), shown(c, whole[0]))
		}
		if least := int(until.Sub(after)/(24*time.Hour))/r.days() - 1; len(whole) < least {
			rt.Fatalf("%d occasions, want at least %d", len(whole), least)
		}
	})
}

func drawRhythm(t *rapid.T) Rhythm {
	return Rhythm{
		Every: rapid.SampledFrom(rhythms).Draw(t, "every"), At: rapid.IntRange(0, 24*60-1).Draw(t, "at"),
		Weekday: time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday")), Day: rapid.IntRange(1, 31).Draw(t, "day"), Month: rapid.IntRange(1, 12).Draw(t, "month"),
	}
}

// days are the most that lie between two occasions.
func (r Rhythm) days() int {
	return map[string]int{"day": 2, "workday": 11, "week": 8, "month": 32, "quarter": 93, "year": 367}[r.Every]
}
