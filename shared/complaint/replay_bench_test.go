package complaint_test

import (
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// BenchmarkReplay measures how fast a closed case is rebuilt from its record:
// two weeks with a warning, a breach, reminders and a round of rework.
func BenchmarkReplay(b *testing.B) {
	p, err := defaultPolicy()
	if err != nil {
		b.Fatal(err)
	}
	turn := complaint.Turn{Policy: p, Now: time.Date(2026, 3, 10, 1, 0, 0, 0, time.UTC), By: complaint.Actor{Role: complaint.Supervisor}}
	c, _, change, err := complaint.Open(complaint.Submission{Channel: "web", Text: "停电", Customer: complaint.CustomerDetails{Phone: "13900000001"}}, "202603-000001", "code", turn)
	if err != nil {
		b.Fatal(err)
	}
	events := change.Events
	do := func(after time.Duration, commands ...complaint.Command) {
		to := turn.Now.Add(after)
		for !c.WakeAt.IsZero() && !c.WakeAt.After(to) {
			turn.Now = c.WakeAt
			events = append(append(events, c.Fire(turn).Events...), c.Climb(turn).Events...)
		}
		turn.Now = to
		for _, cmd := range commands {
			change, err := c.Do(cmd, turn)
			if err != nil {
				b.Fatalf("%s: %v", cmd.Name(), err)
			}
			events = append(events, change.Events...)
		}
	}
	judgement := complaint.Judgement{Kind: "complaint", Class: "04.03.01", Urgency: "general", Grade: "general"}
	do(0, complaint.Judged{Judgement: judgement, Unit: "demo-station"}, complaint.Dispatching{}, complaint.Acceptance{Handler: "李师傅"})
	do(4*time.Hour, complaint.Contacting{Reached: true})
	do(10*24*time.Hour, complaint.Findings{Verified: "yes", Responsibility: "utility-operation"}, complaint.Answer{Text: "已安排线路改造"}, complaint.Review{Passed: true})
	do(time.Hour, complaint.CallbackResult{Reached: true, Satisfied: new(false)}, complaint.Dispatching{})
	do(48*time.Hour, complaint.Answer{Text: "已改造"}, complaint.Review{Passed: true}, complaint.CallbackResult{Reached: true, Satisfied: new(true)})
	b.ReportAllocs()
	for b.Loop() {
		if r := complaint.Replay(c, events, complaint.Under(p)); r.Stopped != nil || r.Case.Status != complaint.Closed {
			b.Fatalf("%s, stopped %+v", r.Case.Status, r.Stopped)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "cases/s")
	b.ReportMetric(float64(len(events)), "events")
}
