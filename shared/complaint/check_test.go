package complaint_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// TestTheLevelAboveIsRemindedOfItsCheck: of each that is asked for, also in a closed case,
// until it is taken.
func TestTheLevelAboveIsRemindedOfItsCheck(t *testing.T) {
	s := charged(rules(t)).do(complaint.Rectifying{What: "更换台区导线", Due: "60d"})
	s.do(complaint.RectificationDone{Item: 1, Text: "已更换"})
	first := s.clock("check")
	if k := s.c.Clock("check"); !s.c.Pending() || k.Round != 1 || k.State != complaint.Running {
		t.Fatalf("pending %t, the check is %s", s.c.Pending(), first)
	}
	told := len(s.told)
	s.at("2026-06-10 10:00").must("demo-county", complaint.RectificationCheck{Item: 1, Reason: "仅换一半"})
	want := []string{
		"warning check 0wd before@09:00 06-08 09:00 L2", "breach check breach 06-09 00:00 L2 L3", "escalation check repeat 1 06-10 09:00 L2 L3",
		"rework rectification returned 1 06-10 10:00 handler L1 L2",
	}
	if diff := cmp.Diff(want, s.told[told:]); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	s.do(complaint.RectificationDone{Item: 1, Text: "全部更换"}).at("2026-06-11 10:00").must("demo-county", complaint.RectificationCheck{Item: 1, Passed: true})
	if k := s.c.Clock("check"); k.Round != 2 || k.State != complaint.Met || k.Unit != "demo-county" || s.c.Pending() {
		t.Errorf("the second check: %+v, pending %t", k, s.c.Pending())
	}
	s.replays()
}

// TestTheLevelAboveIsRemindedOfAnAbnormalComplaint, as long as the complaint is held
// to be one and the case is open.
func TestTheLevelAboveIsRemindedOfAnAbnormalComplaint(t *testing.T) {
	abnormal := complaint.Determining{Result: complaint.Abnormal, Explanation: "索赔远超标准"}
	for name, tt := range map[string]struct {
		end  func(*story)
		want complaint.ClockState
	}{
		"until it is approved": {func(s *story) { s.must("demo-county", complaint.DeterminationApproval{Approved: true, Reason: "x"}) }, complaint.Met},
		"until it is refused":  {func(s *story) { s.must("demo-county", complaint.DeterminationApproval{Reason: "x"}) }, complaint.Met},
		"until it is normal":   {func(s *story) { s.do(complaint.Determining{Result: complaint.Normal}) }, complaint.Cancelled},
		"until it is closed":   {func(s *story) { s.do(complaint.Withdrawal{}) }, complaint.Cancelled},
	} {
		t.Run(name, func(t *testing.T) {
			s := rules(t).begin("2026-06-01 09:00").do(complaint.Contacting{Reached: true}).do(abnormal)
			if got := s.clock("check"); got != "running 06-05 00:00" {
				t.Fatalf("the check is %s", got)
			}
			s.at("2026-06-02 10:00")
			if tt.end(s); s.c.Clock("check").State != tt.want {
				t.Errorf("the check is %s", s.clock("check"))
			}
			if s.replays(); s.c.Status == complaint.Closed && s.c.Pending() {
				t.Error("it goes on in the closed case")
			}
		})
	}
	r := rules(t)
	r.clock("check", func(c *policy.Clock) { c.Unset = "nobody knows" })
	if s := r.begin("2026-06-01 09:00").do(abnormal); s.c.Clock("check") != nil {
		t.Errorf("without a limit: %s", s.clock("check"))
	}
}
