package clock

import "testing"

func TestDaysThatEndWhereTheyFall(t *testing.T) {
	k1 := `
name: k1
timeZone: UTC
week: {mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-17:00"], thu: ["09:00-17:00"], fri: ["09:00-17:00"]}
years: [2026]
dayEnd: `
	for _, tt := range []struct{ name, end, start, limit, pause, want string }{
		{"flat days end on a Saturday", `"24:00"`, "2026-01-03 10:00", "56d flat", "", "2026-02-28 24:00"},
		{"other calendar days roll on", `"24:00"`, "2026-01-03 10:00", "56d", "", "2026-03-02 24:00"},
		{"flat days skip a date that a pause touches", `"24:00"`, "2026-01-03 10:00", "3d flat", "2026-01-05 23:00/2026-01-06 01:00", "2026-01-08 24:00"},
		{"flat days end at the closing of a working day", "close", "2026-01-02 10:00", "3d flat", "", "2026-01-05 17:00"},
		{"and at 24:00 of another", "close", "2026-01-02 10:00", "2d flat", "", "2026-01-04 24:00"},
		{"and at the time of the start", "same", "2026-01-02 10:00", "2d flat", "", "2026-01-04 10:00"},
		{"the same day ends at 24:00", `"24:00"`, "2026-01-02 10:00", "same day", "", "2026-01-02 24:00"},
		{"on a Saturday too", `"24:00"`, "2026-01-03 23:59:59", "same day", "", "2026-01-03 24:00"},
		{"at its first instant it is whole", `"24:00"`, "2026-01-03 00:00", "same day", "", "2026-01-03 24:00"},
		{"the same day ends at the closing", "close", "2026-01-02 10:00", "same day", "", "2026-01-02 17:00"},
		{"at 24:00 when that has passed", "close", "2026-01-02 17:00", "same day", "", "2026-01-02 24:00"},
		{"and where the time of the start is its end", "same", "2026-01-02 10:00", "same day", "", "2026-01-02 24:00"},
		{"a pause moves the same day to the next without one", `"24:00"`, "2026-01-02 10:00", "same day", "2026-01-02 12:00/2026-01-03 08:00", "2026-01-04 24:00"},
		{"a pause before the start moves nothing", `"24:00"`, "2026-01-02 10:00", "same day", "2026-01-02 08:00/2026-01-02 09:00", "2026-01-02 24:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := parse(t, k1+tt.end)
			due, err := c.Due(at(t, c, tt.start), target(t, tt.limit), pauses(t, c, tt.pause)...)
			if want := at(t, c, tt.want); err != nil || !due.At.Equal(want) {
				t.Errorf("got %v, %v, want %s", due.At, err, want)
			}
		})
	}
}

func TestWhatNoCalendarMovesIsNotProvisional(t *testing.T) {
	for _, tt := range []struct {
		limit, end string
		want       bool
	}{
		{"56d flat", `"24:00"`, false}, {"56d flat", "same", false}, {"56d flat", "close", true},
		{"same day", `"24:00"`, false}, {"same day", "close", true}, {"56d", `"24:00"`, true},
	} {
		c := parse(t, `{name: x, timeZone: UTC, week: {mon: ["09:00-17:00"]}, years: [2026], dayEnd: `+tt.end+"}")
		if got, err := c.Due(at(t, c, "2027-03-01 09:00"), target(t, tt.limit)); err != nil || got.Provisional != tt.want {
			t.Errorf("%s, dayEnd %s: provisional %v, %v, want %v", tt.limit, tt.end, got.Provisional, err, tt.want)
		}
	}
}

func TestTheLedgerOfDaysThatEndWhereTheyFall(t *testing.T) {
	c := load(t, "cn", "")
	for _, tt := range []struct{ start, limit, pause, want string }{
		{"2026-09-30 16:20", "2d flat", "", `
09-30 16:20 10-01 00:00 0 receipt day
10-01 00:00 10-02 00:00 86400 calendar day
10-02 00:00 10-03 00:00 86400 calendar day`},
		{"2026-09-30 16:20", "same day", "", `
09-30 16:20 10-01 00:00 86400 calendar day`},
		{"2026-09-30 16:20", "same day", "2026-09-30 17:00/2026-09-30 18:00", `
09-30 16:20 10-01 00:00 0 paused
10-01 00:00 10-02 00:00 86400 calendar day`},
		{"2027-03-01 09:00", "same day", "", `
03-01 09:00 03-02 00:00 86400 calendar day`},
	} {
		checkLedger(t, c, tt.start, tt.limit, pauses(t, c, tt.pause), tt.want)
	}
}

func TestUseAndSharesOfTheSameDay(t *testing.T) {
	c := load(t, "cn", "")
	same, flat := target(t, "same day"), target(t, "56d flat")
	start := at(t, c, "2026-06-01 09:00")
	for s, want := range map[string]int64{"2026-06-01 24:00": 1, "2026-06-01 23:59:59": 0, "2026-06-05 10:00": 1} {
		if got := c.Used(start, same, at(t, c, s)); got != want {
			t.Errorf("used %d by %s, want %d", got, s, want)
		}
	}
	if got := c.Used(start, flat, at(t, c, "2026-06-03 12:00")); got != 1 {
		t.Errorf("used %d flat days, want 1", got)
	}
	for want, got := range map[string]Target{"same day": same.Share(1, 4), "28d flat": flat.Share(1, 2)} {
		again, err := ParseTarget(got.String())
		if err != nil || got.String() != want || again != got || !got.InDays() {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
	if err := point(t, "50%").Check(same); err == nil {
		t.Error("half of the same day is a point")
	}
	if err := point(t, "4h before").Check(same); err != nil {
		t.Errorf("4h before the end of the same day: %v", err)
	}
}
