package complaint_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// letter gives a command as a supervisor of a unit, and the message that follows.
func (s *story) letter(unit string, cmd complaint.Command) (m complaint.Message) {
	s.t.Helper()
	turn := s.turn(complaint.Supervisor)
	turn.By.Unit = unit
	change, err := s.c.Do(cmd, turn)
	if err != nil {
		s.t.Fatalf("%s at %s: %v", cmd.Name(), s.now, err)
	}
	s.note(change)
	for _, e := range change.Effects {
		if e.Kind == complaint.SendMessage {
			if err := json.Unmarshal(e.Data, &m); err != nil {
				s.t.Fatal(err)
			}
		}
	}
	return m
}

func TestAnInvalidComplaintIsToldWhyAndWhatElse(t *testing.T) {
	ways := "如有异议，您可拨打95598要求重新受理；也可拨打12398能源监管热线反映。"
	for name, tt := range map[string]struct {
		cmd    complaint.Command
		reason string
	}{
		"by a criterion":    {complaint.Determining{Result: complaint.NotValid, Criterion: 10, Explanation: "该小区由物业供电"}, "超出服务承诺和服务范围：该小区由物业供电"},
		"by a supervisor":   {complaint.Closure{Outcome: complaint.Invalid, Reason: "与供电无关"}, "与供电无关"},
		"after another one": {complaint.Closure{Outcome: complaint.Invalid, Reason: "与供电无关"}, "与供电无关"},
	} {
		t.Run(name, func(t *testing.T) {
			s := rules(t).begin("2026-06-01 09:00")
			if name == "after another one" {
				s.do(complaint.Determining{Result: complaint.NotEstablished, Explanation: "x"})
			}
			m := s.letter("demo-city", tt.cmd)
			if s.c.Status != complaint.Closed || s.c.Outcome != complaint.Invalid || s.c.Reason != tt.reason {
				t.Errorf("closed %s %s: %s", s.c.Status, s.c.Outcome, s.c.Reason)
			}
			if m.Kind != "closing.invalid" || m.Values["reason"] != tt.reason || m.Values["ways"] != ways {
				t.Errorf("told %s: %v", m.Kind, m.Values)
			}
			s.replays()
		})
	}
	p := rules(t).Policy
	for i := range p.Determination.Criteria {
		c := complaint.Case{Determination: &complaint.Determination{Result: complaint.NotValid, Criterion: i + 1, Explanation: "because"}}
		if words := c.Why(p, "en"); !strings.HasSuffix(words, ": because") || len(words) < 20 {
			t.Errorf("criterion %d says %q", i+1, words)
		}
	}
	if len(p.Determination.Criteria) != 11 {
		t.Errorf("%d criteria", len(p.Determination.Criteria))
	}
}

func TestWhatADeterminationNeeds(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00")
	for name, tt := range map[string]struct {
		cmd  complaint.Determining
		want []string
	}{
		"nothing":                       {complaint.Determining{}, []string{"result", "explanation"}},
		"a result that there is":        {complaint.Determining{Result: "strange", Explanation: "x"}, []string{"result"}},
		"an explanation":                {complaint.Determining{Result: complaint.Abnormal}, []string{"explanation"}},
		"a criterion":                   {complaint.Determining{Result: complaint.NotValid, Explanation: "x"}, []string{"criterion"}},
		"a criterion of the policy":     {complaint.Determining{Result: complaint.NotValid, Criterion: 12, Explanation: "x"}, []string{"criterion"}},
		"no criterion when not invalid": {complaint.Determining{Result: complaint.Normal, Criterion: 1}, []string{"criterion"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := s.from("demo-city", tt.cmd)
			var got []string
			for _, f := range fault.Of(err).Fields {
				got = append(got, f.Name)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%v, fields (-want +got):\n%s", err, diff)
			}
		})
	}
	if err := s.refuse(complaint.Determining{Result: complaint.NotValid, Criterion: 1, Explanation: "x"}, complaint.Handler); !fault.Is(err, fault.Denied) {
		t.Errorf("a handler calls it invalid: %v", err)
	}
	none := rules(t)
	none.Determination = policy.Determination{}
	none.begin("2026-06-01 09:00").denied("", complaint.Determining{Result: complaint.NotValid, Criterion: 1, Explanation: "x"}, fault.Invalid)
	s.do(complaint.Answer{Text: "x"}).do(complaint.Determining{Result: complaint.Normal}).do(complaint.Review{Passed: true})
	s.denied("", complaint.Determining{Result: complaint.Normal}, fault.Conflict) // an answer has passed
}

// TestAComplaintThatIsNotEstablishedIsAnsweredTactfully: its findings say no, who
// has complained reads why, and it ends as explained.
func TestAComplaintThatIsNotEstablishedIsAnsweredTactfully(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00").do(complaint.Determining{Result: complaint.NotEstablished, Explanation: "当日为计划停电，已提前公告"})
	if diff := cmp.Diff(&complaint.Findings{Verified: "no", Responsibility: "none", Facts: "当日为计划停电，已提前公告"}, s.c.Findings); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	s.denied("", complaint.Findings{Verified: "yes", Responsibility: "utility-operation"}, fault.Conflict)
	s.do(complaint.Findings{Verified: "no", Responsibility: "customer"}).do(complaint.Answer{Text: "停电信息可在APP查询"})
	m := s.letter("", complaint.Review{Passed: true})
	if m.Kind != "answer.not-established" || m.Values["text"] != "停电信息可在APP查询" || m.Values["reason"] != "当日为计划停电，已提前公告" || !strings.Contains(m.Values["ways"], "12398") {
		t.Errorf("told %s: %v", m.Kind, m.Values)
	}
	s.do(complaint.CallbackResult{Reached: true, Satisfied: new(true)})
	if s.c.Outcome != complaint.Explained {
		t.Errorf("closed as %s", s.c.Outcome)
	}
	s.at("2026-06-02 09:00").do(complaint.Reopening{Reason: "x"})
	if s.c.Validity() != complaint.Normal {
		t.Errorf("after the reopening it is %s", s.c.Validity())
	}
	s.replays()
}

// TestAnUnknownCauseIsNormal (S-203).
func TestAnUnknownCauseIsNormal(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00")
	if s.c.Validity() != complaint.Normal {
		t.Errorf("undetermined it is %s", s.c.Validity())
	}
	for _, verified := range []string{"unverifiable", "partly", "yes"} {
		s.do(complaint.Findings{Verified: verified, Responsibility: "none"})
		s.denied("", complaint.Determining{Result: complaint.NotEstablished, Explanation: "x"}, fault.Conflict)
	}
	s.do(complaint.Determining{Result: complaint.Normal})
	if m := s.do(complaint.Answer{Text: "x"}).letter("", complaint.Review{Passed: true}); m.Kind != "answer" {
		t.Errorf("told %s", m.Kind)
	}
	s.replays()
}

func TestAnAbnormalComplaintIsApprovedFromAbove(t *testing.T) {
	abnormal := complaint.Determining{Result: complaint.Abnormal, Explanation: "索赔百万元，超出法定标准"}
	s := rules(t).begin("2026-06-01 09:00").denied("", complaint.DeterminationApproval{Reason: "x"}, fault.Conflict).do(abnormal)
	s.do(complaint.Answer{Text: "x"})
	s.refused(complaint.Review{Passed: true}, fault.Conflict)
	s.denied("demo-station", complaint.DeterminationApproval{Approved: true, Reason: "x"}, fault.Denied)
	s.denied("demo-county", complaint.DeterminationApproval{Approved: true}, fault.Invalid)
	s.must("demo-county", complaint.DeterminationApproval{Approved: true, Reason: "同意按指导书办理"})
	s.denied("demo-county", complaint.DeterminationApproval{Approved: true, Reason: "x"}, fault.Conflict)
	m := s.letter("", complaint.Review{Passed: true})
	if m.Kind != "answer.abnormal" || s.c.Validity() != complaint.Abnormal || m.Values["text"] != "x" || m.Values["reason"] != "" || !strings.Contains(m.Values["ways"], "12398") {
		t.Errorf("told %+v of a complaint that is %s", m, s.c.Validity())
	}
	s.replays()

	s = rules(t).begin("2026-06-01 09:00").do(abnormal).must("demo-county", complaint.DeterminationApproval{Reason: "索赔有据"})
	if s.c.Validity() != complaint.Normal {
		t.Errorf("refused, it is %s", s.c.Validity())
	}
	s.do(complaint.Answer{Text: "x"}).do(complaint.Review{Passed: true}).expect(complaint.Callback)

	s = rules(t).begin("2026-06-01 09:00").must("demo-county", abnormal)
	s.denied("demo-county", complaint.DeterminationApproval{Approved: true, Reason: "x"}, fault.Denied) // their own determination
	s.must("demo-city", complaint.DeterminationApproval{Approved: true, Reason: "x"})
}
