package complaint_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// six is a whole information report.
var six = complaint.Information{
	Course: "3月10日起停电四次", Cause: "线路老化", Scope: "李村2号台区46户", Loss: "无", Progress: "已派抢修", Consequences: "可能引发集中投诉",
}

// grave begins a complaint that triage has graded, with levels that are told at once.
func grave(r rulebook, grade string, levels ...string) *story {
	r.t.Helper()
	s := &story{t: r.t, policy: r.Policy, now: shanghai(r.t, "2026-03-10 09:00")}
	c, _, change, err := complaint.Open(complaint.Submission{Channel: "hotline", Text: "电线掉了", Class: "05.01.01", Site: complaint.SiteDetails{Region: "demo", TransformerArea: "李村2号台区"}}, "202603-000001", "code", s.turn(complaint.Agent))
	if err != nil {
		r.t.Fatal(err)
	}
	s.c = c
	s.note(change)
	s.by("", complaint.System, complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: "05.01.01", Urgency: "major", Grade: grade}, Unit: "demo-station", Levels: levels})
	return s.do(complaint.Dispatching{})
}

// station gives a command of the station.
func (s *story) station(cmd complaint.Command) *story {
	s.t.Helper()
	return s.by("demo-station", complaint.Handler, cmd)
}

func TestTheEmergencyPlanFromItsOpeningToItsEnd(t *testing.T) {
	s := grave(rules(t), "major", "L1", "L2", "L3")
	if e := s.c.Emergency; e == nil || e.Because != "grade major" || e.By != "system" || e.Step != "emergency-action" {
		t.Fatalf("the plan: %+v", e)
	}
	s.at("2026-03-10 09:10").station(complaint.EmergencyAction{Action: "现场警戒,切断电源"})
	s.at("2026-03-10 09:25").station(six)
	s.at("2026-03-10 09:40").group(complaint.GroupOrder{Order: "立即抢修,专人安抚"})
	s.station(complaint.EmergencyAnalysis{Nature: "设备隐患", Scope: "46户", Consequences: "安全", Plan: "更换导线"})
	s.at("2026-03-10 15:00").station(complaint.EmergencyHandling{Result: "已更换"})
	s.by("demo-county", complaint.Supervisor, complaint.EmergencySupervision{Demand: "三日内完成同类排查"})
	if sv := s.c.Supervision; sv.Level != "L3" || sv.Because != "grade" || sv.Demand != "三日内完成同类排查" || s.clock("supervision") != "running 03-14 00:00" {
		t.Errorf("supervision %+v, the reply %s", sv, s.clock("supervision"))
	}
	s.do(complaint.Answer{Text: "已更换"}).by("", complaint.Supervisor, complaint.Review{Passed: true}).do(complaint.CallbackResult{Reached: true, Satisfied: new(true)}).expect(complaint.Closed)
	if !s.c.Emergency.Open() || s.c.Emergency.Step != "root-cause" {
		t.Errorf("after the closing: %+v", s.c.Emergency)
	}
	s.at("2026-03-20 10:00").station(complaint.RootCause{Cause: "巡视不到位"})
	change, err := s.try("demo-station", complaint.Handler, complaint.Prevention{Measures: "加密巡视", PlanAmendment: "预案增加断线处置卡"})
	if err != nil || s.c.Emergency.Open() || s.spoken(s.c.Emergency.EndedAt) != "03-20 10:00" || s.c.Emergency.Prevention.PlanAmendment != "预案增加断线处置卡" {
		t.Errorf("the end: %v, %+v", err, s.c.Emergency)
	}
	if got := effects(change); len(got) != 1 || !strings.HasSuffix(got[0], `/emergency {"machine":"emergency","cycle":1}`) {
		t.Errorf("promised %v", got)
	}
	want := &complaint.InformationReport{Information: six, Unit: "demo-station", FiledAt: shanghai(t, "2026-03-10 09:25"), By: "handler:demo-station"}
	if diff := cmp.Diff(want, s.c.Information); diff != "" {
		t.Errorf("the report (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{
		"major   03-10 09:00 L1 L2 L3", "supervision   03-10 09:00 handler L1 L2", "major   03-10 09:25 L3",
		"supervision supervision ordered 03-10 15:00 handler L1 L2", "warning prevention 2wd before@09:00 03-20 09:00 handler L1",
	}, s.told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

func TestWhatOpensTheEmergencyPlan(t *testing.T) {
	supervised := "supervision   03-10 09:00 handler L1 L2" // as a grave matter
	for _, tt := range []struct {
		name   string
		story  func() *story
		number int
		told   []string
	}{
		{"a grave matter", func() *story { return grave(rules(t), "special") }, 1, []string{supervised}},
		{"a matter that is not grave", func() *story { return grave(rules(t), "important") }, 0, nil},
		{"a person", func() *story {
			return grave(rules(t), "general").by("", complaint.Supervisor, complaint.EmergencyOpening{Reason: "多家媒体到场"})
		}, 1, []string{"major   03-10 09:00 handler L1"}},
		{"a grave matter that a person is to confirm", func() *story {
			s := grave(rules(t), "general").do(complaint.Refusal{Reason: "x"})
			return s.by("", complaint.System, complaint.Link{From: "202603-000002", PassedOn: &complaint.PassedOn{At: s.now, Grade: "major"}})
		}, 0, []string{"urge   03-10 09:00 handler L1", "major superior reported 03-10 09:00 L3"}},
		{"a person's grade", func() *story { return grave(rules(t), "general").graded("major") }, 1, []string{supervised}},
		{"a case that came past the company and is grave", func() *story {
			s := voltage(rules(t))
			return s.by("", complaint.System, complaint.Link{From: "202603-000002", PassedOn: &complaint.PassedOn{At: s.now, Grade: "major"}})
		}, 1, []string{"urge   03-10 09:00 handler L1", "major superior reported 03-10 09:00 L3", supervised}},
		{"nothing, under rules without a plan", func() *story { r := rules(t); r.Emergency = policy.Emergency{}; return grave(r, "special") }, 0, []string{supervised}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := tt.story()
			if (s.c.Emergency != nil) != (tt.number > 0) || tt.number > 0 && s.c.Emergency.Number != tt.number {
				t.Errorf("plan %+v", s.c.Emergency)
			}
			if diff := cmp.Diff(tt.told, s.told); diff != "" {
				t.Errorf("told (-want +got):\n%s", diff)
			}
		})
	}
	r := rules(t)
	r.Emergency = policy.Emergency{}
	if _, err := grave(r, "special").try("", complaint.Supervisor, complaint.EmergencyOpening{Reason: "x"}); !fault.Is(err, fault.Conflict) {
		t.Errorf("by hand under rules without a plan: %v", err)
	}
	if _, err := grave(rules(t), "special").try("", complaint.Supervisor, complaint.EmergencyOpening{Reason: "x"}); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second one beside the first: %v", err)
	}
}

// toDepartment takes a plan up to the marketing department's word.
func (s *story) toDepartment() *story {
	s.t.Helper()
	s.station(complaint.EmergencyAction{Action: "x"}).station(six).group(complaint.GroupOrder{Order: "x"})
	return s.station(complaint.EmergencyAnalysis{Nature: "x", Scope: "x", Consequences: "x", Plan: "x"}).station(complaint.EmergencyHandling{Result: "x"})
}

// TestTheDepartmentSupervisesBesideWhatIsOpen: its word is an order of supervision,
// which takes up what a rule has opened and leaves another order alone.
func TestTheDepartmentSupervisesBesideWhatIsOpen(t *testing.T) {
	byHand := func() *story {
		return grave(rules(t), "general").by("", complaint.Supervisor, complaint.EmergencyOpening{Reason: "x"}).toDepartment()
	}
	for _, tt := range []struct {
		name   string
		story  *story
		level  string
		reason string
		demand string
		reply  string
	}{
		{"nothing", byHand(), "L2", "emergency", "排查", "running 03-14 00:00"},
		{"a rule's", grave(rules(t), "major").toDepartment(), "L3", "grade", "排查", "running 03-14 00:00"},
		{"an order", byHand().must("demo-city", complaint.Supervising{Demand: "整改", Limit: "1wd"}), "L3", "order", "整改", "running 03-12 00:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := tt.story.by("demo-county", complaint.Supervisor, complaint.EmergencySupervision{Demand: "排查"})
			sv := s.c.Supervision
			if got, want := [...]string{sv.Level, sv.Because, sv.Demand, s.clock("supervision")}, [...]string{tt.level, tt.reason, tt.demand, tt.reply}; got != want {
				t.Errorf("supervision %v, want %v", got, want)
			}
			if said := s.c.Emergency.Supervision; said.Text != "排查" || s.c.Emergency.Step != "root-cause" {
				t.Errorf("the plan keeps %+v, and waits for %s", said, s.c.Emergency.Step)
			}
			if s.do(complaint.Answer{Text: "x"}).by("", complaint.Supervisor, complaint.Review{Passed: true}); !s.c.Supervision.Open() {
				t.Error("an answer that has passed has released what a person ordered")
			}
		})
	}
	s := grave(rules(t), "major").toDepartment().do(complaint.Answer{Text: "x"}).by("", complaint.Supervisor, complaint.Review{Passed: true})
	s.do(complaint.CallbackResult{Reached: true, Satisfied: new(true)}).expect(complaint.Closed)
	if s.by("demo-county", complaint.Supervisor, complaint.EmergencySupervision{Demand: "排查"}); s.c.Supervision.Open() || s.c.Clock("supervision") != nil {
		t.Errorf("a closed case is supervised: %+v", s.c.Supervision)
	}
}

// TestAReportThatIsFiledEarlyIsNotAskedForAgain: a report is taken in any open
// flow, and the plan passes over what is there.
func TestAReportThatIsFiledEarlyIsNotAskedForAgain(t *testing.T) {
	s := grave(rules(t), "major").station(six)
	if s.c.Emergency.Step != "emergency-action" {
		t.Errorf("the plan waits for %s", s.c.Emergency.Step)
	}
	if s.station(complaint.EmergencyAction{Action: "x"}); s.c.Emergency.Step != "group-order" {
		t.Errorf("the plan waits for %s", s.c.Emergency.Step)
	}
	second := six
	second.Loss = "冰箱一台"
	if s.station(second); s.c.Information.Loss != "冰箱一台" || s.c.Emergency.Step != "group-order" {
		t.Errorf("filed anew: %+v", s.c.Information)
	}
}

func TestAnInformationReportNeedsAllSix(t *testing.T) {
	s := grave(rules(t), "major")
	for i, name := range []string{"course", "cause", "scope", "loss", "progress", "consequences"} {
		report := six
		*[]*string{&report.Course, &report.Cause, &report.Scope, &report.Loss, &report.Progress, &report.Consequences}[i] = " "
		_, err := s.try("demo-station", complaint.Handler, report)
		if !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Name != name || fault.Of(err).Fields[0].Reason.ZH != "必填" {
			t.Errorf("without %s: %v", name, err)
		}
	}
}

func TestADraftSaysWhatTheRecordKnows(t *testing.T) {
	s := grave(rules(t), "major")
	s.c.HotSpot = 3
	s.at("2026-03-11 10:00").do(complaint.Findings{Verified: "yes", Responsibility: "utility-operation", Cause: "线路老化"})
	want := &complaint.Information{
		Course: "3月10日09:00已受理；3月10日09:00已派单；3月11日09:00首次联系客户超时；3月11日10:00处理中", Cause: "线路老化",
		Scope: "示范供电区，李村2号台区，近期同类3件", Progress: "处理中，示范供电所", Consequences: "法定答复时限3月24日24:00",
	}
	if diff := cmp.Diff(want, s.c.Draft(s.policy)); diff != "" {
		t.Errorf("draft (-want +got):\n%s", diff)
	}
	english := *s.policy
	english.Language = "en"
	if got := s.c.Draft(&english).Course; got != "09:00 on 10 March: received; 09:00 on 10 March: sent to the unit; 09:00 on 11 March: first contact overdue; 10:00 on 11 March: being handled" {
		t.Errorf("in English: %s", got)
	}
	if s.station(six); s.c.Draft(s.policy) != nil {
		t.Error("a draft beside the filed report")
	}
	if grave(rules(t), "general").c.Draft(s.policy) != nil {
		t.Error("a draft without a flow")
	}
}

// TestThePlanEndsWithACaseThatIsNoMatterOfItsOwn: it goes on after a closing by
// which the customer was answered, see the test of the whole plan.
func TestThePlanEndsWithACaseThatIsNoMatterOfItsOwn(t *testing.T) {
	for _, closing := range []complaint.Command{
		complaint.Merge{Into: "202603-000009"}, complaint.Withdrawal{}, complaint.Closure{Outcome: complaint.Invalid, Reason: "x"},
	} {
		s := grave(rules(t), "major")
		if s.by("", complaint.Supervisor, closing); s.c.Emergency.Open() || s.c.Emergency.Step != "" {
			t.Errorf("%s: %+v", closing.Name(), s.c.Emergency)
		}
	}
}

// TestOneOrderServesBothFlows: the leading group is one.
func TestOneOrderServesBothFlows(t *testing.T) {
	s := passedOn(rules(t), "major").station(complaint.EmergencyAction{Action: "x"}).station(six)
	s.group(complaint.GroupOrder{Order: "两项合并办理"})
	if s.c.OverLevel.Step != "plan-start" || s.c.Emergency.Step != "emergency-analysis" || s.c.OverLevel.Order.Text != s.c.Emergency.Order.Text {
		t.Errorf("%+v, %+v", s.c.OverLevel, s.c.Emergency)
	}
	names := []string{}
	for _, x := range s.c.Running() {
		names = append(names, x.Name)
	}
	if !slices.Equal(names, []string{"202606-000001-overlevel-1-0", "202606-000001-emergency-1-0"}) {
		t.Errorf("executions %v", names)
	}
}

// TestAPlanThatOutlivesItsCaseHasALimit of its own from the closing on; one that is
// brought to its end before, or dropped, has none.
func TestAPlanThatOutlivesItsCaseHasALimit(t *testing.T) {
	handled := func() *story {
		return grave(rules(t), "major").toDepartment().by("demo-county", complaint.Supervisor, complaint.EmergencySupervision{Demand: "x"})
	}
	concluded := func(s *story) *story {
		s.t.Helper()
		s.do(complaint.Answer{Text: "x"}).by("", complaint.Supervisor, complaint.Review{Passed: true})
		return s.do(complaint.CallbackResult{Reached: true, Satisfied: new(true)}).expect(complaint.Closed)
	}
	ended := func(s *story) *story {
		s.t.Helper()
		return s.station(complaint.RootCause{Cause: "x"}).station(complaint.Prevention{Measures: "x", PlanAmendment: "无需修订"})
	}
	s := concluded(handled().at("2026-03-11 08:00"))
	if !s.c.Pending() || s.clock("prevention") != "running 03-26 00:00" {
		t.Fatalf("pending %t, the clock is %s", s.c.Pending(), s.clock("prevention"))
	}
	s.at("2026-03-11 09:00").by("", complaint.Agent, complaint.Reopening{Reason: "x"}).do(complaint.Dispatching{})
	concluded(s) // it runs on, and no second one beside it
	told := len(s.told)
	s.at("2026-03-27 10:00")
	if diff := cmp.Diff([]string{
		"warning prevention 2wd before@09:00 03-23 09:00 handler L1", "warning prevention 0wd before@09:00 03-25 09:00 handler L1 L2",
		"breach prevention breach 03-26 00:00 L2 L3", "escalation prevention repeat 1 03-27 09:00 L1 L2 L3",
	}, s.told[told:]); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	ended(s)
	if s.c.Pending() || s.clock("prevention") != "missed 03-26 00:00 03-27 10:00" || s.c.Emergency.Open() {
		t.Errorf("ended: pending %t, %s, %+v", s.c.Pending(), s.clock("prevention"), s.c.Emergency)
	}
	s.replays()

	if s = concluded(ended(handled())); s.c.Clock("prevention") != nil {
		t.Errorf("a plan that had ended before has a clock: %s", s.clock("prevention"))
	}
	if s = handled().by("", complaint.Supervisor, complaint.Closure{Outcome: complaint.Invalid, Reason: "x"}); s.c.Clock("prevention") != nil || s.c.Pending() {
		t.Errorf("a plan that was dropped has a clock: %s", s.clock("prevention"))
	}
}
