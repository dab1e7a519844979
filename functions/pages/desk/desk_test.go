package desk

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

func handlerOf(t *testing.T) *Handler {
	t.Helper()
	p, err := policy.Named("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	return New(site.New(site.Site{Policy: p}))
}

// signedIn is the desk over an API, as a supervisor sees it.
func signedIn(t *testing.T, api http.HandlerFunc) func(method, path string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	s := site.New(site.Site{
		Policy: handlerOf(t).Policy, API: api,
		Key: func(context.Context) ([]byte, error) { return make([]byte, site.KeySize), nil },
		Now: func() time.Time { return time.Date(2026, 9, 23, 1, 0, 0, 0, time.UTC) },
	})
	mux := http.NewServeMux()
	New(s).Register(mux)
	cookie := httptest.NewRecorder()
	if err := s.SignIn(cookie, httptest.NewRequest(http.MethodGet, "/", nil), site.Staff{Role: complaint.Supervisor}); err != nil {
		t.Fatal(err)
	}
	return func(method, path string, form url.Values) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Accept-Language", "en")
		r.AddCookie(cookie.Result().Cookies()[0])
		w := httptest.NewRecorder()
		s.Identify(mux).ServeHTTP(w, r)
		return w
	}
}

// TestWhatIsNoReferenceGoesNoFurther: pages put the names of cases into paths of the
// API, where something else would mean another call.
func TestWhatIsNoReferenceGoesNoFurther(t *testing.T) {
	h := signedIn(t, func(_ http.ResponseWriter, r *http.Request) { t.Errorf("the API is asked for %s", r.URL) })
	for _, test := range []struct {
		method, path string
		form         url.Values
	}{
		{http.MethodGet, "/desk/cases/202609-000001%2Fevidence%2Fx", nil},
		{http.MethodPost, "/desk/cases/202609-000001%2Fnote%3F/note", nil},
		{http.MethodPost, "/desk/bulk/note", url.Values{"case": {"../reports/1"}}},
	} {
		w := h(test.method, test.path, test.form)
		if w.Code < 400 || w.Code >= 500 {
			t.Errorf("%s is answered with %d", test.path, w.Code)
		}
	}
}

// TestSearchesReadWhatPeopleType: a case that is there is found, so that none is recorded twice.
func TestSearchesReadWhatPeopleType(t *testing.T) {
	page := signedIn(t, func(w http.ResponseWriter, r *http.Request) {
		q, cases := r.URL.Query().Get("q"), "[]"
		switch {
		case r.URL.Path == "/v1/cases/202612-000001":
			return
		case r.URL.Path != "/v1/cases":
			web.WriteProblem(w, r, http.StatusNotFound)
			return
		case len(q) > 200:
			w.WriteHeader(http.StatusUnprocessableEntity)
			fmt.Fprint(w, `{"status":422,"detail":"some values are not acceptable","errors":[{"field":"q","message":"must not be longer than 200 characters"}]}`)
			return
		case complaint.Key(q) == complaint.Key("13900000077"):
			cases = `[{"reference":"202609-000007"}]`
		case complaint.Key(q) == complaint.Key("+8613900000077"):
			cases = `[{"reference":"202609-000008"}]`
		}
		fmt.Fprintf(w, `{"cases":%s}`, cases)
	})
	for _, written := range []string{"202612-000001", "２０２６１２－０００００１", "202612000001"} {
		w := page(http.MethodPost, "/desk/search", url.Values{"q": {written}})
		if to := w.Header().Get("Location"); w.Code != http.StatusSeeOther || to != "/desk/cases/202612-000001" {
			t.Errorf("%q: status %d, to %q", written, w.Code, to)
		}
	}
	for _, written := range []string{"13900000077", "１３９００００００７７", "+86 139-0000-0077"} {
		w := page(http.MethodPost, "/desk/search", url.Values{"q": {written}})
		if text := w.Body.String(); w.Code != http.StatusOK || !strings.Contains(text, "202609-000007") || !strings.Contains(text, "202609-000008") {
			t.Errorf("%q: status %d\n%s", written, w.Code, text)
		}
	}
	if text := page(http.MethodPost, "/desk/search", url.Values{"q": {"13900000078"}}).Body.String(); !strings.Contains(text, "No case that you may see has 13900000078") {
		t.Error("a number that no case has is not said to have none")
	}
	long := strings.Repeat("9", 3000)
	w := page(http.MethodPost, "/desk/search", url.Values{"q": {long}})
	if text := w.Body.String(); w.Code != http.StatusUnprocessableEntity || !strings.Contains(text, `value="`+long) || !strings.Contains(text, `<a href="#q">Reference, account or phone</a>: This must not be longer than 200 characters.`) || strings.Contains(text, "No case") {
		t.Errorf("a long one: status %d\n%s", w.Code, text)
	}
}

// TestAnotherCaseIsNamedAsPeopleTypeIt in the forms that ask for one.
func TestAnotherCaseIsNamedAsPeopleTypeIt(t *testing.T) {
	for _, command := range []string{"merge", "joining"} {
		f, _ := formOf(command)
		if got := handlerOf(t).body(f, url.Values{"into": {"２０２６１２０００００１"}})["into"]; got != "202612-000001" {
			t.Errorf("%s: %q", command, got)
		}
	}
}

// TestWhyAnEmergencyPlanWasOpenedIsSaid in words where a rule has opened it.
func TestWhyAnEmergencyPlanWasOpenedIsSaid(t *testing.T) {
	for because, want := range map[string]string{"grade major": "<dd>its grade: major", "media are here": "<dd>media are here"} {
		page := signedIn(t, func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, `{"reference":"202609-000001","emergency":{"number":1,"because":%q}}`, because)
		})
		if text := page(http.MethodGet, "/desk/cases/202609-000001", nil).Body.String(); !strings.Contains(text, want) {
			t.Errorf("%s is not said as %s in\n%s", because, want, text)
		}
	}
}
