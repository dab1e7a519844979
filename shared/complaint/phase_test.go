package complaint_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

func TestKindsOfTimeAreKeptApart(t *testing.T) {
	s := rules(t).hours(nineToFive).begin("2026-06-01 15:00").do(complaint.Contacting{Reached: true})
	s.at("2026-06-02 09:00").do(complaint.Suspending{Kind: "customer", Reason: "x", Until: shanghai(t, "2026-06-20 10:00")})
	s.at("2026-06-02 10:00").do(complaint.Suspending{Kind: "access", Reason: "x", Until: shanghai(t, "2026-06-03 10:00")})
	s.at("2026-06-02 12:00").do(complaint.Resuming{Kind: "customer"})
	s.at("2026-06-03 12:00").do(complaint.Answer{Text: "好"})
	s.at("2026-06-03 14:00").do(complaint.Review{Passed: true})
	s.at("2026-06-04 09:00").do(complaint.CallbackResult{Reached: true, Satisfied: new(true)})
	s.at("2026-06-05 09:00")
	want := complaint.Spent{
		Running: 4 * 3600, OutHours: 16 * 3600, // 15-17 and 10-12 in hours
		Paused:   map[string]int64{"customer": 3 * 3600, "access": 22 * 3600},
		Awaiting: 21 * 3600, Closed: 24 * 3600,
	}
	if diff := cmp.Diff(want, s.c.Spent(s.policy, s.now)); diff != "" {
		t.Errorf("spent (-want +got):\n%s", diff)
	}
}

func TestUseOfALimitStandsStillFromACreationInPause(t *testing.T) {
	r := rules(t).hours(`{timeZone: Asia/Shanghai, week: {mon: ["00:00-24:00"], tue: ["00:00-24:00"], wed: ["00:00-24:00"], thu: ["00:00-24:00"], fri: ["00:00-24:00"], sat: ["00:00-24:00"], sun: ["00:00-24:00"]}}`)
	r.clock("answer", func(c *policy.Clock) { c.Target, c.Warnings = r.target("240m working"), nil })
	suspend := complaint.Suspending{Kind: "customer", Reason: "x", Until: shanghai(t, "2026-06-01 23:00")}
	s := r.begin("2026-06-01 09:00").do(suspend)
	s.at("2026-06-01 10:30").do(complaint.Resuming{}).at("2026-06-01 11:00").do(suspend)
	s.at("2026-06-01 11:30").do(complaint.Resuming{}).at("2026-06-01 12:00").do(complaint.Withdrawal{})
	count, err := s.c.Count(s.c.Clock("answer"), s.policy)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Calendar.Used(count.From, count.Target, s.now, count.Pauses...); got != 60*60 {
		t.Errorf("used %d s, want an hour", got)
	}
	s = r.begin("2026-06-01 09:00").do(suspend).at("2026-06-01 12:00").do(complaint.Withdrawal{})
	if count, err = s.c.Count(s.c.Clock("answer"), s.policy); err != nil {
		t.Fatal(err)
	}
	if got := r.Calendar.Used(count.From, count.Target, s.now, count.Pauses...); got != 0 {
		t.Errorf("never resumed, and used %d s", got)
	}
}

func TestASuspensionToldLateCountsWhereItLay(t *testing.T) {
	s := rules(t).hours(nineToFive).begin("2026-06-01 09:00").do(complaint.Contacting{Reached: true})
	s.at("2026-06-01 14:00").do(complaint.Suspending{Kind: "customer", Reason: "x"})
	s.at("2026-06-01 15:00").do(complaint.Resuming{})
	s.do(complaint.Suspending{Kind: "access", Reason: "x", At: shanghai(t, "2026-06-01 11:00")})
	s.do(complaint.Resuming{At: shanghai(t, "2026-06-01 13:00")})
	want := complaint.Spent{Running: 3 * 3600, Paused: map[string]int64{"customer": 3600, "access": 2 * 3600}}
	if diff := cmp.Diff(want, s.c.Spent(s.policy, s.now)); diff != "" {
		t.Errorf("spent (-want +got):\n%s", diff)
	}
}
