package complaint_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// graded rules: 8 working hours, 2 of an important matter, 4 of a major one.
func gradedRules(t *testing.T, choice policy.Choice, points ...string) rulebook {
	r := rules(t).hours(nineToFive).only("dispatch", "answer", "callback", "rework")
	r.Recompute, r.Supervision = policy.Recompute{"grade": choice}, policy.Supervision{} // these are about limits alone
	return r.clock("answer", func(c *policy.Clock) {
		c.Target, c.Warnings, c.Ladder = r.target("8h working"), r.warnings(points...), nil
		c.Variants = []policy.Variant{
			{When: policy.When{Grades: []string{"important"}}, Target: r.target("2h working")},
			{When: policy.When{Grades: []string{"major"}}, Target: r.target("4h working")},
		}
	})
}

func TestAChangeOfLimitsIsFollowedByThePolicysChoice(t *testing.T) {
	for _, tt := range []struct {
		choice policy.Choice
		want   string
	}{
		{policy.Retroactive, "missed 06-01 12:00"},
		{policy.FromChange, "running 06-01 15:00"},
		{policy.CarryShare, "running 06-01 14:15"}, // three of eight hours were used
	} {
		t.Run(string(tt.choice), func(t *testing.T) {
			s := gradedRules(t, tt.choice, "1h working before").begin("2026-06-01 10:00")
			if got := s.clock("answer"); got != "running 06-02 10:00" {
				t.Fatalf("at first %s", got)
			}
			s.at("2026-06-01 13:00").graded("important")
			if got := s.clock("answer"); got != tt.want {
				t.Errorf("after the change %s, want %s", got, tt.want)
			}
			if k := s.c.Clock("answer"); k.Generation != 2 || s.spoken(k.FirstDueAt) != "06-02 10:00" || k.Why != "variant 1" {
				t.Errorf("generation %d, first due %s, why %q", k.Generation, s.spoken(k.FirstDueAt), k.Why)
			}
		})
	}
}

func TestALimitThatIsPastWhenItComesIsToldOnce(t *testing.T) {
	s := gradedRules(t, policy.Retroactive, "75%", "50%").begin("2026-06-01 10:00")
	s.at("2026-06-01 13:00").graded("important").at("2026-06-05 12:00")
	s.check([]string{"breach answer breach 06-01 12:00 L2 L3"}, map[string]string{"answer": "missed 06-01 12:00"})
	if k := s.c.Clock("answer"); s.spoken(k.FoundAt) != "06-01 13:00" {
		t.Errorf("found %s, want at the change", s.spoken(k.FoundAt))
	}
}

func TestTheLadderOfALimitPastWhenItComesBeginsFromThere(t *testing.T) {
	r := gradedRules(t, policy.Retroactive, "75%")
	r.clock("answer", func(c *policy.Clock) {
		c.Ladder = []policy.Rung{
			{After: r.offset("30m"), Levels: []string{"L3"}, AnyTime: true},
			{After: r.offset("1wd@09:00"), Levels: []string{"L4"}, Every: r.offset("1wd@09:00")},
		}
	})
	s := r.begin("2026-06-01 10:00").at("2026-06-01 13:00").graded("important").at("2026-06-02 12:00")
	s.check([]string{
		"breach answer breach 06-01 12:00 L2 L3",
		"escalation answer repeat 2 06-02 09:00 L4", // the rung of 12:30 lay before the change
	}, map[string]string{})
}

func TestWhatWasWarnedOfIsNotWarnedOfAgain(t *testing.T) {
	s := gradedRules(t, policy.Retroactive, "75%").begin("2026-06-01 14:00")
	s.at("2026-06-02 12:30").graded("major").at("2026-06-03 12:00")
	s.check([]string{
		"warning answer 75% 06-02 12:00 handler",
		"breach answer breach 06-02 10:00 L2 L3",
	}, map[string]string{"answer": "missed 06-02 10:00"})
}

func TestAChangeThereAndBackLeavesTheDeadline(t *testing.T) {
	s := gradedRules(t, policy.Retroactive, "75%").begin("2026-06-01 10:00")
	s.graded("major").graded("important").graded("general").at("2026-06-01 10:01")
	s.check(nil, map[string]string{"answer": "running 06-02 10:00"})
	s.at("2026-06-02 09:00")
	s.check([]string{"warning answer 75% 06-01 16:00 handler"}, map[string]string{"answer": "running 06-02 10:00"})
}

func TestADeadlineThatMovesPastEveryPointWarnsAtOnce(t *testing.T) {
	s := gradedRules(t, policy.Retroactive, "2h working before").begin("2026-06-01 10:00")
	s.at("2026-06-01 11:30").graded("important") // due 12:00, the point would be the start
	s.at("2026-06-01 12:30")
	s.check([]string{
		"warning answer 2h working before 06-01 11:30 handler",
		"breach answer breach 06-01 12:00 L2 L3",
	}, map[string]string{"answer": "missed 06-01 12:00"})
}

// TestADeadlineThatMovesThereAndBackPastEveryPointWarnsOnce: at the instant of the
// first warning and later, however many deadlines lay between.
func TestADeadlineThatMovesThereAndBackPastEveryPointWarnsOnce(t *testing.T) {
	for _, back := range []string{"2026-06-01 11:30", "2026-06-01 11:40"} {
		s := gradedRules(t, policy.Retroactive, "2h working before").begin("2026-06-01 10:00")
		s.at("2026-06-01 11:30").graded("important").graded("general").at(back).graded("important")
		s.check([]string{"warning answer 2h working before 06-01 11:30 handler"}, map[string]string{"answer": "running 06-01 12:00"})
		if k := s.c.Clock("answer"); s.spoken(k.WarnedAt) != "06-01 11:30" {
			t.Errorf("back at %s: warned %s", back, s.spoken(k.WarnedAt))
		}
	}
}

// TestADeadlineThatComesBackRemembersWhatItWarnedOf, though it was another meanwhile.
func TestADeadlineThatComesBackRemembersWhatItWarnedOf(t *testing.T) {
	s := gradedRules(t, policy.Retroactive, "50%", "75%").begin("2026-06-01 10:00").graded("major").at("2026-06-01 13:30")
	warned := s.clock("answer")
	if !s.c.Warned() || s.graded("general").c.Warned() {
		t.Fatalf("warned before the limit moves: %s, and after: %+v", warned, s.c.Clock("answer").Points)
	}
	s.at("2026-06-01 13:40").graded("major")
	k := s.c.Clock("answer")
	if !k.Warned() || len(k.Earlier) > 0 || k.Points[0].Passed {
		t.Errorf("back again: %+v, earlier %+v", k.Points, k.Earlier)
	}
	s.at("2026-06-01 13:50")
	s.check([]string{"warning answer 50% 06-01 12:00 handler", "warning answer 75% 06-01 13:00 handler"}, map[string]string{"answer": "running 06-01 14:00"})
}

func TestALimitThatNoLongerAppliesIsCancelledWithItsHistory(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").at("2026-06-02 09:00").do(complaint.Refusal{Reason: "不是投诉"})
	s.do(complaint.Classification{Kind: "enquiry"})
	s.check([]string{"warning contact 4h before 06-02 06:00 handler L1"}, map[string]string{
		"contact": "cancelled 06-02 10:00 06-02 09:00", "legal": "cancelled 06-16 00:00 06-02 09:00", "answer": "running 06-09 00:00",
	})
	if s.count("dropped") != 3 {
		t.Errorf("%d events say that a limit was dropped, want 3", s.count("dropped"))
	}
}

func TestALimitThatAppliesAfterAllRunsFromTheReceipt(t *testing.T) {
	s := begin(t, "2026-06-01 10:00", complaint.Submission{Channel: "web", Text: "电压低", Site: complaint.SiteDetails{Region: "demo"}})
	s.do(complaint.Dispatching{}).do(complaint.Refusal{Reason: "不是投诉"}).do(complaint.Classification{Kind: "enquiry"}).do(complaint.Dispatching{})
	s.at("2026-06-02 11:00").do(complaint.Refusal{Reason: "是投诉"}).do(complaint.Classification{Kind: "complaint", Class: "04.01.01"})
	s.check([]string{"breach contact breach 06-02 10:00 L2 L3"}, map[string]string{
		"contact": "missed 06-02 10:00", "return": "running 06-06 00:00", "answer": "running 06-09 00:00", "legal": "running 06-16 00:00",
	})
	s.do(complaint.Withdrawal{}).at("2026-06-03 09:00").do(complaint.Reopening{Reason: "x"})
	if k := s.c.Clock("contact"); k.Round != 1 || k.State != complaint.Running {
		t.Errorf("reopened, the contact is %s in round %d", k.State, k.Round)
	}
}

func TestAClockThatIsMetStaysMet(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").do(complaint.Contacting{Reached: true})
	told := len(s.told)
	s.do(complaint.Refusal{Reason: "不是投诉"}).do(complaint.Classification{Kind: "enquiry"})
	if got := s.clock("contact"); got != "met 06-02 10:00 06-01 10:00" || len(s.told) != told {
		t.Errorf("contact is %s, told %v", got, s.told[told:])
	}
}

func TestTheWarningsOfAnotherVersionOfThePolicyAreToldToItsLevels(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").do(complaint.Contacting{Reached: true})
	next := rules(t)
	next.clock("answer", func(c *policy.Clock) { c.Warnings = next.warnings("1wd before@10:00") })
	next.Version, s.policy = "next", next.Policy
	change, moved, err := s.c.Adopt(s.turn(complaint.System))
	if err != nil || moved != nil {
		t.Fatalf("moved %v, %v", moved, err)
	}
	s.note(change)
	s.at("2026-06-08 12:00")
	if diff := cmp.Diff([]string{"warning answer 1wd before@10:00 06-05 10:00 handler"}, s.told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

func TestAnotherVersionOfThePolicyIsFollowedWithoutASecondWarning(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").at("2026-06-04 10:00") // warned at 06-04 09:00
	next := rules(t).clock("answer", func(c *policy.Clock) { c.Target = rules(t).target("3wd") })
	next.Version = "next"
	s.policy = next.Policy
	change, moved, err := s.c.Adopt(s.turn(complaint.System))
	if err != nil {
		t.Fatal(err)
	}
	s.note(change)
	if diff := cmp.Diff([]complaint.Moved{{Clock: "answer", From: shanghai(t, "2026-06-09 00:00"), To: shanghai(t, "2026-06-05 00:00")}}, moved); diff != "" {
		t.Errorf("moved (-want +got):\n%s", diff)
	}
	if s.c.PolicyID != "state-grid@next" {
		t.Errorf("policy %s", s.c.PolicyID)
	}
	s.at("2026-06-05 08:00")
	if got := s.told[len(s.told)-1]; got != "breach answer breach 06-05 00:00 L2 L3" {
		t.Errorf("told at last %q", got)
	}
	if change, moved, err := s.c.Adopt(s.turn(complaint.System)); err != nil || !change.Empty() || moved != nil {
		t.Errorf("adopted again: %v, %v, %v", change, moved, err)
	}
}

func TestTheReceiptPromisesNothingThatTheMatterDoesNotRun(t *testing.T) {
	s := &story{t: t, policy: rules(t).Policy, now: shanghai(t, "2026-06-01 10:00")}
	c, _, _, err := complaint.Open(complaint.Submission{Channel: "web", Text: "请问", Customer: complaint.CustomerDetails{Phone: "139"}}, "202606-000001", "code", s.turn(complaint.Public))
	if err != nil {
		t.Fatal(err)
	}
	change, err := c.Do(complaint.Judged{Judgement: complaint.Judgement{Kind: "enquiry", Urgency: "general", Grade: "general"}, Unit: "demo-station"}, s.turn(complaint.System))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range change.Effects {
		var m complaint.Message
		if e.Kind != complaint.SendMessage {
			continue
		}
		if err := json.Unmarshal(e.Data, &m); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(map[string]string{"answer": "6月8日24:00"}, m.Values); m.Kind != "receipt" || diff != "" {
			t.Errorf("%s (-want +got):\n%s", m.Kind, diff)
		}
		return
	}
	t.Error("no receipt was promised")
}
