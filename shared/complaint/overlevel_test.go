package complaint_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// voltage begins the case of walk-through 2, the original, and hands it to the station.
func voltage(r rulebook) *story {
	r.t.Helper()
	return r.beginWith("2026-03-10 09:00", complaint.Submission{
		Channel: "counter", Text: "半年来晚上电压只有一百七八,空调启动不了", Class: "04.01.01",
		Customer: complaint.CustomerDetails{Name: "李某", AccountNumber: "3400098765432"}, Site: complaint.SiteDetails{Region: "demo", Area: "rural"},
	})
}

// passedOn is that case when a superior body has passed another one about it on,
// 03-18 10:20, judged of a grade.
func passedOn(r rulebook, grade string) *story {
	r.t.Helper()
	s := voltage(r).at("2026-03-11 14:30").do(complaint.Contacting{Reached: true}).at("2026-03-18 10:20")
	return s.by("", complaint.System, complaint.Link{From: "202603-000002", PassedOn: &complaint.PassedOn{
		Body: "省公司", Reason: "供电所一周未解决", At: s.now, Grade: grade,
	}})
}

// try gives a command to a copy of the case, as the desk does, and keeps it when it was taken.
func (s *story) try(unit string, role complaint.Role, cmd complaint.Command) (complaint.Change, error) {
	s.t.Helper()
	stored, err := json.Marshal(s.c)
	if err != nil {
		s.t.Fatal(err)
	}
	var c complaint.Case
	if err := json.Unmarshal(stored, &c); err != nil {
		s.t.Fatal(err)
	}
	turn := s.turn(role)
	turn.By.Unit = unit
	change, err := c.Do(cmd, turn)
	if err == nil {
		s.c = &c
		s.note(change)
	}
	return change, err
}

// by gives a command that must be taken.
func (s *story) by(unit string, role complaint.Role, cmd complaint.Command) *story {
	s.t.Helper()
	if _, err := s.try(unit, role, cmd); err != nil {
		s.t.Fatalf("%s at %s: %v", cmd.Name(), s.now, err)
	}
	return s
}

// group gives a command for the leading group, the city's; county one of the department.
func (s *story) group(cmd complaint.Command) *story {
	s.t.Helper()
	return s.by("demo-city", complaint.Supervisor, cmd)
}

func (s *story) county(cmd complaint.Command) *story {
	s.t.Helper()
	return s.by("demo-county", complaint.Handler, cmd)
}

// investigate takes the flow to where the superior body decides.
func (s *story) investigate() *story {
	s.t.Helper()
	return s.county(complaint.Submitting{Result: "只调档", Opinion: "继续观察"}).group(complaint.GroupDecision{Approved: true}).group(complaint.SuperiorReport{})
}

// ordered takes a flow that has just been opened to its investigation.
func (s *story) ordered() *story {
	s.t.Helper()
	return s.group(complaint.GroupOrder{Order: "县公司营销部牵头"}).county(complaint.PlanStart{Plan: "低电压治理预案"})
}

// effects are the keys of what a change promises beside notices and messages.
func effects(change complaint.Change) (keys []string) {
	for _, e := range change.Effects {
		if e.Kind == complaint.StartWorkflow || e.Kind == complaint.ResumeWorkflow {
			keys = append(keys, e.Key+" "+string(e.Data))
		}
	}
	return keys
}

// TestTheOverLevelWalkThrough plays the second walk-through of the field.
func TestTheOverLevelWalkThrough(t *testing.T) {
	s := passedOn(rules(t), "important")
	if s.c.Grade != "important" || s.c.OverLevel.Step != "group-order" || s.clock("superior") != "running 04-02 00:00" {
		t.Fatalf("grade %s, flow %+v, clock %s", s.c.Grade, s.c.OverLevel, s.clock("superior"))
	}
	s.at("2026-03-18 11:30").ordered()
	s.at("2026-03-18 13:00").county(complaint.Information{Course: "x", Cause: "x", Scope: "x", Loss: "无", Progress: "x", Consequences: "x"})
	s.at("2026-03-19 10:00").by("demo-station", complaint.Handler, complaint.Assistance{Text: "提供台区测量记录"})
	s.at("2026-03-20 17:00").county(complaint.Submitting{Result: "只调档", Opinion: "继续观察"})
	s.at("2026-03-20 18:30").group(complaint.GroupDecision{Approved: true})
	s.at("2026-03-23 09:00").group(complaint.SuperiorReport{Text: "已报省公司"})
	s.at("2026-03-23 16:00").group(complaint.SuperiorDecision{Reason: "没有增容方案"})
	if s.c.OverLevel.Round != 2 || s.c.OverLevel.Step != "submission" {
		t.Errorf("after a no: %+v", s.c.OverLevel)
	}
	s.at("2026-03-25 15:00").county(complaint.Submitting{Result: "新增变压器布点", Opinion: "7日内提供临时容量"})
	s.at("2026-03-25 17:00").group(complaint.GroupDecision{Approved: true}).group(complaint.SuperiorReport{})
	s.at("2026-03-26 09:30").group(complaint.SuperiorDecision{Agreed: true}).do(complaint.Answer{Text: "新增变压器布点,7日内提供临时容量"})
	s.at("2026-03-26 11:00").by("", complaint.Supervisor, complaint.Review{Passed: true})
	s.at("2026-03-27 10:00").do(complaint.CallbackResult{Reached: true, Satisfied: new(true)}).expect(complaint.Closed)
	o := s.c.OverLevel
	if !o.Agreed || o.Round != 2 || o.By != "202603-000002" || o.Body != "省公司" || s.spoken(o.EndedAt) != "03-26 09:30" || len(o.Submissions) != 2 || len(o.Assistance) != 1 {
		t.Errorf("the flow: %+v", o)
	}
	if first := o.Submissions[0]; first.Round != 1 || !first.Group.Yes || first.Superior.Yes || first.Superior.Reason != "没有增容方案" || first.Reported.By != "supervisor:demo-city" {
		t.Errorf("the first submission: %+v", first)
	}
	s.at("2026-05-01 00:00").check([]string{
		"warning contact 4h before 03-11 05:00 handler L1",
		"breach contact breach 03-11 09:00 L2 L3",
		"warning answer 2wd before@09:00 03-13 09:00 handler L1",
		"warning answer 0wd before@09:00 03-17 09:00 handler L1 L2",
		"breach answer breach 03-18 00:00 L2 L3",
		"urge   03-18 10:20 handler L1",
		"major superior reported 03-18 10:20 L3",
		"escalation answer repeat 1 03-19 09:00 L1 L2 L3 L4",
		"warning legal 2wd before@09:00 03-20 09:00 L2 L3",
		"escalation answer repeat 2 03-20 09:00 L1 L2 L3 L4",
		"escalation answer repeat 3 03-23 09:00 L1 L2 L3 L4",
		"rework superior round 2 03-23 16:00 L1 L2 L3",
		"escalation answer repeat 4 03-24 09:00 L1 L2 L3 L4",
		"breach legal breach 03-25 00:00 L3 L4",
		"escalation answer repeat 5 03-25 09:00 L1 L2 L3 L4",
		"escalation answer repeat 6 03-26 09:00 L1 L2 L3 L4",
	}, map[string]string{
		"contact": "missed 03-11 09:00 03-11 14:30", "return": "missed 03-17 00:00 03-26 09:30", "answer": "missed 03-18 00:00 03-26 09:30",
		"legal": "missed 03-25 00:00 03-26 09:30", "callback": "met 03-28 00:00 03-27 10:00", "superior": "met 04-02 00:00 03-26 09:30",
	})
	if late := s.policy.Calendar.DaysLate(s.c.Clock("answer").DueAt, s.c.Clock("answer").EndedAt); late != 7 {
		t.Errorf("the answer is %d working days late, want 7", late)
	}
}

func TestTheSuperiorsLimitMayBeMissed(t *testing.T) {
	s := passedOn(rules(t), "general").ordered().at("2026-04-07 10:00").investigate().group(complaint.SuperiorDecision{Agreed: true})
	if got := s.clock("superior"); got != "missed 04-02 00:00 04-07 10:00" {
		t.Errorf("superior is %s", got)
	}
	told := slices.DeleteFunc(slices.Clone(s.told), func(line string) bool { return !strings.Contains(line, " superior ") })
	if diff := cmp.Diff([]string{
		"major superior reported 03-18 10:20 L3", "warning superior 2wd before@09:00 03-30 09:00 L3", "breach superior breach 04-02 00:00 L3 L4",
		"escalation superior repeat 1 04-03 09:00 L3 L4", "escalation superior repeat 2 04-07 09:00 L3 L4",
	}, told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

func TestTheGroupMayReturnWhatWasSubmitted(t *testing.T) {
	s := passedOn(rules(t), "general").ordered().county(complaint.Submitting{Result: "x", Opinion: "x"})
	if _, err := s.try("demo-city", complaint.Supervisor, complaint.GroupDecision{}); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Name != "reason" {
		t.Errorf("a no without a reason: %v", err)
	}
	s.group(complaint.GroupDecision{Reason: "原因未查清"})
	if o := s.c.OverLevel; o.Round != 1 || o.Step != "submission" || o.Submissions[0].Group.Yes {
		t.Errorf("returned: %+v", o)
	}
	if last := s.told[len(s.told)-1]; !strings.HasPrefix(last, "rework superior returned ") || !strings.HasSuffix(last, " 03-18 10:20 L1 L2 L3") {
		t.Errorf("told last %q, want that the group has returned it", last)
	}
	s.investigate()
	if o := s.c.OverLevel; len(o.Submissions) != 2 || o.Step != "superior-decision" {
		t.Errorf("submitted again: %+v", o)
	}
	for range 6 {
		s.group(complaint.SuperiorDecision{Reason: "不同意"}).investigate()
	}
	if o := s.c.OverLevel; o.Round != 7 || len(o.Submissions) != 5 || o.Submissions[4].Round != 7 {
		t.Errorf("after many rounds: round %d, %d submissions", o.Round, len(o.Submissions))
	}
}

func TestEachStepOfTheFlowStartsOrResumesItsExecution(t *testing.T) {
	s := voltage(rules(t))
	change, err := s.try("", complaint.System, complaint.Link{From: "202603-000002", PassedOn: &complaint.PassedOn{At: s.now}})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{`start/202606-000001-overlevel-1-0 {"name":"202606-000001-overlevel-1-0","machine":"overlevel","reference":"202606-000001","cycle":1,"n":0}`}
	if diff := cmp.Diff(want, effects(change)); diff != "" {
		t.Errorf("opened (-want +got):\n%s", diff)
	}
	change, err = s.try("demo-city", complaint.Supervisor, complaint.GroupOrder{Order: "x"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{`resume/202606-000001/5/overlevel {"machine":"overlevel","cycle":1}`}, effects(change)); diff != "" {
		t.Errorf("ordered (-want +got):\n%s", diff)
	}
	change, err = s.try("", complaint.Public, complaint.Withdrawal{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{`resume/202606-000001/6 {"cycle":0}`, `resume/202606-000001/6/overlevel {"machine":"overlevel","cycle":1}`}, effects(change)); diff != "" {
		t.Errorf("withdrawn (-want +got):\n%s", diff)
	}
	if o := s.c.OverLevel; o.Open() || o.Agreed || s.c.Clock("superior").State != complaint.Cancelled {
		t.Errorf("withdrawn: %+v, %s", o, s.clock("superior"))
	}
}

// TestACaseWaitsForTheSuperiorBody once the group has taken the flow up; one that
// nobody has taken up ends with its case, and so does one that is invalid.
func TestACaseWaitsForTheSuperiorBody(t *testing.T) {
	satisfied := complaint.CallbackResult{Reached: true, Satisfied: new(true)}
	called := func(s *story) *story {
		return s.do(complaint.Answer{Text: "x"}).by("", complaint.Supervisor, complaint.Review{Passed: true})
	}
	for _, tt := range []struct {
		name  string
		taken bool
		cmd   complaint.Command
		want  string // state of the clock; "" when the command is refused
	}{
		{"nobody has taken it up, and the customer is satisfied", false, satisfied, "met"},
		{"nobody has taken it up, and it is another's duplicate", false, complaint.Merge{Into: "202603-000009"}, "cancelled"},
		{"nobody has taken it up, and the customer withdraws", false, complaint.Withdrawal{}, "cancelled"},
		{"the group has ordered, and it is closed as referred", true, complaint.Closure{Outcome: complaint.Referred, Reason: "x"}, ""},
		{"the group has ordered, and it is merged", true, complaint.Merge{Into: "202603-000009"}, ""},
		{"the group has ordered, and it is to follow another", true, complaint.Joining{Into: "202603-000009"}, ""},
		{"the group has ordered, and it is found invalid", true, complaint.Closure{Outcome: complaint.Invalid, Reason: "x"}, "cancelled"},
		{"the group has ordered, and the customer withdraws", true, complaint.Withdrawal{}, "cancelled"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := passedOn(rules(t), "general")
			if tt.taken {
				s.group(complaint.GroupOrder{Order: "x"})
			}
			if _, joins := tt.cmd.(complaint.Joining); !joins {
				called(s)
			}
			_, err := s.try("", complaint.Supervisor, tt.cmd)
			switch {
			case tt.want == "" && !fault.Is(err, fault.Conflict):
				t.Errorf("got %v, want a conflict", err)
			case tt.want != "" && (err != nil || s.c.Status != complaint.Closed || s.c.OverLevel.Open() || string(s.c.Clock("superior").State) != tt.want):
				t.Errorf("%v, %s, %+v, %s", err, s.c.Status, s.c.OverLevel, s.clock("superior"))
			}
		})
	}
	s := called(passedOn(rules(t), "general").group(complaint.GroupOrder{Order: "x"}))
	s.do(complaint.CallbackResult{}).do(complaint.CallbackResult{})
	s.do(complaint.CallbackResult{}).expect(complaint.Callback) // the last call that is tried
	s.county(complaint.PlanStart{Plan: "x"}).investigate().group(complaint.SuperiorDecision{Reason: "x"}).expect(complaint.Callback)
	s.investigate().group(complaint.SuperiorDecision{Agreed: true}).expect(complaint.Closed).replays()
	if s.c.Outcome != complaint.Unreached {
		t.Errorf("closed as %s", s.c.Outcome)
	}
}

// TestACallBeforeTheSuperiorBodyAgreesIsKept: what the customer has said counts, also
// that somebody has made trouble for them; the case closes by it with the body's word.
func TestACallBeforeTheSuperiorBodyAgreesIsKept(t *testing.T) {
	s := passedOn(rules(t), "general").ordered().do(complaint.Answer{Text: "x"}).by("", complaint.Supervisor, complaint.Review{Passed: true})
	question := s.policy.Callback.Retaliation.Question
	turn := s.turn(complaint.Caller)
	turn.Drawn = "202603-000777"
	change, err := s.c.Do(complaint.CallbackResult{Reached: true, Satisfied: new(true), Answers: map[string]any{question: true}}, turn)
	if err != nil {
		t.Fatal(err)
	}
	s.note(change)
	opened := slices.ContainsFunc(change.Effects, func(e complaint.Effect) bool { return e.Kind == complaint.OpenReport })
	if s.expect(complaint.Callback); !s.c.Called(s.policy) || len(s.c.Callbacks) != 1 || !opened || s.clock("callback") != "met 03-20 00:00 03-18 10:20" {
		t.Errorf("calls %+v, report opened %t, callback %s", s.c.Callbacks, opened, s.clock("callback"))
	}
	s.at("2026-04-03 10:00") // the limit of the superior body is over, and somebody is reminded of it each day
	if want := "escalation superior repeat 1 04-03 09:00 L3 L4"; !slices.Contains(s.told, want) || s.c.WakeAt.IsZero() {
		t.Errorf("told %v, want %s", s.told, want)
	}
	s.investigate()
	change, err = s.try("demo-city", complaint.Supervisor, complaint.SuperiorDecision{Agreed: true})
	if err != nil || s.c.Status != complaint.Closed || s.c.Outcome != complaint.Resolved {
		t.Errorf("%v: %s %s", err, s.c.Status, s.c.Outcome)
	}
	if keys := effects(change); len(keys) != 2 {
		t.Errorf("promised %v, want the end of both runs", keys)
	}
	s.replays()
}

func TestOnlyTheLeadingGroupSpeaksForIt(t *testing.T) {
	for unit, want := range map[string]fault.Kind{
		"demo-station": fault.Denied, "demo-county": fault.Denied, "demo-city": "", "demo-province": "", "": "", "demo-discipline": fault.Denied,
	} {
		if _, err := passedOn(rules(t), "general").try(unit, complaint.Supervisor, complaint.GroupOrder{Order: "x"}); fault.KindOf(err) != want {
			t.Errorf("%s: %v, want %q", unit, err, want)
		}
	}
	s := passedOn(rules(t), "general").ordered().investigate()
	for _, cmd := range []complaint.Command{complaint.SuperiorDecision{Agreed: true}} {
		if _, err := s.try("demo-county", complaint.Supervisor, cmd); !fault.Is(err, fault.Denied) {
			t.Errorf("%s by the county: %v", cmd.Name(), err)
		}
	}
}

// TestACommandThatNoFlowWaitsForIsRefused, in a case without a flow and at every
// other step of one.
func TestACommandThatNoFlowWaitsForIsRefused(t *testing.T) {
	s := voltage(rules(t))
	for _, cmd := range flowing("x", true) {
		if _, err := s.try("", complaint.Supervisor, cmd); cmd.Name() != "emergency" && !fault.Is(err, fault.Conflict) {
			t.Errorf("%s without a flow: %v", cmd.Name(), err)
		}
		s.c.Emergency = nil
	}
	for _, name := range s.c.Allowed() {
		if name == "group-order" || name == "information-report" {
			t.Errorf("%s is told to be allowed", name)
		}
	}
	s = passedOn(rules(t), "general")
	for _, want := range []string{"group-order", "plan-start", "submission", "group-decision", "superior-report", "superior-decision"} {
		if !slices.Contains(s.c.Allowed(), want) {
			t.Errorf("at %s: allowed are %v", want, s.c.Allowed())
		}
		var next complaint.Command
		for _, cmd := range flowing("x", true)[:7] {
			switch _, assists := cmd.(complaint.Assistance); {
			case cmd.Name() == want:
				next = cmd
			case assists && want == "submission":
			default:
				if _, err := s.try("", complaint.Supervisor, cmd); !fault.Is(err, fault.Conflict) {
					t.Errorf("%s at %s: %v", cmd.Name(), want, err)
				}
			}
		}
		s.by("", complaint.Supervisor, next)
	}
	if !s.c.OverLevel.Agreed {
		t.Errorf("the flow: %+v", s.c.OverLevel)
	}
}

// TestACaseThatCameOverTheCompanyItself opens its own flow when it is judged, of
// a grade that is grave enough, also when a person must decide.
func TestACaseThatCameOverTheCompanyItself(t *testing.T) {
	over := complaint.Source{Body: "市政府", OverLevel: true, Reason: "多次反映未果"}
	for _, tt := range []struct {
		name         string
		judged       complaint.Judged
		known, opens bool
		grade        string
	}{
		{"a complaint", complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: "04.01.01", Grade: "general"}, Unit: "demo-station"}, true, true, "important"},
		{"a grave one keeps its grade", complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: "04.01.01", Grade: "major"}, Unit: "demo-station"}, true, true, "major"},
		{"one that a person must sort", complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Grade: "general"}, Unsure: true}, true, true, "important"},
		{"a duplicate, whose original has the flow", complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: "04.01.01", Grade: "general"}, Unit: "demo-station", DuplicateOf: "202603-000001"}, true, false, "important"},
		{"an enquiry, which has no such limit", complaint.Judged{Judgement: complaint.Judgement{Kind: "enquiry", Grade: "general"}, Unit: "demo-station"}, true, false, "general"},
		{"under rules that know no such flow", complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: "04.01.01", Grade: "general"}, Unit: "demo-station"}, false, false, "general"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := rules(t)
			if !tt.known {
				r.OverLevel = policy.OverLevel{}
			}
			s := &story{t: t, policy: r.Policy, now: shanghai(t, "2026-03-18 10:20")}
			c, _, change, err := complaint.Open(complaint.Submission{Channel: "superior", Text: "供电所不管", Class: "04.01.01", Source: over, ReceivedAt: shanghai(t, "2026-03-17 09:00"),
				Site: complaint.SiteDetails{Region: "demo"}}, "202603-000002", "code", s.turn(complaint.Agent))
			if err != nil {
				t.Fatal(err)
			}
			s.c = c
			s.note(change)
			s.by("", complaint.System, tt.judged)
			if s.c.Grade != tt.grade || s.c.OverLevel.Open() != tt.opens {
				t.Fatalf("grade %s, flow %+v", s.c.Grade, s.c.OverLevel)
			}
			if !tt.opens {
				return
			}
			want := &complaint.OverLevel{Number: 1, By: "202603-000002", Body: "市政府", Reason: "多次反映未果", ReceivedAt: c.ReceivedAt, OpenedAt: s.now, Step: "group-order", Round: 1}
			if diff := cmp.Diff(want, s.c.OverLevel); diff != "" || s.clock("superior") != "running 04-01 00:00" {
				t.Errorf("superior %s, flow (-want +got):\n%s", s.clock("superior"), diff)
			}
		})
	}
}

// TestAContestedDuplicateHasAFlowOfItsOwn: its customer says that it is another matter.
func TestAContestedDuplicateHasAFlowOfItsOwn(t *testing.T) {
	s := &story{t: t, policy: rules(t).Policy, now: shanghai(t, "2026-03-18 10:20")}
	c, _, _, err := complaint.Open(complaint.Submission{Channel: "superior", Text: "x", Source: complaint.Source{OverLevel: true}, Site: complaint.SiteDetails{Region: "demo"}}, "202603-000002", "code", s.turn(complaint.Agent))
	if err != nil {
		t.Fatal(err)
	}
	s.c = c
	s.by("", complaint.System, complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: "04.01.01", Grade: "general"}, DuplicateOf: "202603-000001"}).expect(complaint.Closed)
	s.at("2026-03-19 09:00").by("", complaint.Agent, complaint.Reopening{Reason: "不是同一事项"})
	if !s.c.OverLevel.Open() || s.clock("superior") != "running 04-02 00:00" {
		t.Errorf("flow %+v", s.c.OverLevel)
	}
}

// TestASecondFlowFollowsAnEndedOne, and none is opened beside one that goes on.
func TestASecondFlowFollowsAnEndedOne(t *testing.T) {
	again := func(from string) complaint.Link {
		return complaint.Link{From: from, PassedOn: &complaint.PassedOn{Body: "12398", At: shanghai(t, "2026-03-24 09:00")}}
	}
	s := passedOn(rules(t), "general").ordered().at("2026-03-24 09:00").by("", complaint.System, again("202603-000003"))
	if o := s.c.OverLevel; o.Number != 1 || o.By != "202603-000002" || o.Step != "submission" {
		t.Errorf("a second receipt while the flow goes on: %+v", o)
	}
	s.investigate().group(complaint.SuperiorDecision{Agreed: true}).by("", complaint.System, again("202603-000004"))
	if o := s.c.OverLevel; o.Number != 2 || o.By != "202603-000004" || o.Round != 1 || s.c.Clock("superior").Round != 1 || s.clock("superior") != "running 04-09 00:00" {
		t.Errorf("the second flow: %+v, %s", o, s.clock("superior"))
	}
	if diff := cmp.Diff([]complaint.Execution{{Name: "202606-000001-overlevel-2-0", Machine: "overlevel", Reference: "202606-000001", Cycle: 2}}, s.c.Running()); diff != "" {
		t.Errorf("executions (-want +got):\n%s", diff)
	}
}

// TestAFollowerGoesItsOwnWayWhenTheGroupOrders: the answer to another case is
// none to a superior body.
func TestAFollowerGoesItsOwnWayWhenTheGroupOrders(t *testing.T) {
	s := voltage(rules(t)).by("", complaint.Agent, complaint.Joining{Into: "202603-000001"})
	s.by("", complaint.System, complaint.Link{From: "202603-000002", PassedOn: &complaint.PassedOn{At: s.now}})
	if !s.c.Follows() {
		t.Fatal("it follows nobody")
	}
	s.group(complaint.GroupOrder{Order: "x"})
	if s.c.Follows() || !s.c.Batch.Apart || s.c.Next(s.now) != complaint.StepDispatch {
		t.Errorf("batch %+v, needs %s", s.c.Batch, s.c.Next(s.now))
	}
}

// TestAFlowThatEndedWithItsCaseIsTakenUpWhenTheCaseIs: the superior body still
// waits for an answer. One that it has agreed to stays ended.
func TestAFlowThatEndedWithItsCaseIsTakenUpWhenTheCaseIs(t *testing.T) {
	agreed := func(s *story) *story {
		return s.ordered().investigate().group(complaint.SuperiorDecision{Agreed: true}).by("", complaint.Public, complaint.Withdrawal{})
	}
	for _, tt := range []struct {
		name   string
		end    func(*story) *story
		opens  bool // with the reopening; else once a person has judged it, or never
		judged bool // once a person has
	}{
		{"withdrawn", func(s *story) *story { return s.by("", complaint.Public, complaint.Withdrawal{}) }, true, false},
		{"withdrawn when the group had ordered", func(s *story) *story {
			return s.group(complaint.GroupOrder{Order: "x"}).by("", complaint.Public, complaint.Withdrawal{})
		}, true, false},
		{"called invalid", func(s *story) *story {
			return s.by("", complaint.Supervisor, complaint.Closure{Outcome: complaint.Invalid, Reason: "x"})
		}, false, true},
		{"agreed", agreed, false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := tt.end(passedOn(rules(t), "major")).expect(complaint.Closed)
			if s.c.OverLevel.Open() || s.c.Emergency.Open() {
				t.Fatalf("closed: %+v, %+v", s.c.OverLevel, s.c.Emergency)
			}
			s.at("2026-03-30 09:00").by("", complaint.Agent, complaint.Reopening{Reason: "客户仍有异议"})
			if s.c.OverLevel.Open() != tt.opens {
				t.Errorf("reopened: %+v", s.c.OverLevel)
			}
			if s.c.Status == complaint.Sorting {
				s.by("", complaint.Agent, complaint.Classification{Unit: "demo-station"})
			}
			want := &complaint.OverLevel{
				Number: 2, By: "202603-000002", Body: "省公司", Reason: "供电所一周未解决", ReceivedAt: s.now, OpenedAt: s.now, Step: "group-order", Round: 1,
			}
			switch {
			case !tt.opens && !tt.judged:
				if o := s.c.OverLevel; o.Number != 1 || o.Open() {
					t.Errorf("flow %+v, want the one that has ended", o)
				}
			default:
				if diff := cmp.Diff(want, s.c.OverLevel); diff != "" || s.clock("superior") != "running 04-15 00:00" {
					t.Errorf("superior %s, flow (-want +got):\n%s", s.clock("superior"), diff)
				}
			}
			if e := s.c.Emergency; !e.Open() || e.Number != 2 || e.Step != "emergency-action" {
				t.Errorf("plan %+v, want a second one from its first step", e)
			}
		})
	}
}

// TestFlowsGoOnUnderAPackWithoutThem: a case that adopts one is brought to its end by
// those above its unit, and nobody is told in words that the pack has not.
func TestFlowsGoOnUnderAPackWithoutThem(t *testing.T) {
	s := passedOn(rules(t), "major").ordered().station(complaint.EmergencyAction{Action: "x"})
	bare := *s.policy
	bare.Version, bare.OverLevel, bare.Emergency, bare.Supervision = "bare", policy.OverLevel{}, policy.Emergency{}, policy.Supervision{}
	bare.Clocks = slices.DeleteFunc(slices.Clone(bare.Clocks), func(c policy.Clock) bool {
		return slices.Contains([]string{"superior", "supervision", "prevention"}, c.Name)
	})
	s.policy = &bare
	change, _, err := s.c.Adopt(s.turn(complaint.System))
	if err != nil || s.clock("superior") != "running 04-02 00:00" { // the superior body still waits
		t.Fatalf("adopted: %v, superior %s", err, s.clock("superior"))
	}
	s.note(change)
	told := len(s.told)
	s.station(six).group(complaint.GroupOrder{Order: "x"})
	s.station(complaint.EmergencyAnalysis{Nature: "x", Scope: "x", Consequences: "x", Plan: "x"}).station(complaint.EmergencyHandling{Result: "x"})
	if _, err := s.try("demo-station", complaint.Supervisor, complaint.EmergencySupervision{Demand: "x"}); !fault.Is(err, fault.Denied) {
		t.Errorf("the station speaks for the department: %v", err)
	}
	s.county(complaint.EmergencySupervision{Demand: "x"})
	if diff := cmp.Diff([]string{"supervision  ordered 03-18 10:20 handler L1 L2"}, s.told[told:]); diff != "" || s.c.Supervision.Level != "L3" {
		t.Errorf("supervised by %s, told (-want +got):\n%s", s.c.Supervision.Level, diff)
	}
	told = len(s.told)
	s.do(complaint.Answer{Text: "x"}).at("2026-04-02 00:01")
	want := []string{"warning superior 2wd before@09:00 03-30 09:00 centre", "breach superior breach 04-02 00:00 centre"}
	if diff := cmp.Diff(want, slices.DeleteFunc(slices.Clone(s.told[told:]), func(line string) bool { return !strings.Contains(line, " superior ") })); diff != "" {
		t.Errorf("of the limit under rules that have it not (-want +got):\n%s", diff)
	}
	s.investigate().group(complaint.SuperiorDecision{Reason: "x"}).investigate().group(complaint.SuperiorDecision{Agreed: true})
	s.by("", complaint.Supervisor, complaint.Review{Passed: true})
	s.do(complaint.CallbackResult{Reached: true, Satisfied: new(true)}).station(complaint.RootCause{Cause: "x"}).station(complaint.Prevention{Measures: "x", PlanAmendment: "x"})
	if s.c.Status != complaint.Closed || s.c.OverLevel.Open() || s.c.Emergency.Open() || s.c.Pending() {
		t.Errorf("%s, flow %+v, plan %+v", s.c.Status, s.c.OverLevel, s.c.Emergency)
	}
}
