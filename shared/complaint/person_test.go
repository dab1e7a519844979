package complaint_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// ofTheCounty is a case that the county is to answer.
func ofTheCounty(t *testing.T) *story {
	t.Helper()
	s := rules(t).begin("2026-03-10 09:00")
	return s.do(complaint.Reassignment{Unit: "demo-county", Reason: "县公司牵头"}).do(complaint.Dispatching{}).expect(complaint.Dispatched)
}

func TestACountyHandsACaseDownAndGetsItBack(t *testing.T) {
	for name, back := range map[string]complaint.Command{
		"handed back": complaint.Handback{Reason: "需县公司协调"}, "refused": complaint.Refusal{Reason: "不属本所"},
	} {
		t.Run(name, func(t *testing.T) {
			s := ofTheCounty(t)
			due := s.clock("answer")
			s.do(complaint.Acceptance{Handler: "张三"}).do(complaint.Handdown{Unit: "demo-station", Reason: "属地办理"})
			if s.c.Next(s.now) != complaint.StepDispatch || s.c.Unit != "demo-station" || s.c.Handler != "" {
				t.Fatalf("next %s, unit %s, handler %q", s.c.Next(s.now), s.c.Unit, s.c.Handler)
			}
			s.do(complaint.Dispatching{}).do(complaint.Acceptance{}).do(back)
			if s.c.Next(s.now) != complaint.StepDispatch || s.c.Unit != "demo-county" || len(s.c.HandedBy) > 0 {
				t.Fatalf("next %s, unit %s, handed by %v", s.c.Next(s.now), s.c.Unit, s.c.HandedBy)
			}
			s.do(complaint.Dispatching{}).expect(complaint.Dispatched)
			if got := s.clock("answer"); got != due {
				t.Errorf("answer %s, want %s as before", got, due)
			}
			var units []string
			for _, p := range s.c.Phases {
				units = append(units, p.Unit)
			}
			if diff := cmp.Diff([]string{"", "demo-station", "demo-station", "demo-county", "demo-county", "demo-station", "demo-station", "demo-county"}, units); diff != "" {
				t.Errorf("units of the phases (-want +got):\n%s", diff)
			}
			s.replays()
			s.do(complaint.Refusal{Reason: "不属本县"}).expect(complaint.Sorting) // nobody above has handed it down
			s.refused(complaint.Handback{Reason: "x"}, fault.Conflict)
		})
	}
}

func TestACaseIsHandedDownWithinTheUnitAlone(t *testing.T) {
	for unit, want := range map[string][]string{
		"demo-station":    nil,
		"demo-county":     {"unit: must be below the unit of the case"},
		"demo-city":       {"unit: must be below the unit of the case"},
		"demo-discipline": {"unit: must be below the unit of the case"},
		"nowhere":         {"unit: must be a unit of the policy"},
	} {
		if diff := cmp.Diff(want, ofTheCounty(t).flaws(complaint.Handdown{Unit: unit, Reason: "x"})); diff != "" {
			t.Errorf("to %s (-want +got):\n%s", unit, diff)
		}
	}
}

func TestARegularReassignmentForgetsWhoHandedTheCaseDown(t *testing.T) {
	s := ofTheCounty(t).do(complaint.Handdown{Unit: "demo-station", Reason: "属地办理"}).do(complaint.Dispatching{})
	s.do(complaint.Reassignment{Unit: "demo-city", Reason: "市公司办理"}).do(complaint.Dispatching{})
	s.refused(complaint.Handback{Reason: "x"}, fault.Conflict)
}

func TestTheHeadNamesTheHandler(t *testing.T) {
	s := rules(t).begin("2026-03-10 09:00")
	change, err := s.c.Do(complaint.Assignment{Handler: "李师傅"}, s.turn(complaint.Supervisor))
	if err != nil {
		t.Fatal(err)
	}
	s.note(change)
	if i := slices.IndexFunc(change.Effects, func(e complaint.Effect) bool {
		return e.Kind == complaint.SendNotice && strings.Contains(string(e.Data), `"kind":"dispatched"`) && strings.Contains(string(e.Data), `"levels":["handler"]`)
	}); i < 0 || len(change.Effects) != 1 {
		t.Errorf("effects %+v, want one notice to the handler", change.Effects)
	}
	s.do(complaint.Acceptance{})
	if s.c.Handler != "李师傅" {
		t.Errorf("handler %s: whoever accepts in their stead is not the handler", s.c.Handler)
	}
	s.do(complaint.Assignment{Handler: "王师傅"})
	if s.c.Handler != "王师傅" || s.c.Status != complaint.Handling {
		t.Errorf("handler %s in status %s", s.c.Handler, s.c.Status)
	}
	s.replays()
}
