package board

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/functions/pages/site"
	reportfn "github.com/redress/redress/functions/report"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/web"
)

func TestWhenNoticesComeIsSaidInWords(t *testing.T) {
	p, err := policy.Named("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	if got := laterWord("1wd@09:00", "zh") + "，" + everyWord("1wd@09:00", "zh"); got != "超时后1个工作日的09:00，每个工作日09:00" {
		t.Errorf("got %q", got)
	}
	if got := laterWord("2h", "en") + ", then " + everyWord("1wd@09:00", "en"); got != "2 hours later, then every working day at 09:00" {
		t.Errorf("got %q", got)
	}
	if got := effectWord("2026-09-30 08:40 (20m by kind fault)", p, "zh") + " " + effectWord("none", p, "en") + " " + effectWord("x (5wd by clock)", p, "en"); got != "2026-09-30 08:40（20分钟，按业务类型“故障报修”） no such deadline x (5 working days)" {
		t.Errorf("got %q", got)
	}
	for outcome, want := range map[string][2]string{
		"2027-01-15 24:00 (10wd by kind opinion, provisional)": {"2027-01-15 24:00 (10 working days, for the kind “opinion”, provisional)", "2027-01-15 24:00（10个工作日，按业务类型“意见”，暂定）"},
		"2027-01-12 24:00 (5wd by clock, provisional)":         {"2027-01-12 24:00 (5 working days, provisional)", "2027-01-12 24:00（5个工作日，暂定）"},
		"2011-03-16 24:00 (7wd by variant 1, provisional)":     {"2011-03-16 24:00 (7 working days, by special deadline 1, provisional)", "2011-03-16 24:00（7个工作日，按特殊时限1，暂定）"},
		"2027-03-02 24:00 (56d flat by clock, provisional)":    {"2027-03-02 24:00 (56 calendar days, not moved for weekends, provisional)", "2027-03-02 24:00（56日，不顺延，暂定）"},
		"2026-12-30 24:00 (5wd by variant 2)":                  {"2026-12-30 24:00 (5 working days, by special deadline 2)", "2026-12-30 24:00（5个工作日，按特殊时限2）"},
	} {
		if got := [2]string{effectWord(outcome, p, "en"), effectWord(outcome, p, "zh")}; got != want {
			t.Errorf("%s is said %q, want %q", outcome, got, want)
		}
	}
	if got := noticeName("urge.again", "zh") + " " + noticeName("urge.again", "en"); got != "再次催办 Customer's reminder (again)" {
		t.Errorf("got %q", got)
	}
}

// TestAYearIsLaidOut: what State Council notices say of October 2026, and what follows.
func TestAYearIsLaidOut(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	y := yearOf(p, 2026)
	october := y.Months[9]
	if len(october.Weeks) != 5 || october.Weeks[0][3].Date != 1 || october.Weeks[0][2].Date != 0 {
		t.Errorf("October begins %+v", october.Weeks[0])
	}
	sorts := map[int]string{}
	for _, week := range october.Weeks {
		for _, d := range week {
			sorts[d.Date] = d.Sort
		}
	}
	for date, want := range map[int]string{1: "off", 7: "off", 8: "work", 10: "adjusted", 11: "rest", 12: "work", 31: "rest"} {
		if sorts[date] != want {
			t.Errorf("October %d is %s, want %s", date, sorts[date], want)
		}
	}
	days := 0
	for _, m := range y.Months {
		days += m.Workdays
	}
	if !y.Published || days != y.Workdays || october.Workdays != 18 {
		t.Errorf("%d workdays in all, %d by months, %d in October", y.Workdays, days, october.Workdays)
	}
	if last := y.Named[len(y.Named)-2]; last.Date != "2026-10-01" || last.Last != "2026-10-07" || last.Sort != "off" {
		t.Errorf("the days of October are %+v", last)
	}
	for year, want := range map[int][2]bool{2024: {false, true}, 2026: {true, false}, 2190: {false, false}} {
		if y := yearOf(p, year); y.Published != want[0] || y.Gone != want[1] {
			t.Errorf("%d is published: %t, and gone: %t", year, y.Published, y.Gone)
		}
	}
}

// TestACaseOfAReportIsReadAsPeopleTypeIt, and one that is not there is said to be none.
func TestACaseOfAReportIsReadAsPeopleTypeIt(t *testing.T) {
	p, err := policy.Named("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	s := site.New(site.Site{
		Policy: p, Now: func() time.Time { return time.Date(2026, 9, 23, 1, 0, 0, 0, time.UTC) },
		Key: func(context.Context) ([]byte, error) { return make([]byte, site.KeySize), nil },
		API: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			var asked reportfn.Request
			switch {
			case r.Method == http.MethodGet:
				fmt.Fprint(w, `{"reports":[]}`)
			case json.NewDecoder(r.Body).Decode(&asked) == nil && asked.Reference == "202612-000001":
				fmt.Fprint(w, `{"id":"built"}`)
			default:
				web.WriteProblem(w, r, http.StatusNotFound)
			}
		}),
	})
	mux := http.NewServeMux()
	New(s, nil, nil).Register(mux)
	cookie := httptest.NewRecorder()
	if err := s.SignIn(cookie, httptest.NewRequest(http.MethodGet, "/", nil), site.Staff{Role: complaint.Supervisor}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		kind, reference, language string
		status                    int
		says                      string
	}{
		{report.Penetration, "２０２６１２０００００１", "zh", http.StatusSeeOther, ""},
		{report.Penetration, "202612-000001", "en", http.StatusSeeOther, ""},
		{report.Penetration, "202612-000009", "en", http.StatusUnprocessableEntity, "There is no such case, or you may not see it."},
		{report.Penetration, "202612-000009", "zh", http.StatusUnprocessableEntity, "没有此工单，或您无权查看。"},
	} {
		r := httptest.NewRequest(http.MethodPost, "/desk/reports", strings.NewReader(url.Values{"kind": {test.kind}, "reference": {test.reference}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Accept-Language", test.language)
		r.AddCookie(cookie.Result().Cookies()[0])
		w := httptest.NewRecorder()
		s.Identify(mux).ServeHTTP(w, r)
		text := w.Body.String()
		if w.Code != test.status || !strings.Contains(text, test.says) || strings.Contains(text, "nothing here") {
			t.Errorf("%s in %s: status %d\n%s", test.reference, test.language, w.Code, text)
		}
		if kept := `value="` + test.reference + `"`; test.says != "" && !strings.Contains(text, kept) {
			t.Errorf("%s is not kept in the form", test.reference)
		}
	}
}
