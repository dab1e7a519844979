package report_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/report/paper"
)

// noticed asks for the regulator's notice of a month.
func (o *office) noticed(from, to, asOf, language string) report.Spec {
	s := o.spec(from, to, asOf)
	s.Kind, s.Language = report.Regulator, language
	return s
}

// judged are closed complaints of a unit, of which some were answered late.
func (o *office) judged(n, late int, at, unit, class, channel string, more ...func(*complaint.Case)) {
	o.t.Helper()
	i := 0
	o.many(n, at, func(c *complaint.Case) {
		c.Unit, c.Class, c.Channel = unit, class, channel
		due := c.ReceivedAt.AddDate(0, 0, 5)
		k := complaint.Clock{Name: "answer", StartedAt: c.ReceivedAt, DueAt: due, EndedAt: due.Add(-time.Hour), State: complaint.Met}
		if i++; i <= late {
			k.EndedAt, k.State = due.Add(time.Hour), complaint.Missed
		}
		c.Clocks = []complaint.Clock{k}
		for _, change := range more {
			change(c)
		}
	})
}

// february is a month with two counties, the month before it and the year before.
func february(t *testing.T) *office {
	t.Helper()
	o := busy(t, 0, "2026-02-01 00:00", "2026-02-02 00:00")
	o.judged(6, 0, "2026-02-03 09:00", "demo-county", "04.03.01", "hotline")
	o.judged(4, 1, "2026-02-04 09:00", "north-county", "04.03.01", "hotline")
	o.judged(4, 0, "2026-02-04 09:00", "demo-station", "02.04.02", "regulator")
	o.judged(2, 0, "2026-02-05 09:00", "north-station", "01.01.01", "regulator", func(c *complaint.Case) {
		c.Source.OverLevel = true
		c.RegulatorAppeals = []complaint.RegulatorAppeal{{FiledAt: c.ReceivedAt, Fault: complaint.AtFault, FoundAt: c.ReceivedAt.AddDate(0, 0, 9)}}
	})
	o.judged(8, 1, "2026-01-10 09:00", "demo-county", "04.03.01", "hotline")
	o.judged(5, 0, "2026-01-10 09:00", "demo-county", "01.01.01", "hotline")
	o.judged(20, 0, "2025-02-10 09:00", "demo-county", "04.03.01", "hotline")
	return o
}

func TestTheNoticeSaysWhatTheFiguresSay(t *testing.T) {
	o := february(t)
	p := o.build(o.noticed("2026-02-01", "2026-02-28", "2026-03-05 08:00", "zh"))
	equal(t, "headline", headline(p), map[string]string{
		"complaints": "16", "regulatorComplaints": "6", "answer.rate": "93.75%", "perTenThousand": "0.04", "customerAppeals": "2", "customerAppealFault": "100.00%",
	})
	for key, want := range map[string][]string{
		"overall": {"统计期间，全公司共受理投诉16件，同比下降20.00%，环比上升23.08%；其中监管机构转办6件，占37.50%。每万户考核投诉0.04件。"},
		"handling": {"应办结投诉事项16件，及时办结15件，及时办结率93.75%，同比下降6.25个百分点，环比上升1.44个百分点；超时1件，其中尚未办结0件。",
			"及时办结率100%的单位：示范县供电公司。", "低于总体水平的单位：北山县供电公司（83.33%）。"},
		"hot": {"投诉主要集中在：频繁停电（10件，占62.50%）；电费（4件，占25.00%）；营业厅人员服务态度（2件，占12.50%）。",
			"较上期增加最多的问题：电费，由0件增至4件。", "热点地点涉及工单0件。"},
		"appeals": {"受理客户申诉2件，投诉申诉率12.50%；已核实2件，其中供电企业有责2件，申诉有责率100.00%。"},
		"demands": {"1件投诉未及时办结，请有关单位逐件核查超时原因并落实整改。", "“频繁停电”投诉10件（共16件），居各类问题首位，请有关单位开展专项分析。", "申诉有责2件，请有关单位逐件复核办理过程。"},
	} {
		equal(t, key, part(p, key).Prose, want)
	}
	equal(t, "handling of the units", cells(p, "handling", "code", "answer.due", "answer.inTime", "answer.late", "answer.rate", "answer.rate.rank")[3:8], [][]string{
		{"demo-county", "10", "10", "0", "100.00%", "1"}, {"demo-station", "4", "4", "0", "100.00%", "1"}, {"river-station", "0", "0", "0", "无数据", ""},
		{"north-county", "6", "5", "1", "83.33%", "2"}, {"north-station", "2", "2", "0", "100.00%", "1"},
	})
	equal(t, "hot", cells(p, "hot", "class", "complaints", "share", "lastYear", "yearOnYear", "previous", "monthOnMonth"), [][]string{
		{"04.03.01", "10", "62.50%", "20", "-50.00%", "8", "+25.00%"}, {"02.04.02", "4", "25.00%", "0", "无数据", "0", "无数据"}, {"01.01.01", "2", "12.50%", "0", "无数据", "5", "-60.00%"},
	})
}

func TestUnitsAreRankedAmongTheirLevel(t *testing.T) {
	o := february(t)
	p := *o.policy
	p.Reports.Customers = map[string]int{"demo-county": 100_000, "north-county": 30_000}
	o.policy = &p
	paper := o.build(o.noticed("2026-02-01", "2026-02-28", "2026-03-05 08:00", "en"))
	equal(t, "ranks", cells(paper, "overall", "code", "assessed", "customers", "perTenThousand", "perTenThousand.rank")[2:8], [][]string{
		{"demo-city", "16", "130000", "1.23", ""}, {"demo-county", "10", "100000", "1.00", "1"}, {"demo-station", "4", "", "no data", ""},
		{"river-station", "0", "", "no data", ""}, {"north-county", "6", "30000", "2.00", "2"}, {"north-station", "2", "", "no data", ""},
	})
}

func TestTheNoticeOfAUnitAndOfNothing(t *testing.T) {
	o := february(t)
	spec := o.noticed("2026-02-01", "2026-02-28", "2026-03-05 08:00", "en")
	spec.Filter.Unit = "north-county"
	p := o.build(spec)
	equal(t, "prose", part(p, "overall").Prose, []string{
		"Complaints received in the period (North county company): 6; year on year not compared, as there were none, period on period not compared, as there were none. Of these by the regulator: 2 (33.33%).",
	})
	for language, want := range map[string][]string{
		"en": {"No complaint was received in the period.", "Nothing in particular is asked."}, "zh": {"统计期间未受理投诉。", "本期无专项工作要求。"},
	} {
		p := newOffice(t).build(o.noticed("2026-02-01", "2026-02-28", "2026-03-05 08:00", language))
		equal(t, language, []string{part(p, "overall").Prose[0], part(p, "demands").Prose[0]}, want)
		for _, format := range paper.Formats() {
			if text := everything(t, p, format); strings.Contains(text, "NaN") {
				t.Errorf("the %s form holds NaN", format)
			}
		}
	}
}

func TestWithoutALimitForTheAnswerTheLegalOneIsJudged(t *testing.T) {
	o := newOffice(t)
	p, err := policy.Named("ofgem")
	if err != nil {
		t.Fatal(err)
	}
	o.policy = p
	paper := o.build(o.noticed("2026-02-01", "2026-02-28", "2026-03-05 08:00", "en"))
	if _, ok := headline(paper)["legal.rate"]; !ok {
		t.Errorf("the headline is %v", headline(paper))
	}
}

// TestTheNoticeAddsUp: in every column that counts, the units at the top and the
// orders without one are all; nobody's rank is above how many can be ranked.
func TestTheNoticeAddsUp(t *testing.T) {
	o := newOffice(t)
	rapid.Check(t, func(rt *rapid.T) {
		o.cases = caseMaker(o).cases(rt, 30)
		p := o.build(o.noticed("2026-02-01", "2026-02-28", "2026-03-15 08:00", "en"))
		for _, key := range []string{"overall", "handling", "appeals"} {
			table := part(p, key).Table
			for i, c := range table.Columns {
				sum := int64(0)
				for _, r := range table.Rows {
					if r.Depth == 0 {
						sum += r.Cells[i].Int()
					}
					if strings.HasSuffix(c.Key, ".rank") && r.Cells[i].Int() > int64(len(o.policy.Units)) {
						rt.Errorf("rank %d", r.Cells[i].Int())
					}
				}
				if c.Key != "customers" && table.Total.Cells[i].Kind() == paper.IsCount && sum != table.Total.Cells[i].Int() {
					rt.Errorf("%s: column %s of the units is %d, in all %d", key, c.Key, sum, table.Total.Cells[i].Int())
				}
			}
		}
	})
}
