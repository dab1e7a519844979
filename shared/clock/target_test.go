package clock

import "testing"

func TestTargetsAreReadAsWritten(t *testing.T) {
	for s, want := range map[string]Target{
		"90m":           {elapsed, 5400, "90m"},
		"24h":           {elapsed, 86400, "24h"},
		"1h30m":         {elapsed, 5400, "1h30m"},
		"1.5h":          {elapsed, 5400, "1.5h"},
		"8h working":    {working, 28800, "8h working"},
		" 8h  working ": {working, 28800, "8h working"},
		"5wd":           {workdays, 5, "5wd"},
		"10d":           {calendar, 10, "10d"},
		"56d  flat":     {flat, 56, "56d flat"},
		" same day":     {today, 1, "same day"},
	} {
		got, err := ParseTarget(s)
		if err != nil || got != want || got.String() != want.text {
			t.Errorf("%q: %+v, %v, want %+v", s, got, err, want)
		}
	}
}

func TestTargetsOfNoUseAreRefused(t *testing.T) {
	for _, s := range []string{
		"", "0", "5", "0m", "-5m", "+5m", "-0m", "0wd", "-5wd", "+5wd", "5.5wd", "wd", "d", "5 wd", "1.5s", "90",
		"5wd working", "10d working", "working", "8h  resting", "h", "5w", "99999wd", "9999999h", "1e3h", "８h", "5wd!",
		"0d flat", "5wd flat", "24h flat", "flat", "d flat", "same", "day", "same days", "0 same day",
	} {
		if got, err := ParseTarget(s); err == nil || got != (Target{}) {
			t.Errorf("%q: %+v, %v, want an error", s, got, err)
		}
	}
}

func TestTheZeroTargetHasNoDueInstant(t *testing.T) {
	c := load(t, "k1", "")
	if due, err := c.Due(at(t, c, "2026-06-01 09:00"), Target{}); err == nil {
		t.Errorf("due %v", due)
	}
	if lines, err := c.Ledger(at(t, c, "2026-06-01 09:00"), Target{}); err == nil {
		t.Errorf("ledger %v", lines)
	}
}

func TestADueInstantBeyondTheYear9999IsAnError(t *testing.T) {
	for _, zone := range []string{"UTC", "Europe/Berlin"} {
		c := parse(t, "{name: x, timeZone: "+zone+`, week: {mon: ["09:00-09:01"]}}`)
		for _, s := range []string{"876000h working", "36500wd"} {
			if due, err := c.Due(at(t, c, "9990-06-01 09:00"), target(t, s)); err == nil {
				t.Errorf("%s in %s due %v", s, zone, due)
			}
		}
	}
}

func TestPointsAreReadAsWritten(t *testing.T) {
	for s, want := range map[string]Point{
		"75%":               {percent, 75, 0, "75%"},
		"1h before":         {beforeElapsed, 3600, 0, "1h before"},
		"5m  before":        {beforeElapsed, 300, 0, "5m before"},
		"1h working before": {beforeWorking, 3600, 0, "1h working before"},
		"2wd before@09:00":  {beforeDays, 2, 540, "2wd before@09:00"},
		"0wd before@23:59":  {beforeDays, 0, 1439, "0wd before@23:59"},
	} {
		got, err := ParsePoint(s)
		if err != nil || got != want || got.String() != want.text {
			t.Errorf("%q: %+v, %v, want %+v", s, got, err, want)
		}
	}
}

func TestPointsOfNoUseAreRefused(t *testing.T) {
	for _, s := range []string{
		"", "75", "0%", "100%", "-5%", "+5%", "7.5%", "%", "before", "0h before", "-1h before", "1h", "1h after", "2wd before",
		"2wd before@", "2wd before@9:00", "2wd before@24:00", "2wd before@09:60", "2wd before @09:00", "-2wd before@09:00",
		"2d before@09:00", "1h working", "1h resting before", "1h before@09:00", "1h working before it",
	} {
		if got, err := ParsePoint(s); err == nil || got != (Point{}) {
			t.Errorf("%q: %+v, %v, want an error", s, got, err)
		}
	}
}

func TestPointsThatNeverComeAreFoundEarly(t *testing.T) {
	for _, tt := range []struct {
		limit, point string
		ok           bool
	}{
		{"30m", "60m before", false},
		{"60m", "60m before", false},
		{"61m", "60m before", true},
		{"30m working", "60m working before", false},
		{"60m working", "60m working before", true}, // opens the day, when received at night
		{"5wd", "75%", true},
		{"1wd", "75%", false},
		{"3wd", "4wd before@09:00", false},
		{"3wd", "3wd before@09:00", true},
		{"5wd", "0wd before@09:00", true},
		{"24h", "4h before", true},
		{"1s", "50%", false},
	} {
		if err := point(t, tt.point).Check(target(t, tt.limit)); (err == nil) != tt.ok {
			t.Errorf("%s of %s: %v, want ok %t", tt.point, tt.limit, err, tt.ok)
		}
	}
	if (Point{}).Check(target(t, "24h")) == nil || point(t, "75%").Check(Target{}) == nil {
		t.Error("nothing fits nothing")
	}
}
