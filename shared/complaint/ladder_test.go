package complaint_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// ladderRules: an answer due Mon 06-08 at 24:00, missed, and these rungs.
func ladderRules(t *testing.T, rungs func(rulebook) []policy.Rung) rulebook {
	r := rules(t).hours(nineToFive).only("dispatch", "answer", "callback", "rework")
	return r.clock("answer", func(c *policy.Clock) { c.Warnings, c.Ladder = nil, rungs(r) })
}

func TestTheLadderIsClimbedRungByRungFromTheBreach(t *testing.T) {
	r := ladderRules(t, func(r rulebook) []policy.Rung {
		return []policy.Rung{
			{After: r.offset("30m"), Levels: []string{"L2"}, AnyTime: true},
			{After: r.offset("30m"), Levels: []string{"L3"}}, // not at night
			{After: r.offset("2h working"), Levels: []string{"L3"}, Every: r.offset("1h working"), Times: 2, Supervision: "L3"},
			{After: r.offset("1wd@09:00"), Levels: []string{"L4"}, Every: r.offset("1wd@09:00")},
		}
	})
	s := r.begin("2026-06-01 10:00").at("2026-06-12 12:00")
	s.check([]string{
		"breach answer breach 06-09 00:00 L2 L3",
		"escalation answer rung 1 06-09 00:30 L2",
		"escalation answer rung 2 06-09 09:00 L3",
		"escalation answer repeat 3 06-09 11:00 L3",
		"escalation answer repeat 4 06-09 12:00 L3",
		"escalation answer repeat 5 06-10 09:00 L4",
		"escalation answer repeat 6 06-11 09:00 L4",
		"escalation answer repeat 7 06-12 09:00 L4",
	}, map[string]string{"answer": "missed 06-09 00:00"})
	if sv := s.c.Supervision; sv == nil || sv.Level != "L3" || s.spoken(sv.OpenedAt) != "06-09 00:00" {
		t.Errorf("supervision %+v: the breach's own rule opens it first", sv)
	}
}

func TestARungWithNobodyOnItIsSkippedAtOnceAndSaidSo(t *testing.T) {
	r := ladderRules(t, func(r rulebook) []policy.Rung {
		return []policy.Rung{
			{After: r.offset("30m"), Levels: []string{"L2"}, AnyTime: true},
			{After: r.offset("12h"), Levels: []string{"L2", "L3"}, AnyTime: true},
			{After: r.offset("1wd@09:00"), Levels: []string{"L2"}, Every: r.offset("1wd@09:00")},
		}
	})
	s := r.begin("2026-06-01 10:00")
	nobody := policy.Roster{Shifts: []policy.Shift{{Hours: "00:00-24:00", People: []string{"left"}}}, Absent: []policy.Absence{{Person: "left"}}}
	s.duty = s.policy.Rota(map[string]policy.Roster{"demo-county": nobody})
	s.at("2026-06-10 12:00").check([]string{
		"breach answer breach 06-09 00:00 L2 L3",
		"alarm answer nobody on rung 1 06-09 00:30 centre",
		"escalation answer rung 2 06-09 00:30 L2 L3", // not at 12:00: nobody was to be waited for
		"alarm answer nobody on repeat 3 06-10 09:00 centre",
	}, map[string]string{"answer": "missed 06-09 00:00"})
	if s.c.WakeAt.IsZero() {
		t.Error("the ladder ends, though somebody may be on duty tomorrow")
	}
}

func TestATopLessLadderEnds(t *testing.T) {
	r := ladderRules(t, func(r rulebook) []policy.Rung {
		return []policy.Rung{{After: r.offset("30m"), Levels: []string{"L2"}, AnyTime: true}}
	})
	s := r.begin("2026-06-01 10:00").at("2026-06-30 12:00")
	s.check([]string{"breach answer breach 06-09 00:00 L2 L3", "escalation answer rung 1 06-09 00:30 L2"}, map[string]string{})
	if !s.c.WakeAt.IsZero() {
		t.Errorf("wakes at %s, with nothing left to tell", s.c.WakeAt)
	}
}

func TestAnAcknowledgementHoldsTheLadderAndSilenceResumesIt(t *testing.T) {
	r := ladderRules(t, func(r rulebook) []policy.Rung {
		return []policy.Rung{
			{After: r.offset("1h working"), Levels: []string{"L2"}},
			{After: r.offset("2h working"), Levels: []string{"L3"}},
		}
	})
	r.Acknowledged = r.target("4h working")
	s := r.begin("2026-06-01 10:00").at("2026-06-09 09:30").do(complaint.Acknowledgement{}) // until 13:30
	s.at("2026-06-09 13:29").check([]string{"breach answer breach 06-09 00:00 L2 L3"}, map[string]string{})
	s.at("2026-06-10 12:00").check([]string{
		"breach answer breach 06-09 00:00 L2 L3",
		"escalation answer rung 1 06-09 13:30 L2",
		"escalation answer rung 2 06-09 13:30 L3",
	}, map[string]string{})
}

func TestAnAcknowledgementBeforeTheStepIsDeliveredStopsIt(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").do(complaint.Contacting{Reached: true}).at("2026-06-09 10:00")
	s.now = shanghai(t, "2026-06-10 09:00")
	s.note(s.c.Fire(s.turn(complaint.System))) // the workflow is told that a rung is due
	s.do(complaint.Acknowledgement{})          // and somebody acknowledges before it climbs
	s.note(s.c.Climb(s.turn(complaint.System)))
	for _, line := range s.told {
		if line == "escalation answer repeat 1 06-10 09:00 L1 L2 L3 L4" {
			t.Errorf("told all the same: %v", s.told)
		}
	}
}

func TestTheSameNudgeTwiceClimbsOnce(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").do(complaint.Contacting{Reached: true}).at("2026-06-09 10:00")
	s.now = shanghai(t, "2026-06-10 09:00")
	for range 50 {
		s.note(s.c.Fire(s.turn(complaint.System)))
		s.note(s.c.Climb(s.turn(complaint.System)))
	}
	if n := s.count("escalated"); n != 2 {
		t.Errorf("climbed %d times, want the breach and one repeat", n)
	}
}

func TestATimerThatFiresEarlyDoesNothing(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00")
	if change := s.c.Fire(s.turn(complaint.System)); !change.Empty() {
		t.Errorf("fired %v", change.Events)
	}
}

func TestACaseKeepsTheRungsOfItsOwnPolicy(t *testing.T) {
	// The case's policy is found by its version: another pack's rungs are not its own.
	s := rules(t).begin("2026-06-01 10:00").do(complaint.Contacting{Reached: true}).at("2026-06-09 10:00")
	own := s.policy
	other := rules(t).clock("answer", func(c *policy.Clock) { c.Ladder = nil })
	other.Version = "other"
	s.at("2026-06-10 10:00")
	if s.policy != own || s.c.PolicyID != own.ID() || s.told[len(s.told)-1] != "escalation answer repeat 1 06-10 09:00 L1 L2 L3 L4" {
		t.Errorf("told %v", s.told)
	}
}

func TestAClockMayFollowAnother(t *testing.T) {
	r := rules(t).hours(nineToFive).only("dispatch", "contact", "answer", "callback", "rework")
	r.clock("return", func(c *policy.Clock) { c.Target, c.After = r.target("1wd"), "contact" })
	s := r.begin("2026-06-01 10:00")
	if s.c.Clock("return") != nil {
		t.Fatal("the return began before the contact")
	}
	s.at("2026-06-01 20:00").do(complaint.Contacting{Reached: true})
	if got := s.clock("return"); got != "running 06-03 00:00" {
		t.Fatalf("after the contact the return is %s", got)
	}
	s.at("2026-06-02 10:00").do(complaint.Answer{Text: "好"})
	if got := s.clock("return"); got != "met 06-03 00:00 06-02 10:00" {
		t.Errorf("answered, the return is %s", got)
	}
}

func TestAnEndCorrectedCountsTheFollowerAnew(t *testing.T) {
	r := rules(t).hours(nineToFive).only("dispatch", "contact", "answer", "callback", "rework")
	r.clock("return", func(c *policy.Clock) { c.Target, c.After = r.target("4h working"), "contact" })
	s := r.begin("2026-06-01 10:00").at("2026-06-01 20:00").do(complaint.Contacting{Reached: true})
	if got := s.clock("return"); got != "running 06-02 13:00" {
		t.Fatalf("after the contact the return is %s", got)
	}
	s.at("2026-06-02 09:30").do(complaint.Contacting{Reached: true, At: shanghai(t, "2026-06-01 16:00")})
	k := s.c.Clock("return")
	if got := s.clock("return"); got != "running 06-02 12:00" || k.Generation != 2 {
		t.Errorf("after the correction the return is %s, generation %d", got, k.Generation)
	}
	if got := s.clock("contact"); got != "met 06-02 10:00 06-01 16:00" {
		t.Errorf("the contact is %s", got)
	}
	var why []string
	for _, e := range s.events {
		if e.Type == "amended" || e.Type == "moved" {
			why = append(why, e.Type)
		}
	}
	if diff := cmp.Diff([]string{"amended", "moved"}, why); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

func TestAnEndCorrectedLeavesAFollowerThatWasMissed(t *testing.T) {
	r := rules(t).hours(nineToFive).only("dispatch", "contact", "answer", "callback", "rework")
	r.clock("return", func(c *policy.Clock) { c.Target, c.After = r.target("1h working"), "contact" })
	s := r.begin("2026-06-01 10:00").at("2026-06-01 14:00").do(complaint.Contacting{Reached: true})
	s.at("2026-06-01 16:00").do(complaint.Contacting{Reached: true, At: shanghai(t, "2026-06-01 12:00")})
	k := s.c.Clock("return")
	if got := s.clock("return"); got != "missed 06-01 15:00" || s.spoken(k.StartedAt) != "06-01 14:00" {
		t.Errorf("the return is %s from %s: its due instant no longer follows from its start", got, s.spoken(k.StartedAt))
	}
}

func TestARefusedAnswerTakesItsFollowersBack(t *testing.T) {
	r := rules(t).hours(nineToFive).only("dispatch", "contact", "answer", "callback", "rework")
	r.clock("return", func(c *policy.Clock) { c.Target, c.After = r.target("4h working"), "answer" })
	s := r.begin("2026-06-01 10:00").at("2026-06-02 10:00").do(complaint.Answer{Text: "好"})
	s.at("2026-06-02 11:00").do(complaint.Review{Reason: "不完整"})
	if got := s.clock("return"); got != "cancelled 06-02 14:00 06-02 11:00" {
		t.Errorf("the follower is %s", got)
	}
}
