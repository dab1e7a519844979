package report

import (
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
)

func TestPercentIsRoundedHalfUpToTwoDecimals(t *testing.T) {
	for _, tt := range []struct {
		part, whole int
		want        string
	}{
		{226, 378, "59.79"}, {152, 378, "40.21"}, {131, 378, "34.66"}, {118, 378, "31.22"},
		{1, 32, "3.13"}, // 3.125
		{1, 800, "0.13"}, {1, 8, "12.50"}, {2, 3, "66.67"}, {1, 3, "33.33"},
		{0, 7, "0.00"}, {160, 160, "100.00"}, {1, 1000000, "0.00"}, {1999, 2000, "99.95"}, {99999, 100000, "100.00"},
		{0, 0, NoData}, {1, 0, NoData},
	} {
		if got := percent(tt.part, tt.whole); got != tt.want {
			t.Errorf("%d of %d: %s, want %s", tt.part, tt.whole, got, tt.want)
		}
	}
}

func TestHowADeadlineCounts(t *testing.T) {
	due := time.Date(2026, 3, 17, 16, 0, 0, 0, time.UTC)
	before, after, never := due.Add(-time.Second), due.Add(time.Second), time.Time{}
	for _, tt := range []struct {
		name        string
		state       complaint.ClockState
		ended, asOf time.Time
		want        standing
	}{
		{"done before due", complaint.Met, before, after, inTime},
		{"done at due", complaint.Met, due, after, inTime},
		{"done at due, looked at then", complaint.Met, due, due, inTime},
		{"done after due", complaint.Missed, after, after, late},
		{"done after due, looked at before it was done", complaint.Missed, after.Add(time.Hour), after, late},
		{"missed, and found to have been done in time", complaint.Missed, before, after, late},
		{"open past due", complaint.Missed, never, after, late},
		{"open past due, not yet found", complaint.Running, never, after, late},
		{"open at due", complaint.Running, never, due, notYetDue},
		{"open before due", complaint.Running, never, before, notYetDue},
		{"done, but the limit lies after as-of", complaint.Met, before, before, notYetDue},
		{"paused past due", complaint.Paused, never, after, notYetDue},
		{"cancelled", complaint.Cancelled, before, after, cancelled},
		{"cancelled after as-of", complaint.Cancelled, before, before.Add(-time.Hour), notYetDue},
	} {
		t.Run(tt.name, func(t *testing.T) {
			k := complaint.Clock{State: tt.state, StartedAt: due.Add(-24 * time.Hour), DueAt: due, EndedAt: tt.ended}
			if got, _ := stand(&k, tt.asOf); got != tt.want {
				t.Errorf("standing %d, want %d", got, tt.want)
			}
		})
	}
}

func TestNoCellIsAFormula(t *testing.T) {
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "+86": "'+86", "-1": "'-1", "@SUM": "'@SUM", "\tx": "'\tx", "\rx": "'\rx", "＝1": "'＝1",
		"": "", "示范供电所": "示范供电所", "83.33%": "83.33%", "a=1": "a=1",
	} {
		if got := harmless(cell); got != want {
			t.Errorf("%q becomes %q, want %q", cell, got, want)
		}
	}
}
