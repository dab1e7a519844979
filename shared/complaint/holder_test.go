package complaint_test

import (
	"testing"

	"github.com/redress/redress/shared/complaint"
)

// TestAClockKeepsWhoHadToAct: the unit that had the case when it was done or missed,
// also when the case moves on, or who the policy says.
func TestAClockKeepsWhoHadToAct(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00").at("2026-06-02 10:00") // the contact is missed by the station
	s.must("demo-county", complaint.Reassignment{Unit: "demo-county", Reason: "x"}).do(complaint.Dispatching{}).do(complaint.Contacting{Reached: true})
	answer := s.c.Clock("answer")
	if got := s.c.Holder(s.policy, answer); answer.Unit != "" || got != "demo-county" {
		t.Errorf("the answer is to come from %s, kept is %q", got, answer.Unit)
	}
	s.do(complaint.Answer{Text: "x"}).do(complaint.Review{Reason: "x"})
	if got := s.c.Clock("answer").Unit; got != "" {
		t.Errorf("an answer that goes back stays with %s", got)
	}
	s.do(complaint.Answer{Text: "y"}).do(complaint.Review{Passed: true})
	for name, want := range map[string]string{"dispatch": "national-centre", "contact": "demo-station", "answer": "demo-county"} {
		if got := s.c.Clock(name).Unit; got != want {
			t.Errorf("%s was for %s, kept is %q", name, want, got)
		}
	}
	if got := s.c.Holder(s.policy, s.c.Clock("callback")); got != "national-centre" {
		t.Errorf("the call is to come from %s", got)
	}
	s.replays()
}
