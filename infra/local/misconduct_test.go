package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

// reported are whom a report of misconduct in the region demo may be about.
var reported = []string{"demo-station", "demo-county", "demo-city"}

func staffOf(role, unit string) string { return "Authorization: Bearer dev:" + role + ":" + unit }

// TestAReportOfMisconductStaysWithTheDisciplineFunction lets a report that
// alarms the authorities go through all its warnings, breaches, rungs and a
// round of rework: nobody whom it may be about sees it or hears of it.
func TestAReportOfMisconductStaysWithTheDisciplineFunction(t *testing.T) {
	for _, site := range []string{`{"region":"demo"}`, `{"region":"elsewhere"}`, `{}`} {
		d := openDoor(t)
		ref := d.whistle(site)
		d.keptFrom(ref, reported)
		for _, unit := range []string{"demo-discipline", "demo-province", "national-centre", "*"} {
			d.must(200, nil, "GET", "/v1/cases/"+ref, "", staffOf("supervisor", unit))
		}
		d.must(200, nil, "POST", "/local/clock", `{"advance":"1200h"}`)
		by := staffOf("handler", "demo-discipline")
		d.must(200, nil, "POST", "/v1/cases/"+ref+"/answer", `{"text":"经核查，已按规定处理。"}`, by)
		d.must(200, nil, "POST", "/v1/cases/"+ref+"/review", `{"passed":true}`, supervisor)
		d.must(200, nil, "POST", "/v1/cases/"+ref+"/callback", `{"reached":true,"satisfied":false}`, supervisor)
		d.must(200, nil, "POST", "/local/clock", `{"advance":"600h"}`)
		for range 2 {
			d.must(200, nil, "POST", "/v1/cases/"+ref+"/urge", `{}`, supervisor)
		}
		d.must(200, nil, "POST", "/v1/cases/"+ref+"/refusal", `{"reason":"另行移交"}`, by)
		d.must(200, nil, "POST", "/v1/cases/"+ref+"/classification", `{"reason":"仍由原部门办理"}`, supervisor)
		kinds := d.tellsNone(ref, reported)
		for _, kind := range []string{"major", "dispatched", "warning", "breach", "escalation", "rework", "urge"} {
			if !slices.Contains(kinds, kind) {
				t.Errorf("site %s: no notice of kind %s among %v", site, kind, kinds)
			}
		}
	}
}

func (d *door) whistle(site string) string {
	d.t.Helper()
	var r web.Receipt
	text := `我要实名举报：供电所所长以权谋私、吃拿卡要，索要红包好处费，请纪委查处。`
	d.must(201, &r, "POST", "/v1/complaints", `{"channel":"web","text":"`+text+`","site":`+site+`,"customer":{"phone":"13900000001"}}`)
	var c web.CaseView
	d.must(200, &c, "GET", "/v1/cases/"+r.Reference, "", supervisor)
	if c.Kind != "misconduct" || c.Unit != "demo-discipline" {
		d.t.Fatalf("judged %s for %q because %v", c.Kind, c.Unit, c.Triage.Reasons)
	}
	return r.Reference
}

// keptFrom: to units that may not see a case it does not exist.
func (d *door) keptFrom(ref string, units []string) {
	d.t.Helper()
	for _, unit := range units {
		for _, role := range []string{"handler", "supervisor", "admin", "auditor"} {
			d.must(404, nil, "GET", "/v1/cases/"+ref, "", staffOf(role, unit))
			for _, q := range []string{"", "?q=" + ref, "?q=13900000001", "?unit=demo-discipline", "?status=handling"} {
				var list casework.Queue
				d.must(200, &list, "GET", "/v1/cases"+q, "", staffOf(role, unit))
				if len(list.Cases) > 0 {
					d.t.Errorf("%s of %s finds %s by %q", role, unit, list.Cases[0].Reference, q)
				}
			}
		}
		d.must(404, nil, "POST", "/v1/cases/"+ref+"/note", `{"text":"?"}`, staffOf("supervisor", unit))
	}
}

// tellsNone: no notice of a case names units or reaches them. It gives the
// kinds of the notices.
func (d *door) tellsNone(ref string, units []string) (kinds []string) {
	d.t.Helper()
	var told struct {
		Notices []complaint.Notice `json:"notices"`
	}
	d.must(200, &told, "GET", "/local/notices?reference="+ref, "")
	for _, n := range told.Notices {
		kinds = append(kinds, n.Kind)
		all, err := json.Marshal(n)
		if err != nil {
			d.t.Fatal(err)
		}
		for _, name := range append([]string{"示范供电所", "示范县", "示范市"}, units...) {
			if strings.Contains(string(all), name) {
				d.t.Errorf("notice %s names %s: %s", n.ID, name, all)
			}
		}
		if len(n.Recipients) == 0 {
			d.t.Errorf("notice %s reaches nobody", n.ID)
		}
	}
	return kinds
}

// TestAPersonTakesAReportOfMisconductFromTheStation: so does a decision about
// what triage could not judge, and the customer's other complaints say nothing of it.
func TestAPersonTakesAReportOfMisconductFromTheStation(t *testing.T) {
	d := openDoor(t)
	var r web.Receipt
	d.must(201, &r, "POST", "/v1/complaints", `{"channel":"web","text":"我想说一件事","site":{"region":"demo"},"customer":{"phone":"13900000001"}}`)
	var c web.CaseView
	d.must(200, &c, "GET", "/v1/cases/"+r.Reference, "", supervisor)
	if c.Status != complaint.Sorting {
		t.Fatalf("status %s", c.Status)
	}
	d.must(200, &c, "POST", "/v1/cases/"+r.Reference+"/classification", `{"kind":"misconduct","reason":"电话核实"}`, supervisor)
	if c.Unit != "demo-discipline" || c.Status != complaint.Dispatched {
		t.Errorf("unit %s, status %s", c.Unit, c.Status)
	}
	d.keptFrom(r.Reference, reported)
	d.tellsNone(r.Reference, reported)
	for before := range 2 {
		var other web.Receipt
		d.must(201, &other, "POST", "/v1/complaints", `{"channel":"web","text":"又停电了","class":"04.03.01","site":{"region":"demo"},"customer":{"phone":"13900000001"}}`)
		d.must(200, &c, "GET", "/v1/cases/"+other.Reference, "", handler)
		if len(c.Likely) != before || slices.Contains(c.Likely, r.Reference) {
			t.Errorf("likely duplicates %v, want %d", c.Likely, before)
		}
	}
}
