package report_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/report"
)

func TestABreachIsShownWithWhatCorrectsIt(t *testing.T) {
	o := newOffice(t)
	c := o.open("2026-03-10 09:00", complaint.Submission{})
	o.do(c, "2026-03-10 09:00", complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: "04.01.01", Urgency: "general", Grade: "general"}, Unit: "demo-station"}, complaint.Dispatching{})
	o.do(c, "2026-03-11 12:00", complaint.Contacting{Reached: true, At: o.at("2026-03-11 08:00")})

	r := o.build(o.spec("2026-03-01", "2026-03-31", "2026-03-12 09:00"))
	want := &report.Correction{DueAt: o.at("2026-03-11 09:00"), Because: "late event", WouldBeMet: true}
	if diff := cmp.Diff(want, breachOf(t, r, c.Reference, "contact").Correction); diff != "" {
		t.Errorf("correction (-want +got):\n%s", diff)
	}
	if k := clockOf(t, r.Total, "contact"); k.Late != 1 || k.InTime != 0 {
		t.Errorf("the contact counts %+v: a breach stays one", k)
	}
	for format, word := range map[string]string{"json": `"wouldBeMet": true`, "csv": "2026-03-11T09:00:00+08:00,yes", "html": "by what is known now"} {
		if got := string(render(t, format, r)); !strings.Contains(got, word) {
			t.Errorf("%q is not in the %s form", word, format)
		}
	}
	before := o.build(o.spec("2026-03-01", "2026-03-31", "2026-03-11 10:00"))
	if b := breachOf(t, before, c.Reference, "contact"); b.Correction != nil {
		t.Errorf("corrected before it was known: %+v", b.Correction)
	}
}
