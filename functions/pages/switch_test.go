package pages_test

import (
	"context"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/functions/pages"
	"github.com/redress/redress/functions/pages/entry"
	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/shared/policy"
)

// refusing is an API that refuses every deed, and counts them.
type refusing struct{ deeds int }

func (a *refusing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method == http.MethodPost:
		a.deeds++
		w.WriteHeader(http.StatusUnprocessableEntity)
		_, _ = w.Write([]byte(`{"status":422,"detail":"refused"}`))
	case strings.HasPrefix(r.URL.Path, "/v1/complaints/"):
		_, _ = w.Write([]byte(`{"reference":"202609-000001","status":"handling","can":["urge"]}`))
	default:
		_, _ = w.Write([]byte(`{"reference":"202609-000001","status":"handling","allowed":["contact"],"version":7}`))
	}
}

// browsing is a visitor with a browser that keeps cookies and runs no script.
type browsing struct {
	t       *testing.T
	h       http.Handler
	cookies map[string]string
}

func (b *browsing) post(address string, form url.Values) (status int, page string) {
	b.t.Helper()
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept-Language", "zh")
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.h.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		b.cookies[c.Name] = c.Value
	}
	return w.Code, w.Body.String()
}

var (
	switchButton = regexp.MustCompile(`<button class="quiet" form="([^"]+)" formnovalidate formaction="([^"]+)" lang="en">`)
	hiddenField  = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)
)

// TestAnAnsweredFormIsReadInTheOtherLanguageAsItWasFilledIn, whatever it is about, without
// a deed and with nothing of it in an address.
func TestAnAnsweredFormIsReadInTheOtherLanguageAsItWasFilledIn(t *testing.T) {
	p, err := policy.Named("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	api, at := &refusing{}, time.Date(2026, 9, 30, 16, 20, 0, 0, time.UTC)
	h := pages.New(pages.Handler{
		API: api, Policy: p, Entry: entry.Development{Policy: p}, Now: func() time.Time { return at },
		Key: func(context.Context) ([]byte, error) { return make([]byte, site.KeySize), nil },
	})
	const wrote = "家里有病人"
	for _, test := range []struct {
		address, role string
		form          url.Values
		to, en        string
		status        int // in the other language; [http.StatusOK] where it is 0
	}{
		{"/complaints/new", "", url.Values{"at": {"happened"}, "go": {"happened"}, "text": {wrote}}, "/complaints/new", "What happened", 0},
		{"/complaints/202609-000001/urges", "", url.Values{"key": {"k"}, "text": {wrote}}, "/progress", "Check progress", 0},
		{"/desk/new", "agent", url.Values{"key": {"k"}, "text": {wrote}, "language": {"zh"}}, "/desk/new", "Record a complaint", 0},
		{"/desk/cases/202609-000001/contact", "handler", url.Values{"key": {"k"}, "summary": {wrote}}, "/desk/cases/202609-000001/contact", "Record a contact", 0},
		{"/desk/bulk", "supervisor", url.Values{"case": {"202609-000001/7"}, "command": {"note"}, "text": {wrote}}, "/desk/bulk/note", "Add a note", 0},
		{"/desk/search", "supervisor", url.Values{"q": {wrote}}, "/desk/search", "Search results", 0},
		{"/desk/reports", "supervisor", url.Values{"key": {"k"}, "reference": {wrote}, "language": {"zh"}}, "/desk/reports", "Build a report", 0},
		{"/desk/cases/202609-000001/contact", "", url.Values{"key": {"k"}, "summary": {wrote}}, "/desk/cases/202609-000001/contact", "Please sign in again", http.StatusUnauthorized},
	} {
		b := &browsing{t, h, map[string]string{}}
		if test.role != "" {
			b.post("/desk/enter", url.Values{"role": {test.role}, "unit": {"demo-station"}})
		}
		_, page := b.post(test.address, test.form)
		found := switchButton.FindStringSubmatch(page)
		if found == nil || html.UnescapeString(found[2]) != test.to+"?language=en" {
			t.Errorf("%s is read on at %q", test.address, found)
			continue
		}
		if !strings.Contains(page, `id="`+found[1]+`"`) {
			t.Errorf("%s has no form %s", test.address, found[1])
		}
		again := url.Values{"text": test.form["text"], "summary": test.form["summary"], "q": test.form["q"], "reference": test.form["reference"], "language": test.form["language"]}
		for _, f := range hiddenField.FindAllStringSubmatch(page, -1) {
			again.Set(html.UnescapeString(f[1]), html.UnescapeString(f[2]))
		}
		deeds, status := api.deeds, max(test.status, http.StatusOK)
		got, other := b.post(test.to+"?language=en", again)
		if got != status || !strings.Contains(other, `<html lang="en">`) || !strings.Contains(other, test.en) || !strings.Contains(other, wrote) {
			t.Errorf("%s in English: %d %s", test.address, got, other)
		}
		if api.deeds != deeds {
			t.Errorf("%s was carried out", test.address)
		}
		if key := again.Get("key"); key != "" && !strings.Contains(other, `name="key" value="`+key+`"`) {
			t.Errorf("%s has another key", test.address)
		}
		if strings.Contains(other, `role="alert"`) && status == http.StatusOK || strings.Contains(other, "data-fresh") {
			t.Errorf("%s is refused, or read again", test.address)
		}
	}
}

// TestWhereStaffReadOn: what is answered without a form leads to no page of customers.
func TestWhereStaffReadOn(t *testing.T) {
	p, err := policy.Named("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	h := pages.New(pages.Handler{
		API: &refusing{}, Policy: p, Entry: entry.Development{Policy: p}, Now: time.Now,
		Key: func(context.Context) ([]byte, error) { return make([]byte, site.KeySize), nil },
	})
	b := &browsing{t, h, map[string]string{}}
	b.post("/desk/enter", url.Values{"role": {"supervisor"}})
	for address, to := range map[string]string{"/desk/bulk": "/desk", "/desk/bulk/note": "/desk", "/desk/policy/what-if": "/desk/policy/what-if"} {
		form := url.Values{"case": {"202609-000001/7"}, "text": {"x"}}
		if _, page := b.post(address, form); !strings.Contains(page, `<a href="`+to+`?language=en"`) {
			t.Errorf("%s does not lead to %s: %s", address, to, page)
		}
	}
}
