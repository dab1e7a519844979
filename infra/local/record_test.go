package main

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// agents are the hands at the hotline, the counter and the post.
const agents = "Authorization: Bearer dev:agent:*"

// TestTheRecordKeepsWhatTheCustomerSaid: what happened, when, where, to whom,
// what is asked for, and who passed it on.
func TestTheRecordKeepsWhatTheCustomerSaid(t *testing.T) {
	d := openDoor(t)
	var r web.Receipt
	d.must(201, &r, "POST", "/v1/cases", `{
		"channel":"letter","text":"抄表员李某上月少抄，本月一并计费","demand":"分月重新核算","class":"02.03.01",
		"occurredAt":"2026-03-02T10:00:00+08:00","receivedAt":"2026-03-09T15:30:00+08:00",
		"customer":{"name":"王小明","phone":"13900001234","accountNumber":"3400012345678","kind":"industrial","confidential":true},
		"site":{"region":"demo","area":"remote","address":"示范县李村8号","transformerArea":"李村2号台区","feeder":"10kV李村线"},
		"source":{"body":"公司办公室","reference":"信访2026-17","overLevel":true},
		"receiver":"6012","confirmed":"signed"}`, agents)
	var c web.CaseView
	d.must(200, &c, "GET", "/v1/cases/"+r.Reference, "", handler)
	want := web.MatterView{
		Channel: "letter", Text: "抄表员李某上月少抄，本月一并计费", Demand: "分月重新核算", Language: "zh",
		OccurredAt: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC), ClaimedClass: "02.03.01",
		Customer: web.CustomerView{Phone: "13900001234", AccountNumber: "3400012345678", Kind: "industrial", Confidential: true},
		Site:     web.SiteView{Region: "demo", Area: "remote", TransformerArea: "李村2号台区", Feeder: "10kV李村线", Address: "示范县李村8号"},
		Source:   complaint.Source{Body: "公司办公室", Reference: "信访2026-17", OverLevel: true},
		Receiver: "6012", Confirmed: "signed",
	}
	if diff := cmp.Diff(want, c.Matter); diff != "" {
		t.Errorf("matter (-want +got):\n%s", diff)
	}
	received, recorded := time.Date(2026, 3, 9, 7, 30, 0, 0, time.UTC), time.Date(2026, 3, 10, 1, 0, 0, 0, time.UTC)
	if !c.Received.Equal(received) || !c.Recorded.Equal(recorded) {
		t.Errorf("received %s, recorded %s; want %s and %s", c.Received, c.Recorded, received, recorded)
	}
}

// TestTheCustomerIsToldWhoReceivedThem: by their number where it is known and else by their
// desk, in the receipt, in the answer to whoever records it, and on the progress page
// (S-147); a name is refused. Nobody receives what customers send themselves.
func TestTheCustomerIsToldWhoReceivedThem(t *testing.T) {
	record := func(more string) string {
		return `{"channel":"counter","text":"窗口没人","class":"01.02.01","site":{"region":"demo"},"customer":{"phone":"13900001234"}` + more + `}`
	}
	for _, tt := range []struct{ name, body, want string }{
		{"their number", record(`,"receiver":"6012"`), "6012"},
		{"their desk", record(""), "国网客服中心"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := openDoor(t)
			var r web.Receipt
			d.must(201, &r, "POST", "/v1/cases", tt.body, agents)
			var p intake.Progress
			d.must(200, &p, "GET", "/v1/complaints/"+r.Reference, "", "Tracking-Code: "+r.TrackingCode)
			letters := d.must(200, nil, "GET", "/local/messages", "").Body.String()
			if r.Receiver != tt.want || p.Receiver != tt.want || !strings.Contains(letters, "受理人员："+tt.want+"。") {
				t.Errorf("answer %q, progress %q, letters %s", r.Receiver, p.Receiver, letters)
			}
		})
	}
	d := openDoor(t)
	var problem web.Problem
	d.must(422, &problem, "POST", "/v1/cases", record(`,"receiver":"王小明"`), agents)
	if len(problem.Errors) != 1 || problem.Errors[0].Field != "receiver" {
		t.Errorf("a name: %+v", problem.Errors)
	}
	if r := d.submitted(); r.Receiver != "" || strings.Contains(d.must(200, nil, "GET", "/local/messages", "").Body.String(), "受理人员") {
		t.Errorf("%q received what the customer sent themselves", r.Receiver)
	}
}

// TestTheCustomerSeesMethodProgressAndResult: who handles the matter and how, how far it
// is, and what came of it, with their own usage in a matter of bills (S-097, S-098).
func TestTheCustomerSeesMethodProgressAndResult(t *testing.T) {
	d := openDoor(t)
	var r web.Receipt
	d.must(201, &r, "POST", "/v1/complaints", `{"channel":"web","text":"上月电费突然翻倍","class":"02.03.01","site":{"region":"demo"}}`)
	at := "/v1/cases/" + r.Reference
	follow := func() (p intake.Progress) {
		d.must(200, &p, "GET", "/v1/complaints/"+r.Reference, "", "Tracking-Code: "+r.TrackingCode)
		return p
	}
	d.must(200, nil, "POST", at+"/offer", `{"text":"上门校验电能表"}`, handler)
	p := follow()
	if p.Unit != "示范供电所" || p.Offer == nil || p.Offer.Text != "上门校验电能表" || !slices.Contains(p.Can, "offer-reply") || len(p.Promises) != 2 {
		t.Errorf("the method reads %+v", p)
	}
	if last := p.Timeline[len(p.Timeline)-1].Text; last != "已向您提出处理方案" {
		t.Errorf("the progress ends with %q", last)
	}
	d.must(200, nil, "POST", at+"/answer", `{"text":"表计准确","remedy":"更正抄表日","usage":[{"month":"2026-02","kWh":"371.5"}]}`, handler)
	if p := follow(); p.Answer != nil {
		t.Errorf("before the review the customer reads %+v", p.Answer)
	}
	d.must(200, nil, "POST", at+"/review", `{"passed":true}`, supervisor)
	first := follow().Answer
	d.must(200, nil, "POST", at+"/callback", `{"reached":true,"satisfied":false,"reason":"电费仍然不对"}`, supervisor)
	if diff := cmp.Diff(first, follow().Answer); diff != "" || first == nil {
		t.Errorf("while it is handled again, the customer reads otherwise what they dispute (-want +got):\n%s", diff)
	}
	d.must(200, nil, "POST", at+"/answer", `{"text":"已再次校验","remedy":"更正抄表日"}`, handler)
	d.must(200, nil, "POST", at+"/review", `{"passed":false,"reason":"说明不够"}`, supervisor)
	if diff := cmp.Diff(first, follow().Answer); diff != "" {
		t.Errorf("an answer that was not passed is read (-want +got):\n%s", diff)
	}
	d.must(200, nil, "POST", at+"/answer", `{"text":"表计准确","remedy":"更正抄表日","usage":[{"month":"2026-02","kWh":"371.5"}]}`, handler)
	d.must(200, nil, "POST", at+"/review", `{"passed":true}`, supervisor)
	d.must(200, nil, "POST", at+"/callback", `{"reached":true,"satisfied":true}`, supervisor)
	p = follow()
	want := &intake.AnswerGiven{At: p.Answer.At, Text: "表计准确", Remedy: "更正抄表日", Usage: []complaint.Usage{{Month: "2026-02", Energy: "371.5"}}}
	if diff := cmp.Diff(want, p.Answer); diff != "" || p.Outcome != complaint.Resolved || slices.Contains(p.Can, "offer-reply") {
		t.Errorf("the result is %q, can %v, (-want +got):\n%s", p.Outcome, p.Can, diff)
	}
}

// TestALapsedOfferIsShownAsLapsed: when its time is over, or the case has been answered
// without a reply; the customer is not asked for one any more.
func TestALapsedOfferIsShownAsLapsed(t *testing.T) {
	d := openDoor(t)
	r := d.submitted()
	at := "/v1/cases/" + r.Reference
	lapsed := func(want bool) {
		t.Helper()
		var p intake.Progress
		d.must(200, &p, "GET", "/v1/complaints/"+r.Reference, "", "Tracking-Code: "+r.TrackingCode)
		if p.Offer == nil || p.Offer.Lapsed != want || slices.Contains(p.Can, "offer-reply") == want {
			t.Errorf("the offer reads %+v, and the customer can %v", p.Offer, p.Can)
		}
	}
	d.must(200, nil, "POST", at+"/offer", `{"text":"上门校验电能表","until":"2026-03-10T10:00:00+08:00"}`, handler)
	d.must(200, nil, "POST", "/local/clock", `{"advance":"1h"}`)
	lapsed(false)
	d.must(200, nil, "POST", "/local/clock", `{"advance":"1s"}`)
	lapsed(true)
	d.must(409, nil, "POST", "/v1/complaints/"+r.Reference+"/offer-reply", `{"accepted":true}`, "Tracking-Code: "+r.TrackingCode)
	d.must(200, nil, "POST", at+"/offer", `{"text":"更换电能表"}`, handler)
	lapsed(false)
	d.must(200, nil, "POST", at+"/answer", `{"text":"表计准确"}`, handler)
	lapsed(true)
}

// TestEveryWayInLeadsToOneQueue: wherever a complaint is taken, it is worked on
// in one place, and found by its class.
func TestEveryWayInLeadsToOneQueue(t *testing.T) {
	d := openDoor(t)
	for _, channel := range policy.Channels {
		d.must(201, nil, "POST", "/v1/cases", `{"channel":"`+channel+`","text":"窗口没人","class":"01.02.01","site":{"region":"demo"}}`, agents)
	}
	var list casework.Queue
	d.must(200, &list, "GET", "/v1/cases?status=dispatched&class=01.02.01&limit=100", "", handler)
	var got []string
	for _, c := range list.Cases {
		got = append(got, c.Matter.Channel)
	}
	want := slices.Sorted(slices.Values(policy.Channels))
	if diff := cmp.Diff(want, slices.Sorted(slices.Values(got))); diff != "" {
		t.Errorf("channels in the queue (-want +got):\n%s", diff)
	}
	var others casework.Queue
	d.must(200, &others, "GET", "/v1/cases?class=04.03.01", "", handler)
	if len(others.Cases) > 0 {
		t.Errorf("%d cases of another class", len(others.Cases))
	}
}

// TestTheCourseOfACaseSaysWhoDidWhat: from its recording to its closing, with
// what was agreed and the customer's answers at the call.
func TestTheCourseOfACaseSaysWhoDidWhat(t *testing.T) {
	d := openDoor(t)
	var r web.Receipt
	d.must(201, &r, "POST", "/v1/cases", `{"channel":"counter","text":"窗口没人","class":"01.02.01","site":{"region":"demo"},"customer":{"phone":"13900001234"}}`, agents)
	at := "/v1/cases/" + r.Reference
	caller := "Authorization: Bearer dev:callback:*"
	answers := `{"attitude":"好","satisfied":true,"left":false,"rectified":true,"solved":true,"retaliation":false,"suggestions":"增设窗口"}`
	for _, deed := range []struct{ by, name, body string }{
		{handler, "acceptance", `{"handler":"李师傅"}`},
		{handler, "contact", `{"reached":true}`},
		{handler, "findings", `{"verified":"yes","responsibility":"utility-marketing"}`},
		{handler, "answer", `{"text":"3月10日起中午安排值班","agreed":true,"remedy":"安排值班","compensation":{"amount":"86.40","currency":"CNY"}}`},
		{supervisor, "review", `{"passed":true}`},
		{caller, "callback", `{"reached":true,"satisfied":true,"answers":` + answers + `}`},
	} {
		d.must(200, nil, "POST", at+"/"+deed.name, deed.body, deed.by)
	}
	var c web.CaseView
	d.must(200, &c, "GET", at, "", supervisor)
	var got []string
	for _, e := range c.Events {
		by, _, _ := strings.Cut(e.By, ":")
		got = append(got, by+" "+e.Type)
	}
	want := []string{
		"agent received", "system judged", "system dispatched", "handler accepted", "handler contacted", "handler found",
		"handler answered", "supervisor reviewed", "callback called", "system closed",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	if c.Handler != "李师傅" {
		t.Errorf("handled by %s", c.Handler)
	}
	money := complaint.Money{Amount: "86.40", Currency: "CNY"}
	if a := c.Answer; !a.Agreed || a.Remedy != "安排值班" || a.Compensation == nil || *a.Compensation != money {
		t.Errorf("answer %+v", a)
	}
	heard := map[string]any{"attitude": "好", "satisfied": true, "left": false, "rectified": true, "solved": true, "retaliation": false, "suggestions": "增设窗口"}
	if len(c.Callbacks) != 1 || !cmp.Equal(heard, c.Callbacks[0].Answers) {
		t.Errorf("callbacks %+v, want the answers %v", c.Callbacks, heard)
	}
}

// TestTheCustomerHearsTheAnswerOnceItHasPassed: not before, and may judge it in
// the end.
func TestTheCustomerHearsTheAnswerOnceItHasPassed(t *testing.T) {
	d := openDoor(t)
	r := d.submitted()
	at := "/v1/cases/" + r.Reference
	follow := func() (p intake.Progress) {
		d.must(200, &p, "GET", "/v1/complaints/"+r.Reference, "", "Tracking-Code: "+r.TrackingCode)
		return p
	}
	told := func() bool {
		return strings.Contains(d.must(200, nil, "GET", "/local/messages", "").Body.String(), "更换老化导线")
	}
	d.must(200, nil, "POST", at+"/answer", `{"text":"更换老化导线"}`, handler)
	if p := follow(); p.Answer != nil || told() {
		t.Errorf("before the review the customer reads %+v", p.Answer)
	}
	d.must(200, nil, "POST", at+"/review", `{"passed":true}`, supervisor)
	if p := follow(); p.Answer == nil || p.Answer.Text != "更换老化导线" || !told() {
		t.Errorf("after the review the customer reads %+v", p.Answer)
	}
	d.must(200, nil, "POST", at+"/callback", `{"reached":true,"satisfied":true}`, supervisor)
	if p := follow(); !slices.Contains(p.Can, "rating") {
		t.Errorf("in the end the customer can %v, not judge", p.Can)
	}
}

// TestWhyACaseIsClosedIsTold: a closure without a satisfied customer has its
// reason, and the customer reads it.
func TestWhyACaseIsClosedIsTold(t *testing.T) {
	d := openDoor(t)
	at := "/v1/cases/" + d.submitted().Reference
	var p web.Problem
	d.must(422, &p, "POST", at+"/closure", `{"outcome":"invalid","reason":" "}`, supervisor)
	if len(p.Errors) != 1 || p.Errors[0].Field != "reason" {
		t.Errorf("without a reason: %+v", p.Errors)
	}
	d.must(200, nil, "POST", at+"/closure", `{"outcome":"invalid","reason":"经核查与事实不符"}`, supervisor)
	if told := d.must(200, nil, "GET", "/local/messages", "").Body.String(); !strings.Contains(told, "经核查与事实不符") {
		t.Errorf("the customer reads %s", told)
	}
}

// TestPromisesOverUnpublishedHolidaysAreProvisional: they are said to be, wherever the
// customer reads them, with their year where it is not the present one.
func TestPromisesOverUnpublishedHolidaysAreProvisional(t *testing.T) {
	d := &door{t: t, handler: testApp(t, "2026-12-30T10:00:00+08:00").handler()}
	r := d.submitted()
	provisional := map[string]bool{}
	for _, p := range r.Promises {
		provisional[p.Clock] = p.Provisional
	}
	if diff := cmp.Diff(map[string]bool{"contact": false, "answer": true}, provisional); diff != "" {
		t.Errorf("the receipt (-want +got):\n%s", diff)
	}
	entered := d.must(303, nil, "POST", "/progress", url.Values{"reference": {r.Reference}, "code": {r.TrackingCode}}.Encode(),
		"Content-Type: application/x-www-form-urlencoded")
	cookie := "Cookie: " + entered.Result().Cookies()[0].Name + "=" + entered.Result().Cookies()[0].Value
	for language, want := range map[string]string{
		"en": "24:00 on 6 January 2027</time><span class=\"after faint\"> (provisional:", "zh": "2027年1月6日24:00前</time><span class=\"after faint\">（暂定：",
	} {
		page := d.must(200, nil, "GET", "/complaints/"+r.Reference, "", cookie, "Accept-Language: "+language).Body.String()
		if !strings.Contains(page, want) || strings.Count(page, "after faint") != 1 {
			t.Errorf("in %s the page does not say %q, once:\n%s", language, want, page)
		}
	}
	page := d.must(200, nil, "POST", "/complaints/new", url.Values{"at": {"who"}, "class": {"04.03.01"}, "text": {"又停电了"}, "customer.phone": {"13900001234"}}.Encode(),
		"Content-Type: application/x-www-form-urlencoded", "Accept-Language: en").Body.String()
	if !strings.Contains(page, "if you send it now (provisional:") {
		t.Errorf("before it is sent, nothing is provisional:\n%s", page)
	}
}
