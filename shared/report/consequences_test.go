package report_test

import (
	"maps"
	"testing"

	"github.com/redress/redress/shared/complaint"
)

// TestACaseIsGoneThroughToItsConsequences: what is to be set right, the lessons and
// the closing within the company, each as it stood.
func TestACaseIsGoneThroughToItsConsequences(t *testing.T) {
	o := newOffice(t)
	c := o.tangled()
	o.do(c, "2026-03-18 09:00", complaint.Rectifying{What: "更换导线，联系13912345678", Owner: "李工", Due: "2026-03-20"}, complaint.Rectifying{What: "排查同类台区", Scope: complaint.ScopeKind})
	o.do(c, "2026-03-23 09:00", complaint.RectificationDone{Item: 1, Text: "已更换"})
	o.do(c, "2026-03-23 10:00", complaint.RectificationCheck{Item: 1, Reason: "少一基杆"})
	o.do(c, "2026-03-24 09:00", complaint.RectificationDone{Item: 1, Text: "全部更换"}, complaint.RectificationCheck{Item: 1, Passed: true})
	o.do(c, "2026-03-24 09:30", complaint.RectificationDone{Item: 2, Text: "已排查"}, complaint.RectificationCheck{Item: 2, Passed: true})
	o.do(c, "2026-03-24 10:00", complaint.LessonsDrawn{CauseClear: true, Educated: true, Rectified: true, DealtWith: true}, complaint.ClosingInternally{})
	lessons := "cause clear: yes; the responsible taught: yes; measures taken: yes; the responsible dealt with: yes"
	for asOf, want := range map[string]map[string]string{
		"2026-03-17 12:00": {},
		"2026-03-18 12:00": {"rectification.1": "更换导线，联系*** (Demo county company): not reported as done", "rectification.2": "排查同类台区 (Demo county company): not reported as done"},
		"2026-03-23 12:00": {"rectification.1": "更换导线，联系*** (Demo county company): sent back 2026-03-23 10:00; due 2026-03-20 24:00, late", "rectification.2": "排查同类台区 (Demo county company): not reported as done"},
		"2026-03-24 12:00": {"rectification.1": "更换导线，联系*** (Demo county company): done, checked 2026-03-24 09:00; due 2026-03-20 24:00, late", "rectification.2": "排查同类台区 (Demo county company): done, checked 2026-03-24 09:30",
			"lessons": lessons, "closedInternally": "2026-03-24 10:00"},
	} {
		got := facts(o.build(o.penetrated(c, asOf)), "rectification")
		maps.DeleteFunc(got, func(key, _ string) bool { return key == "answer" || key == "remedy" || key == "compensation" })
		equal(t, "as of "+asOf, got, want)
	}
}
