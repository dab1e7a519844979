package complaint_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// story drives one case through time as the sweep, the workflow and people do.
type story struct {
	t      *testing.T
	policy *policy.Policy
	c      *complaint.Case
	now    time.Time
	duty   policy.Rota
	told   []string // notices: "kind clock point at levels", but for dispatched
	events []complaint.Event
}

func shanghai(t *testing.T, s string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at.UTC()
}

func begin(t *testing.T, at string, s complaint.Submission) *story {
	t.Helper()
	p, err := defaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	st := &story{t: t, policy: p, now: shanghai(t, at)}
	c, _, change, err := complaint.Open(s, "202609-000001", "code", st.turn(complaint.Public))
	if err != nil {
		t.Fatal(err)
	}
	st.c = c
	st.note(change)
	st.do(complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: s.Class, Urgency: "general", Grade: "general"}, Unit: "demo-station"})
	return st
}

func (s *story) turn(role complaint.Role) complaint.Turn {
	return complaint.Turn{Policy: s.policy, Now: s.now, By: complaint.Actor{Role: role, Unit: "demo-station"}, Duty: s.duty}
}

func (s *story) note(change complaint.Change) {
	s.events = append(s.events, change.Events...)
	for _, e := range change.Effects {
		var n complaint.Notice
		if e.Kind != complaint.SendNotice {
			continue
		}
		if err := json.Unmarshal(e.Data, &n); err != nil {
			s.t.Fatal(err)
		}
		if n.Kind == "dispatched" {
			continue
		}
		line := n.Kind + " " + n.Clock + " " + n.Point + " " + n.At.In(s.policy.Zone()).Format("01-02 15:04")
		for _, l := range n.Levels {
			line += " " + l
		}
		s.told = append(s.told, line)
	}
}

// at moves time, firing everything on the way as the sweep and the workflow would.
func (s *story) at(when string) *story {
	s.t.Helper()
	to := shanghai(s.t, when)
	for !s.c.WakeAt.IsZero() && !s.c.WakeAt.After(to) {
		s.now = s.c.WakeAt
		s.note(s.c.Fire(s.turn(complaint.System)))
		s.note(s.c.Climb(s.turn(complaint.System)))
	}
	s.now = to
	return s
}

func (s *story) do(cmd complaint.Command) *story {
	s.t.Helper()
	change, err := s.c.Do(cmd, s.turn(complaint.Handler))
	if err != nil {
		s.t.Fatalf("%s at %s: %v", cmd.Name(), s.now, err)
	}
	s.note(change)
	return s
}

func (s *story) expect(status complaint.Status) *story {
	s.t.Helper()
	if s.c.Status != status {
		s.t.Fatalf("status = %s, want %s", s.c.Status, status)
	}
	return s
}

// clock is "state due end" of a clock's latest round.
func (s *story) clock(name string) string {
	k := s.c.Clock(name)
	line := string(k.State) + " " + k.DueAt.In(s.policy.Zone()).Format("01-02 15:04")
	if !k.EndedAt.IsZero() {
		line += " " + k.EndedAt.In(s.policy.Zone()).Format("01-02 15:04")
	}
	return line
}

func (s *story) check(want []string, clocks map[string]string) {
	s.t.Helper()
	same(s.t, s.c, s.events, complaint.Retrace(s.c, s.events, complaint.Under(s.policy)))
	if diff := cmp.Diff(want, s.told); diff != "" {
		s.t.Errorf("notices (-want +got):\n%s", diff)
	}
	got := map[string]string{}
	for name := range clocks {
		got[name] = s.clock(name)
	}
	if diff := cmp.Diff(clocks, got); diff != "" {
		s.t.Errorf("clocks (-want +got):\n%s", diff)
	}
	for i, e := range s.events {
		if e.Seq != i+1 {
			s.t.Fatalf("event %d has sequence number %d", i+1, e.Seq)
		}
	}
}

func TestWeekendNationalDayAndAdjustedWorkday(t *testing.T) {
	s := begin(t, "2026-09-30 16:20", complaint.Submission{Channel: "hotline", Text: "我们村这两个月已经停了四次电，每次都没通知，要求解决", Class: "04.03.01"})
	s.do(complaint.Dispatching{}).expect(complaint.Dispatched)
	s.at("2026-09-30 16:52").do(complaint.Acceptance{Handler: "h1"}).expect(complaint.Handling)
	s.at("2026-10-01 10:05").do(complaint.Contacting{Reached: true})
	s.at("2026-10-12 11:00").do(complaint.Findings{Verified: "yes", Responsibility: "utility-operation"})
	s.at("2026-10-12 15:00").do(complaint.Answer{At: shanghai(t, "2026-10-12 11:00"), Text: "已整改"}).do(complaint.Review{Passed: true})
	s.at("2026-10-13 09:40").do(complaint.CallbackResult{Reached: true, Satisfied: new(true)}).expect(complaint.Closed)
	if s.c.Outcome != complaint.Resolved {
		t.Errorf("outcome = %s, want resolved", s.c.Outcome)
	}
	s.at("2026-11-30 00:00").check(
		[]string{"warning answer 2wd before@09:00 10-10 09:00 handler L1"},
		map[string]string{
			"dispatch": "met 09-30 16:40 09-30 16:20", "contact": "met 10-01 16:20 10-01 10:05",
			"return": "met 10-13 00:00 10-12 15:00", "answer": "met 10-14 00:00 10-12 11:00",
			"legal": "met 10-21 00:00 10-12 11:00", "callback": "met 10-14 00:00 10-13 09:40",
		})
}

func TestBreachesSupervisionAndDailyRepeats(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "counter", Text: "半年来晚上电压只有一百七八", Class: "04.01.01"})
	s.do(complaint.Dispatching{})
	s.at("2026-03-11 14:30").do(complaint.Contacting{Reached: true})
	s.at("2026-03-26 09:30").do(complaint.Answer{Text: "新增变压器布点"})
	s.at("2026-03-26 11:00").do(complaint.Review{Passed: true})
	s.at("2026-03-27 10:00").do(complaint.CallbackResult{Reached: true, Satisfied: new(true)}).expect(complaint.Closed)
	s.check([]string{
		"warning contact 4h before 03-11 05:00 handler L1",
		"breach contact breach 03-11 09:00 L2 L3",
		"warning answer 2wd before@09:00 03-13 09:00 handler L1",
		"warning answer 0wd before@09:00 03-17 09:00 handler L1 L2",
		"breach answer breach 03-18 00:00 L2 L3",
		"escalation answer repeat 1 03-19 09:00 L1 L2 L3 L4",
		"warning legal 2wd before@09:00 03-20 09:00 L2 L3",
		"escalation answer repeat 2 03-20 09:00 L1 L2 L3 L4",
		"escalation answer repeat 3 03-23 09:00 L1 L2 L3 L4",
		"escalation answer repeat 4 03-24 09:00 L1 L2 L3 L4",
		"breach legal breach 03-25 00:00 L3 L4",
		"escalation answer repeat 5 03-25 09:00 L1 L2 L3 L4",
		"escalation answer repeat 6 03-26 09:00 L1 L2 L3 L4",
	}, map[string]string{
		"contact": "missed 03-11 09:00 03-11 14:30", "return": "missed 03-17 00:00 03-26 09:30",
		"answer": "missed 03-18 00:00 03-26 09:30", "legal": "missed 03-25 00:00 03-26 09:30",
	})
	k := s.c.Clock("answer")
	if late := s.policy.Calendar.DaysLate(k.DueAt, k.EndedAt); late != 7 {
		t.Errorf("answered %d working days late, want 7", late)
	}
	if sv := s.c.Supervision; sv == nil || sv.Level != "L3" || sv.Because != "answer" || !sv.OpenedAt.Equal(k.DueAt) || sv.ReleasedAt.IsZero() {
		t.Errorf("supervision = %+v, want opened by L3 at the breach and released", sv)
	}
}

func TestDissatisfiedCallbackReworkAndClosing(t *testing.T) {
	s := begin(t, "2026-06-12 18:05", complaint.Submission{Channel: "app", Text: "5月多收电费86.40元，要求退费", Class: "02.04.02"})
	s.do(complaint.Dispatching{})
	s.at("2026-06-13 09:30").do(complaint.Contacting{Reached: true})
	s.at("2026-06-16 10:00").do(complaint.Findings{Verified: "yes", Responsibility: "utility-marketing"})
	s.at("2026-06-17 16:00").do(complaint.Answer{At: shanghai(t, "2026-06-17 15:20"), Text: "退费86.40元"}).do(complaint.Review{Passed: true})
	s.at("2026-06-18 10:15").do(complaint.CallbackResult{Reached: true, Satisfied: new(false), Reason: "退费未到账"}).expect(complaint.Dispatched)
	s.do(complaint.Dispatching{})
	s.at("2026-06-22 17:00").do(complaint.Answer{Text: "已到账"}).do(complaint.Review{Passed: true})
	s.at("2026-06-23 09:15").do(complaint.CallbackResult{Reached: true, Satisfied: new(true)}).expect(complaint.Closed)
	s.check([]string{
		"warning answer 2wd before@09:00 06-17 09:00 handler L1",
		"rework rework ordered 06-18 10:15 handler L1 L2",
	}, map[string]string{
		"contact": "met 06-13 18:05 06-13 09:30", "return": "met 06-19 00:00 06-17 16:00", "answer": "met 06-23 00:00 06-17 15:20",
		"rework": "met 06-25 00:00 06-22 17:00", "callback": "met 06-24 00:00 06-23 09:15",
	})
	if s.c.Round != 1 || s.c.Reworks != 1 || s.c.Clock("rework").Round != 1 {
		t.Errorf("round %d, reworks %d, want 1 and 1", s.c.Round, s.c.Reworks)
	}
}
