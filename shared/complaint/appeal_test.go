package complaint_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// meter is the story of a meter said to run fast, up to its closing on 06-05
// 09:30: the customer's own wiring leaks, so that the unit will appeal.
func meter(r rulebook) *story {
	r.t.Helper()
	s := r.beginWith("2026-06-01 08:50", complaint.Submission{
		Channel: "hotline", Text: "电表走得太快,要求验表退费", Class: "02.05.01",
		Customer: complaint.CustomerDetails{Name: "张某", AccountNumber: "3400055501234", Phone: "13900000003"}, Site: complaint.SiteDetails{Region: "demo", Area: "urban"},
	})
	s.at("2026-06-01 10:30").do(complaint.Contacting{Reached: true})
	s.at("2026-06-03 10:00").do(complaint.Findings{Verified: "no", Responsibility: "customer", Cause: "产权分界点后漏电"})
	s.at("2026-06-04 16:00").do(complaint.Answer{At: shanghai(r.t, "2026-06-04 15:00"), Text: "电表误差合格"}).do(complaint.Review{Passed: true})
	return s.at("2026-06-05 09:30").do(complaint.CallbackResult{Reached: true, Satisfied: new(true)}).expect(complaint.Closed)
}

// appeal is a whole one of the kind, which a test may take something away from.
func appeal(change ...func(*complaint.Appealing)) complaint.Appealing {
	c := complaint.Appealing{Type: complaint.NotTrue, Reason: "电表误差合格,请求不予考核", Basis: "验表证书", Signatures: []complaint.Signature{
		{Level: "L1", By: "供电所"}, {Level: "L2", By: "区县公司营销部"}, {Level: "L3", By: "市公司"},
	}}
	for _, f := range change {
		f(&c)
	}
	return c
}

// from gives a command as a supervisor of a unit, "" for the whole company, and
// the kinds of what it promises.
func (s *story) from(unit string, cmd complaint.Command) (promised []complaint.EffectKind, err error) {
	turn := s.turn(complaint.Supervisor)
	turn.By.Unit = unit
	c := *s.c
	c.Clocks, c.Appeals = slices.Clone(c.Clocks), slices.Clone(c.Appeals)
	change, err := c.Do(cmd, turn)
	if err != nil {
		return nil, err
	}
	s.c = &c
	s.note(change)
	for _, e := range change.Effects {
		promised = append(promised, e.Kind)
	}
	return promised, nil
}

// decide decides as the province, and promises nothing.
func (s *story) decide(upheld bool) *story {
	s.t.Helper()
	if promised, err := s.from("demo-province", complaint.AppealDecision{Upheld: upheld, Reason: "经审核"}); err != nil || promised != nil {
		s.t.Fatalf("decision at %s: promised %v, %v", s.now, promised, err)
	}
	return s
}

func TestAUnitsAppealThatIsUpheld(t *testing.T) {
	s := meter(rules(t))
	if s.c.Outcome != complaint.Explained || !s.c.WakeAt.IsZero() || !s.c.NextDue().IsZero() {
		t.Fatalf("closed as %s, wakes at %s", s.c.Outcome, s.c.WakeAt)
	}
	before := *s.c
	s.at("2026-06-08 14:00").do(appeal())
	if got := s.clock("appeal"); got != "running 06-12 00:00" || s.spoken(s.c.NextDue()) != "06-12 00:00" || s.spoken(s.c.WakeAt) != "06-11 09:00" || !s.c.Pending() {
		t.Errorf("the decision is %s, next due %s, the case wakes at %s", got, s.spoken(s.c.NextDue()), s.spoken(s.c.WakeAt))
	}
	s.at("2026-06-10 11:00").decide(true)
	if s.c.Pending() || !s.c.WakeAt.IsZero() || s.c.Next(s.now) != complaint.StepClosed {
		t.Errorf("the case still wakes at %s", s.c.WakeAt)
	}
	want := complaint.Appeal{
		Type: complaint.NotTrue, Reason: appeal().Reason, Basis: "验表证书", Signatures: appeal().Signatures, Stage: 1,
		FiledAt: shanghai(t, "2026-06-08 14:00"), By: "handler:demo-station",
		DecidedAt: shanghai(t, "2026-06-10 11:00"), Upheld: true, Decision: "经审核", DecidedBy: "supervisor:demo-province",
	}
	if diff := cmp.Diff([]complaint.Appeal{want}, s.c.Appeals); diff != "" {
		t.Errorf("appeals (-want +got):\n%s", diff)
	}
	after := *s.c // the complaint itself, its answer, its callback and its limits stay as they were
	after.Appeals, after.Clocks = nil, after.Clocks[:len(before.Clocks)]
	after.Version, after.Events, after.ActedAt = before.Version, before.Events, before.ActedAt
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("the case (-closed +decided):\n%s", diff)
	}
	s.at("2026-07-30 00:00").check([]string{"warning answer 2wd before@09:00 06-04 09:00 handler L1"}, map[string]string{
		"dispatch": "met 06-01 09:10 06-01 08:50", "contact": "met 06-02 08:50 06-01 10:30", "return": "met 06-06 00:00 06-04 16:00",
		"answer": "met 06-09 00:00 06-04 15:00", "callback": "met 06-06 00:00 06-05 09:30", "appeal": "met 06-12 00:00 06-10 11:00",
	})
}

func TestADecisionThatIsLateIsWarnedOfAndTold(t *testing.T) {
	s := meter(rules(t)).at("2026-06-08 14:00").do(appeal()).at("2026-06-12 10:00")
	if s.c.Status != complaint.Closed || s.spoken(s.c.NextDue()) != "06-12 00:00" {
		t.Errorf("%s, next due %s", s.c.Status, s.spoken(s.c.NextDue()))
	}
	s.decide(false).check([]string{
		"warning answer 2wd before@09:00 06-04 09:00 handler L1",
		"warning appeal 0wd before@09:00 06-11 09:00 L4",
		"breach appeal breach 06-12 00:00 L4",
	}, map[string]string{"appeal": "missed 06-12 00:00 06-12 10:00"})
}

// TestTheLadderOfAnAppealWaitsForNoWorkflow: that of a closed case has ended.
func TestTheLadderOfAnAppealWaitsForNoWorkflow(t *testing.T) {
	r := rules(t)
	r.clock("appeal", func(c *policy.Clock) {
		c.Breach.Supervision = "L5"
		c.Ladder = []policy.Rung{
			{After: r.offset("30m"), Levels: []string{"L5"}, AnyTime: true},
			{After: r.offset("1wd@09:00"), Levels: []string{"L4"}, Every: r.offset("1wd@09:00")},
		}
	})
	s := meter(r).at("2026-06-08 14:00").do(appeal())
	told := len(s.told)
	for end := shanghai(t, "2026-06-16 10:00"); !s.c.WakeAt.After(end); { // the sweep alone
		s.now = s.c.WakeAt
		change := s.c.Fire(s.turn(complaint.System))
		s.note(change)
		for _, e := range change.Effects {
			if e.Kind != complaint.SendNotice {
				t.Fatalf("at %s it promises %s", s.spoken(s.now), e.Key)
			}
		}
	}
	s.now = shanghai(t, "2026-06-16 10:00")
	want := []string{
		"warning appeal 0wd before@09:00 06-11 09:00 L4", "breach appeal breach 06-12 00:00 L4",
		"escalation appeal rung 1 06-12 00:30 L5", "escalation appeal repeat 2 06-15 09:00 L4", "escalation appeal repeat 3 06-16 09:00 L4",
	}
	if diff := cmp.Diff(want, s.told[told:]); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	if sv := s.c.Supervision; sv == nil || sv.Because != "appeal" || !sv.ReleasedAt.IsZero() {
		t.Errorf("supervision %+v, want opened for the appeal", sv)
	}
	told = len(s.told)
	s.decide(true).at("2026-06-30 10:00")
	if sv := s.c.Supervision; len(s.told) != told || sv.ReleasedAt.IsZero() {
		t.Errorf("after the decision: %v, supervision %+v", s.told[told:], sv)
	}
	s.replays()
}

func TestAnAppealThatIsNotWholeIsReturned(t *testing.T) {
	s := meter(rules(t)).at("2026-06-08 14:00")
	sign := func(i int, change func(*complaint.Signature)) complaint.Appealing {
		return appeal(func(c *complaint.Appealing) { change(&c.Signatures[i]) })
	}
	for name, tt := range map[string]struct {
		cmd  complaint.Appealing
		want []string
	}{
		"without anything":               {complaint.Appealing{}, []string{"type", "reason", "basis", "signatures"}},
		"of no type":                     {appeal(func(c *complaint.Appealing) { c.Type = "weather" }), []string{"type"}},
		"without a level's signature":    {appeal(func(c *complaint.Appealing) { c.Signatures = c.Signatures[:2] }), []string{"signatures"}},
		"signed by one level twice":      {sign(2, func(s *complaint.Signature) { s.Level = "L2" }), []string{"signatures[2].level", "signatures"}},
		"signed by a level that is none": {sign(2, func(s *complaint.Signature) { s.Level = "handler" }), []string{"signatures[2].level"}},
		"signed by nobody":               {sign(0, func(s *complaint.Signature) { s.By = " " }), []string{"signatures[0].by"}},
		"signed in the future":           {sign(2, func(s *complaint.Signature) { s.At = shanghai(t, "2026-06-09 10:00") }), []string{"signatures[2].at"}},
		"signed before the complaint":    {sign(0, func(s *complaint.Signature) { s.At = shanghai(t, "2026-05-30 10:00") }), []string{"signatures[0].at"}},
		"signed by the higher level first": {appeal(func(c *complaint.Appealing) {
			c.Signatures[0].At, c.Signatures[2].At = shanghai(t, "2026-06-08 10:00"), shanghai(t, "2026-06-08 09:00")
		}), []string{"signatures[2].at"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := s.from("demo-county", tt.cmd)
			var got []string
			for _, f := range fault.Of(err).Fields {
				got = append(got, f.Name)
				if f.Reason.ZH == "" || f.Reason.EN == "" {
					t.Errorf("%s is refused because %v", f.Name, f.Reason)
				}
			}
			if diff := cmp.Diff(tt.want, got); !fault.Is(err, fault.Invalid) || diff != "" {
				t.Errorf("%v, fields (-want +got):\n%s", err, diff)
			}
		})
	}
	if s.c.Appeals != nil || s.c.Clock("appeal") != nil {
		t.Errorf("what was returned is on the case: %+v", s.c.Appeals)
	}
}

func TestAnAppealIsLateAfterItsWindow(t *testing.T) {
	s := meter(rules(t)).at("2026-06-15 08:30")
	s.refused(appeal(), fault.Conflict)
	last := meter(rules(t)).at("2026-06-13 00:00").do(appeal()) // 24:00 of the last day
	if got := last.clock("appeal"); got != "running 06-18 00:00" {
		t.Errorf("filed at the last instant, the decision is %s", got)
	}
	last.at("2026-06-15 10:00").decide(false).at("2026-06-24 00:01").refused(appeal(), fault.Conflict) // Dragon Boat is within
	last.now = shanghai(t, "2026-06-24 00:00")
	last.do(appeal()).replays()
}

func TestAnAppealGoesThroughItsStages(t *testing.T) {
	s := meter(rules(t))
	s.refused(complaint.AppealDecision{Reason: "x"}, fault.Conflict) // none was filed
	s.at("2026-06-08 14:00").do(appeal())
	s.refused(appeal(), fault.Conflict) // one at a time
	s.refused(complaint.AppealDecision{Upheld: true}, fault.Invalid)
	s.at("2026-06-10 11:00").decide(false)
	s.refused(complaint.AppealDecision{Reason: "x"}, fault.Conflict)
	s.at("2026-06-16 10:00").do(appeal()) // the first window is over, that from the refusal is not
	if p := s.c.Appeals[1]; p.Stage != 2 || s.clock("appeal") != "running 06-23 00:00" || s.c.Clock("appeal").Round == s.c.Clocks[len(s.c.Clocks)-2].Round {
		t.Errorf("stage %d, the decision is %s", p.Stage, s.clock("appeal"))
	}
	s.decide(false)
	s.refused(appeal(), fault.Conflict) // the final appeal
	s.replays()

	s = meter(rules(t)).at("2026-06-08 14:00").do(appeal()).decide(true)
	s.refused(appeal(), fault.Conflict) // it was upheld
}

func TestNobodyDecidesAboutTheirOwnAppeal(t *testing.T) {
	for _, tt := range []struct {
		name, filed, decides string
		want                 fault.Kind
	}{
		{"the unit itself", "demo-station", "demo-station", fault.Denied},
		{"the county of a station that appeals", "demo-station", "demo-county", ""},
		{"the county, which has filed it for the station", "demo-county", "demo-county", fault.Denied},
		{"the station about what the county has filed", "demo-county", "demo-station", fault.Denied},
		{"a unit of another line", "demo-station", "demo-discipline", fault.Denied},
		{"the centre", "demo-province", "national-centre", ""},
		{"the whole company", "demo-station", "", ""},
		{"the whole company, which has filed it itself", "", "", ""},
		{"the centre about what the whole company has filed", "", "national-centre", fault.Denied},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := meter(rules(t)).at("2026-06-08 14:00")
			if _, err := s.from(tt.filed, appeal()); err != nil {
				t.Fatal(err)
			}
			_, err := s.from(tt.decides, complaint.AppealDecision{Upheld: true, Reason: "x"})
			if fault.KindOf(err) != tt.want || s.c.Pending() != (tt.want != "") {
				t.Errorf("%v, want %q; pending %t", err, tt.want, s.c.Pending())
			}
		})
	}
}

func TestAReopeningMakesAnAppealVoid(t *testing.T) {
	s := meter(rules(t)).at("2026-06-08 14:00").do(appeal())
	s.at("2026-06-12 10:00").do(complaint.Reopening{Reason: "又走快"}) // the decision is late by then
	if p := s.c.Appeals[0]; !p.VoidAt.Equal(s.now) || !p.DecidedAt.IsZero() || p.Open() || s.count("appeal-voided") != 1 {
		t.Errorf("the appeal is %+v", p)
	}
	told := len(s.told)
	s.do(complaint.Dispatching{}).do(complaint.Contacting{Reached: true}).do(complaint.Answer{Text: "好"}).do(complaint.Review{Passed: true})
	s.do(complaint.CallbackResult{Reached: true, Satisfied: new(true)}).at("2026-06-16 10:00")
	if got := s.clock("appeal"); got != "missed 06-12 00:00 06-12 10:00" || len(s.told) != told || !s.c.WakeAt.IsZero() {
		t.Errorf("the decision is %s, told %v, the case wakes at %s", got, s.told[told:], s.c.WakeAt)
	}
	s.do(appeal()) // its stage is free again, and the window that of the new closing
	if p := s.c.Appeals[1]; p.Stage != 1 || s.clock("appeal") != "running 06-23 00:00" {
		t.Errorf("stage %d, the decision is %s", p.Stage, s.clock("appeal"))
	}
	s.replays()

	s = meter(rules(t)).at("2026-06-08 14:00").do(appeal()).at("2026-06-09 10:00").do(complaint.Reopening{Reason: "x"})
	if got := s.clock("appeal"); got != "cancelled 06-12 00:00 06-09 10:00" {
		t.Errorf("the decision is %s", got)
	}
}

func TestWhereNobodyIsChargedNobodyAppeals(t *testing.T) {
	none := rules(t)
	none.Appeal = policy.Appeal{}
	unset := rules(t).clock("appeal", func(c *policy.Clock) { c.Unset = "nobody knows" })
	for name, s := range map[string]*story{"a pack without appeals": meter(none), "a limit that is not known": meter(unset)} {
		t.Run(name, func(t *testing.T) {
			s.t = t
			s.refused(appeal(), fault.Conflict)
		})
	}
	enquiry := rules(t).begin("2026-06-01 09:00").do(complaint.Refusal{Reason: "x"}).do(complaint.Classification{Kind: "enquiry"})
	enquiry.do(complaint.Dispatching{}).do(complaint.Closure{Outcome: complaint.Invalid, Reason: "x"})
	enquiry.refused(appeal(), fault.Conflict)
	nobodys := rules(t).begin("2026-06-01 09:00").do(complaint.Refusal{Reason: "x"}).do(complaint.Closure{Outcome: complaint.Invalid, Reason: "x"})
	nobodys.refused(appeal(), fault.Conflict)
	open := rules(t).begin("2026-06-01 09:00")
	open.refused(appeal(), fault.Conflict)
	open.refused(complaint.AppealDecision{Reason: "x"}, fault.Conflict)
}

func TestEveryTypeOfAppealHasItsNames(t *testing.T) {
	for _, kind := range complaint.AppealTypes {
		if title := kind.Title(); title["zh"] == "" || title["en"] == "" {
			t.Errorf("%s is called %v", kind, title)
		}
	}
}
