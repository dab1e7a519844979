package clock

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func pauses(t testing.TB, c *Calendar, text string) []Pause {
	t.Helper()
	var list []Pause
	for s := range strings.SplitSeq(text, ", ") {
		if from, to, ok := strings.Cut(s, "/"); ok {
			list = append(list, Pause{From: at(t, c, from), To: at(t, c, to)})
		}
	}
	return list
}

func TestPausesAreCountedInTheTargetsOwnUnit(t *testing.T) {
	k1, five, night := load(t, "k1", ""), load(t, "k5", ""), load(t, "k3", "")
	for _, tt := range []struct {
		name                 string
		c                    *Calendar
		start, limit, paused string
		want                 string
		covered              int64
	}{
		{"two pauses over nights", night, "2034-06-05 10:00", "4h working",
			"2034-06-05 11:00/2034-06-07 09:30, 2034-06-07 10:00/2034-06-08 09:00", "2034-06-08 12:00", 70_200 + 34_200},
		{"the clock beside it that may not pause", night, "2034-06-05 10:00", "4h working", "", "2034-06-05 14:30", 0},
		{"over a weekend", k1, "2026-06-05 15:00", "4h working", "2026-06-05 16:00/2026-06-08 10:00", "2026-06-08 13:00", 120 * 60},
		{"in a weekend only", k1, "2026-06-05 15:00", "4h working", "2026-06-06 10:00/2026-06-07 18:00", "2026-06-08 11:00", 0},
		{"before opening", k1, "2026-06-01 06:00", "4h working", "2026-06-01 07:00/2026-06-01 08:00", "2026-06-01 13:00", 0},
		{"after opening", k1, "2026-06-01 06:00", "4h working", "2026-06-01 10:00/2026-06-01 11:00", "2026-06-01 14:00", 3600},
		{"up to a closing", five, "2013-06-04T09:00:00Z", "120m working", "2013-06-04T10:00:00Z/2013-06-04T15:00:00Z", "2013-06-04T16:00:00Z", 5 * 3600},
		{"elapsed time by day and night", k1, "2026-06-05 15:00", "24h", "2026-06-06 01:00/2026-06-06 04:30", "2026-06-06 18:30", 3*3600 + 1800},
		{"a working day touched is a day lost", k1, "2026-06-01 10:00", "3wd", "2026-06-02 16:59/2026-06-03 09:01", "2026-06-09 00:00", 2},
		{"the day of receipt is none to lose", k1, "2026-06-01 10:00", "3wd", "2026-06-01 11:00/2026-06-01 16:00", "2026-06-05 00:00", 1},
		{"a weekend is no working day", k1, "2026-06-04 10:00", "3wd", "2026-06-06 00:00/2026-06-08 00:00", "2026-06-10 00:00", 0},
		{"calendar days, rolled over a paused day", k1, "2026-06-01 10:00", "5d", "2026-06-03 10:00/2026-06-03 11:00, 2026-06-08 10:00/2026-06-08 11:00", "2026-06-10 00:00", 2},
		{"pauses that overlap and touch", k1, "2026-06-01 09:00", "2h working", "2026-06-01 10:00/2026-06-01 12:00, 2026-06-01 11:00/2026-06-01 13:00, 2026-06-01 13:00/2026-06-01 14:00", "2026-06-01 15:00", 4 * 3600},
		{"one inside another", k1, "2026-06-01 09:00", "2h working", "2026-06-01 10:00/2026-06-01 14:00, 2026-06-01 11:00/2026-06-01 12:00", "2026-06-01 15:00", 4 * 3600},
		{"paused and resumed at one instant", k1, "2026-06-01 09:00", "2h working", "2026-06-01 10:00/2026-06-01 10:00", "2026-06-01 11:00", 0},
		{"begun before the start", k1, "2026-06-01 09:00", "2h working", "2026-05-29 10:00/2026-06-01 10:00", "2026-06-01 12:00", 3600},
		{"begun when the target runs out", k1, "2026-06-01 09:00", "2h working", "2026-06-01 11:00/2026-06-02 11:00", "2026-06-01 11:00", 8 * 3600},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ps := pauses(t, tt.c, tt.paused)
			start, limit := at(t, tt.c, tt.start), target(t, tt.limit)
			due, err := tt.c.Due(start, limit, ps...)
			if want := at(t, tt.c, tt.want); err != nil || !due.At.Equal(want) {
				t.Errorf("due %v, %v, want %s", due.At, err, want)
			}
			if got := tt.c.Paused(start, limit, ps...); got != tt.covered {
				t.Errorf("paused for %d, want %d", got, tt.covered)
			}
			if got := tt.c.Used(start, limit, due.At, ps...); got != limit.Size() {
				t.Errorf("used %d of %d at the due instant", got, limit.Size())
			}
		})
	}
}

func TestATargetPausedForEverIsAnError(t *testing.T) {
	c := load(t, "k1", "")
	start := at(t, c, "2026-06-01 09:00")
	forever := Pause{From: start, To: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)}
	for _, s := range []string{"24h", "8h working", "5wd", "10d"} {
		if due, err := c.Due(start, target(t, s), forever); err == nil {
			t.Errorf("%s paused for ever is due %v", s, due)
		}
		if lines, err := c.Ledger(start, target(t, s), forever); err == nil {
			t.Errorf("%s paused for ever has a ledger of %d lines", s, len(lines))
		}
	}
}

func TestUseStandsStillDuringAPause(t *testing.T) {
	c := load(t, "k1", "")
	ps := pauses(t, c, "2026-06-01 11:00/2026-06-01 15:00")
	start, limit := at(t, c, "2026-06-01 09:00"), target(t, "4h working")
	for when, want := range map[string]int64{"2026-06-01 08:00": 0, "2026-06-01 11:00": 7200, "2026-06-01 13:00": 7200, "2026-06-01 15:00": 7200, "2026-06-01 16:00": 10800, "2026-06-03 09:00": 14400} {
		if got := c.Used(start, limit, at(t, c, when), ps...); got != want {
			t.Errorf("used %d at %s, want %d", got, when, want)
		}
	}
}

func TestPausedTimeIsTakenFromWhatWasUsed(t *testing.T) {
	c := parse(t, strings.ReplaceAll(fmt.Sprintf(always, "UTC"), "00:00-24:00", "10:00-18:00")+"off: [2026-06-05, 2026-06-06, 2026-06-07]\n")
	ps := pauses(t, c, "2026-06-04 17:50/2026-06-08 12:30")
	start, limit := at(t, c, "2026-06-04 17:30"), target(t, "4h working")
	checkDue(t, c, "2026-06-04 17:30", "4h working", "2026-06-08 13:30")
	due, err := c.Due(start, limit, ps...)
	if want := at(t, c, "2026-06-08 16:10"); err != nil || !due.At.Equal(want) {
		t.Errorf("due %v, %v, want %s", due.At, err, want)
	}
	if got := c.Paused(start, limit, ps...); got != 9600 {
		t.Errorf("paused %d, want 9600", got)
	}
	if got := c.Used(start, limit, at(t, c, "2026-06-08 13:00"), ps...); got != 3000 {
		t.Errorf("used %d, want 3000", got)
	}
}

func TestPointsKeepClearOfPauses(t *testing.T) {
	c := load(t, "k1", "")
	for _, tt := range []struct{ name, start, limit, paused, point, want string }{
		{"a percentage is of the time that counted", "2026-06-01 09:00", "4h working", "2026-06-01 10:00/2026-06-01 12:00", "75%", "2026-06-01 14:00"},
		{"a percentage of days", "2026-06-01 09:00", "4wd", "2026-06-02 10:00/2026-06-02 11:00", "75%", "2026-06-08 09:00"},
		{"before goes by the calendar", "2026-06-01 09:00", "4h working", "2026-06-01 10:00/2026-06-01 12:00", "1h before", "2026-06-01 14:00"},
		{"inside a pause it waits for the end", "2026-06-01 09:00", "4h working", "2026-06-01 12:30/2026-06-01 16:30", "1h before", "2026-06-01 16:30"},
		{"days before inside a pause", "2026-06-01 09:00", "4wd", "2026-06-03 08:00/2026-06-04 10:00", "3wd before@09:00", "2026-06-04 10:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ps := pauses(t, c, tt.paused)
			start, limit := at(t, c, tt.start), target(t, tt.limit)
			due, err := c.Due(start, limit, ps...)
			if err != nil {
				t.Fatal(err)
			}
			got, ok := c.Warn(start, limit, due.At, point(t, tt.point), false, ps...)
			if want := at(t, c, tt.want); !ok || !got.Equal(want) {
				t.Errorf("%s, %t, want %s (due %s)", got, ok, want, due.At)
			}
		})
	}
}

func TestTheLedgerNamesPauses(t *testing.T) {
	c := load(t, "k1", "")
	ps := []Pause{{From: at(t, c, "2026-06-01 16:00"), To: at(t, c, "2026-06-02 10:00"), Reason: "customer away"}}
	checkLedger(t, c, "2026-06-01 15:00", "3h working", ps, `
06-01 15:00 06-01 16:00 3600 working
06-01 16:00 06-02 10:00 0 paused: customer away
06-02 10:00 06-02 12:00 7200 working`)
	checkLedger(t, c, "2026-06-01 15:00", "2wd", ps, `
06-01 15:00 06-02 00:00 0 receipt day
06-02 00:00 06-03 00:00 0 paused: customer away
06-03 00:00 06-04 00:00 86400 working
06-04 00:00 06-05 00:00 86400 working`)
	checkLedger(t, c, "2026-06-05 16:30", "1h working", pauses(t, c, "2026-06-07 10:00/2026-06-07 12:00"), `
06-05 16:30 06-05 17:00 1800 working
06-05 17:00 06-06 00:00 0 closed
06-06 00:00 06-07 10:00 0 weekend
06-07 10:00 06-07 12:00 0 paused
06-07 12:00 06-08 00:00 0 weekend
06-08 00:00 06-08 09:00 0 closed
06-08 09:00 06-08 09:30 1800 working`)
	checkLedger(t, c, "2026-06-05 16:30", "2d", pauses(t, c, "2026-06-06 10:00/2026-06-06 12:00"), `
06-05 16:30 06-06 00:00 0 receipt day
06-06 00:00 06-07 00:00 0 paused
06-07 00:00 06-08 00:00 86400 calendar day
06-08 00:00 06-09 00:00 86400 calendar day`)
}
