package pages_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/redress/redress/functions/pages"
	"github.com/redress/redress/functions/pages/entry"
	"github.com/redress/redress/shared/policy"
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
