package clock

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestChinaHas248WorkingDaysIn2026(t *testing.T) {
	c := load(t, "cn", "")
	var got []int
	total := 0
	for m := time.January; m <= time.December; m++ {
		n := 0
		for d := time.Date(2026, m, 1, 12, 0, 0, 0, c.Zone()); d.Month() == m; d = d.AddDate(0, 0, 1) {
			if c.IsWorkday(d) {
				n++
			}
		}
		got = append(got, n)
		total += n
	}
	want := []int{21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23}
	if diff := cmp.Diff(got, want); diff != "" || total != 248 {
		t.Errorf("%d in the year, want 248; by month (-got +want):\n%s", total, diff)
	}
	if n := c.workdaysBefore(dayOf(2027, 1, 1)) - c.workdaysBefore(dayOf(2026, 1, 1)); n != 248 {
		t.Errorf("counted %d, want 248", n)
	}
}

func TestChinaWorkingDaysAfterReceipt(t *testing.T) {
	c := load(t, "cn", "")
	limits := []string{"1wd", "2wd", "4wd", "5wd", "7wd", "10wd"}
	for _, tt := range []struct{ receipt, due string }{
		{"2026-02-13", "02-14 02-24 02-26 02-27 03-02 03-05"},
		{"2026-02-16", "02-24 02-25 02-27 02-28 03-03 03-06"},
		{"2026-04-03", "04-07 04-08 04-10 04-13 04-15 04-20"},
		{"2026-06-18", "06-22 06-23 06-25 06-26 06-30 07-03"},
		{"2026-09-20", "09-21 09-22 09-24 09-28 09-30 10-10"},
		{"2026-09-30", "10-08 10-09 10-12 10-13 10-15 10-20"},
		{"2026-10-10", "10-12 10-13 10-15 10-16 10-20 10-23"},
		{"2026-11-20", "11-23 11-24 11-26 11-27 12-01 12-04"},
	} {
		for i, want := range strings.Fields(tt.due) {
			for _, clock := range []string{" 00:00:00", " 09:12:34", " 23:59:59"} {
				checkDue(t, c, tt.receipt+clock, limits[i], "2026-"+want+" 24:00")
			}
		}
	}
}

func TestWalkThroughDueInstants(t *testing.T) {
	c := load(t, "cn", "")
	for _, tt := range []struct{ start, limit, want string }{
		// one: National Day
		{"2026-09-30 16:20", "20m", "2026-09-30 16:40"},
		{"2026-09-30 16:20", "24h", "2026-10-01 16:20"},
		{"2026-09-30 16:20", "4wd", "2026-10-12 24:00"},
		{"2026-09-30 16:20", "5wd", "2026-10-13 24:00"},
		{"2026-09-30 16:20", "10wd", "2026-10-20 24:00"},
		{"2026-10-12 15:00", "1wd", "2026-10-13 24:00"},
		{"2026-02-13 16:20", "5wd", "2026-02-27 24:00"},
		{"2026-02-14 16:20", "5wd", "2026-02-28 24:00"},
		{"2026-09-30 16:20", "5d", "2026-10-08 24:00"},
		{"2026-09-30 16:20", "10d", "2026-10-10 24:00"},
		// two: over the heads
		{"2026-03-10 09:00", "20m", "2026-03-10 09:20"},
		{"2026-03-10 09:00", "24h", "2026-03-11 09:00"},
		{"2026-03-10 09:00", "4wd", "2026-03-16 24:00"},
		{"2026-03-10 09:00", "5wd", "2026-03-17 24:00"},
		{"2026-03-10 09:00", "10wd", "2026-03-24 24:00"},
		{"2026-03-18 10:20", "10wd", "2026-04-01 24:00"},
		// three: the appeal
		{"2026-06-01 08:50", "20m", "2026-06-01 09:10"},
		{"2026-06-01 08:50", "24h", "2026-06-02 08:50"},
		{"2026-06-01 08:50", "4wd", "2026-06-05 24:00"},
		{"2026-06-01 08:50", "5wd", "2026-06-08 24:00"},
		{"2026-06-04 16:00", "1wd", "2026-06-05 24:00"},
		{"2026-06-05 09:30", "5wd", "2026-06-12 24:00"},
		{"2026-06-08 14:00", "3wd", "2026-06-11 24:00"},
		// four: the rework
		{"2026-06-12 18:05", "20m", "2026-06-12 18:25"},
		{"2026-06-12 18:05", "24h", "2026-06-13 18:05"},
		{"2026-06-12 18:05", "4wd", "2026-06-18 24:00"},
		{"2026-06-12 18:05", "5wd", "2026-06-22 24:00"},
		{"2026-06-17 16:00", "1wd", "2026-06-18 24:00"},
		{"2026-06-18 10:15", "3wd", "2026-06-24 24:00"},
		{"2026-06-22 17:00", "1wd", "2026-06-23 24:00"},
	} {
		checkDue(t, c, tt.start, tt.limit, tt.want)
	}
}

func TestWrongWaysToCountGiveOtherDays(t *testing.T) {
	c := load(t, "cn", "")
	due, err := c.Due(at(t, c, "2026-09-30 16:20"), target(t, "5wd"))
	if err != nil {
		t.Fatal(err)
	}
	for day, mistake := range map[string]string{
		"2026-10-07": "weekends only",
		"2026-10-14": "holidays without the working Saturday",
		"2026-10-12": "the receipt day counted",
		"2026-10-05": "calendar days",
	} {
		if due.At.Equal(at(t, c, day+" 24:00")) {
			t.Errorf("due %s: %s", day, mistake)
		}
	}
}

func TestDaysLateAreWorkingDaysAfterTheDueDay(t *testing.T) {
	c := load(t, "cn", "")
	for _, tt := range []struct {
		due, ended string
		want       int
	}{
		{"2026-03-17 24:00", "2026-03-26 09:30", 7},
		{"2026-03-17 24:00", "2026-03-17 24:00", 0},
		{"2026-03-17 24:00", "2026-03-17 12:00", 0},
		{"2026-03-17 24:00", "2026-03-18 00:00:01", 1},
		{"2026-03-17 24:00", "2026-03-18 24:00", 1},
		{"2026-03-17 12:00", "2026-03-17 13:00", 0},
		{"2026-03-20 24:00", "2026-03-22 12:00", 0},
		{"2026-09-30 24:00", "2026-10-10 12:00", 3},
	} {
		if got := c.DaysLate(at(t, c, tt.due), at(t, c, tt.ended)); got != tt.want {
			t.Errorf("due %s, ended %s: %d days late, want %d", tt.due, tt.ended, got, tt.want)
		}
	}
}

func TestRemindersRepeatOnWorkingDays(t *testing.T) {
	c := load(t, "cn", "")
	next, daily := at(t, c, "2026-03-17 24:00"), offset(t, "1wd@09:00") // from the breach
	for _, want := range []string{"03-19", "03-20", "03-23", "03-24", "03-25", "03-26"} {
		next = c.After(next, daily)
		if w := at(t, c, "2026-"+want+" 09:00"); !next.Equal(w) {
			t.Fatalf("reminder at %s, want %s", next.In(c.Zone()), w)
		}
	}
	if got, want := c.After(at(t, c, "2026-09-30 12:00"), offset(t, "1wd@00:00")), at(t, c, "2026-10-08 00:00"); !got.Equal(want) {
		t.Errorf("after National Day %s, want %s", got, want)
	}
}

func TestAnUnpublishedYearMakesALimitProvisional(t *testing.T) {
	c := load(t, "cn", "")
	for _, tt := range []struct {
		start, limit, want string
		provisional        bool
	}{
		{"2026-12-24 10:00", "5wd", "2026-12-31 24:00", false},
		{"2026-12-25 10:00", "5wd", "2027-01-01 24:00", true},
		{"2026-12-31 16:30", "1h working", "2026-12-31 17:30", false},
		{"2026-12-31 16:30", "2h working", "2027-01-01 09:30", true},
		{"2026-12-21 10:00", "10d", "2026-12-31 24:00", false},
		{"2024-12-31 10:00", "1wd", "2025-01-02 24:00", true},
		{"2026-12-31 16:30", "24h", "2027-01-01 16:30", false},
		{"2025-12-31 16:30", "1wd", "2026-01-04 24:00", false},
		{"2030-05-01 10:00", "400wd", "2031-11-12 24:00", true},
		{"1999-05-03 10:00", "5wd", "1999-05-10 24:00", true},
	} {
		checkDue(t, c, tt.start, tt.limit, tt.want)
		got, _ := c.Due(at(t, c, tt.start), target(t, tt.limit))
		if got.Provisional != tt.provisional {
			t.Errorf("%s + %s: provisional %t, want %t", tt.start, tt.limit, got.Provisional, tt.provisional)
		}
	}
	if !c.Published(2026) || c.Published(2027) || !load(t, "k1", "").Published(2099) {
		t.Error("published years are not those of the file")
	}
}
