package report_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report"
)

// company is one of the six of the seeds' annual analysis.
type company struct {
	id, zh                           string
	received, before, upheld, target int
}

// companies have the numbers of S-118 to S-125: 226 received against 180, 80
// upheld appeals, 146 assessed against 125; the shares 35 %, 23.5 % and 17.7 %
// and the overruns 11.1 %, 19.2 %, 37.5 %, 62.5 % and 26.7 % fix the rest.
var companies = []company{
	{"city", "市公司直属", 79, 80, 19, 54},
	{"she", "歙县公司", 53, 38, 22, 26},
	{"district", "黄山区公司", 40, 27, 18, 16},
	{"qimen", "祁门公司", 21, 13, 8, 8},
	{"xiuning", "休宁公司", 27, 17, 8, 15},
	{"yi", "黟县公司", 6, 5, 5, 6},
}

// receipts are days of a year by which summer has most complaints.
var receipts = []string{"01-15", "02-10", "03-20", "04-12", "05-18", "06-08", "06-25", "07-05", "07-20", "08-03", "08-22", "09-14", "10-16", "11-11", "12-09"}

// sixCompanies is their year 2016 with the year before: 110 and 53 complaints of
// operation, 116 and 127 of marketing (S-119).
func sixCompanies(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	p := *o.policy
	p.Units = []policy.Unit{{ID: "top", Name: policy.Text{"en": "City company", "zh": "市公司"}, Level: "L3"}}
	targets := map[string]int{}
	for _, c := range companies {
		p.Units = append(p.Units, policy.Unit{ID: c.id, Name: policy.Text{"en": c.id, "zh": c.zh}, Level: "L2", Parent: "top"})
		targets[c.id] = c.target
	}
	p.Reports.Targets = map[int]map[string]int{2016: targets}
	o.policy = &p
	o.year("2016", 110, func(c company) (received, upheld int) { return c.received, c.upheld })
	o.year("2015", 53, func(c company) (received, upheld int) { return c.before, 0 })
	return o
}

// year makes the complaints of a year, the first of them of operation.
func (o *office) year(year string, operation int, of func(company) (received, upheld int)) {
	n := 0
	for _, x := range companies {
		received, upheld := of(x)
		for i := range received {
			o.many(1, year+"-"+receipts[n%len(receipts)]+" 09:00", func(c *complaint.Case) {
				c.Unit, c.Class = x.id, []string{"02.04.02", "02.04.01", "01.01.01"}[n%3]
				if n < operation {
					c.Class = []string{"04.03.01", "04.01.01", "03.02.01"}[n%3]
				}
				c.Findings = &complaint.Findings{Verified: "yes", Responsibility: "utility-operation"}
				if i < upheld {
					c.Findings.Responsibility = "customer"
					c.Appeals = []complaint.Appeal{{FiledAt: c.ClosedAt.Add(time.Hour), DecidedAt: c.ClosedAt.Add(48 * time.Hour), Upheld: true}}
				}
			})
			n++
		}
	}
}

func TestTheYearsFigures(t *testing.T) {
	o := sixCompanies(t)
	spec := o.spec("2016-01-01", "2016-12-31", "2017-01-10 08:00")
	spec.Kind, spec.Language = report.Annual, "zh"
	p := o.build(spec)
	columns := []string{"name", "complaints", "lastYear", "difference", "yearOnYear"}
	equal(t, "specialties", cells(p, "specialties", columns...), [][]string{{"营销", "116", "127", "-11", "-8.66%"}, {"运检", "110", "53", "+57", "+107.55%"}})
	equal(t, "all specialties", total(p, "specialties", columns[1:]...), []string{"226", "180", "+46", "+25.56%"})
	equal(t, "shares", cells(p, "companies", "code", "share")[:3], [][]string{{"city", "34.96%"}, {"she", "23.45%"}, {"district", "17.70%"}})
	equal(t, "counting", total(p, "counting", "complaints", "appealsUpheld", "assessedCentral", "assessedCompany", "assessed"), []string{"226", "80", "146", "146", "146"})
	equal(t, "targets", cells(p, "targets", "code", "target", "assessed", "overrun", "within"), [][]string{
		{"city", "54", "60", "+11.11%", "否"}, {"she", "26", "31", "+19.23%", "否"}, {"district", "16", "22", "+37.50%", "否"},
		{"qimen", "8", "13", "+62.50%", "否"}, {"xiuning", "15", "19", "+26.67%", "否"}, {"yi", "6", "1", "-83.33%", "是"},
	})
	equal(t, "the target of all", total(p, "targets", "target", "assessed", "completion", "overrun", "within"), []string{"125", "146", "116.80%", "+16.80%", "否"})
	equal(t, "appeals", part(p, "appeals").Prose, []string{"歙县公司22件、市公司直属19件、黄山区公司18件，合计59件，占全部申诉成功80件的73.75%。", "各单位均有申诉成功的工单。"})
	equal(t, "conclusions", part(p, "conclusions").Prose, []string{
		"共受理投诉226件，同比增加46件（上年180件，+25.56%）。",
		"营销类116件，同比减少11件（上年127件，-8.66%）。",
		"运检类110件，同比增加57件（上年53件，+107.55%）。",
		"祁门公司、休宁公司投诉同比增幅超过50%，形势不容乐观。",
		"市公司直属79件、歙县公司53件、黄山区公司40件，合计172件，占全部投诉226件的76.11%。",
		"考核量146件，指标值125件，超标+16.80%。",
		"超指标单位：市公司直属、歙县公司、黄山区公司、祁门公司、休宁公司。",
		"指标内单位：黟县公司。",
		"考核投诉中最主要的原因为“电费”：28件，共146件（19.18%）。",
		"投诉高发季节为夏季，月均30.00件。",
	})
}

// annual asks for a year, as of its end.
func (o *office) annual(year string) report.Spec {
	spec := o.spec(year+"-01-01", year+"-12-31", year+"-12-31 24:00")
	spec.Kind = report.Annual
	return spec
}

func TestBothWaysOfCountingStandSideBySide(t *testing.T) {
	o := newOffice(t)
	found := func(verified, responsibility string, upheld bool) {
		o.many(1, "2026-03-10 09:00", func(c *complaint.Case) {
			c.Unit, c.Class = "demo-station", "04.01.01"
			if verified != "" {
				c.Findings = &complaint.Findings{Verified: verified, Responsibility: responsibility}
			}
			if upheld {
				c.Appeals = []complaint.Appeal{{FiledAt: c.ClosedAt, DecidedAt: c.ClosedAt.Add(time.Hour), Upheld: true}}
			}
		})
	}
	found("yes", "utility-operation", false)
	found("partly", "utility-marketing", true)
	found("yes", "customer", false)
	found("no", "customer", true)
	found("", "", false)
	columns := []string{"complaints", "verified", "responsible", "appealsUpheld", "assessedCentral", "assessedCompany", "assessed"}
	for mode, want := range map[string]string{policy.CountCentral: "3", policy.CountCompany: "1"} {
		p := *o.policy
		p.Reports.Counting = mode
		o.policy = &p
		equal(t, mode, total(o.build(o.annual("2026")), "counting", columns...), []string{"5", "3", "2", "2", "3", "1", want})
	}
}

func TestTheTargetInTheCourseOfTheYear(t *testing.T) {
	o := newOffice(t)
	o.many(3, "2026-01-15 09:00", func(c *complaint.Case) { c.Unit, c.Class = "demo-station", "04.01.01" })
	spec := o.annual("2026")
	spec.AsOf = o.at("2026-03-14 24:00") // 73 of 365 days: a fifth
	spec.Filter.Unit = "demo-station"
	p := o.build(spec)
	equal(t, "station", cells(p, "targets", "code", "target", "assessed", "completion", "overrun", "expected", "forecast", "within"),
		[][]string{{"demo-station", "4", "3", "75.00%", "-25.00%", "0.80", "15.00", "yes"}})
	advice := strings.Join(part(p, "advice").Prose, "\n")
	if want := "Days left in the year: 292; assessed complaints until the target is used up: 1; at the pace so far the year will have 15.00."; !strings.Contains(advice, want) {
		t.Errorf("the advice does not say %q:\n%s", want, advice)
	}
}

func TestAYearWithoutTargetsSaysSo(t *testing.T) {
	o := newOffice(t)
	o.many(1, "2024-03-10 09:00", func(c *complaint.Case) { c.Unit = "demo-station" })
	p := o.build(o.annual("2024"))
	equal(t, "targets", part(p, "targets").Prose, []string{"The policy has no targets for 2024."})
	equal(t, "the target of all", total(p, "targets", "target", "completion", "overrun", "within"), []string{"0", "no data", "no data", ""})
	equal(t, "growth from nothing", total(p, "companies", "lastYear", "difference", "yearOnYear"), []string{"0", "+1", "no data"})
}

func TestCausesGoDownLevelByLevel(t *testing.T) {
	o := newOffice(t)
	for class, n := range map[string]int{"04.03.01": 3, "04.01.01": 2, "02.04.02": 4, "": 1} {
		o.many(n, "2026-03-10 09:00", func(c *complaint.Case) { c.Unit, c.Class = "demo-station", class })
	}
	p := o.build(o.annual("2026"))
	equal(t, "causes", cells(p, "causes", "code", "assessed", "share"), [][]string{
		{"04", "5", "50.00%"}, {"04.03", "3", "30.00%"}, {"04.03.01", "3", "30.00%"}, {"04.01", "2", "20.00%"}, {"04.01.01", "2", "20.00%"},
		{"02", "4", "40.00%"}, {"02.04", "4", "40.00%"}, {"02.04.02", "4", "40.00%"}, {"", "1", "10.00%"},
	})
}

func TestSeasonsAreComparedByTheMonth(t *testing.T) {
	o := newOffice(t)
	for at, n := range map[string]int{"2026-01-10 09:00": 4, "2026-03-10 09:00": 3, "2026-04-10 09:00": 3, "2025-01-10 09:00": 2} {
		o.many(n, at, func(c *complaint.Case) { c.Unit = "demo-station" })
	}
	spec := o.spec("2026-01-01", "2026-04-30", "2026-05-01 09:00")
	spec.Kind = report.Annual
	p := o.build(spec)
	equal(t, "seasons", cells(p, "seasons", "season", "months", "complaints", "perMonth", "lastYear"), [][]string{
		{"spring", "2", "6", "3.00", "0"}, {"winter", "2", "4", "2.00", "2"},
	})
	equal(t, "months", cells(p, "months", "code", "complaints", "lastYear"), [][]string{{"2026-01", "4", "2"}, {"2026-02", "0", "0"}, {"2026-03", "3", "0"}, {"2026-04", "3", "0"}})
	if said := part(p, "conclusions").Prose; !slices.Contains(said, "The season with most complaints is spring: 3.00 a month.") {
		t.Errorf("conclusions %v", said)
	}
}

// TestRowsOfTheYearAddUp whatever the units, classes and instants.
func TestRowsOfTheYearAddUp(t *testing.T) {
	o := newOffice(t)
	m := caseMaker(o)
	rapid.Check(t, func(t *rapid.T) {
		o.cases = m.cases(t, 40)
		spec := o.annual("2026")
		spec.Filter.Unit = rapid.SampledFrom([]string{"", "demo-province", "demo-city", "demo-county", "demo-station"}).Draw(t, "scope")
		p, err := report.Build(o.t.Context(), o, spec)
		if err != nil {
			t.Fatal(err)
		}
		all := o.count(spec).Total
		for _, key := range []string{"specialties", "companies", "months", "seasons", "counting", "appeals"} {
			if got := sum(p, key, "complaints"); got != all.Count("complaints") {
				t.Errorf("%s: rows have %d complaints, all %d", key, got, all.Count("complaints"))
			}
		}
		if got := sum(p, "causes", "assessed"); got != all.Count("assessed") {
			t.Errorf("causes: rows have %d, all %d", got, all.Count("assessed"))
		}
	})
}
