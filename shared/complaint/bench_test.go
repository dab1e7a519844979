package complaint_test

import (
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/shared/clock"
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

// BenchmarkRecount counts the clocks of an open case anew after its calendar
// has got another holiday, which moves three of them.
func BenchmarkRecount(b *testing.B) {
	p, err := policy.Default()
	if err != nil {
		b.Fatal(err)
	}
	var books [2]*policy.Policy
	for i, off := range []string{"2026-06-04", "2026-06-05"} {
		own := *p
		if own.Calendar, err = clock.ParseCalendar([]byte(strings.Replace(nineToFive, "week:", "off: ["+off+"], week:", 1))); err != nil {
			b.Fatal(err)
		}
		books[i] = &own
	}
	now := time.Date(2026, 6, 4, 2, 0, 0, 0, time.UTC)
	turn := func(i int) complaint.Turn { return complaint.Turn{Policy: books[i%2], Now: now} }
	c, _, _, err := complaint.Open(complaint.Submission{Channel: "web", Text: "停电"}, "202606-000001", "code", turn(0))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for i := 1; b.Loop(); i++ {
		if _, _, err := c.Recount(turn(i)); err != nil {
			b.Fatal(err)
		}
		c.Events = 0
	}
}
