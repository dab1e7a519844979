package report

import (
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
)

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
