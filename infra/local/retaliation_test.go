package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/redress/redress/functions/callback"
	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

const callers = "Authorization: Bearer dev:callback:*"

// answeredByTheStation handles a complaint up to the call to its customer.
func (d *door) answeredByTheStation(body string) string {
	d.t.Helper()
	var r web.Receipt
	d.must(201, &r, "POST", "/v1/complaints", body)
	d.must(200, nil, "POST", "/v1/cases/"+r.Reference+"/answer", `{"text":"已换线。"}`, handler)
	d.must(200, nil, "POST", "/v1/cases/"+r.Reference+"/review", `{"passed":true}`, supervisor)
	return r.Reference
}

// TestRetaliationIsReportedBehindTheUnitsBack: the customer says so at the
// callback; one report is opened however often the call is sent, with a receipt
// of its own; and nobody in the unit's line can see it, or what was said.
func TestRetaliationIsReportedBehindTheUnitsBack(t *testing.T) {
	a := testApp(t, "2026-03-10T09:00:00+08:00")
	d := &door{t: t, handler: a.handler()}
	ref := d.answeredByTheStation(`{"channel":"web","text":"电压低","class":"04.01.01","site":{"region":"demo"},"customer":{"name":"王五","phone":"13900000001"}}`)
	call := `{"reached":true,"satisfied":true,"answers":{"retaliation":true,"solved":true,"suggestions":"别让王五再来"},"reason":"所长上门威胁"}`
	for range 2 {
		d.must(200, nil, "POST", "/v1/cases/"+ref+"/callback", call, callers, "Idempotency-Key: one")
	}
	report := d.reportOf(ref)
	if err := a.inner.OpenReport(t.Context(), ref, report); err != nil { // as after a crash before the deed was marked
		t.Fatal(err)
	}
	var c web.CaseView
	d.must(200, &c, "GET", "/v1/cases/"+report, "", staffOf("handler", "demo-discipline"))
	if c.Kind != "misconduct" || c.Unit != "demo-discipline" || c.CallOf != ref || c.Matter.Customer.Phone != "13900000001" {
		t.Errorf("report %+v", c)
	}
	d.tellsNone(report, reported)
	for _, unit := range reported {
		d.must(404, nil, "GET", "/v1/cases/"+report, "", staffOf("supervisor", unit))
		var list casework.Queue
		d.must(200, &list, "GET", "/v1/cases?q=13900000001", "", staffOf("supervisor", unit))
		if len(list.Cases) != 1 || list.Cases[0].Reference != ref {
			t.Errorf("%s finds %+v", unit, list.Cases)
		}
		var seen json.RawMessage
		d.must(200, &seen, "GET", "/v1/cases/"+ref, "", staffOf("supervisor", unit))
		for _, confided := range []string{"retaliation", report, "所长上门威胁", "别让王五再来"} {
			if strings.Contains(string(seen), confided) {
				t.Errorf("%s reads of it: %s", unit, seen)
			}
		}
		if !strings.Contains(string(seen), `"solved":true`) {
			t.Errorf("%s does not read what else was answered: %s", unit, seen)
		}
	}
	var list casework.Queue
	d.must(200, &list, "GET", "/v1/cases?limit=50", "", supervisor)
	if len(list.Cases) != 2 {
		t.Errorf("%d cases, want the complaint and one report", len(list.Cases))
	}
	var sent struct {
		Messages []struct{ Kind, Reference string }
	}
	d.must(200, &sent, "GET", "/local/messages?reference="+report, "")
	if len(sent.Messages) != 1 || !strings.HasPrefix(sent.Messages[0].Kind, "receipt") {
		t.Errorf("messages %+v, want one receipt", sent.Messages)
	}
	replays(t, a)
}

// reportOf is the reference of the report that the last call has opened.
func (d *door) reportOf(ref string) string {
	d.t.Helper()
	var c web.CaseView
	d.must(200, &c, "GET", "/v1/cases/"+ref, "", supervisor)
	if len(c.Callbacks) != 1 || c.Callbacks[0].Report == "" || c.Callbacks[0].Answers["retaliation"] != true {
		d.t.Fatalf("callbacks %+v", c.Callbacks)
	}
	return c.Callbacks[0].Report
}

// TestTheUnitNeverReadsTheNameOfAConfidentialCustomer: it has what it needs to
// find the place, and others read the name.
func TestTheUnitNeverReadsTheNameOfAConfidentialCustomer(t *testing.T) {
	d := openDoor(t)
	ref := d.answeredByTheStation(`{"channel":"web","text":"电压低","class":"04.01.01","site":{"region":"demo","address":"东街3号"},"customer":{"name":"陈某","phone":"13900000001","accountNumber":"3400077709876","confidential":true}}`)
	for by, want := range map[string]string{
		staffOf("handler", "demo-station"): " 13900000001 3400077709876 东街3号", staffOf("supervisor", "demo-station"): " 13900000001 3400077709876 东街3号",
		staffOf("supervisor", "demo-city"): "陈某 13900000001 3400077709876 东街3号", callers: "陈某 13900000001 3400077709876 东街3号",
	} {
		var c web.CaseView
		d.must(200, &c, "GET", "/v1/cases/"+ref, "", by)
		m := c.Matter
		if got := strings.Join([]string{m.Customer.Name, m.Customer.Phone, m.Customer.AccountNumber, m.Site.Address}, " "); got != want {
			t.Errorf("%s reads %q, want %q", by, got, want)
		}
	}
}

// TestTheCallersQueueSaysWhenToCall: who was not reached under a policy whose
// tries lie apart comes after those who may be called now.
func TestTheCallersQueueSaysWhenToCall(t *testing.T) {
	s := &scene{t: t, pack: "southern-grid"}
	s.begin("2026-03-10 09:00")
	var refs []string
	for _, customer := range []string{`{"phone":"13900000001","vulnerable":true}`, `{"phone":"13900000002"}`} {
		s.submit("agent", `{"channel":"hotline","text":"供电所抢修慢","class":"04.03.01","site":{"region":"demo"},"customer":`+customer+`}`)
		if s.read().Status == complaint.Sorting {
			s.command(200, `supervisor classification {"kind":"complaint","reason":"核实"}`)
		}
		s.command(200, `handler answer {"text":"已处理"}`)
		s.command(200, `supervisor review {"passed":true}`)
		refs = append(refs, s.reference)
	}
	queue := func() (got []string) {
		var calls callback.Calls
		s.call("GET", "/v1/callbacks", "dev:callback:*", "", 200, &calls)
		for _, c := range calls.Calls {
			got = append(got, c.Reference+" "+c.CallFrom.In(s.zone).Format("15:04"))
		}
		return got
	}
	s.reference = refs[0]
	s.command(200, `callback callback {"reached":false}`)
	if got, want := queue(), []string{refs[1] + " 09:00", refs[0] + " 11:00"}; !slices.Equal(got, want) {
		t.Errorf("queue %v, want %v", got, want)
	}
	s.command(422, `callback callback {"reached":false}`)
	s.line("at", "2026-03-10 12:30", nil)
	if got, want := queue(), []string{refs[0] + " 14:00", refs[1] + " 14:00"}; !slices.Equal(got, want) {
		t.Errorf("queue %v, want %v", got, want)
	}
	s.command(422, `callback callback {"reached":false}`)
	s.command(200, `callback callback {"reached":true,"outcome":"basically-satisfied","answers":{"solved":"是"}}`)
	s.same("outcome", "closed resolved", string(s.read().Status)+" "+string(s.read().Outcome))
}
