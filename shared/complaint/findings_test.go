package complaint_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// TestFindingsSayWhetherItIsTrueAndWhoseFaultItIs: two questions, each with the
// answer that nobody knows; what is not true is explained, and the rest resolved.
func TestFindingsSayWhetherItIsTrueAndWhoseFaultItIs(t *testing.T) {
	verified := map[string]complaint.Outcome{
		"yes": complaint.Resolved, "partly": complaint.Resolved, "no": complaint.Explained, "unverifiable": complaint.Resolved,
	}
	for v, outcome := range verified {
		for _, whose := range []string{"utility-marketing", "utility-operation", "customer", "partner", "none"} {
			s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"}).do(complaint.Dispatching{})
			found := complaint.Findings{Verified: v, Responsibility: whose, Cause: "线路老化", Facts: "停电记录四次"}
			s.do(found).do(complaint.Answer{Text: "换线"}).do(complaint.Review{Passed: true})
			s.do(complaint.CallbackResult{Reached: true, Satisfied: new(true)}).expect(complaint.Closed)
			if s.c.Outcome != outcome || !cmp.Equal(*s.c.Findings, found) {
				t.Errorf("%s, %s: %s with %+v", v, whose, s.c.Outcome, s.c.Findings)
			}
		}
	}
}

func TestFindingsAnswerBothQuestions(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"}).do(complaint.Dispatching{})
	_, err := s.c.Do(complaint.Findings{Verified: "perhaps"}, s.turn(complaint.Handler))
	var names []string
	for _, f := range fault.Of(err).Fields {
		names = append(names, f.Name)
	}
	if diff := cmp.Diff([]string{"verified", "responsibility"}, names); diff != "" {
		t.Errorf("bad fields (-want +got):\n%s", diff)
	}
}
