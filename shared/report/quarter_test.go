package report_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/report"
)

// many makes complaints that are closed, by their fields alone: the figures read nothing else.
func (o *office) many(n int, at string, fill func(c *complaint.Case)) {
	o.t.Helper()
	for range n {
		received := o.at(at)
		c := &complaint.Case{
			Reference: received.In(o.policy.Zone()).Format("200601") + fmt.Sprintf("-%06d", len(o.cases)+1), PolicyID: o.policy.ID(),
			Status: complaint.Closed, Outcome: complaint.Resolved, ReceivedAt: received, RecordedAt: received, ClosedAt: received.Add(72 * time.Hour),
			Matter:    complaint.Matter{Channel: "hotline"},
			Judgement: complaint.Judgement{Kind: "complaint", Grade: "general", Urgency: "general"},
		}
		fill(c)
		o.cases = append(o.cases, c)
	}
}

// quarter is the sample of a quarter's 378 orders (S-070 to S-080): 152 urban,
// 223 rural and 3 remote, 131 about service and 118 about business.
func quarter(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	for _, x := range []struct {
		class                string
		urban, rural, remote int
	}{
		{"01.01.01", 41, 88, 2}, {"02.04.02", 60, 57, 1}, {"03.02.01", 30, 28, 0}, {"04.01.01", 13, 34, 0}, {"05.01.01", 8, 16, 0},
	} {
		for area, n := range map[string]int{"urban": x.urban, "rural": x.rural, "remote": x.remote} {
			o.many(n, "2026-02-10 09:00", func(c *complaint.Case) {
				c.Class, c.Unit, c.Site = x.class, "demo-station", complaint.Site{Region: "demo", Area: area}
			})
		}
	}
	return o
}

func TestTheQuartersShares(t *testing.T) {
	o := quarter(t)
	spec := o.spec("2026-01-01", "2026-03-31", "2026-04-05 08:00")
	spec.Kind = report.OrderAnalysis
	p := o.build(spec)
	equal(t, "areas", cells(p, "areas", "area", "complaints", "share"), [][]string{{"urban", "152", "40.21%"}, {"rural", "226", "59.79%"}})
	equal(t, "what was merged", part(p, "areas").Prose, []string{"Orders of the area “remote” (3) are counted as “rural”, as they are fewer than 10."})
	equal(t, "total", total(p, "areas", "complaints", "share"), []string{"378", "100.00%"})
	main := [][]string{}
	for _, row := range cells(p, "classes", "class", "complaints", "share", "urban.complaints", "urban.areaShare", "rural.complaints", "rural.areaShare") {
		if len(row[0]) == 2 {
			main = append(main, row)
		}
	}
	equal(t, "classes", main, [][]string{
		{"01", "131", "34.66%", "41", "26.97%", "90", "39.82%"},
		{"02", "118", "31.22%", "60", "39.47%", "58", "25.66%"},
		{"03", "58", "15.34%", "30", "19.74%", "28", "12.39%"},
		{"04", "47", "12.43%", "13", "8.55%", "34", "15.04%"},
		{"05", "24", "6.35%", "8", "5.26%", "16", "7.08%"},
	})
	equal(t, "leanings", cells(p, "leanings", "class", "to"), [][]string{{"01", "rural"}, {"02", "urban"}, {"03", "urban"}, {"04", "rural"}, {"05", "rural"}})
}
