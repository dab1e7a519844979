package complaint_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// as gives a command in another role than the handler's.
func (s *story) as(role complaint.Role, cmd complaint.Command) complaint.Change {
	s.t.Helper()
	change, err := s.c.Do(cmd, s.turn(role))
	if err != nil {
		s.t.Fatalf("%s at %s: %v", cmd.Name(), s.now, err)
	}
	s.note(change)
	return change
}

// promised are the instants that letters of a change promise anew.
func promised(t *testing.T, change complaint.Change) (list []string) {
	t.Helper()
	for _, e := range change.Effects {
		var m complaint.Message
		if e.Kind != complaint.SendMessage {
			continue
		}
		if err := json.Unmarshal(e.Data, &m); err != nil {
			t.Fatal(err)
		}
		if m.Kind == "promise" {
			list = append(list, m.Values["due"]+" "+m.Values["reason"])
		}
	}
	return list
}

func TestACorrectedBreachGetsItsTimeBeforeTheLadderGoesOn(t *testing.T) {
	s := rules(t).begin("2026-11-02 10:00").do(complaint.Contacting{Reached: true}).at("2026-11-10 10:00")
	told := len(s.told)
	change := s.as(complaint.Supervisor, complaint.Suspending{Kind: "access", Reason: "x", At: shanghai(t, "2026-11-04 14:00"), Until: shanghai(t, "2026-11-11 10:00")})
	// 11-03 counts, 11-04 to 11-11 do not, 11-12, 13, 16 and 17 do.
	if diff := cmp.Diff([]string{"11月17日24:00 工单曾中止办理"}, promised(t, change)); diff != "" {
		t.Errorf("promised (-want +got):\n%s", diff)
	}
	s.at("2026-11-19 10:00")
	answer := slices.DeleteFunc(slices.Clone(s.told[told:]), func(line string) bool { return !strings.Contains(line, " answer ") })
	want := []string{
		"promise answer corrected 11-10 10:00 L2 L3",
		"escalation answer repeat 1 11-18 09:00 L1 L2 L3 L4",
		"escalation answer repeat 2 11-19 09:00 L1 L2 L3 L4",
	}
	if diff := cmp.Diff(want, answer); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

func TestEachCorrectionOfABreachIsToldWithItsInstant(t *testing.T) {
	s := rules(t).begin("2026-11-02 10:00").do(complaint.Contacting{Reached: true}).at("2026-11-10 10:00")
	var told []string
	for _, until := range []string{"2026-11-11 10:00", "2026-11-12 10:00"} {
		change := s.as(complaint.Supervisor, complaint.Suspending{Kind: "access", Reason: "x", At: shanghai(t, "2026-11-04 14:00"), Until: shanghai(t, until)})
		for _, e := range change.Effects {
			var n complaint.Notice
			if e.Kind != complaint.SendNotice {
				continue
			}
			if err := json.Unmarshal(e.Data, &n); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(n.Text, "11月17日24:00") || strings.Contains(n.Text, "11月18日24:00") {
				told = append(told, n.Clock+" "+s.spoken(n.DueAt)+" "+n.ID)
			}
		}
	}
	want := []string{
		"answer 11-18 00:00 202606-000001/answer/0/corrected/2026-11-17T16:00:00Z",
		"answer 11-19 00:00 202606-000001/answer/0/corrected/2026-11-18T16:00:00Z",
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

func TestAResumptionToldLateShortensTheSuspension(t *testing.T) {
	s := rules(t).begin("2026-11-30 10:00").do(complaint.Contacting{Reached: true})
	s.at("2026-12-01 10:00").do(complaint.Suspending{Kind: "access", Reason: "x", Until: shanghai(t, "2026-12-04 10:00")})
	s.at("2026-12-04 11:00")
	if got := s.due("answer"); got != "12-12 00:00" {
		t.Fatalf("after the suspension the answer is due %s", got)
	}
	s.do(complaint.Resuming{At: shanghai(t, "2026-12-02 10:00")}) // 12-01 and 12-02 are lost
	if got := s.due("answer"); got != "12-10 00:00" || s.spoken(s.c.Suspensions[0].EndedAt) != "12-02 10:00" {
		t.Errorf("the answer is due %s, suspended %+v", got, s.c.Suspensions)
	}
}

func TestTheLastWordOnASuspensionCounts(t *testing.T) {
	s := rules(t).begin("2026-11-30 10:00").at("2026-12-02 10:00")
	s.do(complaint.Suspending{Kind: "access", Reason: "x", Until: shanghai(t, "2026-12-20 10:00")})
	s.do(complaint.Suspending{Kind: "access", Reason: "x", At: shanghai(t, "2026-12-01 10:00"), Until: shanghai(t, "2026-12-04 10:00")})
	if got := s.c.Suspensions; len(got) != 1 || s.spoken(got[0].From)+" "+s.spoken(got[0].Until) != "12-01 10:00 12-04 10:00" {
		t.Errorf("suspended %+v", got)
	}
}

func TestAfterASilenceOneClockIsToldOnce(t *testing.T) {
	s := rules(t).begin("2026-11-02 10:00").do(complaint.Contacting{Reached: true}).at("2026-11-12 10:00")
	told := len(s.told)
	s.now = shanghai(t, "2026-11-18 23:10") // nothing ran meanwhile, and a repeat was due before
	for range 3 {
		s.note(s.c.Fire(s.turn(complaint.System)))
		s.note(s.c.Climb(s.turn(complaint.System)))
	}
	got := slices.DeleteFunc(slices.Clone(s.told[told:]), func(line string) bool { return !strings.HasPrefix(line, "escalation") })
	if diff := cmp.Diff([]string{"escalation answer repeat 3 11-18 09:00 L1 L2 L3 L4"}, got); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

func TestASuspensionMayBeToldWhenItIsOver(t *testing.T) {
	s := rules(t).begin("2026-11-30 10:00").do(complaint.Contacting{Reached: true}).at("2026-12-03 10:00")
	s.do(complaint.Suspending{Kind: "access", Reason: "x", At: shanghai(t, "2026-12-01 10:00"), Until: shanghai(t, "2026-12-02 12:00")})
	if got := s.clock("answer"); got != "running 12-10 00:00" || s.spoken(s.c.Suspensions[0].EndedAt) != "12-02 12:00" {
		t.Errorf("the answer is %s, suspended %+v", got, s.c.Suspensions)
	}
	err := s.refuse(complaint.Suspending{Kind: "access", Reason: "x", At: shanghai(t, "2026-12-02 10:00"), Until: shanghai(t, "2026-12-01 10:00")}, complaint.Handler)
	if f := fault.Of(err).Fields; len(f) != 1 || f[0].Name != "until" {
		t.Errorf("fields %+v", f)
	}
}
