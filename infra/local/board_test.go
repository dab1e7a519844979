package main

import (
	"fmt"
	"testing"

	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

// other is a complaint of somebody else, somewhere else.
func (d *door) other(n int) web.Receipt {
	d.t.Helper()
	var r web.Receipt
	d.must(201, &r, "POST", "/v1/complaints", fmt.Sprintf(`{"channel":"web","text":"又停电了","class":"04.03.01","site":{"region":"demo","address":"%d路"},"customer":{"phone":"1390000%04d"}}`, n, n))
	return r
}

func TestTheBoardCountsBelowTheCaller(t *testing.T) {
	d := openDoor(t)
	for n := range 4 {
		d.other(n)
	}
	var b casework.Board
	d.must(200, &b, "GET", "/v1/board", "", supervisor)
	if b.Total.Open != 4 || b.Unit != "" || len(b.Units) != 1 || b.Units[0].Unit != "demo-province" || !b.Units[0].Leads || b.Units[0].Open != 4 || b.Own.Open != 0 {
		t.Errorf("of the company: %+v", b)
	}
	if len(b.Next) != 4 || b.Next[0].Clock != "contact" || b.Next[0].DueAt.IsZero() {
		t.Errorf("next due: %+v", b.Next)
	}
	d.must(200, &b, "GET", "/v1/board", "", handler)
	if b.Unit != "demo-station" || b.Total.Open != 4 || b.Own.Open != 4 || len(b.Units) != 0 || len(b.Above) != 0 {
		t.Errorf("of the station: %+v", b)
	}
	d.must(200, &b, "GET", "/v1/board?unit=demo-county", "", "Authorization: Bearer dev:supervisor:demo-province")
	if b.Unit != "demo-county" || fmt.Sprint(b.Above) != "[demo-province demo-city]" || b.Units[0].Unit != "demo-station" || b.Units[0].Leads {
		t.Errorf("of the county: %+v", b)
	}
	d.must(403, nil, "GET", "/v1/board?unit=demo-county", "", handler)
	d.must(422, nil, "GET", "/v1/board?unit=nowhere", "", supervisor)
	d.must(401, nil, "GET", "/v1/board", "")
}

func TestTheBoardFollowsTimeAndDeeds(t *testing.T) {
	d := openDoor(t)
	r := d.other(1)
	d.other(2)
	board := func() complaint.Counted {
		var b casework.Board
		d.must(200, &b, "GET", "/v1/board", "", supervisor)
		return b.Total
	}
	for _, step := range []struct {
		do   func()
		want complaint.Counted
	}{
		{func() {}, complaint.Counted{Open: 2}},
		{func() { d.must(200, nil, "POST", "/local/clock", `{"advance":"20h"}`) }, complaint.Counted{Open: 2, DueToday: 2, Warned: 2}},
		{func() {
			d.must(200, nil, "POST", "/v1/cases/"+r.Reference+"/contact", `{"reached":true}`, handler)
		}, complaint.Counted{Open: 2, DueToday: 1, Warned: 1}},
		{func() { d.must(200, nil, "POST", "/local/clock", `{"advance":"5h"}`) }, complaint.Counted{Open: 2, Overdue: 1, Missed: 1}},
	} {
		step.do()
		if got := board(); got != step.want {
			t.Errorf("got %+v, want %+v", got, step.want)
		}
	}
}

func TestTheBoardShowsStorms(t *testing.T) {
	d := openDoor(t)
	head := d.other(1)
	for n := range 3 {
		d.must(200, nil, "POST", "/v1/cases/"+d.other(2+n).Reference+"/joining", fmt.Sprintf(`{"into":%q}`, head.Reference), supervisor)
	}
	var b casework.Board
	d.must(200, &b, "GET", "/v1/board?unit=demo-county", "", supervisor)
	if len(b.Storms) != 1 || b.Storms[0].Reference != head.Reference || b.Storms[0].Followers != 3 || b.Storms[0].ClassName["zh"] != "频繁停电" {
		t.Errorf("storms: %+v", b.Storms)
	}
	d.must(200, nil, "POST", "/v1/cases/"+head.Reference+"/answer", `{"text":"已修复"}`, handler)
	d.must(200, nil, "POST", "/v1/cases/"+head.Reference+"/review", `{"passed":true}`, supervisor)
	d.must(200, &b, "GET", "/v1/board", "", supervisor)
	if len(b.Storms) != 0 {
		t.Errorf("after the answer: %+v", b.Storms)
	}
}
