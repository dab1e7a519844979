package main

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/shared/audit"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

// seen reads a case as a supervisor, and as it stands in the queue.
func (d *door) seen(ref string) (full, listed web.CaseView) {
	d.t.Helper()
	d.must(200, &full, "GET", "/v1/cases/"+ref, "", supervisor)
	var list casework.Queue
	d.must(200, &list, "GET", "/v1/cases?q="+ref, "", supervisor)
	if len(list.Cases) != 1 {
		d.t.Fatalf("%d cases in the queue", len(list.Cases))
	}
	return full, list.Cases[0]
}

func TestWhatARecordLacksIsAskedUntilItIsAnswered(t *testing.T) {
	d := openDoor(t)
	var r web.Receipt
	d.must(201, &r, "POST", "/v1/complaints", `{"channel":"web","text":"又停电了","class":"04.03.01","site":{"region":"demo"},"demand":"尽快恢复"}`)
	want := []audit.Missing{{ID: "time", Text: "请问事情发生在什么时间？"}}
	full, listed := d.seen(r.Reference)
	if diff := cmp.Diff([][]audit.Missing{want, want}, [][]audit.Missing{full.Questions, listed.Questions}); diff != "" {
		t.Errorf("questions (-want +got):\n%s", diff)
	}
	if full.Status != complaint.Dispatched {
		t.Errorf("the pack holds nothing, and the case is %s", full.Status)
	}
	d.must(200, nil, "POST", "/v1/complaints/"+r.Reference+"/supplements", `{"text":"昨天晚上八点开始"}`, "Tracking-Code: "+r.TrackingCode)
	if full, listed = d.seen(r.Reference); len(full.Questions)+len(listed.Questions) > 0 {
		t.Errorf("still asked: %v %v", full.Questions, listed.Questions)
	}
}

// TestAPackMayHoldWhatLacksAnEssential: a person decides then, when the customer
// has said it or without; a danger waits for nothing.
func TestAPackMayHoldWhatLacksAnEssential(t *testing.T) {
	d := &door{t: t, handler: testAppOf(t, "testdata/hold", "2026-03-10T09:00:00+08:00").handler()}
	record := func(body string) (web.Receipt, web.CaseView) {
		var r web.Receipt
		d.must(201, &r, "POST", "/v1/complaints", body)
		full, _ := d.seen(r.Reference)
		return r, full
	}
	r, c := record(`{"channel":"web","text":"又停电了","class":"04.03.01","site":{"region":"demo"}}`)
	if c.Status != complaint.Sorting || c.Unit != "demo-station" || !slices.Contains(c.Triage.Reasons, "sorting the record lacks place") {
		t.Fatalf("status %s, unit %s, reasons %v", c.Status, c.Unit, c.Triage.Reasons)
	}
	if c.Questions[0] != (audit.Missing{ID: "place", Text: "请问在什么地方？"}) {
		t.Errorf("questions %v", c.Questions)
	}
	d.must(200, nil, "POST", "/v1/complaints/"+r.Reference+"/supplements", `{"text":"幸福小区"}`, "Tracking-Code: "+r.TrackingCode)
	if c, _ = d.seen(r.Reference); len(c.Questions) != 1 || c.Questions[0].ID != "time" {
		t.Errorf("questions after the supplement %v", c.Questions)
	}
	d.must(200, &c, "POST", "/v1/cases/"+r.Reference+"/classification", `{"reason":"已补充地点"}`, supervisor)
	if c.Status != complaint.Dispatched || slices.Contains(c.Triage.Reasons, "sorting the record lacks place") {
		t.Errorf("status %s, reasons %v", c.Status, c.Triage.Reasons)
	}
	if _, c = record(`{"channel":"web","text":"又停电了","class":"04.03.01","site":{"region":"demo","address":"幸福路1号"}}`); c.Status != complaint.Dispatched {
		t.Errorf("with an address: %s because %v", c.Status, c.Triage.Reasons)
	}
	if _, c = record(`{"channel":"web","text":"着火了，电线断了掉在路上冒火花，快派人来抢修！","site":{"region":"demo"}}`); c.Outcome != complaint.Referred {
		t.Errorf("a danger waits: %s %s because %v", c.Kind, c.Status, c.Triage.Reasons)
	}
}

// TestTheReviewerIsShownWhatIsWrongWithAnAnswer, and decides all the same.
func TestTheReviewerIsShownWhatIsWrongWithAnAnswer(t *testing.T) {
	d := openDoor(t)
	r := d.submitted()
	path := "/v1/cases/" + r.Reference
	var c web.CaseView
	d.must(200, &c, "POST", path+"/acceptance", `{}`, handler)
	if c.Audit != nil {
		t.Errorf("a verdict before the answer: %+v", c.Audit)
	}
	d.must(200, &c, "POST", path+"/answer", `{"text":"已处理"}`, handler, "Idempotency-Key: one")
	if c.Audit == nil || c.Audit.Result != "return" || c.Audit.Checks[0].Severity != "high" {
		t.Fatalf("verdict %+v", c.Audit)
	}
	var again web.CaseView
	d.must(200, &again, "POST", path+"/answer", `{"text":"已处理"}`, handler, "Idempotency-Key: one")
	full, listed := d.seen(r.Reference)
	if diff := cmp.Diff([]*audit.Verdict{c.Audit, c.Audit, nil}, []*audit.Verdict{again.Audit, full.Audit, listed.Audit}); diff != "" {
		t.Errorf("the same answer again, the case, the queue (-want +got):\n%s", diff)
	}
	d.must(200, nil, "POST", path+"/review", `{"passed":false,"reason":"请补充"}`, supervisor)
	if full, _ = d.seen(r.Reference); full.Audit != nil || full.Status != complaint.Handling {
		t.Errorf("%s, with a verdict %+v", full.Status, full.Audit)
	}
	d.must(200, nil, "POST", path+"/contact", `{"reached":true}`, handler)
	d.must(200, nil, "POST", path+"/findings", `{"verified":"yes","responsibility":"utility-operation","cause":"线路老化","facts":"现场检查，停电记录四次"}`, handler)
	d.must(200, &c, "POST", path+"/answer", `{"agreed":true,"text":"经现场检查，频繁停电系因线路绝缘子老化造成，3月10日已更换绝缘子并恢复供电，计划3月31日前完成线路改造，客户表示满意。"}`, handler)
	if len(c.Audit.Checks) != 1 || c.Audit.Checks[0].ID != "written" {
		t.Errorf("before the written reply: verdict %+v", c.Audit)
	}
	d.must(200, &c, "POST", path+"/written-reply", `{"number":"2026-17"}`, handler)
	if c.Audit.Result != "pass" || len(c.Audit.Checks) > 0 {
		t.Errorf("verdict %+v", c.Audit)
	}
	d.must(200, &c, "POST", path+"/review", `{"passed":true}`, supervisor)
	if c.Status != complaint.Callback || c.Audit == nil {
		t.Errorf("%s, verdict %+v", c.Status, c.Audit)
	}
}
