package main

import (
	"strings"
	"testing"

	"github.com/redress/redress/shared/web"
)

// customerOf is a complaint of a customer of their own, by their number.
func (d *door) customerOf(n string) string {
	d.t.Helper()
	var r web.Receipt
	d.must(201, &r, "POST", "/v1/complaints", `{"channel":"web","text":"电压低","class":"04.01.01","site":{"region":"demo"},"customer":{"name":"王五","phone":"1390000000`+n+`","accountNumber":"34000000000`+n+`"}}`)
	return r.Reference
}

// TestARefusedMergeLeavesTheOtherCaseAlone: while a superior body must agree
// first, neither a merge nor a joining has any effect on the case that was named.
func TestARefusedMergeLeavesTheOtherCaseAlone(t *testing.T) {
	d := openDoor(t)
	other := d.customerOf("1")
	var over web.Receipt
	d.must(201, &over, "POST", "/v1/cases", `{"channel":"superior","text":"电压低","class":"04.01.01","site":{"region":"demo"},"source":{"body":"省公司","overLevel":true},"customer":{"accountNumber":"3400000000002"}}`, supervisor)
	d.must(200, nil, "POST", "/v1/cases/"+over.Reference+"/group-order", `{"order":"查清原因"}`, supervisor)
	var before, after web.CaseView
	d.must(200, &before, "GET", "/v1/cases/"+other, "", supervisor)
	for _, command := range []string{"merge", "joining"} {
		d.must(409, nil, "POST", "/v1/cases/"+over.Reference+"/"+command, `{"into":"`+other+`"}`, supervisor)
	}
	if d.must(200, &after, "GET", "/v1/cases/"+other, "", supervisor); after.Version != before.Version || len(after.Urges) != 0 || after.OverLevel != nil {
		t.Errorf("version %d, before %d; urges %+v, flow %+v", after.Version, before.Version, after.Urges, after.OverLevel)
	}
}

// TestALongListIsCalledLong, and not something else than a list.
func TestALongListIsCalledLong(t *testing.T) {
	d := openDoor(t)
	ref := d.customerOf("1")
	var p web.Problem
	d.must(422, &p, "POST", "/v1/cases/"+ref+"/documents", `{"list":["身份证"`+strings.Repeat(`,"身份证"`, 20)+`]}`, handler, "Accept-Language: zh")
	if len(p.Errors) != 1 || p.Errors[0].Field != "list" || p.Errors[0].Message != "不能超过20项" {
		t.Errorf("errors %+v", p.Errors)
	}
}

// TestWhatIsLeftToSetRightOpensNoReportOfMisconduct: a unit reads on in a case that
// has left it something to set right, but not when the case turns out to be about
// the unit itself.
func TestWhatIsLeftToSetRightOpensNoReportOfMisconduct(t *testing.T) {
	d := openDoor(t)
	ref := d.customerOf("1")
	at := "/v1/cases/" + ref
	d.must(200, nil, "POST", at+"/rectification", `{"what":"排查同类问题","scope":"kind"}`, staffOf("supervisor", "demo-county"))
	d.must(200, nil, "POST", at+"/refusal", `{"reason":"非本所"}`, handler)
	d.must(200, nil, "GET", at, "", handler)
	d.must(200, nil, "POST", at+"/classification", `{"kind":"misconduct"}`, supervisor)
	d.must(200, nil, "GET", at, "", staffOf("handler", "demo-discipline"))
	for _, unit := range reported {
		d.must(404, nil, "GET", at, "", staffOf("supervisor", unit))
		d.must(404, nil, "POST", at+"/rectification-done", `{"item":1,"text":"x"}`, staffOf("supervisor", unit))
	}
	before := len(d.toldOf(ref, "warning"))
	d.must(200, nil, "POST", "/local/clock", `{"advance":"480h"}`)
	reminded := 0
	for _, n := range d.toldOf(ref, "warning")[before:] {
		if n.Unit != "demo-discipline" {
			t.Errorf("%s is reminded by %+v", n.Unit, n)
		}
		if n.Clock == "rectification" {
			reminded++
		}
	}
	if reminded != 2 {
		t.Errorf("whoever has it now is reminded %d times of what is to be set right, want twice", reminded)
	}
}

// TestALateDecisionIsNotPutOnTheUnitThatAppeals: those who are to decide are told,
// and nobody is told that the unit should act.
func TestALateDecisionIsNotPutOnTheUnitThatAppeals(t *testing.T) {
	d := openDoor(t)
	ref := d.answeredByTheStation(`{"channel":"web","text":"电压低","class":"04.01.01","site":{"region":"demo"},"customer":{"name":"王五","phone":"13900000001"}}`)
	d.must(200, nil, "POST", "/v1/cases/"+ref+"/callback", `{"reached":true,"satisfied":true}`, callers)
	d.must(200, nil, "POST", "/v1/cases/"+ref+"/appeal", `{"type":"not-true","reason":"r","basis":"b","signatures":[{"level":"L1","by":"a"},{"level":"L2","by":"b"},{"level":"L3","by":"c"}]}`, handler)
	d.must(200, nil, "POST", "/local/clock", `{"advance":"240h"}`)
	for kind, want := range map[string]string{"warning": "请尽快审核", "breach": "请立即审核"} {
		told := d.toldOf(ref, kind)
		last := told[len(told)-1]
		if last.Clock != "appeal" || !strings.Contains(last.Text, want) || strings.Contains(last.Text, "示范供电所") {
			t.Errorf("%s %+v", kind, last)
		}
	}
}

// TestWhyNobodyWasCalledIsSaidInTheComplaintsLanguage: an anonymous one is closed
// with its answer.
func TestWhyNobodyWasCalledIsSaidInTheComplaintsLanguage(t *testing.T) {
	d := openDoor(t)
	for text, want := range map[string]string{"电压低": "匿名且未留联系方式，无法回访", "the voltage is low": "anonymous, no callback possible"} {
		ref := d.answeredByTheStation(`{"channel":"web","text":"` + text + `","class":"04.01.01","site":{"region":"demo"},"customer":{"anonymous":true}}`)
		var c web.CaseView
		if d.must(200, &c, "GET", "/v1/cases/"+ref, "", supervisor); c.Status != "closed" || c.Reason != want {
			t.Errorf("%s, because %q, want %q", c.Status, c.Reason, want)
		}
	}
}
