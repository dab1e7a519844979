package report_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/report/paper"
)

// indicators asks for a week's service indicators.
func (o *office) indicators(from, to, asOf string) report.Spec {
	s := o.spec(from, to, asOf)
	s.Kind = report.ServiceIndicators
	return s
}

// take opens a complaint of a class and gives it to a unit.
func (o *office) take(at, unit, class string) *complaint.Case {
	o.t.Helper()
	c := o.open(at, complaint.Submission{Site: complaint.SiteDetails{Region: "demo"}})
	o.dispatch(c, at, unit, class)
	return c
}

func TestTheWeekOfAProvince(t *testing.T) {
	o := newOffice(t)
	o.take("2025-03-12 09:00", "demo-station", "04.03.01") // the same week of the year before
	o.take("2025-02-03 09:00", "demo-station", "04.03.01")
	o.take("2026-01-05 09:00", "demo-station", "04.01.01")
	o.take("2026-03-04 09:00", "demo-county", "04.03.01") // the week before
	for range 2 {
		o.take("2026-03-10 09:00", "demo-station", "04.03.01")
	}
	bill := o.take("2026-03-11 09:00", "demo-county", "02.04.02")
	o.do(bill, "2026-03-11 10:00", complaint.Urging{}, complaint.Urging{})
	o.do(bill, "2026-03-12 10:00", complaint.Answer{Text: "退费"}, complaint.Review{Reason: "金额不清"}, complaint.Answer{Text: "退费86.40元"}, complaint.Review{Passed: true})
	o.do(bill, "2026-03-12 15:00", complaint.CallbackResult{Reached: true, Satisfied: new(true)})
	thanks := o.open("2026-03-12 09:00", complaint.Submission{})
	o.do(thanks, "2026-03-12 09:00", complaint.Judged{Judgement: complaint.Judgement{Kind: "praise"}, Unit: "demo-county"})
	for _, c := range o.cases {
		o.advance(c, "2026-03-16 08:00")
	}

	p := o.build(o.indicators("2026-03-09", "2026-03-15", "2026-03-16 08:00"))
	equal(t, "headline", headline(p), map[string]string{
		"complaints": "3", "assessed": "3", "answer.late": "1", "irregular": "1", "calledThrice": "1", "satisfaction": "100.00%", "serviceQuality": "66.67%",
	})
	columns := []string{"code", "assessed", "assessed.marketing", "assessed.operation", "answer.late", "irregular", "calledThrice", "satisfaction", "serviceQuality"}
	equal(t, "units", cells(p, "indicators", columns...)[3:], [][]string{
		{"demo-county", "3", "1", "2", "1", "1", "1", "100.00%", "66.67%"},
		{"demo-station", "2", "0", "2", "0", "0", "0", "no data", "100.00%"},
		{"demo-discipline", "0", "0", "0", "0", "0", "0", "no data", "no data"},
	})
	equal(t, "total", total(p, "indicators", columns...)[1:], []string{"3", "1", "2", "1", "1", "1", "100.00%", "66.67%"})

	columns = []string{"code", "year", "yearBefore", "growth", "class.04.03.01", "class.04.01.01", "complaints"}
	equal(t, "operation", cells(p, "specialty.operation", columns...)[3:5], [][]string{
		{"demo-county", "4", "2", "+100.00%", "2", "no column class.04.01.01", "2"},
		{"demo-station", "3", "2", "+50.00%", "2", "no column class.04.01.01", "2"},
	})
	equal(t, "operation in all", total(p, "specialty.operation", columns...)[1:], []string{"4", "2", "+100.00%", "2", "no column class.04.01.01", "2"})
	equal(t, "marketing in all", total(p, "specialty.marketing", "year", "yearBefore", "growth", "class.02.04.02", "complaints"), []string{"1", "0", "no data", "1", "1"})
}

func TestSevenClassesStandBesideEachOther(t *testing.T) {
	o := newOffice(t)
	for i, class := range []string{"03.01.01", "03.02.01", "03.03.01", "04.01.01", "04.02.01", "04.03.01", "05.01.01", "05.02.01", "05.03.01"} {
		for range i + 1 {
			o.take("2026-03-10 09:00", "demo-station", class)
		}
	}
	p := o.build(o.indicators("2026-03-09", "2026-03-15", "2026-03-16 08:00"))
	var shown []string
	for _, c := range part(p, "specialty.operation").Table.Columns {
		if code, ok := strings.CutPrefix(c.Key, "class."); ok {
			shown = append(shown, code)
		}
	}
	equal(t, "classes", shown, []string{"05.03.01", "05.02.01", "05.01.01", "04.03.01", "04.02.01", "04.01.01", "03.03.01", "other"})
	equal(t, "total", total(p, "specialty.operation", "class.05.03.01", "class.other", "complaints"), []string{"9", "3", "45"})
}

func TestTheWeekOfAUnitAndAWeekOfNothing(t *testing.T) {
	o := busy(t, 80, "2026-02-20 00:00", "2026-03-16 08:00")
	spec := o.indicators("2026-03-09", "2026-03-15", "2026-03-16 08:00")
	spec.Filter.Unit, spec.Language = "demo-county", "zh"
	p := o.build(spec)
	equal(t, "units", cells(p, "indicators", "name"), [][]string{{"示范县供电公司"}, {"示范供电所"}, {"河口供电所"}})
	if page := everything(t, p, "html"); !strings.Contains(page, "运检类投诉") || strings.Contains(page, "13900000001") {
		t.Errorf("the page is\n%s", page)
	}
	for _, language := range []string{"en", "zh"} {
		o := newOffice(t)
		spec := o.indicators("2026-03-09", "2026-03-15", "2026-03-16 08:00")
		spec.Language = language
		p := o.build(spec)
		if page := everything(t, p, "html"); strings.Contains(page, "NaN") || !strings.Contains(page, p.Say(paper.Rate(0, 0))) {
			t.Errorf("the page of nothing is\n%s", page)
		}
		if part(p, "indicators").Chart != nil {
			t.Error("there is a chart of nothing")
		}
	}
}

// TestUnitsAndClassesAddUp: the units at the top and the orders without one are
// all, in every column that counts, and the classes are their specialty.
func TestUnitsAndClassesAddUp(t *testing.T) {
	o := newOffice(t)
	rapid.Check(t, func(rt *rapid.T) {
		o.cases = caseMaker(o).cases(rt, 40)
		p := o.build(o.indicators("2026-02-02", "2026-03-01", "2026-03-20 08:00"))
		for _, key := range []string{"indicators", "specialty.marketing", "specialty.operation"} {
			table := part(p, key).Table
			classes, all := int64(0), int64(0)
			for i, c := range table.Columns {
				if table.Total.Cells[i].Kind() != paper.IsCount {
					continue
				}
				sum := int64(0)
				for _, r := range table.Rows {
					if r.Depth == 0 {
						sum += r.Cells[i].Int()
					}
				}
				if sum != table.Total.Cells[i].Int() {
					rt.Errorf("%s: column %s of the units is %d, in all %d", key, c.Key, sum, table.Total.Cells[i].Int())
				}
				if strings.HasPrefix(c.Key, "class.") {
					classes += sum
				} else if c.Key == "complaints" {
					all = sum
				}
			}
			if key != "indicators" && classes != all {
				rt.Errorf("%s: the classes have %d complaints, all are %d", key, classes, all)
			}
		}
	})
}
