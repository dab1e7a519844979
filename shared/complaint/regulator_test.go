package complaint_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// toRegulator is what a customer brings to the regulator.
var toRegulator = complaint.RegulatorAppealing{Body: "12398", Reference: "N-7", Facts: "电压低三个月未解决"}

// TestACustomerGoesToTheRegulatorAboutAClosedCase: the case stays as it was, and the
// regulator's limit runs until an answer has passed the centre's audit.
func TestACustomerGoesToTheRegulatorAboutAClosedCase(t *testing.T) {
	s := meter(rules(t))
	before := *s.c
	s.at("2026-06-08 10:00").must("national-centre", toRegulator)
	if got := s.clock("regulator"); got != "running 06-24 00:00" || !s.c.Pending() || s.c.Status != complaint.Closed { // Dragon Boat is within
		t.Fatalf("the answer is %s, pending %t", got, s.c.Pending())
	}
	s.denied("national-centre", toRegulator, fault.Conflict).denied("", complaint.RegulatorReview{Passed: true}, fault.Conflict)
	s.at("2026-06-09 10:00").do(complaint.RegulatorAnswering{Text: "表计合格"}).denied("demo-station", complaint.RegulatorAnswering{Text: "x"}, fault.Conflict)
	s.denied("demo-station", complaint.RegulatorReview{Passed: true}, fault.Denied).denied("national-centre", complaint.RegulatorReview{}, fault.Invalid)
	s.at("2026-06-10 10:00").must("national-centre", complaint.RegulatorReview{Reason: "缺少检定证书"})
	s.at("2026-06-23 10:00").do(complaint.RegulatorAnswering{Text: "附检定证书"}).must("", complaint.RegulatorReview{Passed: true})
	if s.c.Pending() || !s.c.WakeAt.IsZero() {
		t.Errorf("pending %t, wakes at %s", s.c.Pending(), s.c.WakeAt)
	}
	s.denied("", complaint.RegulatorAnswering{Text: "x"}, fault.Conflict).denied("demo-station", complaint.RegulatorFinding{Fault: complaint.NoFault, Finding: "x"}, fault.Denied)
	s.at("2026-07-01 10:00").denied("", complaint.RegulatorFinding{Fault: "maybe"}, fault.Invalid)
	s.must("national-centre", complaint.RegulatorFinding{Fault: complaint.PartlyFault, Finding: "解释不充分"}).denied("", complaint.RegulatorFinding{Fault: "no", Finding: "x"}, fault.Conflict)
	want := []complaint.RegulatorAppeal{{
		Body: "12398", Reference: "N-7", Facts: "电压低三个月未解决", FiledAt: shanghai(t, "2026-06-08 10:00"), By: "supervisor:national-centre",
		Answers: []complaint.RegulatorAnswer{
			{Text: "表计合格", At: shanghai(t, "2026-06-09 10:00"), By: "handler:demo-station", ReviewedAt: shanghai(t, "2026-06-10 10:00"), ReviewedBy: "supervisor:national-centre", Reason: "缺少检定证书"},
			{Text: "附检定证书", At: shanghai(t, "2026-06-23 10:00"), By: "handler:demo-station", ReviewedAt: shanghai(t, "2026-06-23 10:00"), ReviewedBy: "supervisor", Passed: true},
		},
		Fault: complaint.PartlyFault, Finding: "解释不充分", FoundAt: shanghai(t, "2026-07-01 10:00"), FoundBy: "supervisor:national-centre",
	}}
	if diff := cmp.Diff(want, s.c.RegulatorAppeals); diff != "" {
		t.Errorf("appeals (-want +got):\n%s", diff)
	}
	after := *s.c
	after.RegulatorAppeals, after.Clocks = nil, after.Clocks[:len(before.Clocks)]
	after.Version, after.Events, after.ActedAt = before.Version, before.Events, before.ActedAt
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("the case (-closed +found):\n%s", diff)
	}
	s.check([]string{
		"warning answer 2wd before@09:00 06-04 09:00 handler L1",
		"rework regulator returned 1 06-10 10:00 handler L1 L2",
		"warning regulator 2wd before@09:00 06-18 09:00 handler L1 L2",
		"warning regulator 0wd before@09:00 06-23 09:00 L2 L3",
	}, map[string]string{"regulator": "met 06-24 00:00 06-23 10:00"})
}

// TestTheRegulatorsLimitGoesOnWhateverBecomesOfTheCase: closing and reopening leave
// it, the ladder is climbed in the closed case, and the finding ends it.
func TestTheRegulatorsLimitGoesOnWhateverBecomesOfTheCase(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00").do(complaint.Contacting{Reached: true})
	by := toRegulator
	by.AnswerBy = shanghai(t, "2026-06-03 17:30")
	s.must("", by).do(complaint.Answer{Text: "x"}).do(complaint.Review{Passed: true})
	s.do(complaint.CallbackResult{Reached: true, Satisfied: new(true)}).expect(complaint.Closed)
	if got := s.clock("regulator"); got != "running 06-03 17:30" || s.c.Clock("regulator").Why != "order" {
		t.Fatalf("in the closed case the answer is %s", got)
	}
	s.at("2026-06-04 10:00").do(complaint.Reopening{Reason: "x"})
	s.check([]string{
		"warning regulator 0wd before@09:00 06-03 09:00 L2 L3",
		"breach regulator breach 06-03 17:30 L3 L4",
		"escalation regulator repeat 1 06-04 09:00 L2 L3 L4",
	}, map[string]string{"regulator": "missed 06-03 17:30"})
	s.must("", complaint.RegulatorFinding{Fault: complaint.AtFault, Finding: "逾期未答复"})
	if got := s.clock("regulator"); got != "missed 06-03 17:30 06-04 10:00" {
		t.Errorf("after the finding the answer is %s", got)
	}
	s.replays()
}

func TestWhatAnAppealToTheRegulatorNeeds(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00")
	s.denied("", complaint.RegulatorAppealing{}, fault.Invalid)
	past := toRegulator
	past.AnswerBy = s.now
	s.denied("", past, fault.Invalid)
	s.denied("", complaint.RegulatorAnswering{Text: "x"}, fault.Conflict).denied("", complaint.RegulatorFinding{Fault: "no", Finding: "x"}, fault.Conflict)
	unset := rules(t)
	unset.clock("regulator", func(c *policy.Clock) { c.Unset = "nobody knows" })
	named := toRegulator
	named.AnswerBy = s.now.Add(50 * time.Hour)
	unset.begin("2026-06-01 09:00").denied("", toRegulator, fault.Invalid).must("", named)
	rules(t).only("dispatch", "answer", "callback", "rework").begin("2026-06-01 09:00").denied("", toRegulator, fault.Conflict)
}

func TestSeveralAppealsToTheRegulatorCountByTheWorstFinding(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00")
	first := s.now
	if _, appealed := s.c.RegulatorAppealed(first); appealed {
		t.Error("appealed before anybody has")
	}
	for day, found := range []complaint.Fault{complaint.NoFault, complaint.AtFault, complaint.PartlyFault} {
		date := first.AddDate(0, 0, day).Format(time.DateOnly)
		s.at(date+" 09:00").must("", toRegulator).at(date+" 10:00").must("", complaint.RegulatorFinding{Fault: found, Finding: "x"})
	}
	for at, want := range map[time.Time]complaint.Fault{
		first: "", first.Add(time.Hour): complaint.NoFault, first.AddDate(0, 0, 1): complaint.NoFault, first.AddDate(0, 0, 9): complaint.AtFault,
	} {
		if got, appealed := s.c.RegulatorAppealed(at); got != want || !appealed {
			t.Errorf("at %s: found %q, appealed %t, want %q", at, got, appealed, want)
		}
	}
	s.replays()
}
