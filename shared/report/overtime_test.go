package report_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/report"
)

// overtimeOffice has one overdue, one near and one calm order, one that waits
// for its customer, one that nobody could sort, and one that is closed.
func overtimeOffice(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	demo := complaint.Submission{Site: complaint.SiteDetails{Region: "demo"}}
	late := o.open("2026-03-10 09:00", demo) // return due 16 24:00, answer 17 24:00
	o.dispatch(late, "2026-03-10 09:15", "demo-station", "04.01.01")
	o.do(late, "2026-03-10 14:30", complaint.Acceptance{Handler: "wang-07"}, complaint.Contacting{Reached: true})
	near := o.open("2026-03-13 09:00", demo) // return due 19 24:00, answer 20 24:00 and warned at 18 09:00
	o.dispatch(near, "2026-03-13 09:10", "demo-county", "02.04.02")
	o.do(near, "2026-03-13 10:00", complaint.Contacting{Reached: true})
	calm := o.open("2026-03-17 15:00", demo) // return due 23 24:00
	o.dispatch(calm, "2026-03-17 15:10", "demo-station", "03.03.01")
	o.do(calm, "2026-03-17 16:00", complaint.Contacting{Reached: true})
	waiting := o.open("2026-03-12 09:00", demo) // return due 18 24:00, suspended before
	o.dispatch(waiting, "2026-03-12 09:10", "demo-station", "04.03.01")
	o.do(waiting, "2026-03-12 10:00", complaint.Contacting{Reached: true},
		complaint.Suspending{Kind: "customer", Reason: "客户外出", Until: o.at("2026-03-20 09:00")})
	lost := o.open("2026-03-17 18:00", complaint.Submission{}) // dispatch due 18:20
	o.do(lost, "2026-03-17 18:00", complaint.Judged{Judgement: late.Judgement, Unsure: true})
	done := o.open("2026-03-10 10:00", demo)
	o.dispatch(done, "2026-03-10 10:15", "demo-station", "04.01.01")
	o.do(done, "2026-03-16 10:15", complaint.Closure{Outcome: complaint.Invalid, Reason: "与本单位无关"})
	for _, c := range o.cases {
		o.advance(c, "2026-03-18 08:00")
	}
	return o
}

// overtime asks for the list of a working day.
func (o *office) overtime(since, asOf string) report.Spec {
	s := o.spec("2026-03-18", "2026-03-18", asOf)
	s.Kind, s.From, s.To = report.Overtime, o.at(since), o.at(asOf)
	return s
}

func TestTheOvertimeListHoldsWhatIsOverdueOrNear(t *testing.T) {
	o := overtimeOffice(t)
	p := o.build(o.overtime("2026-03-17 08:00", "2026-03-18 08:00"))
	equal(t, "headline", headline(p), map[string]string{
		"openOrders": "5", "overdueOrders": "2", "nearOrders": "1", "dueToday": "1", "longestOverdue": "1 d 8 h",
	})
	equal(t, "overdue", cells(p, "overdue", "reference", "clock", "owner", "overdue", "workingDaysLate", "fresh", "told", "next"), [][]string{
		{"202603-000001", "return", "wang-07\nDemo station", "1 d 8 h", "2", "", "", ""},
		{"202603-000005", "dispatch", "centre\nwithout a unit", "13 h 40 min", "1", "New", "2026-03-17 18:20\nbreach: centre", ""},
		{"202603-000001", "answer", "wang-07\nDemo station", "8 h", "1", "New", "2026-03-18 00:00\nbreach: L2, L3", "2026-03-19 09:00\nescalation: L1, L2, L3, L4"},
	})
	equal(t, "near", cells(p, "near", "reference", "clock", "owner", "left", "told", "next"), [][]string{
		{"202603-000005", "contact", "centre\nwithout a unit", "10 h", "", "2026-03-18 14:00\nwarning: handler, L1"},
		{"202603-000002", "return", "Demo county company", "1 d 16 h", "", ""},
	})
	equal(t, "units", cells(p, "units", "code", "openOrders", "overdueOrders", "nearOrders", "answer.lateOpen", "return.near"), [][]string{
		{"national-centre", "4", "1", "1", "1", "1"},
		{"demo-province", "4", "1", "1", "1", "1"},
		{"demo-city", "4", "1", "1", "1", "1"},
		{"demo-county", "4", "1", "1", "1", "1"},
		{"demo-station", "3", "1", "0", "1", "0"},
		{"", "1", "1", "0", "0", "0"},
	})
	equal(t, "total", total(p, "units", "openOrders", "overdueOrders", "nearOrders"), []string{"5", "2", "1"})
	equal(t, "owners", cells(p, "owners", "owner", "unitName", "openOrders", "overdueOrders", "nearOrders", "dueToday"), [][]string{
		{"centre", "", "1", "1", "0", "1"},
		{"wang-07", "Demo station", "1", "1", "0", "0"},
		{"Demo county company", "Demo county company", "1", "0", "1", "0"},
	})
}

func TestAWarningMakesAnOrderNearAndSaysWhatFollows(t *testing.T) {
	o := overtimeOffice(t)
	near := o.cases[1]
	o.advance(near, "2026-03-18 10:00")
	p := o.build(o.overtime("2026-03-18 08:00", "2026-03-18 10:00"))
	equal(t, "near", cells(p, "near", "reference", "clock", "told", "next")[2:], [][]string{
		{near.Reference, "answer", "2026-03-18 09:00\nwarning: handler, L1", "2026-03-20 09:00\nwarning: handler, L1, L2"},
	})
}

func TestTheOvertimeListOfAUnitIsItsOwn(t *testing.T) {
	o := overtimeOffice(t)
	spec := o.overtime("2026-03-17 08:00", "2026-03-18 08:00")
	spec.Filter.Unit, spec.Language = "demo-station", "zh"
	p := o.build(spec)
	equal(t, "headline", headline(p), map[string]string{
		"openOrders": "3", "overdueOrders": "1", "nearOrders": "0", "dueToday": "0", "longestOverdue": "1天8小时",
	})
	equal(t, "near", cells(p, "near", "reference"), [][]string{})
	page := everything(t, p, "html")
	for _, want := range []string{"超时预警清单", "示范供电所", "没有临近超时的时限。", "wang-07", "新增"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(page, "13900000001") {
		t.Error("the page has the customer's number")
	}
}

func TestTheFiguresOfTheOvertimeListHaveTheirOrders(t *testing.T) {
	o := overtimeOffice(t)
	spec := o.overtime("2026-03-17 08:00", "2026-03-18 08:00")
	for figure, want := range map[string][]string{
		"overdueOrders": {"202603-000001", "202603-000005"}, "nearOrders": {"202603-000002"}, "answer.lateOpen": {"202603-000001"},
		"return.near": {"202603-000002"}, "contact.near": {"202603-000005"}, "openOrders": {"202603-000001", "202603-000005", "202603-000002", "202603-000004", "202603-000003"},
	} {
		got, _, err := report.Cases(t.Context(), o, spec, figure, "", 10)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, figure, sorted(got), sorted(want))
	}
}

func TestAnOvertimeListOfNothingSaysSo(t *testing.T) {
	for _, language := range []string{"en", "zh"} {
		o := newOffice(t)
		spec := o.overtime("2026-03-17 08:00", "2026-03-18 08:00")
		spec.Language = language
		p := o.build(spec)
		if got := headline(p)["openOrders"]; got != "0" {
			t.Errorf("%s open orders, want 0", got)
		}
		for _, format := range []string{"json", "csv", "html"} {
			if text := everything(t, p, format); strings.Contains(text, "NaN") || len(p.Parts) != 4 {
				t.Errorf("the %s form of %d parts is\n%s", format, len(p.Parts), text)
			}
		}
	}
}

// TestOpenOrdersAddUp: every open order is overdue, near or neither, once, and
// the rows of units that stand under nothing shown add up to the total.
func TestOpenOrdersAddUp(t *testing.T) {
	o := newOffice(t)
	rapid.Check(t, func(rt *rapid.T) {
		o.cases = caseMaker(o).cases(rt, 40)
		spec := o.overtime("2026-03-17 08:00", "2026-03-18 08:00")
		tally := o.count(spec, report.ByUnit)
		sum := tally.Of(report.ByUnit, "national-centre").Count("overdueOrders") + tally.Of(report.ByUnit, "").Count("overdueOrders")
		if sum != tally.Total.Count("overdueOrders") {
			rt.Errorf("the units have %d overdue orders, all %d", sum, tally.Total.Count("overdueOrders"))
		}
		var over, near int64
		for _, k := range o.policy.Clocks {
			over += tally.Total.Count(k.Name + ".lateOpen")
			near += tally.Total.Count(k.Name + ".near")
		}
		p := o.build(spec)
		if n := int64(len(part(p, "overdue").Table.Rows)); n != over {
			rt.Errorf("%d rows are overdue, the figures say %d", n, over)
		}
		if n := len(part(p, "near").Table.Rows); int64(n) > near || tally.Total.Count("nearOrders") > int64(n) {
			rt.Errorf("%d rows are near, of %d near limits and %d near orders", n, near, tally.Total.Count("nearOrders"))
		}
		if o, all := tally.Total.Count("overdueOrders")+tally.Total.Count("nearOrders"), tally.Total.Count("openOrders"); o > all {
			rt.Errorf("%d orders press, of %d", o, all)
		}
	})
}
