package complaint_test

import (
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// BenchmarkJourney measures the domain alone: a case is opened, and every
// command of a plain journey is applied, up to its closing.
func BenchmarkJourney(b *testing.B) {
	p, err := policy.Default()
	if err != nil {
		b.Fatal(err)
	}
	turn := complaint.Turn{Policy: p, Now: time.Date(2026, 3, 10, 1, 0, 0, 0, time.UTC), By: complaint.Actor{Role: complaint.Supervisor}}
	submission := complaint.Submission{Channel: "web", Text: "我们村这两个月已经停了四次电，每次都没通知，要求解决", Customer: complaint.CustomerDetails{Phone: "13900000001"}}
	commands := []complaint.Command{
		complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: "04.03.01", Urgency: "general", Grade: "general"}, Unit: "demo-station"},
		complaint.Dispatching{},
		complaint.Acceptance{Handler: "李师傅"},
		complaint.Contacting{Reached: true},
		complaint.Findings{Verified: "yes", Responsibility: "utility-operation"},
		complaint.Answer{Text: "已安排线路改造", Agreed: true},
		complaint.Review{Passed: true},
		complaint.CallbackResult{Reached: true, Satisfied: new(true)},
	}
	b.ReportAllocs()
	for b.Loop() {
		c, _, _, err := complaint.Open(submission, "202603-000001", "ABCDEFGHJKLM", turn)
		if err != nil {
			b.Fatal(err)
		}
		for _, cmd := range commands {
			if _, err := c.Do(cmd, turn); err != nil {
				b.Fatalf("%s: %v", cmd.Name(), err)
			}
		}
		if c.Status != complaint.Closed {
			b.Fatalf("status = %s, want closed", c.Status)
		}
	}
}
