package complaint_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
)

func TestALostWakeUpIsRecovered(t *testing.T) {
	for _, tt := range []struct {
		name   string
		lose   func(c *complaint.Case)
		at     string
		asleep bool
		events []string
		wakeAt string
	}{
		{"a case that is awake is left alone", func(*complaint.Case) {}, "2026-03-10 09:20", false, nil, "2026-03-11 05:00"},
		{"one that the sweep is about to take up is awake", func(*complaint.Case) {}, "2026-03-11 05:10", false, nil, "2026-03-11 05:00"},
		{"one that the sweep does not get past is asleep", func(*complaint.Case) {}, "2026-03-11 05:11", true, []string{"recovered", "warned"}, "2026-03-11 09:00:01"},
		{"a wake-up that was lost before its instant is set again", func(c *complaint.Case) { c.WakeAt = time.Time{} }, "2026-03-10 09:20", true, []string{"recovered"}, "2026-03-11 05:00"},
		{"what fell due meanwhile fires", func(c *complaint.Case) { c.WakeAt = time.Time{} }, "2026-03-12 09:00", true, []string{"recovered", "breached"}, "2026-03-12 09:10"},
		{"one that would wake too late is asleep", func(c *complaint.Case) { c.WakeAt = c.WakeAt.Add(time.Hour) }, "2026-03-10 09:20", true, []string{"recovered"}, "2026-03-11 05:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
			s.do(complaint.Dispatching{})
			tt.lose(s.c)
			s.now = shanghai(t, tt.at)
			if got := s.c.Asleep(s.now); got != tt.asleep {
				t.Errorf("asleep %t, want %t", got, tt.asleep)
			}
			change, err := s.c.Recover(s.turn(complaint.System))
			if err != nil {
				t.Fatal(err)
			}
			var events []string
			for _, e := range change.Events {
				events = append(events, e.Type)
			}
			if diff := cmp.Diff(tt.events, events); diff != "" {
				t.Errorf("events (-want +got):\n%s", diff)
			}
			want, err := time.ParseInLocation(time.DateTime, (tt.wakeAt + ":00")[:len(time.DateTime)], s.policy.Zone())
			if err != nil {
				t.Fatal(err)
			}
			if !s.c.WakeAt.Equal(want) {
				t.Errorf("wakes at %s, want %s", s.c.WakeAt.In(s.policy.Zone()), want)
			}
			if s.c.Asleep(s.now) {
				t.Error("it is still asleep")
			}
		})
	}
}
