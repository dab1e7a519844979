package main

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/redress/redress/functions/report"
)

// reader is somebody with a browser, who has signed in.
type reader struct {
	*door
	cookies []*http.Cookie
}

func (d *door) reader(role, unit string) *reader {
	d.t.Helper()
	r := &reader{door: d}
	w := r.send("/desk/enter", url.Values{"role": {role}, "unit": {unit}}, "zh")
	if w.Code != http.StatusSeeOther {
		d.t.Fatalf("sign in: %d %s", w.Code, w.Body)
	}
	r.cookies = w.Result().Cookies()
	return r
}

// send posts a form; see reads a page.
func (r *reader) send(path string, form url.Values, language string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r.given(req, language)
}

func (r *reader) see(path, language string) *httptest.ResponseRecorder {
	return r.given(httptest.NewRequest(http.MethodGet, path, nil), language)
}

func (r *reader) given(req *http.Request, language string) *httptest.ResponseRecorder {
	req.Header.Set("Accept-Language", language)
	req.Header.Set("Accept", "text/html")
	for _, c := range r.cookies {
		req.AddCookie(c)
	}
	w := httptest.NewRecorder()
	r.handler.ServeHTTP(w, req)
	return w
}

// TestWhatLeadersReadIsWhole: every page, in both languages, within its bounds and
// without a style or a script of its own.
func TestWhatLeadersReadIsWhole(t *testing.T) {
	d := openDoor(t)
	for n := range 3 {
		d.other(n)
	}
	r := d.reader("supervisor", "")
	for _, path := range []string{
		"/desk/wall", "/desk/wall?unit=demo-county", "/desk/reports", "/desk/policy", "/desk/policy/clocks", "/desk/policy/classes",
		"/desk/policy/calendar", "/desk/policy/calendar?year=2031", "/desk/policy/units", "/desk/policy/texts", "/desk/policy/diff",
		"/desk/policy/diff?a=present&b=southern-grid", "/desk/policy/diff?a=ofgem&b=present", "/desk/policy/what-if",
		"/docs", "/docs/customers", "/docs/handling", "/docs/consequences", "/docs/flows", "/docs/queues", "/docs/reports", "/docs/partners", "/docs/other",
		"/docs/fields/CaseView", "/docs/fields/ErrorModel",
	} {
		for _, language := range []string{"zh", "en"} {
			w := r.see(path, language)
			text := w.Body.String()
			switch {
			case w.Code != http.StatusOK || w.Header().Get("Content-Language") != language:
				t.Errorf("%s in %s: %d in %s", path, language, w.Code, w.Header().Get("Content-Language"))
			case len(text) > 75_000: // with its style sheets and script less than 100 kB
				t.Errorf("%s in %s has %d bytes", path, language, len(text))
			case !strings.Contains(w.Header().Get("Content-Security-Policy"), "style-src 'self'; script-src 'self'"):
				t.Errorf("%s: %s", path, w.Header().Get("Content-Security-Policy"))
			case strings.Contains(text, " style=") || strings.Contains(text, "<style") || strings.Contains(text, " onclick=") || strings.Contains(text, "ZgotmplZ"):
				t.Errorf("%s in %s has a style or a script of its own", path, language)
			}
		}
	}
}

// TestAReportIsAskedForOnce: sent twice, the form builds one; refused, it comes back
// with what was typed.
func TestAReportIsAskedForOnce(t *testing.T) {
	d := openDoor(t)
	r := d.reader("supervisor", "demo-county")
	form := url.Values{"kind": {"sla-breach"}, "from": {"2026-03-01"}, "to": {"2026-03-09"}, "language": {"zh"}, "key": {"k1"}}
	for range 2 {
		if w := r.send("/desk/reports", form, "zh"); w.Code != http.StatusSeeOther || !strings.Contains(w.Header().Get("Location"), "unit-demo-county") {
			t.Fatalf("%d %s %s", w.Code, w.Header().Get("Location"), w.Body)
		}
	}
	var list struct{ Reports []report.Summary }
	d.must(200, &list, "GET", "/v1/reports", "", supervisor)
	if len(list.Reports) != 1 {
		t.Fatalf("there are %d reports", len(list.Reports))
	}
	id := list.Reports[0].ID
	page := r.see("/desk/reports/"+id+"/html", "zh")
	own := d.ask("GET", "/v1/reports/"+id+"/html", "", supervisor)
	if page.Body.String() != own.Body.String() || page.Header().Get("Content-Security-Policy") != own.Header().Get("Content-Security-Policy") {
		t.Errorf("the page is not the report: %d, %s", page.Code, page.Header().Get("Content-Security-Policy"))
	}
	form.Set("class", "99")
	form.Set("key", "k2")
	w := r.send("/desk/reports", form, "zh")
	for _, want := range []string{"不是有效的分类", `value="99"`, `aria-describedby="w-class"`, `value="2026-03-09"`} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("%d: no %s in the form that comes back", w.Code, want)
		}
	}
	if w := r.see("/desk/reports/"+id+"/pdf", "zh"); w.Code != http.StatusNotFound {
		t.Errorf("a format that is not: %d", w.Code)
	}
	if w := d.reader("supervisor", "demo-discipline").see("/desk/reports/"+id+"/html", "zh"); w.Code != http.StatusNotFound {
		t.Errorf("another unit's report: %d", w.Code)
	}
	if w := d.reader("handler", "demo-station").see("/desk/reports", "zh"); w.Code != http.StatusForbidden {
		t.Errorf("a handler: %d", w.Code)
	}
}

// TestOnlyKnownVersionsAreCompared: no path of the machine is one.
func TestOnlyKnownVersionsAreCompared(t *testing.T) {
	r := openDoor(t).reader("auditor", "")
	for _, id := range []string{"nowhere", "../../etc", "/tmp", "packs/state-grid", "x@y", ""} {
		if w := r.see("/desk/policy/diff?a=present&b="+url.QueryEscape(id), "zh"); w.Code != http.StatusNotFound {
			t.Errorf("%q: %d", id, w.Code)
		}
	}
	if w := (&reader{door: r.door}).see("/desk/policy/diff?a=present&b=ofgem", "zh"); w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/desk/enter") {
		t.Errorf("without signing in: %d", w.Code)
	}
}
