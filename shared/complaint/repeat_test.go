package complaint_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

func TestARepeatIsToldAndFromTheThirdTimeSupervised(t *testing.T) {
	for count, want := range map[int]struct{ told, level string }{
		2: {"repeat   03-10 09:00 L2", ""},
		3: {"repeat   03-10 09:00 L2 L3 L4", "L4"},
		4: {"repeat   03-10 09:00 L2 L3 L4", "L4"},
	} {
		s := neighbour(t)
		s.give(judgedAs(func(j *complaint.Judged) { j.Repeat = &complaint.Repeat{Of: headRef, Count: count} }))
		if diff := cmp.Diff([]string{want.told}, s.told); diff != "" {
			t.Errorf("time %d (-want +got):\n%s", count, diff)
		}
		switch sv := s.c.Supervision; {
		case sv == nil && want.level == "":
		case sv == nil || sv.Level != want.level || sv.Because != "repeat":
			t.Errorf("time %d: supervision %+v", count, sv)
		}
		s.replays()
	}
}

func TestTheFirstHandlingOfARepeatIsReviewedOnce(t *testing.T) {
	s := neighbour(t)
	s.give(judgedAs(func(*complaint.Judged) {}))
	s.do(complaint.Dispatching{}).do(complaint.Answer{Text: "换线"}).do(complaint.Review{Passed: true})
	s.do(complaint.CallbackResult{Reached: true, Satisfied: new(true)})
	s.refused(complaint.RepeatReview{Finding: "x"}, fault.Conflict)
	for range 2 { // told twice, it counts once
		s.give(complaint.Recurring{Case: "202610-000001", Count: 2})
	}
	s.give(complaint.Recurring{Case: "202610-000002", Count: 3})
	if s.c.Status != complaint.Closed || len(s.c.Recurrences) != 2 || !s.c.ReviewDue() {
		t.Fatalf("%s, recurrences %+v", s.c.Status, s.c.Recurrences)
	}
	s.refused(complaint.RepeatReview{}, fault.Invalid)
	s.give(complaint.RepeatReview{Finding: "首次处理未消除缺陷"})
	for _, r := range s.c.Recurrences {
		if r.Finding != "首次处理未消除缺陷" || r.ReviewedAt.IsZero() {
			t.Errorf("%+v", r)
		}
	}
	if s.c.ReviewDue() {
		t.Error("a review is still due")
	}
	s.replays()
}

func TestAHotSpotIsToldOncePerWindow(t *testing.T) {
	ids := map[string]bool{}
	for _, at := range []string{"2026-03-10 09:00", "2026-03-11 09:00", "2026-05-10 09:00"} {
		s := neighbourAt(t, at)
		got := s.give(judgedAs(func(j *complaint.Judged) { j.HotSpot = 3 }))
		if len(got) != 2 || s.c.HotSpot != 3 {
			t.Fatalf("promised %q, hot spot %d", got, s.c.HotSpot)
		}
		ids[got[0]] = true
	}
	if len(ids) != 2 {
		t.Errorf("the ids are %v, want the same within a window and another in the next", ids)
	}
}
