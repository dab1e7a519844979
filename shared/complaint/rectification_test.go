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

func TestARectificationRunsInAClosedCaseUntilItIsPassed(t *testing.T) {
	s := charged(rules(t)).do(complaint.Rectifying{What: "更换台区导线", Owner: "李工", Due: "5wd"})
	if !s.c.Pending() || s.clock("rectification") != "running 06-11 00:00" {
		t.Fatalf("pending %t, the clock is %s", s.c.Pending(), s.clock("rectification"))
	}
	s.denied("demo-county", complaint.RectificationCheck{Item: 1, Passed: true}, fault.Conflict)
	s.at("2026-06-09 15:00").do(complaint.RectificationDone{Item: 1, Text: "已更换"})
	s.denied("demo-station", complaint.RectificationDone{Item: 1, Text: "x"}, fault.Conflict)
	s.denied("demo-station", complaint.RectificationCheck{Item: 1, Passed: true}, fault.Denied)
	s.denied("demo-county", complaint.RectificationCheck{Item: 1}, fault.Invalid)
	s.at("2026-06-10 08:00").must("demo-county", complaint.RectificationCheck{Item: 1, Reason: "仅换一半"})
	s.at("2026-06-12 10:00").do(complaint.RectificationDone{Item: 1, Text: "全部更换"}).must("demo-county", complaint.RectificationCheck{Item: 1, Passed: true})
	if r := s.c.Rectifications[0]; !r.Passed() || len(r.Checks) != 2 || r.Scope != complaint.ScopeCase || r.Owner != "李工" {
		t.Errorf("rectification %+v", r)
	}
	if s.c.Pending() || !s.c.WakeAt.IsZero() {
		t.Errorf("pending %t, wakes at %s", s.c.Pending(), s.c.WakeAt)
	}
	s.check([]string{
		"warning rectification 2wd before@09:00 06-08 09:00 handler L1",
		"rework rectification returned 1 06-10 08:00 handler L1 L2",
		"warning rectification 0wd before@09:00 06-10 09:00 handler L1 L2",
		"breach rectification breach 06-11 00:00 L2 L3",
		"escalation rectification repeat 1 06-12 09:00 L1 L2 L3",
	}, map[string]string{"rectification": "missed 06-11 00:00 06-12 10:00"})
}

// TestEachRectificationHasItsOwnLimit: by target, instant, date and the pack's, from
// before the closing on and after it.
func TestEachRectificationHasItsOwnLimit(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00").do(complaint.Contacting{Reached: true})
	s.do(complaint.Rectifying{What: "a", Due: "2wd"}).do(complaint.Rectifying{What: "b", Due: "2026-06-05T18:00:00+08:00"})
	s.do(complaint.Rectifying{What: "c", Due: "2026-06-30", Scope: complaint.ScopeKind}).do(complaint.Rectifying{What: "d"})
	s.do(complaint.RectificationDone{Item: 2, Text: "x"}).must("", complaint.Closure{Outcome: complaint.Referred, Reason: "x"})
	var got []string
	for _, k := range s.c.Clocks {
		if k.Name == "rectification" {
			got = append(got, string(k.State)+" "+s.spoken(k.DueAt))
		}
	}
	if diff := cmp.Diff([]string{"running 06-04 00:00", "met 06-05 18:00", "running 07-01 00:00", "running 06-16 00:00"}, got); diff != "" {
		t.Errorf("limits (-want +got):\n%s", diff)
	}
	for name, cmd := range map[string]complaint.Command{
		"of nothing":        complaint.Rectifying{},
		"by no limit":       complaint.Rectifying{What: "x", Due: "soon"},
		"by yesterday":      complaint.Rectifying{What: "x", Due: "2026-05-31"},
		"in ten years":      complaint.Rectifying{What: "x", Due: "2036-05-31"},
		"of an odd scope":   complaint.Rectifying{What: "x", Scope: "world"},
		"that is not there": complaint.RectificationDone{Item: 5, Text: "x"},
		"of number nought":  complaint.RectificationDone{Text: "x"},
	} {
		t.Run(name, func(t *testing.T) { s.denied("demo-county", cmd, fault.Invalid) })
	}
	for range 16 {
		s.do(complaint.Rectifying{What: "x", Due: "90d"})
	}
	s.denied("demo-county", complaint.Rectifying{What: "x"}, fault.Invalid)
	s.replays()
}

// TestProblemsOfAKindStayWithTheirUnit: when the case moves on, their notices go on
// to the unit that had it, and the matter's own to the unit that has it now.
func TestProblemsOfAKindStayWithTheirUnit(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00").do(complaint.Contacting{Reached: true})
	s.do(complaint.Rectifying{What: "a", Due: "1wd", Scope: complaint.ScopeKind}).do(complaint.Rectifying{What: "b", Due: "1wd"})
	s.must("demo-county", complaint.Reassignment{Unit: "demo-county", Reason: "x"})
	s.now = shanghai(t, "2026-06-02 09:00")
	units := map[int]string{}
	for _, e := range s.c.Fire(s.turn(complaint.System)).Effects {
		var n complaint.Notice
		if err := json.Unmarshal(e.Data, &n); err == nil && n.Clock == "rectification" {
			units[n.Round] = n.Unit
		}
	}
	if diff := cmp.Diff(map[int]string{1: "demo-station", 2: "demo-county"}, units); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	here := func(unit string) bool { return unit == "demo-station" }
	if !s.c.InHandsOf(here) {
		t.Error("the station does not see what it has to set right")
	}
}

func TestWithoutALimitARectificationIsRecordedAlone(t *testing.T) {
	r := rules(t)
	r.clock("rectification", func(c *policy.Clock) { c.Unset = "nobody knows" })
	s := charged(r).do(complaint.Rectifying{What: "x"})
	if s.c.Clock("rectification") != nil || s.c.Pending() {
		t.Errorf("clock %+v, pending %t", s.c.Clock("rectification"), s.c.Pending())
	}
	s.do(complaint.RectificationDone{Item: 1, Text: "x"}).must("demo-city", complaint.RectificationCheck{Item: 1, Reason: "x"})
	s.do(complaint.RectificationDone{Item: 1, Text: "y"}).must("demo-city", complaint.RectificationCheck{Item: 1, Passed: true}).replays()
}

// TestTheLevelAboveHearsThatACheckWaits, each time that something is said to be done.
func TestTheLevelAboveHearsThatACheckWaits(t *testing.T) {
	s := charged(rules(t)).do(complaint.Rectifying{What: "更换导线"})
	ids := map[string]bool{}
	for range 2 {
		change, err := s.try("demo-station", complaint.Handler, complaint.RectificationDone{Item: 1, Text: "已更换"})
		if err != nil {
			t.Fatal(err)
		}
		told := 0
		for _, e := range change.Effects {
			var n complaint.Notice
			if err := json.Unmarshal(e.Data, &n); err == nil && strings.Contains(n.Text, "请验收") {
				ids[n.ID], told = true, told+1
				if diff := cmp.Diff([]string{"L2"}, n.Levels); diff != "" || n.Kind != "dispatched" {
					t.Errorf("%s (-want +got):\n%s", n.Kind, diff)
				}
			}
		}
		if told != 1 {
			t.Errorf("told %d times", told)
		}
		s.must("demo-county", complaint.RectificationCheck{Item: 1, Reason: "未见照片"})
	}
	if len(ids) != 2 {
		t.Errorf("notices %v, want one of each time", ids)
	}
}
