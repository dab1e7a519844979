package complaint_test

import (
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
)

func TestWhatIsDoneIsNoLongerAnnounced(t *testing.T) {
	due := time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)
	tests := []struct {
		name, kind string
		change     func(*complaint.Case)
		want       string
	}{
		{"a warning of a limit that runs", "warning", func(*complaint.Case) {}, ""},
		{"a warning of a closed case", "warning", func(c *complaint.Case) {
			c.Status, c.Clocks[0].State, c.Clocks[0].EndedAt = complaint.Closed, complaint.Cancelled, due
		}, "the case is closed"},
		{"a warning of an appeal against a closed case", "warning", func(c *complaint.Case) { c.Status = complaint.Closed }, ""},
		{"a breach of a closed case has happened all the same", "breach", func(c *complaint.Case) { c.Status = complaint.Closed }, ""},
		{"a warning after the deed", "warning", func(c *complaint.Case) { c.Clocks[0].State, c.Clocks[0].EndedAt = complaint.Met, due }, "the limit has ended"},
		{"a rung after the late deed", "escalation", func(c *complaint.Case) { c.Clocks[0].State, c.Clocks[0].EndedAt = complaint.Missed, due }, "the limit has ended"},
		{"a rung of an overdue limit", "escalation", func(c *complaint.Case) { c.Clocks[0].State = complaint.Missed }, ""},
		{"a rung that was acknowledged", "escalation", func(c *complaint.Case) {
			c.Clocks[0].State, c.AcknowledgedUntil = complaint.Missed, due.Add(2*time.Hour)
		}, "it was acknowledged"},
		{"a rung whose acknowledgement has run out", "escalation", func(c *complaint.Case) {
			c.Clocks[0].State, c.AcknowledgedUntil = complaint.Missed, due.Add(time.Hour)
		}, ""},
		{"a warning of a limit that has moved", "warning", func(c *complaint.Case) { c.Clocks[0].DueAt = due.Add(time.Hour) }, "the limit has moved"},
		{"a warning of a limit that is paused", "warning", func(c *complaint.Case) { c.Clocks[0].State = complaint.Paused }, "the limit is paused"},
		{"another round's end does not matter", "warning", func(c *complaint.Case) {
			c.Clocks = append(c.Clocks, complaint.Clock{Name: "answer", Round: 1, State: complaint.Met})
		}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := &complaint.Case{Status: complaint.Handling, Clocks: []complaint.Clock{{Name: "answer", State: complaint.Running, DueAt: due}}}
			tt.change(c)
			n := complaint.Notice{Kind: tt.kind, Clock: "answer", DueAt: due}
			if got := c.Outdated(n, due.Add(time.Hour)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
