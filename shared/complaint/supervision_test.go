package complaint_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// must gives a command as a supervisor of a unit, "" for the whole company.
func (s *story) must(unit string, cmd complaint.Command) *story {
	s.t.Helper()
	if _, err := s.from(unit, cmd); err != nil {
		s.t.Fatalf("%s by %q at %s: %v", cmd.Name(), unit, s.now, err)
	}
	return s
}

// denied gives a command as a supervisor of a unit, which must fail in one way.
func (s *story) denied(unit string, cmd complaint.Command, want fault.Kind) *story {
	s.t.Helper()
	_, err := s.from(unit, cmd)
	if !fault.Is(err, want) {
		s.t.Errorf("%s by %q at %s: %v, want %s", cmd.Name(), unit, s.now, err, want)
	}
	for _, f := range fault.Of(err).Fields {
		if f.Name == "" || f.Reason.ZH == "" || f.Reason.EN == "" {
			s.t.Errorf("%s is refused with %+v", cmd.Name(), f)
		}
	}
	return s
}

func TestACityCompanySupervisesAStation(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00").at("2026-06-01 10:00").do(complaint.Contacting{Reached: true})
	before := s.clock("answer")
	s.must("demo-city", complaint.Supervising{Demand: "三日内报送整改方案", Limit: "2wd"})
	if got := s.clock("supervision"); got != "running 06-04 00:00" || s.clock("answer") != before {
		t.Errorf("the reply is %s; the answer is %s, before %s", got, s.clock("answer"), before)
	}
	s.denied("demo-city", complaint.Supervising{Demand: "x"}, fault.Conflict)
	s.at("2026-06-03 15:00").do(complaint.SupervisionReply{Text: "方案已报送"})
	s.do(complaint.Answer{Text: "已整改"}).do(complaint.Review{Passed: true})
	if !s.c.Supervision.Open() {
		t.Error("an answer that has passed has released what a person ordered")
	}
	s.at("2026-06-03 16:00").denied("demo-county", complaint.SupervisionRelease{}, fault.Denied)
	s.must("demo-province", complaint.SupervisionRelease{}).denied("demo-province", complaint.SupervisionRelease{}, fault.Conflict)
	want := &complaint.Supervision{
		Level: "L3", OpenedAt: shanghai(t, "2026-06-01 10:00"), Because: "order", Demand: "三日内报送整改方案", Limit: "2wd",
		By: "supervisor:demo-city", OrderedAt: shanghai(t, "2026-06-01 10:00"),
		Replies:    []complaint.Reply{{At: shanghai(t, "2026-06-03 15:00"), By: "handler:demo-station", Text: "方案已报送"}},
		ReleasedAt: shanghai(t, "2026-06-03 16:00"), ReleasedBy: "supervisor:demo-province",
	}
	if diff := cmp.Diff(want, s.c.Supervision); diff != "" {
		t.Errorf("supervision (-want +got):\n%s", diff)
	}
	s.check([]string{
		"supervision supervision ordered 06-01 10:00 handler L1 L2",
		"warning supervision 0wd before@09:00 06-03 09:00 handler L1",
		"supervision   06-03 15:00 L3",
	}, map[string]string{"supervision": "met 06-04 00:00 06-03 15:00"})
}

func TestASupervisionThatNobodyRepliesToIsTold(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00").do(complaint.Contacting{Reached: true}).must("", complaint.Supervising{Demand: "x"})
	s.at("2026-06-05 10:00")
	s.check([]string{
		"supervision supervision ordered 06-01 09:00 handler L1 L2",
		"warning answer 2wd before@09:00 06-04 09:00 handler L1",
		"warning supervision 0wd before@09:00 06-04 09:00 handler L1",
		"breach supervision breach 06-05 00:00 L2 L3",
	}, map[string]string{"supervision": "missed 06-05 00:00"})
	if s.c.Supervision.Level != "L5" {
		t.Errorf("the whole company supervises from %s", s.c.Supervision.Level)
	}
	s.do(complaint.Answer{Text: "x"}).do(complaint.Review{Passed: true}).do(complaint.CallbackResult{Reached: true, Satisfied: new(true)})
	if s.c.Supervision.Open() || s.c.Supervision.ReleasedBy != "" || s.clock("supervision") != "missed 06-05 00:00 06-05 10:00" {
		t.Errorf("after the closing %+v, the reply is %s", s.c.Supervision, s.clock("supervision"))
	}
	s.replays()
}

func TestWhatASupervisionMayNotBe(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00").at("2026-06-01 10:00")
	for name, tt := range map[string]struct {
		unit string
		cmd  complaint.Command
		want fault.Kind
	}{
		"by the unit itself":                {"demo-station", complaint.Supervising{Demand: "x"}, fault.Denied},
		"by another line":                   {"demo-discipline", complaint.Supervising{Demand: "x"}, fault.Denied},
		"without a demand":                  {"demo-city", complaint.Supervising{}, fault.Invalid},
		"within no time that one can count": {"demo-city", complaint.Supervising{Demand: "x", Limit: "soon"}, fault.Invalid},
		"by an instant that has passed":     {"demo-city", complaint.Supervising{Demand: "x", Limit: "2026-06-01T10:00:00+08:00"}, fault.Invalid},
		"in two years":                      {"demo-city", complaint.Supervising{Demand: "x", Limit: "730d"}, fault.Invalid},
		"replied to before it is opened":    {"demo-station", complaint.SupervisionReply{Text: "x"}, fault.Conflict},
		"released before it is opened":      {"demo-city", complaint.SupervisionRelease{}, fault.Conflict},
	} {
		t.Run(name, func(t *testing.T) { s.denied(tt.unit, tt.cmd, tt.want) })
	}
	s.must("demo-county", complaint.Supervising{Demand: "x", Limit: "2026-06-02T18:00:00+08:00"})
	if got := s.clock("supervision"); got != "running 06-02 18:00" {
		t.Errorf("by an instant the reply is %s", got)
	}
	unset := rules(t)
	unset.clock("supervision", func(c *policy.Clock) { c.Unset = "nobody knows" })
	free := unset.begin("2026-06-01 09:00").must("demo-city", complaint.Supervising{Demand: "x"})
	if free.c.Clock("supervision") != nil || !free.c.Supervision.Open() {
		t.Errorf("without a limit %+v", free.c.Supervision)
	}
	none := rules(t).only("dispatch", "contact", "return", "answer", "legal", "callback", "rework")
	none.begin("2026-06-01 09:00").denied("demo-city", complaint.Supervising{Demand: "x", Limit: "2wd"}, fault.Invalid).must("demo-city", complaint.Supervising{Demand: "x"})
}

// TestAnOrderTakesUpWhatARuleHasOpened: a breach opens supervision and tells of it
// itself; a person's demand makes it last beyond the answer.
func TestAnOrderTakesUpWhatARuleHasOpened(t *testing.T) {
	s := rules(t).begin("2026-03-10 09:00").do(complaint.Contacting{Reached: true}).at("2026-03-18 08:00")
	if sv := s.c.Supervision; sv.Level != "L3" || sv.Because != "answer" || s.count("supervised") != 1 {
		t.Fatalf("after the breach %+v", sv)
	}
	told := len(s.told)
	s.must("demo-province", complaint.Supervising{Demand: "当日答复", Limit: "8h"})
	if sv := s.c.Supervision; sv.Level != "L4" || sv.Because != "answer" || s.count("supervised") != 1 || s.c.EarlierSupervisions != nil {
		t.Errorf("taken up %+v", sv)
	}
	if diff := cmp.Diff([]string{"supervision supervision ordered 03-18 08:00 handler L1 L2"}, s.told[told:]); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	s.do(complaint.Answer{Text: "x"}).do(complaint.Review{Passed: true})
	if !s.c.Supervision.Open() {
		t.Error("released by the answer")
	}
	s.replays()
}

func TestAMatterOfASupervisedSortIsSupervisedOnceFromItsDispatch(t *testing.T) {
	for because, judged := range map[string]complaint.Judgement{
		"grade": {Grade: "major"}, "key": {Grade: "general", Signals: []string{"safety"}}, "over-level": {Grade: "general"},
		"": {Grade: "important", Signals: []string{"hazard"}},
	} {
		t.Run("because "+because, func(t *testing.T) {
			p, err := defaultPolicy()
			if err != nil {
				t.Fatal(err)
			}
			s := &story{t: t, policy: p, now: shanghai(t, "2026-06-01 09:00")}
			c, _, change, err := complaint.Open(complaint.Submission{
				Channel: "superior", Text: "电压低", Class: "04.01.01", Source: complaint.Source{OverLevel: because == "over-level"},
			}, "202606-000001", "code", s.turn(complaint.Public))
			if err != nil {
				t.Fatal(err)
			}
			s.c = c
			s.note(change)
			judged.Kind, judged.Class, judged.Urgency = "complaint", "04.01.01", "general"
			s.do(complaint.Judged{Judgement: judged, Unit: "demo-station"}).do(complaint.Dispatching{})
			if because == "" {
				if s.c.Supervision != nil {
					t.Errorf("supervised %+v", s.c.Supervision)
				}
				return
			}
			if sv := s.c.Supervision; sv.Because != because || sv.Level != "L3" || !sv.OpenedAt.Equal(s.now) {
				t.Fatalf("supervised %+v", sv)
			}
			s.must("demo-city", complaint.SupervisionRelease{}).do(complaint.Refusal{Reason: "x"}).do(complaint.Classification{Unit: "demo-station"}).do(complaint.Dispatching{})
			if s.c.Supervision.Open() || s.count("supervised") != 1 {
				t.Errorf("opened again: %+v", s.c.Supervision)
			}
			want := []string{"supervision   06-01 09:00 handler L1 L2"}
			if because == "over-level" {
				want = slices.Insert(want, 0, "major superior reported 06-01 09:00 L3")
			}
			if diff := cmp.Diff(want, s.told); diff != "" {
				t.Errorf("told (-want +got):\n%s", diff)
			}
			s.replays()
		})
	}
}

// TestAMatterThatGoesOverTheCompanyIsSupervisedWhereTheUnitHasIt: at once, and
// once, where another complaint takes it there; not while the company has not
// handed it over; and not twice beside what is open.
func TestAMatterThatGoesOverTheCompanyIsSupervisedWhereTheUnitHasIt(t *testing.T) {
	s := voltage(rules(t)).at("2026-03-11 10:00")
	over := complaint.Link{From: "202603-000002", PassedOn: &complaint.PassedOn{Body: "省公司", At: s.now, Grade: "general"}}
	s.by("", complaint.System, over)
	if sv := s.c.Supervision; !sv.Open() || sv.Because != "over-level" || sv.Level != "L3" {
		t.Fatalf("supervised %+v", sv)
	}
	over.From = "202603-000003"
	if s.by("", complaint.System, over); s.count("supervised") != 1 {
		t.Error("supervised twice")
	}
	sorting := voltage(rules(t)).do(complaint.Refusal{Reason: "x"}).by("", complaint.System, over)
	if sorting.c.Supervision != nil {
		t.Errorf("supervised in sorting: %+v", sorting.c.Supervision)
	}
	sorting.do(complaint.Classification{Unit: "demo-station"}).do(complaint.Dispatching{})
	if sv := sorting.c.Supervision; !sv.Open() || sv.Because != "over-level" {
		t.Errorf("supervised when it was handed over: %+v", sv)
	}
	if late := passedOn(rules(t), "general"); late.c.Supervision.Because != "answer" || late.count("supervised") != 1 {
		t.Errorf("supervised beside what is open: %+v", late.c.Supervision)
	}
}

func TestSupervisionOfASortLastsUntilTheClosingAndItsHistoryStays(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00").graded("major").do(complaint.Answer{Text: "x"}).do(complaint.Review{Passed: true})
	if !s.c.Supervision.Open() {
		t.Error("released by the answer")
	}
	s.do(complaint.CallbackResult{Reached: true, Satisfied: new(true)})
	if s.c.Supervision.Open() {
		t.Error("goes on in the closed case")
	}
	s.at("2026-06-02 09:00").do(complaint.Reopening{Reason: "x"}).do(complaint.Dispatching{}).must("demo-city", complaint.SupervisionRelease{})
	for range 25 {
		s.must("demo-city", complaint.Supervising{Demand: "x"}).must("demo-city", complaint.SupervisionRelease{})
	}
	if n := len(s.c.EarlierSupervisions); n != 20 || !s.c.Supervised(s.now) || s.c.Supervised(s.now.Add(-48*time.Hour)) {
		t.Errorf("%d earlier ones, supervised %t", n, s.c.Supervised(s.now))
	}
	s.replays()
}

// TestARepeatThatSaysNothingOfSupervisionIsToldByItself: the words for the leaders
// say that the case is supervised; without them a notice does.
func TestARepeatThatSaysNothingOfSupervisionIsToldByItself(t *testing.T) {
	for _, leaders := range []bool{true, false} {
		r := rules(t)
		if !leaders {
			r.Texts.Notices = maps.Clone(r.Texts.Notices)
			delete(r.Texts.Notices, "repeat.again")
		}
		s := &story{t: t, policy: r.Policy, now: shanghai(t, "2026-06-01 09:00")}
		c, _, change, err := complaint.Open(complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"}, "202606-000001", "code", s.turn(complaint.Public))
		if err != nil {
			t.Fatal(err)
		}
		s.c = c
		s.note(change)
		judged := complaint.Judgement{Kind: "complaint", Class: "04.01.01", Urgency: "general", Grade: "general"}
		s.do(complaint.Judged{Judgement: judged, Unit: "demo-station", Repeat: &complaint.Repeat{Of: "202605-000001", Count: 3}})
		want := []string{"repeat   06-01 09:00 L2 L3 L4"}
		if !leaders {
			want = append([]string{"supervision   06-01 09:00 handler L1 L2"}, want...)
		}
		if diff := cmp.Diff(want, s.told); diff != "" || s.c.Supervision.Because != "repeat" {
			t.Errorf("told (-want +got):\n%s", diff)
		}
	}
}

// TestWhatWasMissedMeanwhileIsSupervisedNext: when the answer has passed that the case was
// supervised for, by a rung if that is how high the other clock has been climbed.
func TestWhatWasMissedMeanwhileIsSupervisedNext(t *testing.T) {
	r := rules(t)
	r.clock("rectification", func(c *policy.Clock) {
		c.Breach.Supervision, c.Ladder = "L3", slices.Clone(c.Ladder)
		c.Ladder[0].Supervision = "L4"
	})
	for at, level := range map[string]string{"2026-03-20 08:00": "L3", "2026-03-20 10:00": "L4"} {
		s := r.begin("2026-03-10 09:00").do(complaint.Contacting{Reached: true}).at("2026-03-17 10:00").must("demo-county", complaint.Rectifying{What: "x", Due: "1wd"})
		s.at(at)
		if sv := s.c.Supervision; sv.Because != "answer" || s.clock("rectification") != "missed 03-19 00:00" {
			t.Fatalf("supervised %+v, the rectification is %s", sv, s.clock("rectification"))
		}
		told := len(s.told)
		s.do(complaint.Answer{Text: "x"}).do(complaint.Review{Passed: true})
		if sv := s.c.Supervision; !sv.Open() || sv.Because != "rectification" || sv.Level != level || !sv.OpenedAt.Equal(s.now) || len(s.c.EarlierSupervisions) != 1 {
			t.Errorf("then supervised %+v, want it from %s", sv, level)
		}
		if n := len(s.told); n != told+1 || s.told[told][:12] != "supervision " {
			t.Errorf("told %v", s.told[told:])
		}
		s.do(complaint.RectificationDone{Item: 1, Text: "x"}).replays()
		if s.c.Supervision.Open() {
			t.Errorf("goes on when nothing is owed: %+v", s.c.Supervision)
		}
	}
}

// TestTheNextUnitHearsThatItsCaseIsSupervised, once: not again with each rework.
func TestTheNextUnitHearsThatItsCaseIsSupervised(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00").must("demo-city", complaint.Supervising{Demand: "x"})
	s.must("", complaint.Reassignment{Unit: "demo-county", Reason: "x"})
	told := len(s.told)
	s.do(complaint.Dispatching{})
	want := []string{"supervision   06-01 09:00 handler L1 L2"}
	if diff := cmp.Diff(want, s.told[told:]); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	s.must("demo-county", complaint.Acceptance{}).must("demo-county", complaint.Answer{Text: "x"}).must("", complaint.Review{Passed: true})
	s.do(complaint.CallbackResult{Reached: true, Satisfied: new(false)})
	told = len(s.told)
	if s.do(complaint.Dispatching{}); len(s.told) != told {
		t.Errorf("told again: %v", s.told[told:])
	}
	s.replays()
}

// TestSupervisionLastsWhileTheSuperiorBodyHasNotAgreed, whatever the unit has answered.
func TestSupervisionLastsWhileTheSuperiorBodyHasNotAgreed(t *testing.T) {
	s := passedOn(rules(t), "general").ordered()
	if sv := s.c.Supervision; !sv.Open() || sv.Because != "answer" {
		t.Fatalf("supervision %+v", sv)
	}
	s.do(complaint.Answer{Text: "x"}).by("", complaint.Supervisor, complaint.Review{Passed: true})
	if !s.c.Supervision.Open() {
		t.Error("it is released with an answer that the superior body does not know")
	}
	s.investigate().group(complaint.SuperiorDecision{Agreed: true}).do(complaint.CallbackResult{Reached: true, Satisfied: new(true)})
	if s.c.Supervision.Open() {
		t.Errorf("closed: %+v", s.c.Supervision)
	}
	s.replays()
}
