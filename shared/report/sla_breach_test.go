package report_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/report/paper"
)

func TestTheBreachReportOfAMonth(t *testing.T) {
	o := newOffice(t).march()
	p := o.build(o.spec("2026-03-01", "2026-03-31", "2026-04-01 09:00"))
	equal(t, "headline", headline(p), map[string]string{
		"received": "6", "contact.rate": "60.00%", "answer.rate": "25.00%", "sortedShare": "16.67%", "breachedOrders": "3", "openOrders": "3", "reworkRounds": "1",
	})
	equal(t, "limits", cells(p, "clocks", "clock", "due", "inTime", "late", "lateOpen", "rate", "cancelled"), [][]string{
		{"dispatch", "6", "5", "1", "1", "83.33%", "0"},
		{"contact", "5", "3", "2", "1", "60.00%", "1"},
		{"return", "4", "1", "3", "2", "25.00%", "1"},
		{"answer", "4", "1", "3", "2", "25.00%", "1"},
		{"legal", "2", "1", "1", "0", "50.00%", "0"},
		{"callback", "3", "3", "0", "0", "100.00%", "0"},
		{"rework", "1", "1", "0", "0", "100.00%", "0"},
	})
	equal(t, "units", cells(p, "units", "code", "received", "breachedOrders", "answer.due", "answer.rate"), [][]string{
		{"national-centre", "5", "3", "4", "25.00%"}, {"demo-province", "5", "2", "3", "33.33%"}, {"demo-city", "5", "2", "3", "33.33%"},
		{"demo-county", "5", "2", "3", "33.33%"}, {"demo-station", "4", "2", "2", "0.00%"}, {"demo-discipline", "0", "0", "0", "no data"}, {"", "1", "0", "0", "no data"},
	})
	var units []string
	rows := cells(p, "breaches", "unit", "dueAt")
	for _, r := range rows {
		units = append(units, r[0])
	}
	equal(t, "units of breaches", slices.Compact(units), []string{"national-centre", "demo-station"}) // what nobody has sorted is the centre's
	byDue := func(x, y []string) int { return strings.Compare(x[1], y[1]) }
	if !slices.IsSortedFunc(rows[:4], byDue) || !slices.IsSortedFunc(rows[4:], byDue) {
		t.Errorf("breaches are not by due instant: %v", rows)
	}
}

func TestTheBreachReportNamesNobodyInAnyForm(t *testing.T) {
	o := newOffice(t).march()
	for _, language := range []string{"en", "zh"} {
		spec := o.spec("2026-03-01", "2026-03-31", "2026-04-01 09:00")
		spec.Language = language
		p := o.build(spec)
		for _, format := range paper.Formats() {
			text := everything(t, p, format)
			for _, secret := range []string{"13900000001", "空调", "退费", "与本单位无关", "变压器布点", "省公司(", "NaN"} {
				if strings.Contains(text, secret) {
					t.Errorf("the %s form in %s holds %q", format, language, secret)
				}
			}
		}
	}
}

func TestCorrectionsHaveAColumnWhereThereAreAny(t *testing.T) {
	o := newOffice(t)
	c := o.take("2026-03-10 09:00", "demo-station", "04.01.01")
	o.do(c, "2026-03-11 12:00", complaint.Contacting{Reached: true, At: o.at("2026-03-11 08:00")})
	for asOf, want := range map[string][]string{"2026-03-11 10:00": {}, "2026-03-12 09:00": {"corrected", "correction"}} {
		p := o.build(o.spec("2026-03-01", "2026-03-31", asOf))
		shown := []string{}
		for _, table := range []string{"clocks", "breaches"} {
			for _, column := range part(p, table).Table.Columns {
				if strings.HasPrefix(column.Key, "correct") && !column.Hidden {
					shown = append(shown, column.Key)
				}
			}
		}
		equal(t, asOf, shown, want)
	}
}

func TestABreachReportWithoutOrdersSaysSo(t *testing.T) {
	o := newOffice(t)
	p := o.build(o.spec("2026-03-01", "2026-03-31", "2026-04-01 09:00"))
	equal(t, "breaches", cells(p, "breaches", "reference"), [][]string{})
	equal(t, "sorted share", headline(p)["sortedShare"], "no data")
	if page := everything(t, p, "html"); !strings.Contains(page, "No deadline was missed.") || part(p, "clocks").Chart != nil {
		t.Error("the page does not say that there was nothing")
	}
}

// TestEveryLateDeadlineIsListedOnce: the breaches are as many as the limits were
// missed, in all and of the units that stand under nothing.
func TestEveryLateDeadlineIsListedOnce(t *testing.T) {
	o := newOffice(t)
	rapid.Check(t, func(rt *rapid.T) {
		o.cases = caseMaker(o).cases(rt, 30)
		p := o.build(o.spec("2026-02-01", "2026-02-28", "2026-03-15 08:00"))
		late, listed := int64(0), len(part(p, "breaches").Table.Rows)
		for i, c := range part(p, "clocks").Table.Columns {
			for _, r := range part(p, "clocks").Table.Rows {
				if c.Key == "late" {
					late += r.Cells[i].Int()
				}
			}
		}
		if int64(listed) != late {
			rt.Errorf("%d breaches are listed, %d deadlines were late", listed, late)
		}
		for i, c := range part(p, "units").Table.Columns {
			table, sum := part(p, "units").Table, int64(0)
			for _, r := range table.Rows {
				if r.Depth == 0 {
					sum += r.Cells[i].Int()
				}
			}
			if table.Total.Cells[i].Kind() == paper.IsCount && sum != table.Total.Cells[i].Int() {
				rt.Errorf("column %s of the units is %d, in all %d", c.Key, sum, table.Total.Cells[i].Int())
			}
		}
	})
}
