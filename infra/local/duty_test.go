package main

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

const (
	dutyPath = "/v1/duty/demo-county"
	dutyBody = `{"shifts":[{"days":["working"],"hours":"08:30-17:30","people":["wang","li"]},{"hours":"17:30-08:30","people":["zhao"]}],"absent":[{"person":"wang","from":"2026-03-11"}]}`
)

func TestADutyRotaIsSetReadAndTakenBack(t *testing.T) {
	d := openDoor(t) // Tuesday 10 March 2026, 09:00
	var got casework.Duty
	rec := d.must(200, &got, "GET", dutyPath, "", supervisor)
	if got.Source != "none" || got.Rostered || got.Shifts == nil || len(got.Gaps) != 0 || rec.Header().Get("ETag") != `"0"` {
		t.Errorf("before: %+v with ETag %s", got, rec.Header().Get("ETag"))
	}
	rec = d.must(200, &got, "PUT", dutyPath, dutyBody, supervisor, `If-Match: "0"`)
	if got.Source != "store" || got.Version != 1 || got.SetBy != "supervisor" || got.SetAt.IsZero() || rec.Header().Get("ETag") != `"1"` {
		t.Errorf("after: %+v with ETag %s", got, rec.Header().Get("ETag"))
	}
	got = casework.Duty{}
	d.must(200, &got, "GET", dutyPath, "", "Authorization: Bearer dev:auditor:*")
	if diff := cmp.Diff([]string{"wang"}, got.OnDuty); diff != "" {
		t.Errorf("on duty (-want +got):\n%s", diff)
	}
	weekend := []policy.Gap{{From: utc(t, "2026-03-14T00:30:00Z"), To: utc(t, "2026-03-14T09:30:00Z")}, {From: utc(t, "2026-03-15T00:30:00Z"), To: utc(t, "2026-03-15T09:30:00Z")}}
	if diff := cmp.Diff(weekend, got.Gaps); diff != "" {
		t.Errorf("gaps of the coming week (-want +got):\n%s", diff)
	}
	if len(got.Shifts) != 2 || len(got.Absent) != 1 {
		t.Errorf("rota %+v", got.Roster)
	}
	d.must(200, nil, "POST", "/local/clock", `{"advance":"120h"}`)
	got = casework.Duty{}
	if d.must(200, &got, "GET", dutyPath, "", supervisor); len(got.Gaps) == 0 || got.Gaps[0].From.Before(utc(t, "2026-03-15T01:00:00Z")) {
		t.Errorf("gaps %v tell of what is past", got.Gaps)
	}
	d.must(412, nil, "DELETE", dutyPath, "", supervisor, "If-Match: 7")
	d.must(200, &got, "DELETE", dutyPath, "", supervisor, "If-Match: 1")
	if got.Source != "none" || got.Version != 2 || got.Rostered {
		t.Errorf("taken back: %+v", got)
	}
}

func TestADutyRotaIsSetOnce(t *testing.T) {
	d := openDoor(t)
	var got casework.Duty
	d.must(200, nil, "PUT", dutyPath, dutyBody, supervisor, "Idempotency-Key: k")
	d.must(200, nil, "PUT", dutyPath, `{"shifts":[]}`, supervisor)
	d.must(200, &got, "PUT", dutyPath, dutyBody, supervisor, "Idempotency-Key: k")
	if got.Version != 1 {
		t.Errorf("the answer to the same key is version %d, want 1", got.Version)
	}
	d.must(409, nil, "PUT", dutyPath, `{"shifts":[]}`, supervisor, "Idempotency-Key: k")
	if d.must(200, &got, "PUT", dutyPath, `{"shifts":[]}`, supervisor, "If-Match: 1"); got.Version != 2 {
		t.Errorf("what is there already becomes version %d, want 2 still", got.Version)
	}
	d.must(412, nil, "PUT", dutyPath, dutyBody, supervisor, "If-Match: 1")
	d.must(422, nil, "PUT", dutyPath, dutyBody, supervisor, "If-Match: soon")
}

func TestDutyRotasKeepToRolesAndScope(t *testing.T) {
	d := openDoor(t)
	for _, tt := range []struct {
		token     string
		get, put_ int
	}{
		{"", 401, 401},
		{"dev:handler:demo-county", 403, 403},
		{"dev:callback:*", 403, 403},
		{"dev:auditor:demo-city", 200, 403},
		{"dev:supervisor:demo-station", 404, 404}, // the county is above it
		{"dev:supervisor:demo-county", 200, 200},
		{"dev:admin:*", 200, 200},
	} {
		header := "Authorization: Bearer " + tt.token
		if got := d.ask("GET", dutyPath, "", header).Code; got != tt.get {
			t.Errorf("%q reads: %d, want %d", tt.token, got, tt.get)
		}
		if got := d.ask("PUT", dutyPath, dutyBody, header).Code; got != tt.put_ {
			t.Errorf("%q sets: %d, want %d", tt.token, got, tt.put_)
		}
	}
	d.must(404, nil, "GET", "/v1/duty/nowhere", "", supervisor)
}

func TestABadDutyRotaIsRefusedWithEveryField(t *testing.T) {
	d := openDoor(t)
	body := `{"shifts":[{"hours":"8-17","people":[]},{"hours":"08:30-17:30","people":["a","a"],"rotate":"daily"}],"absent":[{"person":"","to":"soon"}]}`
	for language, want := range map[string]map[string]string{
		"zh": {
			"shifts[0].hours": "必须是时段，例如08:30-17:30或20:00-08:00", "shifts[0].people": "至少填写一名人员", "shifts[1].people[1]": "重复填写",
			"shifts[1].since": "必须是轮值起始日期，例如2026-01-05", "absent[0].person": "必填",
			"absent[0].to": "必须是日期（例如2026-10-01）或时间（例如2026-10-01T08:00:00+08:00）",
		},
		"en": {
			"shifts[0].hours": "must be hours such as 08:30-17:30 or 20:00-08:00", "shifts[0].people": "must name at least one person", "shifts[1].people[1]": "is given twice",
			"shifts[1].since": "must be a date such as 2026-01-05, the first of the rotation", "absent[0].person": "is required",
			"absent[0].to": "must be a date such as 2026-10-01 or an instant such as 2026-10-01T08:00:00+08:00",
		},
	} {
		var p web.Problem
		d.must(422, &p, "PUT", dutyPath, body, supervisor, "Accept-Language: "+language)
		got := map[string]string{}
		for _, e := range p.Errors {
			got[e.Field] = e.Message
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", language, diff)
		}
	}
	var p web.Problem
	d.must(422, &p, "PUT", dutyPath, `{"shifts":[{"hours":"08:30-17:30","people":["a"],"colour":"red"}]}`, supervisor)
	if len(p.Errors) != 1 || p.Errors[0].Field != "shifts[0].colour" {
		t.Errorf("errors %+v, want the colour", p.Errors)
	}
}

// TestANoticeNamesWhoWasOnDuty: from the API to the notice.
func TestANoticeNamesWhoWasOnDuty(t *testing.T) {
	d := openDoor(t)
	d.must(200, nil, "PUT", dutyPath, dutyBody, supervisor)
	d.must(200, nil, "PUT", "/v1/duty/demo-city", `{"shifts":[{"hours":"03:00-03:01","people":["nobody"]}]}`, supervisor)
	r := d.submitted()
	d.must(200, nil, "POST", "/local/clock", `{"advance":"24h1m"}`) // Wednesday 09:01: contact was due at 09:00
	var list struct{ Notices []complaint.Notice }
	d.must(200, &list, "GET", "/local/notices?reference="+r.Reference, "")
	last := list.Notices[len(list.Notices)-1]
	want := []policy.Recipient{{Level: "L2", Unit: "demo-county", Person: "li", Why: "shift 08:30-17:30 for wang"}}
	if diff := cmp.Diff(want, last.Recipients); diff != "" || last.Kind != "breach" {
		t.Errorf("%s: recipients (-want +got):\n%s", last.ID, diff)
	}
	if diff := cmp.Diff([]string{"L3"}, last.Empty); diff != "" {
		t.Errorf("empty (-want +got):\n%s", diff)
	}
}

func utc(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
