package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// TestAUnitGivesItsCasesToPeople: each finds their own, the head those that
// nobody has; who is named is told, and whoever is absent has the unit stand in.
func TestAUnitGivesItsCasesToPeople(t *testing.T) {
	d := openDoor(t)
	head := staffOf("supervisor", "demo-station")
	var refs []string
	for _, phone := range []string{"1", "2", "3"} {
		var r web.Receipt
		d.must(201, &r, "POST", "/v1/complaints", `{"channel":"web","text":"电压低","class":"04.01.01","site":{"region":"demo"},"customer":{"phone":"`+phone+`"}}`)
		refs = append(refs, r.Reference)
	}
	found := func(query, by string) string {
		var list casework.Queue
		d.must(200, &list, "GET", "/v1/cases?handler="+query, "", by)
		var got []string
		for _, c := range list.Cases {
			got = append(got, c.Reference)
		}
		return strings.Join(got, " ")
	}
	d.must(200, nil, "POST", "/v1/cases/"+refs[0]+"/assignment", `{"handler":"li"}`, head)
	d.must(200, nil, "POST", "/v1/cases/"+refs[1]+"/acceptance", `{}`, handler)
	d.must(403, nil, "POST", "/v1/cases/"+refs[2]+"/assignment", `{"handler":"li"}`, handler)
	d.must(422, nil, "POST", "/v1/cases/"+refs[2]+"/assignment", `{}`, head)
	for query, want := range map[string]string{"li": refs[0], "me": refs[1], "none": refs[2], "nobody": "", "": strings.Join(refs, " ")} {
		if got := found(query, handler); got != want {
			t.Errorf("handler=%s finds %q, want %q", query, got, want)
		}
	}
	if got := d.toldOf(refs[0], "dispatched"); len(got) != 2 || got[1].Recipients[0].Person != "li" || !strings.Contains(got[1].Text, "指定由您办理") {
		t.Errorf("notices %+v, want one of the dispatch and one to li", got)
	}
	d.must(200, nil, "PUT", "/v1/duty/demo-station", `{"shifts":[{"hours":"00:00-24:00","people":["wang"]}],"absent":[{"person":"li","from":"2026-03-09"}]}`, head)
	d.must(200, nil, "POST", "/v1/cases/"+refs[0]+"/urge", `{}`, supervisor)
	urged := d.toldOf(refs[0], "urge")
	if len(urged) != 1 || slices.ContainsFunc(urged[0].Recipients, func(r policy.Recipient) bool { return r.Person == "li" }) {
		t.Errorf("urged %+v: li is absent", urged)
	}
}

// TestACountyHandsDownWithoutTheCentre drives it through the workflow: each unit
// that gets the case is told once, and the limits stay.
func TestACountyHandsDownWithoutTheCentre(t *testing.T) {
	d := openDoor(t)
	ref := d.submitted().Reference
	county, at := staffOf("supervisor", "demo-county"), "/v1/cases/"+ref
	d.must(200, nil, "POST", at+"/reassignment", `{"unit":"demo-county","reason":"县公司牵头"}`, supervisor)
	var before, c web.CaseView
	d.must(200, &before, "GET", at, "", supervisor)
	d.must(403, nil, "POST", at+"/handdown", `{"unit":"demo-station","reason":"属地办理"}`, staffOf("handler", "demo-county"))
	d.must(422, nil, "POST", at+"/handdown", `{"unit":"demo-city","reason":"上交"}`, county)
	d.must(200, &c, "POST", at+"/handdown", `{"unit":"demo-station","reason":"属地办理"}`, county)
	if c.Status != complaint.Dispatched || c.Unit != "demo-station" || !slices.Equal(c.HandedBy, []string{"demo-county"}) {
		t.Errorf("%s with %s, handed by %v", c.Status, c.Unit, c.HandedBy)
	}
	d.must(200, &c, "POST", at+"/refusal", `{"reason":"需县公司协调"}`, handler)
	if c.Status != complaint.Dispatched || c.Unit != "demo-county" {
		t.Errorf("%s with %s", c.Status, c.Unit)
	}
	d.must(404, nil, "GET", at, "", handler)
	d.must(409, nil, "POST", at+"/handback", `{"reason":"x"}`, county)
	for i, k := range c.Clocks {
		if k.State == complaint.Running && !k.DueAt.Equal(before.Clocks[i].DueAt) {
			t.Errorf("%s is due %s, was %s", k.Name, k.DueAt, before.Clocks[i].DueAt)
		}
	}
	var units []string
	for _, n := range d.toldOf(ref, "dispatched") {
		units = append(units, n.Unit)
	}
	if want := []string{"demo-station", "demo-county", "demo-station", "demo-county"}; !slices.Equal(units, want) {
		t.Errorf("dispatched to %v, want %v", units, want)
	}
}

// toldOf are the notices of a kind about a case.
func (d *door) toldOf(ref, kind string) []complaint.Notice {
	d.t.Helper()
	var told struct {
		Notices []complaint.Notice `json:"notices"`
	}
	d.must(200, &told, "GET", "/local/notices?reference="+ref, "")
	return slices.DeleteFunc(told.Notices, func(n complaint.Notice) bool { return n.Kind != kind })
}
