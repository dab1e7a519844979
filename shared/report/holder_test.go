package report_test

import (
	"testing"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/report"
)

// late is a month in which others than the unit of the order are late: the station
// that has handed it on, the centre that calls nobody, and the province that decides
// about the county's appeal.
func late(t *testing.T) *office {
	o := newOffice(t)
	c := o.open("2026-03-02 09:00", complaint.Submission{Site: complaint.SiteDetails{Region: "demo"}})
	o.dispatch(c, "2026-03-02 09:10", "demo-station", "04.01.01")
	o.do(c, "2026-03-03 15:00", complaint.Contacting{Reached: true}) // due at 09:00
	o.do(c, "2026-03-03 16:00", complaint.Reassignment{Unit: "demo-county", Reason: "由区县公司办理"}, complaint.Dispatching{})
	o.do(c, "2026-03-04 10:00", complaint.Findings{Verified: "yes", Responsibility: "customer"}, complaint.Answer{Text: "已处理"}, complaint.Review{Passed: true})
	o.do(c, "2026-03-09 10:00", complaint.CallbackResult{Reached: true, Satisfied: new(true)}) // due at the end of 03-05
	o.do(c, "2026-03-10 10:00", complaint.Appealing{Type: complaint.NotResponsible, Reason: "x", Basis: "x", Signatures: []complaint.Signature{
		{Level: "L1", By: "x"}, {Level: "L2", By: "x"}, {Level: "L3", By: "x"},
	}})
	o.advance(c, "2026-03-18 09:00") // due at the end of 03-13
	return o
}

// TestABreachIsThatOfWhoHadToAct: and neither of the unit that has the order by now
// nor of one below whoever was late.
func TestABreachIsThatOfWhoHadToAct(t *testing.T) {
	o := late(t)
	spec := o.spec("2026-03-01", "2026-03-31", "2026-04-01 09:00")
	p := o.build(spec)
	equal(t, "breaches", cells(p, "breaches", "unit", "clock", "dueAt"), [][]string{
		{"national-centre", "callback", "2026-03-05 24:00"}, {"demo-province", "appeal", "2026-03-13 24:00"}, {"demo-station", "contact", "2026-03-03 09:00"},
	})
	equal(t, "units", cells(p, "units", "code", "received", "breachedOrders", "contact.late", "answer.inTime", "callback.late", "appeal.late")[:6], [][]string{
		{"national-centre", "1", "1", "1", "1", "1", "1"}, {"demo-province", "1", "1", "1", "1", "0", "1"}, {"demo-city", "1", "1", "1", "1", "0", "0"},
		{"demo-county", "1", "1", "1", "1", "0", "0"}, {"demo-station", "0", "1", "1", "0", "0", "0"}, {"demo-discipline", "0", "0", "0", "0", "0", "0"},
	})
	for unit, want := range map[string]map[string]bool{
		"demo-station":    {"contact.late": true},
		"demo-county":     {"received": true, "contact.late": true, "answer.inTime": true},
		"demo-discipline": {},
		"demo-province":   {"received": true, "contact.late": true, "answer.inTime": true, "appeal.late": true},
	} {
		of := spec
		of.Filter.Unit = unit
		tally := o.count(of)
		for _, figure := range []string{"received", "contact.late", "answer.inTime", "callback.late", "appeal.late"} {
			refs, _, err := report.Cases(t.Context(), o, of, figure, "", 50)
			if err != nil || (len(refs) == 1) != want[figure] || (tally.Total.Count(figure) == 1) != want[figure] {
				t.Errorf("%s of %s: %v behind %d, %v", figure, unit, refs, tally.Total.Count(figure), err)
			}
		}
		if satisfied := tally.Total.Count("satisfied") == 1; satisfied != want["received"] {
			t.Errorf("satisfied of %s: %t", unit, satisfied)
		}
	}
}
