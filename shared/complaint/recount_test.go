package complaint_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// recount moves the story to another calendar.
func (s *story) recount(r rulebook) []complaint.Moved {
	s.t.Helper()
	s.policy = r.Policy
	change, moved, err := s.c.Recount(s.turn(complaint.System))
	if err != nil {
		s.t.Fatal(err)
	}
	s.note(change)
	return moved
}

func TestAHolidayPublishedLateMovesWhatStillRuns(t *testing.T) {
	r := rules(t).hours(nineToFive)
	s := r.begin("2026-06-01 10:00").at("2026-06-03 10:00")
	moved := s.recount(rules(t).hours(strings.Replace(nineToFive, "week:", "off: [2026-06-05], week:", 1)))
	want := []complaint.Moved{
		{Clock: "return", From: shanghai(t, "2026-06-06 00:00"), To: shanghai(t, "2026-06-09 00:00")},
		{Clock: "answer", From: shanghai(t, "2026-06-09 00:00"), To: shanghai(t, "2026-06-10 00:00")},
		{Clock: "legal", From: shanghai(t, "2026-06-16 00:00"), To: shanghai(t, "2026-06-17 00:00")},
	}
	if diff := cmp.Diff(want, moved); diff != "" {
		t.Errorf("moved (-want +got):\n%s", diff)
	}
	if again := s.recount(rulebook{t, s.policy}); again != nil {
		t.Errorf("counted again, %v moved", again)
	}
}

func TestAHolidayThatMovesOnlyAWarningIsCommitted(t *testing.T) {
	r := rules(t).hours(nineToFive).only("dispatch", "answer", "callback", "rework")
	r.clock("answer", func(c *policy.Clock) { c.Target = r.target("10d flat") })
	s := r.begin("2026-06-01 10:00").do(complaint.Contacting{Reached: true}).at("2026-06-03 10:00")
	version := s.c.Version
	r = r.hours(strings.Replace(nineToFive, "week:", "off: [2026-06-10], week:", 1))
	if moved := s.recount(r); moved != nil {
		t.Errorf("moved %v", moved)
	}
	if p := s.c.Clock("answer").Points[0]; s.spoken(p.At) != "06-08 09:00" || s.c.Version != version+1 || s.c.WakeAt.After(p.At) {
		t.Errorf("the warning is at %s, version %d after %d, the case wakes at %s", s.spoken(p.At), s.c.Version, version, s.spoken(s.c.WakeAt))
	}
}

func TestAYearPublishedWithoutAChangeMakesADeadlineFinal(t *testing.T) {
	const open = `{name: y, timeZone: Asia/Shanghai, years: [2026], week: {mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-17:00"], thu: ["09:00-17:00"], fri: ["09:00-17:00"]}}`
	s := rules(t).hours(open).begin("2026-12-30 10:00")
	s.recount(rules(t).hours(strings.Replace(open, "[2026]", "[2026, 2027]", 1)))
	if k := s.c.Clock("answer"); k.Provisional || s.count("rearmed") != 3 {
		t.Errorf("provisional %t, %d clocks were armed anew, want answer, return and legal", k.Provisional, s.count("rearmed"))
	}
}

func TestAHolidayAddedAfterTheBreachCorrectsItBesideIt(t *testing.T) {
	s := rules(t).hours(nineToFive).begin("2026-06-01 10:00").do(complaint.Contacting{Reached: true})
	s.at("2026-06-09 10:00").do(complaint.Answer{Text: "好"})
	told := len(s.told)
	s.at("2026-06-09 12:00").recount(rules(t).hours(strings.Replace(nineToFive, "week:", "off: [2026-06-05], week:", 1)))
	k := s.c.Clock("answer")
	if k.State != complaint.Missed || s.spoken(k.BreachedAt) != "06-09 00:00" || !k.WouldBeMet() || s.spoken(k.Correction.DueAt) != "06-10 00:00" {
		t.Errorf("the answer is %+v, %+v", k, k.Correction)
	}
	if len(s.told) != told {
		t.Errorf("told %v", s.told[told:])
	}
	s.recount(rulebook{t, s.policy})
	if n := s.count("corrected"); n != 2 { // answer and return, once each
		t.Errorf("%d corrections", n)
	}
}

func TestAYearPublishedMakesAProvisionalDeadlineFinal(t *testing.T) {
	const december = `{name: y, timeZone: Asia/Shanghai, years: [2026], week: {mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-17:00"], thu: ["09:00-17:00"], fri: ["09:00-17:00"]}}`
	s := rules(t).hours(december).begin("2026-12-30 10:00")
	if k := s.c.Clock("answer"); !k.Provisional || s.due("answer") != "01-07 00:00" {
		t.Fatalf("the answer is due %s, provisional %t", s.due("answer"), k.Provisional)
	}
	published := strings.NewReplacer("[2026]", "[2026, 2027], off: [2027-01-01/2027-01-03], work: {2027-01-09: fri}").Replace(december)
	moved := s.recount(rules(t).hours(published))
	if k := s.c.Clock("answer"); k.Provisional || s.due("answer") != "01-08 00:00" || len(moved) == 0 {
		t.Errorf("the answer is due %s, provisional %t, moved %v", s.due("answer"), k.Provisional, moved)
	}
	if k := s.c.Clock("dispatch"); k.Provisional {
		t.Error("minutes need no calendar")
	}
}

// TestAnAnswerSentBackLeavesTheCalendarToTheRecount: a limit that no suspension stops does
// not move because of one.
func TestAnAnswerSentBackLeavesTheCalendarToTheRecount(t *testing.T) {
	s := rules(t).hours(nineToFive).begin("2026-06-01 10:00").at("2026-06-02 10:00").do(complaint.Suspending{
		Kind: "customer", Reason: "等待客户配合", Until: shanghai(t, "2026-06-02 15:00"),
	})
	s.at("2026-06-02 12:00").do(complaint.Answer{Text: "好"})
	later := rules(t).hours(strings.Replace(nineToFive, "week:", "off: [2026-06-05], week:", 1))
	s.policy = later.Policy
	s.at("2026-06-02 16:00").do(complaint.Review{Reason: "不符"})
	if due := s.spoken(s.c.Clock("legal").DueAt); due != "06-16 00:00" {
		t.Errorf("sent back, the legal limit is due at %s", due)
	}
	s.recount(later)
	if due := s.spoken(s.c.Clock("legal").DueAt); due != "06-17 00:00" {
		t.Errorf("counted anew, the legal limit is due at %s", due)
	}
}
