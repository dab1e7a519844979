package report_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/report"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

const september = `{"kind":"sla-breach","from":"2026-09-01","to":"2026-09-30"}`

func TestAReportIsBuiltAndRead(t *testing.T) {
	h := open(t)
	s := h.build("supervisor:*", september)
	if s.ID != "sla-breach-20260901-20260930-20261001T010000Z-company-zh" || s.From != "2026-09-01" || s.To != "2026-09-30" {
		t.Errorf("summary %+v", s)
	}
	if s.Title != "时限超时报表" || figure(s, "received") != "1" || figure(s, "breachedOrders") != "1" {
		t.Errorf("title %q, headline %v", s.Title, s.Headline)
	}
	for format, want := range map[string]string{
		"json": "application/json", "csv": "text/csv; charset=utf-8", "html": "text/html; charset=utf-8",
		"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	} {
		w := h.call("GET", s.Links[format], "auditor:*", "")
		if got := w.Header().Get("Content-Type"); w.Code != http.StatusOK || got != want || w.Body.Len() == 0 {
			t.Errorf("%s: %d, %s, %d bytes", format, w.Code, got, w.Body.Len())
		}
	}
	for _, path := range []string{
		"/v1/reports/" + s.ID + "/pdf", "/v1/reports/nothing/json", "/v1/reports/..%2f..%2fetc/json",
		"/v1/reports/" + strings.Replace(s.ID, "20260930", "20260929", 1) + "/json",
	} {
		if w := h.call("GET", path, "auditor:*", ""); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

// figure is what the headline of a report says under a key.
func figure(s report.Summary, key string) string {
	for _, f := range s.Headline {
		if f.Key == key {
			return f.Value
		}
	}
	return ""
}

func TestBadRequestsNameTheirFields(t *testing.T) {
	h := open(t)
	for _, tt := range []struct{ name, body, field string }{
		{"an unknown kind", `{"kind":"weather","from":"2026-09-01","to":"2026-09-30"}`, "kind"},
		{"no end", `{"kind":"sla-breach","from":"2026-09-01"}`, "to"},
		{"no date", `{"kind":"sla-breach","from":"yesterday","to":"2026-09-30"}`, "from"},
		{"an end before its start", `{"kind":"sla-breach","from":"2026-09-02","to":"2026-09-01"}`, "to"},
		{"an unknown unit", `{"kind":"sla-breach","from":"2026-09-01","to":"2026-09-30","unit":"moon"}`, "unit"},
		{"an unknown class", `{"kind":"sla-breach","from":"2026-09-01","to":"2026-09-30","class":"99"}`, "class"},
		{"an unknown region", `{"kind":"sla-breach","from":"2026-09-01","to":"2026-09-30","region":"moon"}`, "region"},
		{"an unknown area", `{"kind":"sla-breach","from":"2026-09-01","to":"2026-09-30","area":"sea"}`, "area"},
		{"an unknown channel", `{"kind":"sla-breach","from":"2026-09-01","to":"2026-09-30","channel":"pigeon"}`, "channel"},
		{"an unknown grade", `{"kind":"sla-breach","from":"2026-09-01","to":"2026-09-30","grade":"urgent"}`, "grade"},
		{"a case of a report of a period", `{"kind":"sla-breach","from":"2026-09-01","to":"2026-09-30","reference":"202609-000001"}`, "reference"},
		{"no case of a report of one", `{"kind":"penetration"}`, "reference"},
		{"no reference", `{"kind":"penetration","reference":"17"}`, "reference"},
		{"a period of a report of one case", `{"kind":"penetration","reference":"202609-000001","to":"2026-09-30"}`, "to"},
		{"a limit on a report of one case", `{"kind":"penetration","reference":"202609-000001","class":"04"}`, "class"},
		{"an unknown language", `{"kind":"sla-breach","from":"2026-09-01","to":"2026-09-30","language":"fr"}`, "language"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := h.call("POST", "/v1/reports", "admin:*", tt.body)
			var problem web.Problem
			h.decode(w, &problem)
			if w.Code != http.StatusUnprocessableEntity || len(problem.Errors) != 1 || problem.Errors[0].Field != tt.field {
				t.Errorf("%d %s", w.Code, w.Body)
			}
		})
	}
}

func TestOnlyThoseWhoLeadOrAuditSeeReports(t *testing.T) {
	h := open(t)
	for _, role := range complaint.Roles {
		want := http.StatusForbidden
		if role == complaint.Supervisor || role == complaint.Auditor || role == complaint.Admin {
			want = http.StatusOK
		}
		if w := h.call("GET", "/v1/reports", string(role)+":*", ""); w.Code != want {
			t.Errorf("%s: %d, want %d", role, w.Code, want)
		}
	}
	if w := h.call("POST", "/v1/reports", "nobody:*", september); w.Code != http.StatusUnauthorized {
		t.Errorf("a stranger: %d", w.Code)
	}
}

func TestAUnitSeesItsOwnPart(t *testing.T) {
	h := open(t)
	whole := h.build("admin:*", september)
	own := h.build("supervisor:demo-county", september)
	if own.Unit != "demo-county" || !strings.HasSuffix(own.ID, "-unit-demo-county-zh") || figure(own, "received") != "1" {
		t.Errorf("a county's report: %+v", own)
	}
	above := strings.Replace(september, "}", `,"unit":"demo-city"}`, 1)
	if s := h.build("supervisor:demo-county", above); s.Unit != "demo-county" {
		t.Errorf("a wish for the city gave %q", s.Unit)
	}
	if w := h.call("GET", whole.Links["csv"], "supervisor:demo-county", ""); w.Code != http.StatusNotFound {
		t.Errorf("the company's report: %d", w.Code)
	}
	if w := h.call("GET", own.Links["csv"], "supervisor:demo-station", ""); w.Code != http.StatusNotFound {
		t.Errorf("the county's report for its station: %d", w.Code)
	}
	if w := h.call("GET", own.Links["csv"], "supervisor:demo-city", ""); w.Code != http.StatusOK {
		t.Errorf("the county's report for the city: %d", w.Code)
	}
}

// listed gives the ids of a list and its cursor.
func (h *house) listed(as, query string) (ids []string, cursor string) {
	h.t.Helper()
	var out struct {
		Reports []report.Summary
		Cursor  string
	}
	h.decode(h.call("GET", "/v1/reports"+query, as, ""), &out)
	for _, s := range out.Reports {
		ids = append(ids, s.ID)
	}
	return ids, out.Cursor
}

func TestTheListIsNewestFirstAndInPages(t *testing.T) {
	h := open(t)
	var want []string
	for range 3 {
		want = append([]string{h.build("admin:*", september).ID}, want...)
		h.now = h.now.Add(time.Hour)
	}
	own := h.build("supervisor:demo-station", september).ID
	if ids, cursor := h.listed("admin:*", ""); cursor != "" || !slices.Equal(ids, append([]string{own}, want...)) {
		t.Errorf("all: %v, cursor %q", ids, cursor)
	}
	if ids, _ := h.listed("supervisor:demo-county", ""); !slices.Equal(ids, []string{own}) {
		t.Errorf("a county's: %v", ids)
	}
	first, cursor := h.listed("admin:*", "?limit=3")
	rest, end := h.listed("admin:*", "?limit=3&cursor="+cursor)
	if diff := cmp.Diff(append([]string{own}, want...), append(first, rest...)); diff != "" || end != "" {
		t.Errorf("pages (-want +got), end %q:\n%s", end, diff)
	}
	if w := h.call("GET", "/v1/reports?cursor=x", "admin:*", ""); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a foreign cursor: %d", w.Code)
	}
}

// notices reads the notices that are promised.
func (h *house) notices() (all []complaint.Notice) {
	h.t.Helper()
	late := h.now.Add(time.Hour)
	keys, err := h.store.Stale(h.t.Context(), late, late, 100)
	if err != nil {
		h.t.Fatal(err)
	}
	effects, err := h.store.Claim(h.t.Context(), keys, late, 0)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, e := range effects {
		var n complaint.Notice
		if err := json.Unmarshal(e.Data, &n); err != nil {
			h.t.Fatal(err)
		}
		if e.Kind == complaint.SendNotice && n.Kind == "report" {
			all = append(all, n)
		}
	}
	return all
}

func TestAReportIsToldOnce(t *testing.T) {
	h := open(t)
	h.handler.Site = "https://redress.example"
	h.handler.Desk.Policy.Tell["report"] = []string{"L3"}
	s := h.build("admin:*", september)
	if again := h.build("admin:*", september); !cmp.Equal(s, again) {
		t.Error("the same report differs")
	}
	var words []string
	for _, f := range s.Headline {
		words = append(words, f.Name+" "+f.Value)
	}
	headline := strings.Join(words, "，")
	want := []complaint.Notice{{
		ID: "report/" + s.ID, At: h.now, Kind: "report", Levels: []string{"L3"}, Language: "zh",
		Text: "【报表】时限超时报表（2026-09-01至2026-09-30）已生成：" + headline + "。2026-10-08 09:00前查看：" + h.link(s.ID),
	}}
	if diff := cmp.Diff(want, h.notices()); diff != "" {
		t.Errorf("notices (-want +got):\n%s", diff)
	}
}

func TestARequestWithAKeyIsAnsweredOnce(t *testing.T) {
	h := open(t)
	first := h.call("POST", "/v1/reports", "admin:*", september, "Idempotency-Key", "k")
	h.now = h.now.Add(time.Hour)
	again := h.call("POST", "/v1/reports", "admin:*", september, "Idempotency-Key", "k")
	if first.Code != http.StatusCreated || first.Body.String() != again.Body.String() || again.Code != first.Code {
		t.Errorf("%d %s\nthen %d %s", first.Code, first.Body, again.Code, again.Body)
	}
	other := strings.Replace(september, "09-30", "09-29", 1)
	if w := h.call("POST", "/v1/reports", "admin:*", other, "Idempotency-Key", "k"); w.Code != http.StatusConflict {
		t.Errorf("another body: %d", w.Code)
	}
	if n := len(h.notices()); n != 1 {
		t.Errorf("%d notices", n)
	}
}

func TestLimitsAreToldApartByTheID(t *testing.T) {
	h := open(t)
	whole := h.build("admin:*", september)
	seen := map[string]string{whole.ID: "nothing"}
	for name, limit := range map[string]string{
		"a class": `"class":"04"`, "another class": `"class":"01"`, "a region": `"region":"demo"`, "an area": `"area":"rural"`, "a channel": `"channel":"web"`,
		"a grade": `"grade":"special"`, "two of them": `"channel":"web","class":"04"`,
	} {
		s := h.build("admin:*", strings.Replace(september, "}", ","+limit+"}", 1))
		if other, twice := seen[s.ID]; twice {
			t.Errorf("%s has the id of %s", name, other)
		}
		seen[s.ID] = name
		if w := h.call("GET", s.Links["json"], "auditor:*", ""); w.Code != http.StatusOK {
			t.Errorf("%s: %d", name, w.Code)
		}
		want := "1"
		if name == "another class" || name == "an area" || name == "a region" || name == "a grade" {
			want = "0" // the complaint is of class 04.03.01, and has neither place nor grade
		}
		if got := figure(s, "received"); got != want {
			t.Errorf("%s: received %s, want %s", name, got, want)
		}
	}
}

func TestACaseOfAnotherUnitIsNone(t *testing.T) {
	h := open(t)
	const body = `{"kind":"penetration","reference":"202609-000001"}`
	if w := h.call("POST", "/v1/reports", "supervisor:demo-discipline", body); w.Code != http.StatusNotFound {
		t.Errorf("another unit's case: %d %s", w.Code, w.Body)
	}
	if w := h.call("POST", "/v1/reports", "supervisor:demo-discipline", strings.Replace(body, "000001", "000002", 1)); w.Code != http.StatusNotFound {
		t.Errorf("no case: %d %s", w.Code, w.Body)
	}
}

func TestTheCasesBehindAFigureAreListed(t *testing.T) {
	h := open(t)
	s := h.build("admin:*", september)
	list := func(as, query string) (references []string, status int) {
		t.Helper()
		w := h.call("GET", "/v1/reports/"+s.ID+"/cases?"+query, as, "")
		var out struct{ References []string }
		if w.Code == http.StatusOK {
			h.decode(w, &out)
		}
		return out.References, w.Code
	}
	for query, want := range map[string][]string{
		"figure=received": {"202609-000001"}, "figure=answer.late&unit=demo-county": {"202609-000001"},
		"figure=answer.inTime": {}, "figure=received&unit=demo-discipline": {},
	} {
		if got, status := list("auditor:*", query); status != http.StatusOK || !slices.Equal(got, want) {
			t.Errorf("%s: %d %v, want %v", query, status, got, want)
		}
	}
	for query, want := range map[string]int{"figure=weather": 422, "figure=received&unit=moon": 422, "figure=received&cursor=x": 422, "": 422} {
		if _, status := list("auditor:*", query); status != want {
			t.Errorf("%s: %d, want %d", query, status, want)
		}
	}
	if _, status := list("supervisor:demo-county", "figure=received"); status != http.StatusNotFound {
		t.Errorf("a county sees the cases of the company's report: %d", status)
	}
	if w := h.call("GET", "/v1/reports/nothing/cases?figure=received", "auditor:*", ""); w.Code != http.StatusNotFound {
		t.Errorf("no report: %d", w.Code)
	}
}
