package complaint_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// charged is a closed complaint of a named customer that counts against its unit.
func charged(r rulebook) *story {
	r.t.Helper()
	s := r.begin("2026-06-01 09:00").do(complaint.Contacting{Reached: true})
	s.at("2026-06-02 10:00").do(complaint.Findings{
		Verified: "yes", Responsibility: "utility-operation", Cause: "线径过小", CauseClass: "network", Evidence: []string{"录音 2026-0602-17", "照片 3 张"},
	})
	s.at("2026-06-02 16:00").do(complaint.Answer{Text: "已列入改造"}).do(complaint.Review{Passed: true})
	return s.at("2026-06-03 10:00").do(complaint.CallbackResult{Reached: true, Satisfied: new(true)}).expect(complaint.Closed)
}

func TestTheLevelAboveDecidesWhoseFaultItIs(t *testing.T) {
	s := charged(rules(t))
	decision := complaint.ResponsibilityDecision{Responsibility: "partner", Reason: "第三方施工挖断"}
	s.denied("demo-station", decision, fault.Denied)
	s.denied("demo-county", complaint.ResponsibilityDecision{Responsibility: "fate"}, fault.Invalid)
	if !s.c.Assessed() || s.c.ResponsibleBy(s.now) != "utility-operation" {
		t.Fatalf("before the decision it counts: %t, %s", s.c.Assessed(), s.c.ResponsibleBy(s.now))
	}
	before := s.now
	s.at("2026-06-04 10:00").must("demo-county", decision)
	if s.c.Assessed() || s.c.ResponsibleBy(s.now) != "partner" || s.c.ResponsibleBy(before) != "utility-operation" {
		t.Errorf("decided: counts %t, is %s, was %s", s.c.Assessed(), s.c.ResponsibleBy(s.now), s.c.ResponsibleBy(before))
	}
	if f := s.c.Findings; f.Responsibility != "utility-operation" || f.CauseClass != "network" || len(f.Evidence) != 2 {
		t.Errorf("what the unit has found is %+v", f)
	}
	want := &complaint.Responsibility{Responsibility: "partner", Reason: "第三方施工挖断", At: shanghai(t, "2026-06-04 10:00"), By: "supervisor:demo-county"}
	if diff := cmp.Diff(want, s.c.Responsibility); diff != "" {
		t.Errorf("decision (-want +got):\n%s", diff)
	}
	s.replays()
	open := rules(t).begin("2026-06-01 09:00")
	open.denied("demo-county", decision, fault.Conflict)
	open.denied("", complaint.Findings{Verified: "yes", Responsibility: "none", CauseClass: "moon"}, fault.Invalid)
	open.denied("", complaint.Findings{Verified: "yes", Responsibility: "none", Evidence: []string{""}}, fault.Invalid)
	open.denied("", complaint.Findings{Verified: "yes", Responsibility: "none", Evidence: slices.Repeat([]string{"x"}, 21)}, fault.Invalid)
}

// TestNothingIsLetGo: each of the four that is wanting is named, and keeps a
// complaint that counts from being closed within the company.
func TestNothingIsLetGo(t *testing.T) {
	s := charged(rules(t))
	if diff := cmp.Diff([]string{"causeClear", "educated", "rectified", "dealtWith"}, s.c.LessonsMissing()); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
	for name, drawn := range map[string]complaint.LessonsDrawn{
		"causeClear": {Educated: true, Rectified: true, DealtWith: true},
		"educated":   {CauseClear: true, Rectified: true, DealtWith: true},
		"rectified":  {CauseClear: true, Educated: true, DealtWith: true},
		"dealtWith":  {CauseClear: true, Educated: true, Rectified: true},
	} {
		s.do(drawn)
		_, err := s.from("demo-county", complaint.ClosingInternally{})
		msg := fault.Of(err).Msg
		if !fault.Is(err, fault.Conflict) || !strings.Contains(msg.EN, name) || !strings.Contains(msg.ZH, name) || strings.Count(msg.EN, "(") != 1 {
			t.Errorf("without %s: %v, %+v", name, err, msg)
		}
	}
	s.do(complaint.LessonsDrawn{CauseClear: true, Educated: true, Rectified: true, DealtWith: true, Note: "已开展专题培训"})
	s.denied("demo-station", complaint.ClosingInternally{}, fault.Denied)
	s.must("demo-county", complaint.ClosingInternally{}).denied("demo-county", complaint.ClosingInternally{}, fault.Conflict)
	if s.c.LessonsMissing() != nil || s.c.ClosedInternally.By != "supervisor:demo-county" {
		t.Errorf("missing %v after %+v", s.c.LessonsMissing(), s.c.ClosedInternally)
	}
	s.denied("demo-station", complaint.LessonsDrawn{}, fault.Conflict)
	s.must("", complaint.Reopening{Reason: "x"})
	if s.c.ClosedInternally != nil {
		t.Error("a reopened complaint is still closed within the company")
	}
	s.replays()
	free := meter(rules(t))
	if free.c.LessonsMissing() != nil {
		t.Errorf("a complaint that does not count lacks %v", free.c.LessonsMissing())
	}
	free.denied("", complaint.ClosingInternally{}, fault.Conflict)
}

// TestNoMeasureIsTakenWhileOneIsUnchecked: what was ordered to be set right must
// have stood its check before the company is done with the complaint.
func TestNoMeasureIsTakenWhileOneIsUnchecked(t *testing.T) {
	s := charged(rules(t)).do(complaint.LessonsDrawn{CauseClear: true, Educated: true, Rectified: true, DealtWith: true})
	s.must("demo-county", complaint.Rectifying{What: "更换导线"})
	for _, next := range []func(){
		func() { s.do(complaint.RectificationDone{Item: 1, Text: "已更换"}) },
		func() { s.must("demo-county", complaint.RectificationCheck{Item: 1, Reason: "未见照片"}) },
		func() { s.do(complaint.RectificationDone{Item: 1, Text: "附照片"}) },
		func() { s.must("demo-county", complaint.RectificationCheck{Item: 1, Passed: true}) },
	} {
		if diff := cmp.Diff([]string{"rectified"}, s.c.LessonsMissing()); diff != "" {
			t.Errorf("missing (-want +got):\n%s", diff)
		}
		s.denied("demo-county", complaint.ClosingInternally{}, fault.Conflict)
		next()
	}
	s.must("demo-county", complaint.ClosingInternally{}).replays()
}

func TestAnAssessmentIsVoidWhenAnAppealIsUpheld(t *testing.T) {
	s := charged(rules(t)).at("2026-06-04 09:00")
	fine := complaint.Assessing{Kind: "fine-verified", Who: "p1024", Reason: "属实且供电责任"}
	s.denied("demo-station", fine, fault.Denied)
	for _, bad := range []complaint.Assessing{{}, {Kind: "prison", Who: "x", Reason: "x"}, {Kind: "fine", Who: "x", Reason: "x", Amount: "50 yuan"}, {Kind: "fine", Who: "x", Reason: "x", Amount: "0"}} {
		s.denied("demo-county", bad, fault.Invalid)
	}
	s.must("demo-county", fine).must("demo-county", complaint.Assessing{Kind: "criticism", Who: "demo-station", Reason: "通报"})
	if a := s.c.Assessments[0]; a.Amount != "50.00" || !a.VoidAt.IsZero() || a.By != "supervisor:demo-county" {
		t.Errorf("assessed %+v", a)
	}
	s.do(appeal()).at("2026-06-05 09:00").must("demo-province", complaint.AppealDecision{Upheld: true, Reason: "经审核"})
	for _, a := range s.c.Assessments {
		if !a.VoidAt.Equal(s.now) {
			t.Errorf("after the appeal was upheld %+v holds", a)
		}
	}
	s.denied("demo-county", fine, fault.Conflict)
	if s.count("assessments-voided") != 1 {
		t.Errorf("said %d times that they are void", s.count("assessments-voided"))
	}
	s.replays()
}
