package complaint_test

import (
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// TestWithinTheCapAHandlerDecides: a cap of 30 days from Tue 06-02 ends with 07-01.
func TestWithinTheCapAHandlerDecides(t *testing.T) {
	suspend := func(kind, until string) complaint.Suspending {
		c := complaint.Suspending{Kind: kind, Reason: "x"}
		if until != "" {
			c.Until = shanghai(t, until)
		}
		return c
	}
	for _, tt := range []struct {
		name          string
		first, second complaint.Suspending
		firstBy       complaint.Role
		taken         bool
	}{
		{"shortened at the cap", suspend("customer", ""), suspend("customer", "2026-06-20 10:00"), complaint.Handler, true},
		{"another inside it", suspend("customer", ""), suspend("access", "2026-06-20 10:00"), complaint.Handler, true},
		{"lengthened up to the cap", suspend("customer", "2026-06-20 10:00"), suspend("customer", "2026-07-01 10:00"), complaint.Handler, true},
		{"lengthened beyond it", suspend("customer", "2026-06-20 10:00"), suspend("customer", "2026-07-02 10:00"), complaint.Handler, false},
		{"shortened below the cap after an approval", suspend("customer", "2026-07-10 10:00"), suspend("customer", "2026-06-20 10:00"), complaint.Supervisor, true},
		{"another inside an approval", suspend("customer", "2026-07-10 10:00"), suspend("access", "2026-07-05 10:00"), complaint.Supervisor, true},
		{"beyond an approval", suspend("customer", "2026-07-10 10:00"), suspend("access", "2026-07-12 10:00"), complaint.Supervisor, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := rules(t).begin("2026-06-01 10:00").at("2026-06-02 10:00")
			s.as(tt.firstBy, tt.first)
			_, err := s.c.Do(tt.second, s.turn(complaint.Handler))
			if taken := err == nil; taken != tt.taken {
				t.Errorf("taken %t, want %t: %v", taken, tt.taken, err)
			}
		})
	}
	s := rules(t).begin("2026-06-01 10:00").at("2026-06-02 10:00").do(suspend("customer", ""))
	if got := s.spoken(s.c.Suspensions[0].Until); got != "07-02 00:00" {
		t.Errorf("as long as the policy allows is until %s", got)
	}
}

func TestWhatIsToldOfSuspensionsAfterAnAnswerCountsWhenItIsRefused(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").do(complaint.Contacting{Reached: true}).at("2026-06-05 10:00").do(complaint.Answer{Text: "好"})
	s.now = s.now.Add(time.Hour)
	s.do(complaint.Suspending{Kind: "customer", Reason: "x", At: shanghai(t, "2026-06-03 10:00"), Until: shanghai(t, "2026-06-04 12:00")})
	s.do(complaint.Review{Reason: "不完整"})
	if answer, back := s.due("answer"), s.due("return"); answer != "06-11 00:00" || back != "06-10 00:00" {
		t.Errorf("suspended before: the answer is due %s, the return %s", answer, back)
	}

	s = rules(t).begin("2026-06-01 10:00").do(complaint.Contacting{Reached: true})
	s.at("2026-06-02 10:00").do(complaint.Suspending{Kind: "customer", Reason: "x", Until: shanghai(t, "2026-06-05 10:00")})
	s.at("2026-06-08 10:00").do(complaint.Answer{Text: "好"}).do(complaint.Resuming{At: shanghai(t, "2026-06-03 10:00")})
	s.do(complaint.Review{Reason: "不完整"})
	if got := s.due("answer"); got != "06-11 00:00" { // 06-02 and 06-03 are lost
		t.Errorf("resumed sooner: the answer is due %s", got)
	}
}
