package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/web"
)

// door is the program's API for tests that look at whole answers.
type door struct {
	t       *testing.T
	handler http.Handler
}

func openDoor(t *testing.T) *door {
	t.Helper()
	return &door{t: t, handler: testApp(t, "2026-03-10T09:00:00+08:00").handler()}
}

// ask makes a call; headers are "Name: value".
func (d *door) ask(method, path, body string, headers ...string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	rec := httptest.NewRecorder()
	d.handler.ServeHTTP(rec, req)
	return rec
}

// must makes a call that has to give a status, and reads its answer.
func (d *door) must(status int, out any, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	d.t.Helper()
	rec := d.ask(method, path, body, headers...)
	if rec.Code != status {
		d.t.Fatalf("%s %s: status %d, want %d: %s", method, path, rec.Code, status, rec.Body)
	}
	if out != nil {
		if err := json.Unmarshal(rec.Body.Bytes(), out); err != nil {
			d.t.Fatal(err)
		}
	}
	return rec
}

const (
	supervisor = "Authorization: Bearer dev:supervisor:*"
	handler    = "Authorization: Bearer dev:handler:demo-station"
	simple     = `{"channel":"web","text":"又停电了","class":"04.03.01","site":{"region":"demo"},"customer":{"name":"王小明","phone":"13900001234","accountNumber":"3400012345678"}}`
)

func (d *door) submitted() web.Receipt {
	d.t.Helper()
	var r web.Receipt
	d.must(201, &r, "POST", "/v1/complaints", simple)
	return r
}

func TestErrorsNameEveryBadFieldInTheCallersLanguage(t *testing.T) {
	d := openDoor(t)
	body := `{"channel":"hotline","text":"","class":"77","colour":"red","customer":{"kind":"alien","phone":5},"occurredAt":"x","source":{"body":"b"}}`
	var p web.Problem
	rec := d.must(422, &p, "POST", "/v1/complaints", body, "Accept-Language: zh-CN,zh;q=0.9")
	if got := rec.Header().Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("content type %q", got)
	}
	if !slices.IsSortedFunc(p.Errors, func(a, b web.BadField) int { return strings.Compare(a.Field, b.Field) }) {
		t.Errorf("two answers may name them in two orders: %v", p.Errors)
	}
	got := map[string]string{}
	for _, e := range p.Errors {
		got[e.Field] = e.Message
	}
	want := map[string]string{
		"channel": "必须是以下之一：网站（web）、手机应用（app）、微信（wechat）", "text": "必填", "class": "不是有效的取值", "colour": "不是可识别的字段",
		"customer.kind": "必须是以下之一：居民（residential）、商业（commercial）、工业（industrial）、未知（unknown）", "customer.phone": "必须是文本",
		"occurredAt": "必须是日期时间，例如2026-11-21T08:00:00+08:00", "source": "不是可识别的字段",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("errors (-want +got):\n%s", diff)
	}
}

func TestStatusesOfRefusals(t *testing.T) {
	d := openDoor(t)
	r := d.submitted()
	at := "/v1/cases/" + r.Reference
	for _, row := range []struct {
		name, method, path, body string
		headers                  []string
		status                   int
	}{
		{"no JSON", "POST", "/v1/complaints", `{"channel":`, nil, 400},
		{"no body", "POST", "/v1/complaints", ``, nil, 400},
		{"too large", "POST", "/v1/complaints", `{"text":"` + strings.Repeat("x", web.BodyLimit) + `"}`, nil, 413},
		{"wrong content type", "POST", "/v1/complaints", simple, []string{"Content-Type: text/plain"}, 415},
		{"wrong method", "DELETE", "/v1/complaints", ``, nil, 405},
		{"no such call", "GET", "/v2", ``, nil, 404},
		{"no token", "GET", "/v1/cases", ``, nil, 401},
		{"bad token", "GET", "/v1/cases", ``, []string{"Authorization: Bearer x"}, 401},
		{"unknown role", "GET", "/v1/cases", ``, []string{"Authorization: Bearer dev:king:*"}, 401},
		{"wrong role", "POST", at + "/acceptance", `{}`, []string{"Authorization: Bearer dev:auditor:*"}, 403},
		{"handlers record nothing", "POST", "/v1/cases", simple, []string{handler}, 403},
		{"no such case", "GET", "/v1/cases/202603-999999", ``, []string{supervisor}, 404},
		{"wrong tracking code", "GET", "/v1/complaints/" + r.Reference, ``, []string{"Tracking-Code: X"}, 404},
		{"no reference", "GET", "/v1/complaints/" + strings.Repeat("9", 2100), ``, nil, 404},
		{"no reference of a case", "GET", "/v1/cases/13900000001", ``, []string{supervisor}, 404},
		{"no tracking code", "GET", "/v1/complaints/" + r.Reference, ``, nil, 404},
		{"illegal now", "POST", at + "/review", `{"passed":true}`, []string{supervisor}, 409},
		{"stale", "POST", at + "/acceptance", `{}`, []string{handler, "If-Match: 1"}, 412},
		{"If-Match is no number", "POST", at + "/acceptance", `{}`, []string{handler, "If-Match: x"}, 422},
		{"in the future", "POST", at + "/contact", `{"reached":true,"at":"2027-01-01T00:00:00Z"}`, []string{handler}, 422},
		{"foreign cursor", "GET", "/v1/cases?cursor=abc", ``, []string{supervisor}, 422},
		{"limit", "GET", "/v1/cases?limit=201", ``, []string{supervisor}, 422},
		{"clock back", "POST", "/local/clock", `{"to":"2020-01-01T00:00:00Z"}`, nil, 422},
		{"clock both ways", "POST", "/local/clock", `{"to":"2027-01-01T00:00:00Z","advance":"1h"}`, nil, 422},
		{"clock neither way", "POST", "/local/clock", `{}`, nil, 422},
	} {
		t.Run(row.name, func(t *testing.T) {
			rec := d.ask(row.method, row.path, row.body, row.headers...)
			var p web.Problem
			if err := json.Unmarshal(rec.Body.Bytes(), &p); err != nil || rec.Code != row.status || p.Status != row.status {
				t.Errorf("status %d (%v), want %d: %s", rec.Code, err, row.status, rec.Body)
			}
		})
	}
}

func TestACheckSaysWhatIsWrongAndRecordsNothing(t *testing.T) {
	d := openDoor(t)
	d.must(204, nil, "POST", "/v1/cases/check", simple, supervisor)
	d.must(403, nil, "POST", "/v1/cases/check", simple, handler)
	d.must(401, nil, "POST", "/v1/cases/check", simple)
	var p web.Problem
	d.must(422, &p, "POST", "/v1/cases/check", `{"channel":"hotline","text":"停电","receivedAt":"2026-01-01T09:00:00+08:00","source":{"via":"fax"}}`, supervisor)
	got := map[string]string{}
	for _, e := range p.Errors {
		got[e.Field] = e.Message
	}
	want := map[string]string{"receivedAt": "is further back than records may be dated", "source.via": "belongs to the channel letter"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("errors (-want +got):\n%s", diff)
	}
	var list struct{ Cases []web.CaseView }
	if d.must(200, &list, "GET", "/v1/cases", "", supervisor); len(list.Cases) > 0 {
		t.Errorf("%d cases were recorded", len(list.Cases))
	}
}

// TestARecordIsRememberedForAYear: an import may be run again after months.
func TestARecordIsRememberedForAYear(t *testing.T) {
	d := openDoor(t)
	var first, again, other web.Receipt
	d.must(201, &first, "POST", "/v1/cases", simple, supervisor, "Idempotency-Key: k")
	d.must(201, &other, "POST", "/v1/complaints", simple, "Idempotency-Key: k")
	d.must(200, nil, "POST", "/local/clock", `{"advance":"720h"}`)
	if d.must(201, &again, "POST", "/v1/cases", simple, supervisor, "Idempotency-Key: k"); again.Reference != first.Reference {
		t.Errorf("recorded twice: %s and %s", first.Reference, again.Reference)
	}
	if d.must(201, &again, "POST", "/v1/complaints", simple, "Idempotency-Key: k"); again.Reference == other.Reference {
		t.Errorf("a customer's key is remembered for a month: %s", again.Reference)
	}
}

func TestTheSameKeyIsTheSameDeed(t *testing.T) {
	d := openDoor(t)
	var first, second, third web.Receipt
	one := d.must(201, &first, "POST", "/v1/complaints", simple, "Idempotency-Key: k1")
	reordered := strings.Replace(simple, `"channel":"web","text":"又停电了"`, `"text": "又停电了", "channel": "web"`, 1)
	two := d.must(201, &second, "POST", "/v1/complaints", reordered, "Idempotency-Key: k1")
	if one.Body.String() != two.Body.String() || one.Header().Get("Location") != two.Header().Get("Location") {
		t.Errorf("answers differ: %s and %s", one.Body, two.Body)
	}
	if replayed := one.Header().Get("Idempotency-Replayed") + two.Header().Get("Idempotency-Replayed"); replayed != "true" {
		t.Errorf("only the second answer is replayed: got %q", replayed)
	}
	d.must(409, nil, "POST", "/v1/complaints", strings.Replace(simple, "又停电了", "又停电", 1), "Idempotency-Key: k1")
	d.must(201, &third, "POST", "/v1/cases", simple, "Idempotency-Key: k1", supervisor)
	if third.Reference == first.Reference {
		t.Error("another caller's key met the first one's")
	}
	at := "/v1/cases/" + first.Reference + "/note"
	d.must(200, nil, "POST", at, `{"text":"n"}`, supervisor, "Idempotency-Key: n1")
	d.must(200, nil, "POST", at, `{"text":"n"}`, supervisor, "Idempotency-Key: n1")
	var c web.CaseView
	d.must(200, &c, "GET", "/v1/cases/"+first.Reference, "", supervisor)
	notes := 0
	for _, e := range c.Events {
		if e.Type == "noted" {
			notes++
		}
	}
	if notes != 1 {
		t.Errorf("%d notes, want 1", notes)
	}
}

func TestParallelTwinsOfOneKeyMakeOneCase(t *testing.T) {
	d := &door{t: t, handler: testApp(t, "real").handler()}
	var mu sync.Mutex
	references := map[string]int{}
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			rec := d.ask("POST", "/v1/complaints", simple, "Idempotency-Key: twin")
			var r web.Receipt
			if err := json.Unmarshal(rec.Body.Bytes(), &r); err != nil || rec.Code != 201 {
				t.Errorf("status %d: %s", rec.Code, rec.Body)
			}
			mu.Lock()
			references[r.Reference]++
			mu.Unlock()
		})
	}
	wg.Wait()
	if len(references) != 1 {
		t.Errorf("references %v, want one", references)
	}
}

func TestVersionsAreHonouredBareAndQuoted(t *testing.T) {
	d := openDoor(t)
	at := "/v1/cases/" + d.submitted().Reference
	tag := d.must(200, nil, "GET", at, "", supervisor).Header().Get("ETag")
	rec := d.must(200, nil, "POST", at+"/note", `{"text":"a"}`, supervisor, "If-Match: "+tag)
	bare := strings.Trim(rec.Header().Get("ETag"), `"`)
	d.must(200, nil, "POST", at+"/note", `{"text":"b"}`, supervisor, "If-Match: "+bare)
	d.must(412, nil, "POST", at+"/note", `{"text":"c"}`, supervisor, "If-Match: "+bare)
}

func TestPersonalDataStaysWithTheHandlingChain(t *testing.T) {
	d := openDoor(t)
	r := d.submitted()
	var own, audit web.CaseView
	d.must(200, &own, "GET", "/v1/cases/"+r.Reference, "", handler)
	d.must(200, &audit, "GET", "/v1/cases/"+r.Reference, "", "Authorization: Bearer dev:auditor:*")
	if own.Matter.Customer.Phone != "13900001234" || audit.Matter.Customer.Phone != "139****1234" || audit.Matter.Customer.Name != "王**" {
		t.Errorf("handler sees %+v, auditor %+v", own.Matter.Customer, audit.Matter.Customer)
	}
	for _, path := range []string{"/local/notices", "/v1/cases"} {
		body := d.must(200, nil, "GET", path, "", supervisor).Body.String()
		for _, secret := range []string{"13900001234", "王小明", "3400012345678"} {
			if strings.Contains(body, secret) {
				t.Errorf("%s tells %s", path, secret)
			}
		}
	}
	var found struct{ Cases []web.CaseView }
	d.must(200, &found, "GET", "/v1/cases?q=139-0000-1234", "", supervisor)
	if len(found.Cases) != 1 || found.Cases[0].Reference != r.Reference {
		t.Errorf("found %d cases by phone", len(found.Cases))
	}
}

func TestListsPageInTheOrderOfWhatIsDue(t *testing.T) {
	d := openDoor(t)
	for i := range 5 {
		body := strings.Replace(simple, "3400012345678", fmt.Sprint(i), 1)
		d.must(201, nil, "POST", "/v1/complaints", body)
		d.must(200, nil, "POST", "/local/clock", `{"advance":"10m"}`)
	}
	var seen []string
	for cursor := ""; ; {
		var page struct {
			Cases  []web.CaseView
			Cursor string
		}
		d.must(200, &page, "GET", "/v1/cases?limit=2&status=dispatched&unit=demo-city&cursor="+cursor, "", supervisor)
		for _, c := range page.Cases {
			seen = append(seen, c.Reference)
		}
		if cursor = page.Cursor; cursor == "" {
			break
		}
	}
	want := []string{"202603-000001", "202603-000002", "202603-000003", "202603-000004", "202603-000005"}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	d.must(200, nil, "POST", "/local/clock", `{"advance":"20h"}`)
	var warned struct{ Cases []web.CaseView }
	d.must(200, &warned, "GET", "/v1/cases?clock=contact&state=warned", "", supervisor)
	if len(warned.Cases) != 5 {
		t.Errorf("%d cases warned, want 5", len(warned.Cases))
	}
}

func TestFourThousandEmojiAreTakenAndOneMoreIsNot(t *testing.T) {
	d := openDoor(t)
	body := func(n int) string {
		return fmt.Sprintf(`{"channel":"web","text":%q,"site":{"region":"demo"}}`, strings.Repeat("😡", n))
	}
	var r web.Receipt
	d.must(201, &r, "POST", "/v1/complaints", body(4000))
	var c web.CaseView
	d.must(200, &c, "GET", "/v1/cases/"+r.Reference, "", supervisor)
	if c.Matter.Text != strings.Repeat("😡", 4000) {
		t.Error("the text changed")
	}
	d.must(422, nil, "POST", "/v1/complaints", body(4001))
}

func TestTheDescriptionIsOpenAPI31(t *testing.T) {
	d := openDoor(t)
	var doc struct {
		OpenAPI string
		Paths   map[string]map[string]any
	}
	d.must(200, &doc, "GET", "/openapi.json", "")
	if !strings.HasPrefix(doc.OpenAPI, "3.1") {
		t.Errorf("openapi %q", doc.OpenAPI)
	}
	for _, path := range []string{"/v1/complaints", "/v1/complaints/{reference}/urges", "/v1/cases/{reference}/classification", "/v1/reports", "/v1/health"} {
		if doc.Paths[path] == nil {
			t.Errorf("%s is not described", path)
		}
	}
}

func TestWhoFollowsACaseIsListed(t *testing.T) {
	d := openDoor(t)
	var refs []string
	for n := range 3 {
		var r web.Receipt
		body := fmt.Sprintf(`{"channel":"web","text":"又停电了","class":"04.03.01","customer":{"phone":"1390000000%d"},"site":{"region":"demo","feeder":"10kV李村线"}}`, n)
		d.must(201, &r, "POST", "/v1/complaints", body)
		refs = append(refs, r.Reference)
	}
	var list struct{ Cases []web.CaseView }
	d.must(200, &list, "GET", "/v1/cases?batch="+refs[0], "", supervisor)
	var got []string
	for _, c := range list.Cases {
		got = append(got, c.Reference+" of "+c.Batch.Of)
	}
	if diff := cmp.Diff([]string{refs[1] + " of " + refs[0], refs[2] + " of " + refs[0]}, got); diff != "" {
		t.Errorf("the batch (-want +got):\n%s", diff)
	}
	d.must(422, nil, "GET", "/v1/cases?batch="+refs[0]+"&q=1", "", supervisor)
}
