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

func TestABreachBelongsToTheOfficesMonth(t *testing.T) {
	o := newOffice(t)
	c := o.open("2026-03-31 07:30", complaint.Submission{}) // 03-30 23:30 in UTC
	o.do(c, "2026-03-31 07:30", complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: "04.01.01", Urgency: "general", Grade: "general"}, Unit: "demo-station"}, complaint.Dispatching{})
	o.do(c, "2026-04-03 09:00", complaint.Contacting{Reached: true})

	march := o.build(o.spec("2026-03-01", "2026-03-31", "2026-04-30 09:00"))
	for _, k := range march.Total.Clocks {
		if k.Clock == "contact" && k.Due != 0 {
			t.Errorf("March has %d contacts, of a limit that ended in April", k.Due)
		}
	}
	april := o.build(o.spec("2026-04-01", "2026-04-30", "2026-04-30 09:00"))
	if b := breachOf(t, april, c.Reference, "contact"); !b.DueAt.Equal(o.at("2026-04-01 07:30")) {
		t.Errorf("the contact was due %s", b.DueAt)
	}
}
