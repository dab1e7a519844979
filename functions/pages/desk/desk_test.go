package desk

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

func handlerOf(t *testing.T) *Handler {
	t.Helper()
	p, err := policy.Named("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	return New(site.New(site.Site{Policy: p}))
}

// TestWhatIsNoReferenceGoesNoFurther: pages put the names of cases into paths of the
// API, where something else would mean another call.
func TestWhatIsNoReferenceGoesNoFurther(t *testing.T) {
	s := site.New(site.Site{
		Policy: handlerOf(t).Policy,
		Key:    func(context.Context) ([]byte, error) { return make([]byte, site.KeySize), nil },
		Now:    func() time.Time { return time.Date(2026, 9, 23, 1, 0, 0, 0, time.UTC) },
		API:    http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { t.Errorf("the API is asked for %s", r.URL) }),
	})
	mux := http.NewServeMux()
	New(s).Register(mux)
	cookie := httptest.NewRecorder()
	if err := s.SignIn(cookie, httptest.NewRequest(http.MethodGet, "/", nil), site.Staff{Role: complaint.Supervisor}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		method, path string
		form         url.Values
	}{
		{http.MethodGet, "/desk/cases/202609-000001%2Fevidence%2Fx", nil},
		{http.MethodPost, "/desk/cases/202609-000001%2Fnote%3F/note", nil},
		{http.MethodPost, "/desk/bulk/note", url.Values{"case": {"../reports/1"}}},
	} {
		r := httptest.NewRequest(test.method, test.path, strings.NewReader(test.form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.AddCookie(cookie.Result().Cookies()[0])
		w := httptest.NewRecorder()
		s.Identify(mux).ServeHTTP(w, r)
		if w.Code < 400 || w.Code >= 500 {
			t.Errorf("%s is answered with %d", test.path, w.Code)
		}
	}
}
