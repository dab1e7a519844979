package main

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/shared/web"
)

// TestVulnerableCustomersAreFoundAndUrgent: the desk can ask for their cases,
// in the order of all lists and within its scope, and triage makes them urgent.
func TestVulnerableCustomersAreFoundAndUrgent(t *testing.T) {
	d := openDoor(t)
	record := func(region, vulnerable string) string {
		var r web.Receipt
		d.must(201, &r, "POST", "/v1/complaints", `{"channel":"web","text":"电压低","class":"04.01.01","site":{"region":"`+region+`"},"customer":{"vulnerable":`+vulnerable+`}}`)
		return r.Reference
	}
	first := record("demo", "true")
	other := record("demo", "false")
	d.must(200, nil, "POST", "/local/clock", `{"advance":"1h"}`)
	second, afar := record("demo", "true"), record("moon", "true")
	queue := func(query, token string) (refs []string) {
		var list casework.Queue
		d.must(200, &list, "GET", "/v1/cases?limit=1"+query, "", token)
		for {
			for _, c := range list.Cases {
				refs = append(refs, c.Reference)
				if want := c.Reference != other; c.Matter.Customer.Vulnerable != want {
					t.Errorf("%s is listed as vulnerable: %v", c.Reference, !want)
				}
			}
			if list.Cursor == "" {
				return refs
			}
			cursor := list.Cursor
			list = casework.Queue{}
			d.must(200, &list, "GET", "/v1/cases?limit=1&cursor="+cursor+query, "", token)
		}
	}
	all := queue("&vulnerable=true", supervisor)
	slices.Sort(all)
	if diff := cmp.Diff([]string{first, second, afar}, all); diff != "" {
		t.Errorf("vulnerable (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{first, second}, queue("&vulnerable=true", handler)); diff != "" {
		t.Errorf("of the station (-want +got):\n%s", diff)
	}
	if got := queue("&vulnerable=true&status=closed", supervisor); got != nil {
		t.Errorf("closed: %v", got)
	}
	if diff := cmp.Diff([]string{first, other, second}, queue("", handler)); diff != "" {
		t.Errorf("everything (-want +got):\n%s", diff)
	}
	for ref, want := range map[string]string{first: "urgent", other: "general"} {
		var c web.CaseView
		d.must(200, &c, "GET", "/v1/cases/"+ref, "", supervisor)
		said := slices.Contains(c.Triage.Reasons, "urgency urgent: the customer is vulnerable")
		if c.Urgency != want || said != (want == "urgent") {
			t.Errorf("%s is %s because %v, want %s", ref, c.Urgency, c.Triage.Reasons, want)
		}
	}
	d.must(422, nil, "GET", "/v1/cases?vulnerable=perhaps", "", supervisor)
}
