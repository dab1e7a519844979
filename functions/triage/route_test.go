package triage

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/triage"
)

func TestTheRouteAndTheWantOfOneAreSaid(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	below := fmt.Sprintf("sorting confidence 0.31 below %.2f", p.Triage.Threshold)
	unsure := func(kind string, others ...string) triage.Judgement {
		j := triage.Judgement{Kind: kind, Confidence: 0.31, Unsure: true}
		for _, o := range others {
			j.Alternatives = append(j.Alternatives, triage.Alternative{Kind: o, Confidence: 0.2})
		}
		return j
	}
	tests := []struct {
		name, region string
		j            triage.Judgement
		closes       bool
		unit         string
		reasons      []string
	}{
		{name: "the unit of the region", region: "demo", j: triage.Judgement{Kind: "complaint", Confidence: 0.9},
			unit: "demo-station", reasons: []string{"route demo-station: 区域demo"}},
		{name: "misconduct goes past the region's unit", region: "demo", j: triage.Judgement{Kind: "misconduct", Confidence: 0.9},
			unit: "demo-discipline", reasons: []string{"route demo-discipline: 举报由纪检监察（供电服务监督）办理"}},
		{name: "misconduct without a region", j: triage.Judgement{Kind: "misconduct", Confidence: 0.9},
			unit: "demo-discipline", reasons: []string{"route demo-discipline: 举报由纪检监察（供电服务监督）办理"}},
		{name: "an unknown region", region: "moon", j: triage.Judgement{Kind: "complaint", Confidence: 0.9},
			reasons: []string{"sorting no route for region moon"}},
		{name: "no region", j: triage.Judgement{Kind: "complaint", Confidence: 0.9},
			reasons: []string{"sorting no route without a region"}},
		{name: "no route is wanted for what closes at once", j: triage.Judgement{Kind: "fault", Confidence: 0.9}, closes: true},
		{name: "unsure between kinds of one unit", region: "demo", j: unsure("complaint", "enquiry"),
			unit: "demo-station", reasons: []string{below, "route demo-station: 区域demo"}},
		{name: "what may be misconduct is kept from the station", region: "demo", j: unsure("complaint", "enquiry", "misconduct"),
			reasons: []string{below, "sorting it may be for demo-station or demo-discipline"}},
		{name: "what may be no misconduct either", j: unsure("misconduct", "complaint"),
			reasons: []string{below, "sorting it may be for demo-discipline or no unit known"}},
		{name: "a text that says nothing", region: "demo", j: triage.Judgement{Kind: "complaint", Unsure: true},
			unit: "demo-station", reasons: []string{"sorting the text says too little", "route demo-station: 区域demo"}},
		{name: "a word or two of nothing", region: "demo", j: triage.Judgement{Kind: "enquiry", Confidence: 0.97, Unsure: true},
			unit: "demo-station", reasons: []string{"sorting the text says too little", "route demo-station: 区域demo"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := &complaint.Case{}
			c.Site.Region = tt.region
			out := complaint.Judged{Judgement: complaint.Judgement{Kind: tt.j.Kind, Class: tt.j.Class}, Unsure: tt.j.Unsure}
			if tt.closes {
				out.Refer = "repair-dispatch"
			}
			route(p, c, tt.j, &out)
			if diff := cmp.Diff(tt.reasons, out.Reasons); diff != "" || out.Unit != tt.unit {
				t.Errorf("unit %q, want %q; reasons (-want +got):\n%s", out.Unit, tt.unit, diff)
			}
		})
	}
}
