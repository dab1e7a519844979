package pages_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/functions/pages"
	"github.com/redress/redress/functions/pages/entry"
	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// TestPagesAreThereAndBounded: those of every package, in both languages, and what no
// package has.
func TestPagesAreThereAndBounded(t *testing.T) {
	p, err := policy.Named("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	h := pages.New(pages.Handler{Policy: p, Entry: entry.Development{Policy: p}, Depot: "https://depot.example", Secure: true})
	for _, test := range []struct {
		method, path, site string // the site that a request comes from
		status             int
		to, en, zh         string
	}{
		{"GET", "/", "", http.StatusOK, "", "Complaints about electricity supply", "供电服务投诉"},
		{"GET", "/docs", "", http.StatusOK, "", "API", "接口文档"},
		{"GET", "/desk/enter", "", http.StatusOK, "", "Sign in", "登录"},
		{"GET", "/desk", "", http.StatusSeeOther, "/desk/enter?back=%2Fdesk", "", ""},
		{"GET", "/desk/wall", "", http.StatusSeeOther, "/desk/enter?back=%2Fdesk%2Fwall", "", ""},
		{"POST", "/desk/bulk", "", http.StatusUnauthorized, "", "Your session has ended.", "您的登录已过期。"},
		{"POST", "/progress", "cross-site", http.StatusForbidden, "", "from another site", "来自其他网站"},
		{"GET", "/nowhere", "", http.StatusNotFound, "", "There is no such page.", "没有此页面，"},
	} {
		for language, text := range map[string]string{"en": test.en, "zh": test.zh} {
			r := httptest.NewRequest(test.method, test.path, nil)
			r.Header.Set("Accept", "text/html")
			r.Header.Set("Accept-Language", language)
			r.Header.Set("Sec-Fetch-Site", test.site)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != test.status || w.Header().Get("Location") != test.to || !strings.Contains(w.Body.String(), text) {
				t.Errorf("%s %s in %s: %d to %q\n%s", test.method, test.path, language, w.Code, w.Header().Get("Location"), w.Body)
			}
			if own := w.Header().Get("Content-Security-Policy"); !strings.Contains(own, "connect-src 'self' https://depot.example;") {
				t.Errorf("%s %s may load %s", test.method, test.path, own)
			}
			if w.Header().Get("Strict-Transport-Security") == "" || w.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("%s %s is kept, or shown without HTTPS: %v", test.method, test.path, w.Header())
			}
		}
	}
}

// TestAddressesThatAreNoPage lead to one where there is one near, and say what is missing
// where there is none: to people on a page, to programs as the API does.
func TestAddressesThatAreNoPage(t *testing.T) {
	p, err := policy.Named("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	h := pages.New(pages.Handler{Policy: p, Entry: entry.Development{Policy: p}})
	const complaint = "/complaints/202612-000001"
	for _, test := range []struct {
		method, path string
		status       int
		to, allow    string
	}{
		{"GET", "/desk/", 303, "/desk", ""},
		{"GET", "/desk/?view=all", 303, "/desk?view=all", ""},
		{"GET", "/complaints/new/", 303, "/complaints/new", ""},
		{"GET", "/desk/cases/202612-000001/", 303, "/desk/cases/202612-000001", ""},
		{"HEAD", "/progress/", 303, "/progress", ""},
		{"GET", complaint + "/urges", 303, complaint, ""},
		{"GET", complaint + "/supplements?x=y", 303, complaint, ""},
		{"GET", complaint + "/rating", 303, complaint, ""},
		{"GET", complaint + "/withdrawal", 303, complaint, ""},
		{"GET", complaint + "/files", 303, complaint, ""},
		{"GET", "/progress/forget", 303, "/progress", ""},
		{"GET", "/desk/bulk", 303, "/desk", ""},
		{"GET", "/desk/bulk/note", 303, "/desk", ""},
		{"GET", "/desk/filters/remove", 303, "/desk", ""},
		{"GET", "/desk/leave", 303, "/desk", ""},
		{"GET", "/desk/cases/202612-000001/evidence/x/received", 303, "/desk/cases/202612-000001/evidence/x", ""},
		{"GET", "/.//host.example/../desk/", 303, "/desk", ""},
		{"GET", "//host.example/", 404, "", ""},
		{"GET", "/nowhere", 404, "", ""},
		{"GET", "/nowhere/", 404, "", ""},
		{"GET", "/desk/nowhere", 404, "", ""},
		{"GET", "/complaints", 404, "", ""},
		{"GET", "/progress/nowhere", 404, "", ""},
		{"POST", "/nowhere", 404, "", ""},
		{"POST", "/how", 405, "", "GET, HEAD"},
		{"DELETE", "/desk", 405, "", "GET, HEAD"},
		{"PUT", "/desk/reports", 405, "", "GET, HEAD, POST"},
		{"DELETE", complaint + "/urges", 405, "", "POST"},
	} {
		for accept, kind := range map[string]string{"text/html,*/*;q=0.8": "text/html; charset=utf-8", "application/json": "application/problem+json"} {
			r := httptest.NewRequest(test.method, "http://site.example"+test.path, nil)
			r.Header.Set("Accept", accept)
			r.Header.Set("Accept-Language", "zh")
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if got := w.Header(); w.Code != test.status || got.Get("Location") != test.to || got.Get("Allow") != test.allow {
				t.Errorf("%s %s for %s: %d to %q, allowed %q", test.method, test.path, accept, w.Code, got.Get("Location"), got.Get("Allow"))
			}
			if got := w.Header().Get("Content-Type"); test.to == "" && got != kind {
				t.Errorf("%s %s for %s is %s", test.method, test.path, accept, got)
			}
		}
	}
}

// TestWhatIsNamedInAnAddressStaysOnePart of what the API is asked for: what is no name of
// anything is not found, and no failure of ours.
func TestWhatIsNamedInAnAddressStaysOnePart(t *testing.T) {
	var log strings.Builder
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	p, err := policy.Named("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	api := http.NewServeMux()
	for _, route := range []string{"GET /v1/reports/{id}/{format}", "GET /v1/cases/{reference}/evidence/{id}"} {
		api.HandleFunc(route, func(w http.ResponseWriter, r *http.Request) {
			if id := r.PathValue("id"); id != "a/b?c" {
				t.Errorf("the API is asked for %s", r.URL)
			}
			web.WriteProblem(w, r, http.StatusGone)
		})
	}
	api.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { t.Errorf("the API is asked for %s", r.URL) })
	h := pages.New(pages.Handler{
		API: api, Policy: p, Entry: entry.Development{Policy: p}, Now: time.Now,
		Key: func(context.Context) ([]byte, error) { return make([]byte, site.KeySize), nil },
	})
	in, coming := httptest.NewRecorder(), httptest.NewRequest("POST", "/desk/enter", strings.NewReader("role=supervisor"))
	coming.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	h.ServeHTTP(in, coming)
	for path, status := range map[string]int{
		"/desk/reports/%2e%2e/html":                    http.StatusNotFound,
		"/desk/reports/x/%2e%2e":                       http.StatusNotFound,
		"/desk/reports/%2e%2e/cases":                   http.StatusNotFound,
		"/desk/cases/202612-000001/evidence/%2e%2e":    http.StatusNotFound,
		"/desk/reports/a%2fb%3fc/html":                 http.StatusGone,
		"/desk/reports/a%2fb%3fc/cases":                http.StatusGone,
		"/desk/cases/202612-000001/evidence/a%2Fb%3Fc": http.StatusGone,
	} {
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("Accept-Language", "zh")
		r.AddCookie(in.Result().Cookies()[0])
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != status || status == http.StatusNotFound && !strings.Contains(w.Body.String(), "没有此页面，") {
			t.Errorf("%s: status %d\n%s", path, w.Code, w.Body)
		}
	}
	if strings.Contains(log.String(), "ERROR") {
		t.Errorf("it is logged as\n%s", log.String())
	}
}
