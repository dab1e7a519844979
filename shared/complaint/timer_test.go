package complaint_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

func TestTheTimerOfADeadlineThatMovedFindsItselfStale(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").do(complaint.Contacting{Reached: true})
	s.at("2026-06-03 10:00").do(complaint.Suspending{Kind: "customer", Reason: "x", Until: shanghai(t, "2026-06-05 10:00")})
	s.at("2026-06-09 00:01") // the first due instant was 06-09 00:00
	s.check(nil, map[string]string{"answer": "running 06-12 00:00"})
	s.at("2026-06-12 00:01")
	if got := s.clock("answer"); got != "missed 06-12 00:00" {
		t.Errorf("at the new instant the answer is %s", got)
	}
}

func TestASweepThatComesLateFindsTheBreachAtItsInstant(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00")
	s.now = shanghai(t, "2026-06-02 10:10")
	s.note(s.c.Fire(s.turn(complaint.System)))
	k := s.c.Clock("contact")
	if s.spoken(k.BreachedAt) != "06-02 10:00" || k.FoundAt.Sub(k.BreachedAt) != 10*time.Minute {
		t.Errorf("breached %s, found %s", k.BreachedAt, k.FoundAt)
	}
	s.check([]string{"breach contact breach 06-02 10:00 L2 L3"}, map[string]string{})
}

func TestABackDatedRecordPastItsLimitsIsToldOnceForEach(t *testing.T) {
	s := rules(t).beginWith("2026-06-12 10:00", complaint.Submission{Channel: "letter", Text: "电压低", Class: "04.01.01", ReceivedAt: shanghai(t, "2026-06-01 10:00")})
	s.at("2026-06-12 12:00").check([]string{
		"breach dispatch breach 06-01 10:20 centre",
		"breach contact breach 06-02 10:00 L2 L3",
		"breach answer breach 06-09 00:00 L2 L3",
	}, map[string]string{"answer": "missed 06-09 00:00", "legal": "running 06-16 00:00"})
	if k := s.c.Clock("answer"); s.spoken(k.FoundAt) != "06-12 10:00" {
		t.Errorf("found %s", s.spoken(k.FoundAt))
	}
}

func TestPointsAtOneInstantAreOneNoticeThatNamesBoth(t *testing.T) {
	r := rules(t).hours(nineToFive)
	r.clock("answer", func(c *policy.Clock) { c.Target, c.Warnings = r.target("2h working"), r.warnings("75%", "30m before") })
	s := r.begin("2026-06-01 15:00").at("2026-06-01 16:40")
	s.check([]string{"warning answer 75%, 30m before 06-01 16:30 handler"}, map[string]string{})
}

func TestAMinuteBeforeTheLimitIsNoBreachHoweverItIsRounded(t *testing.T) {
	r := rules(t).hours(nineToFive)
	r.clock("answer", func(c *policy.Clock) { c.Target, c.Warnings = r.target("200h working"), nil })
	s := r.begin("2026-06-01 09:00")
	s.at("2026-07-03 16:54") // 199 h 54 min of 200 h: 99.95 %
	if got := s.clock("answer"); got != "running 07-03 17:00" {
		t.Errorf("the answer is %s", got)
	}
}

func TestABreachIsKeptThroughAReopeningAndMayComeAgain(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").at("2026-06-02 12:00")
	s.do(complaint.Contacting{Reached: true}).do(complaint.Answer{Text: "好"}).do(complaint.Review{Passed: true})
	s.do(complaint.CallbackResult{Reached: true, Satisfied: new(true)}).expect(complaint.Closed)
	s.at("2026-06-03 10:00").do(complaint.Reopening{Reason: "又停电"}).do(complaint.Dispatching{}).at("2026-06-04 12:00")
	var rounds []string
	for _, k := range s.c.Clocks {
		if k.Name == "contact" {
			rounds = append(rounds, fmt.Sprint(k.Round, " ", k.State, " ", s.spoken(k.BreachedAt)))
		}
	}
	if diff := cmp.Diff([]string{"0 missed 06-02 10:00", "1 missed 06-04 10:00"}, rounds); diff != "" {
		t.Errorf("contacts (-want +got):\n%s", diff)
	}
	s.check([]string{ // told again: it is another episode
		"warning contact 4h before 06-02 06:00 handler L1", "breach contact breach 06-02 10:00 L2 L3",
		"warning contact 4h before 06-04 06:00 handler L1", "breach contact breach 06-04 10:00 L2 L3",
	}, map[string]string{})
}

func TestTheTimeToAnswerDoesNotGrowUntilTheClose(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").at("2026-06-01 10:30").do(complaint.Answer{Text: "好"}).do(complaint.Review{Passed: true})
	before := *s.c.Clock("answer")
	s.at("2026-06-02 10:00").do(complaint.CallbackResult{Reached: true, Satisfied: new(true)})
	if diff := cmp.Diff(before, *s.c.Clock("answer")); diff != "" || before.EndedAt.Sub(before.StartedAt) != 30*time.Minute {
		t.Errorf("the answer changed (-want +got):\n%s", diff)
	}
}

func TestAMergedCaseIsNeverLateAgain(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").do(complaint.Merge{Into: "202606-000009"}).at("2026-07-01 10:00")
	s.check(nil, map[string]string{"answer": "cancelled 06-09 00:00 06-01 10:00", "contact": "cancelled 06-02 10:00 06-01 10:00"})
}

func TestALadderThatIsShorterUnderAnotherVersionEnds(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").do(complaint.Contacting{Reached: true}).at("2026-06-11 10:00")
	shorter := rules(t).clock("answer", func(c *policy.Clock) { c.Ladder = nil })
	shorter.Version = "next"
	s.policy = shorter.Policy
	change, _, err := s.c.Adopt(s.turn(complaint.System))
	if err != nil {
		t.Fatal(err)
	}
	s.note(change)
	told := len(s.told)
	s.at("2026-06-13 10:00")
	for _, line := range s.told[told:] {
		if line[:10] == "escalation" {
			t.Errorf("climbed a rung that is no more: %s", line)
		}
	}
}

// TestTimersInAnyOrderGiveTheSameOutcome wakes a case early, late, twice and
// out of order, and compares it with one that was woken at each instant.
func TestTimersInAnyOrderGiveTheSameOutcome(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		exact, shaken := rules(t).begin("2026-06-01 10:00"), rules(t).begin("2026-06-01 10:00")
		var instants []time.Time
		for range rapid.IntRange(1, 20).Draw(rt, "wakes") {
			instants = append(instants, shanghai(t, "2026-06-01 10:00").Add(time.Duration(rapid.IntRange(0, 14*24*60).Draw(rt, "minute"))*time.Minute))
		}
		last := shanghai(t, "2026-06-16 12:00")
		for _, at := range append(instants, last, last) {
			shaken.now = latest(shaken.now, at) // time itself goes forward
			shaken.note(shaken.c.Fire(shaken.turn(complaint.System)))
			if rapid.Bool().Draw(rt, "doubled") {
				shaken.note(shaken.c.Fire(shaken.turn(complaint.System)))
			}
			shaken.note(shaken.c.Climb(shaken.turn(complaint.System)))
		}
		exact.at("2026-06-16 12:00")
		for i, k := range exact.c.Clocks {
			got := shaken.c.Clocks[i]
			if got.Name != k.Name || got.State != k.State || !got.BreachedAt.Equal(k.BreachedAt) || !got.DueAt.Equal(k.DueAt) {
				rt.Fatalf("%s is %s of %s, woken at its instants %s of %s", got.Name, got.State, got.BreachedAt, k.State, k.BreachedAt)
			}
		}
	})
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
