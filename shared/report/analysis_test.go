package report_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/report"
)

// analysed asks for the first quarter of 2026.
func (o *office) analysed() report.Spec {
	spec := o.spec("2026-01-01", "2026-03-31", "2026-04-05 08:00")
	spec.Kind = report.OrderAnalysis
	return spec
}

// inArea makes complaints of an area.
func (o *office) inArea(n int, class, area string) {
	o.many(n, "2026-02-10 09:00", func(c *complaint.Case) { c.Class, c.Unit, c.Site.Area = class, "demo-station", area })
}

func TestThinAreasAreCountedInAnother(t *testing.T) {
	for _, tt := range []struct {
		name                 string
		urban, rural, remote int
		want                 [][]string
		merged               int
	}{
		{"fewer than the policy's number", 20, 20, 9, [][]string{{"urban", "20"}, {"rural", "29"}}, 1},
		{"as many as the policy's number", 20, 20, 10, [][]string{{"urban", "20"}, {"rural", "20"}, {"remote", "10"}}, 0},
		{"none in the other", 20, 0, 2, [][]string{{"urban", "20"}, {"rural", "2"}}, 1},
		{"thin, and no other to go to", 3, 20, 0, [][]string{{"urban", "3"}, {"rural", "20"}}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := newOffice(t)
			o.inArea(tt.urban, "01.01.01", "urban")
			o.inArea(tt.rural, "02.04.02", "rural")
			o.inArea(tt.remote, "04.01.01", "remote")
			p := o.build(o.analysed())
			equal(t, "areas", cells(p, "areas", "area", "complaints"), tt.want)
			if n := len(part(p, "areas").Prose); n != tt.merged {
				t.Errorf("%d areas are said to be merged, want %d", n, tt.merged)
			}
		})
	}
}

func TestWhereWhichClassWeighsMore(t *testing.T) {
	o := newOffice(t)
	o.inArea(30, "01.01.01", "urban")
	o.inArea(10, "01.01.01", "rural")
	o.inArea(10, "02.04.02", "urban")
	o.inArea(30, "02.04.02", "rural")
	o.inArea(10, "04.01.01", "urban")
	o.inArea(10, "04.01.01", "rural")
	p := o.build(o.analysed())
	lean := [][]string{}
	table := part(p, "leanings").Table
	for _, row := range table.Rows {
		lean = append(lean, []string{p.Say(row.Cells[0]), row.Cells[2].Number(), row.Cells[3].Number(), p.Say(row.Cells[4])})
	}
	equal(t, "leanings", lean, [][]string{{"01", "20.00", "-20.00", "urban"}, {"02", "-20.00", "20.00", "rural"}, {"04", "0.00", "0.00", "none"}})
	equal(t, "conclusions", part(p, "conclusions").Prose, []string{
		"Of 100 complaints most are about Service with 40 (40.00%) and Billing and connection with 40 (40.00%).",
		"By area: urban 50 (50.00%) and rural 50 (50.00%).",
		"Complaints about Service lean to the area “urban”.",
		"Complaints about Billing and connection lean to the area “rural”.",
	})
}

func TestHotPlacesAreRankedAndStreetsNotNamed(t *testing.T) {
	o := newOffice(t)
	at := func(n int, class string, site complaint.Site) {
		o.many(n, "2026-02-10 09:00", func(c *complaint.Case) { c.Class, c.Unit, c.Site = class, "demo-station", site })
	}
	lane := complaint.Site{Region: "demo", Area: "rural", StreetKey: complaint.Key("幸福路")}
	at(3, "04.01.01", complaint.Site{Region: "demo", Area: "rural", TransformerArea: "李村2号台区", Feeder: "10kV李村线"})
	at(2, "04.03.01", complaint.Site{Region: "demo", Area: "rural", TransformerArea: "李村2号台区"}) // the same place
	at(4, "04.03.01", complaint.Site{Region: "demo", Area: "urban", Feeder: "10kV城东线 13900000001"})
	at(3, "04.03.01", lane)
	at(2, "04.03.01", complaint.Site{Region: "demo", TransformerArea: "赵庄1号台区"}) // too few
	at(5, "04.03.01", complaint.Site{Area: "rural", TransformerArea: "无区域"})     // in no region, so that nobody knows where
	o.many(3, "2026-02-10 09:00", func(c *complaint.Case) { c.Kind, c.Site = "enquiry", lane })
	for _, c := range o.cases[3:5] {
		c.HotSpot = o.policy.HotSpots.Count
	}
	p := o.build(o.analysed())
	equal(t, "places", cells(p, "places", "rank", "area", "transformerArea", "feeder", "complaints", "hotSpots", "class", "ofClass"), [][]string{
		{"1", "rural", "李村2号台区", "10kV李村线", "5", "2", "04.01.01", "3"},
		{"2", "urban", "", "10kV城东线 ***", "4", "0", "04.03.01", "4"},
		{"3", "rural", "a street (not named)", "", "3", "0", "04.03.01", "3"},
	})
	if text := everything(t, p, "json"); strings.Contains(text, lane.StreetKey) || strings.Contains(text, "139000") {
		t.Error("the report holds the key of a street or a number")
	}
}

func TestStepsThatRunOverTimeAreShown(t *testing.T) {
	o := newOffice(t).march()
	p := o.build(o.analysed())
	late := map[string]string{}
	for _, row := range cells(p, "overtime", "clock", "due", "late") {
		late[row[0]] = row[2] + " of " + row[1]
	}
	for clock, want := range map[string]string{"dispatch": "1 of 6", "contact": "2 of 5", "answer": "3 of 4", "callback": "0 of 3"} {
		if late[clock] != want {
			t.Errorf("%s: late %s, want %s", clock, late[clock], want)
		}
	}
	equal(t, "channels", cells(p, "channels", "code", "complaints", "responsible", "breachedOrders"), [][]string{{"hotline", "5", "0", "2"}, {"counter", "1", "1", "1"}})
	if said := strings.Join(part(p, "conclusions").Prose, "\n"); !strings.Contains(said, "The step that ran over time most often") {
		t.Errorf("the conclusions do not name the step: %s", said)
	}
}

func TestClassesAndAreasAddUp(t *testing.T) {
	o := newOffice(t)
	m := caseMaker(o)
	rapid.Check(t, func(t *rapid.T) {
		o.cases = m.cases(t, 40)
		spec := o.analysed()
		p, err := report.Build(o.t.Context(), o, spec)
		if err != nil {
			t.Fatal(err)
		}
		all := o.count(spec).Total.Count("complaints")
		for key, column := range map[string]string{"areas": "complaints", "classes": "complaints", "channels": "complaints", "grades": "complaints"} {
			if got := sum(p, key, column); got != all {
				t.Errorf("%s: rows have %d, all %d", key, got, all)
			}
		}
	})
}
