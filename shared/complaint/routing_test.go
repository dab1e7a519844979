package complaint_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// sorted is a case in sorting, as triage judged it.
func sorted(t *testing.T, kind, class, region, unit string) *story {
	t.Helper()
	r := rules(t)
	s := &story{t: t, policy: r.Policy, now: shanghai(t, "2026-03-10 09:00")}
	c, _, _, err := complaint.Open(complaint.Submission{Channel: "web", Text: "看着办", Site: complaint.SiteDetails{Region: region}},
		"202603-000001", "code", s.turn(complaint.Public))
	if err != nil {
		t.Fatal(err)
	}
	s.c = c
	return s.do(complaint.Judged{
		Judgement: complaint.Judgement{
			Kind: kind, Class: class, Urgency: "general", Grade: "general", Confidence: 0.3,
			Reasons: []string{"class 04.01.01: 电压", "sorting confidence 0.30 below 0.45", "route demo-station: 区域demo"},
		},
		Unsure: true, Unit: unit,
	})
}

func TestAPersonsDecisionMovesTheCaseWhereItLeads(t *testing.T) {
	const voltage = "class 04.01.01: 电压"
	tests := []struct {
		name                      string
		kind, class, region, unit string // as triage left it
		decision                  complaint.Classification
		want, reason              string
	}{
		{"what leads nowhere else stays", "complaint", "04.01.01", "demo", "demo-station",
			complaint.Classification{Class: "04.03.01"}, "demo-station", "route demo-station: 区域demo"},
		{"a report of misconduct leaves the station", "complaint", "04.01.01", "demo", "demo-station",
			complaint.Classification{Kind: "misconduct"}, "demo-discipline", "route demo-discipline: 举报由纪检监察（供电服务监督）办理"},
		{"a complaint after all goes to the station", "misconduct", "", "demo", "demo-discipline",
			complaint.Classification{Kind: "complaint", Class: "04.01.01"}, "demo-station", "route demo-station: 区域demo"},
		{"what had no unit gets its own", "complaint", "04.01.01", "demo", "",
			complaint.Classification{}, "demo-station", "route demo-station: 区域demo"},
		{"a region that a person gives", "complaint", "04.01.01", "", "",
			complaint.Classification{Region: "demo"}, "demo-station", "route demo-station: 区域demo"},
		{"a unit that a person gave before stays", "complaint", "04.01.01", "demo", "demo-county",
			complaint.Classification{Class: "04.03.01"}, "demo-county", "route demo-county: 人工指定"},
		{"a unit that a person gave before does not keep misconduct", "complaint", "04.01.01", "demo", "demo-county",
			complaint.Classification{Kind: "misconduct"}, "demo-discipline", "route demo-discipline: 举报由纪检监察（供电服务监督）办理"},
		{"a person's word stands", "complaint", "04.01.01", "demo", "demo-station",
			complaint.Classification{Kind: "misconduct", Unit: "demo-province"}, "demo-province", "route demo-province: 人工指定"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := sorted(t, tt.kind, tt.class, tt.region, tt.unit)
			s.do(tt.decision)
			if s.c.Unit != tt.want || !s.c.Ready {
				t.Errorf("unit %q (ready %v), want %q", s.c.Unit, s.c.Ready, tt.want)
			}
			if diff := cmp.Diff([]string{voltage, tt.reason}, s.c.Reasons); diff != "" {
				t.Errorf("reasons (-want +got):\n%s", diff)
			}
		})
	}
}

func TestADecisionThatLeadsNowhereNeedsAUnit(t *testing.T) {
	for name, s := range map[string]*story{
		"no region":                      sorted(t, "complaint", "04.01.01", "", ""),
		"misconduct that is a complaint": sorted(t, "misconduct", "", "", "demo-discipline"),
	} {
		err := s.refuse(complaint.Classification{Kind: "complaint", Class: "04.01.01"}, complaint.Agent)
		named := func(f fault.Field) bool { return f.Name == "unit" }
		if !fault.Is(err, fault.Invalid) || !slices.ContainsFunc(fault.Of(err).Fields, named) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSortingWithoutAUnitIsTheCentresOwn: what has no route is seen by those at
// the top, and what it tells reaches them.
func TestSortingWithoutAUnitIsTheCentresOwn(t *testing.T) {
	s := sorted(t, "complaint", "04.01.01", "moon", "")
	s.expect(complaint.Sorting)
	for unit, sees := range map[string]bool{"": true, "national-centre": true, "demo-province": false, "demo-station": false} {
		if got := s.policy.Within(s.c.Unit, unit); got != sees {
			t.Errorf("%q sees it: %v, want %v", unit, got, sees)
		}
	}
	s.at("2026-03-18 09:00")
	for _, levels := range [][]string{{"centre"}, {"handler", "L1"}, {"L2", "L3"}} {
		r := s.policy.Reach(levels, s.c.Unit, "", s.duty, s.now)
		for _, to := range r.Recipients {
			if to.Unit != "national-centre" {
				t.Errorf("%v reaches %s", levels, to.Unit)
			}
		}
	}
	if s.count("breached") == 0 || len(s.told) == 0 {
		t.Errorf("nothing was told: %v", s.told)
	}
}
