//go:build unix

package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// BenchmarkQueuePage measures the page of the queue over 100,000 open cases: the whole
// way from the request to the last byte of the page, as a supervisor of the company
// and as a handler of a station ask for it.
func BenchmarkQueuePage(b *testing.B) {
	pages := pagesOverMany(b)
	for _, test := range []struct{ name, role, unit, query string }{
		{"supervisor, missed and warned", "supervisor", "", ""},
		{"supervisor, open", "supervisor", "", "view=unit"},
		{"supervisor, all", "supervisor", "", "view=all"},
		{"supervisor, of a class", "supervisor", "", "open=true&class=02.04.01"},
		{"supervisor, of a rare class", "supervisor", "", "open=true&class=05.03.01"},
		{"supervisor, of a status", "supervisor", "", "status=handling"},
		{"supervisor, of a rare status", "supervisor", "", "status=callback"},
		{"supervisor, of a clock that is warned", "supervisor", "", "clock=contact&state=warned"},
		{"supervisor, of a clock that is missed", "supervisor", "", "open=true&clock=answer&state=missed"},
		{"supervisor, vulnerable", "supervisor", "", "open=true&vulnerable=true"},
		{"supervisor, mine", "supervisor", "", "view=mine"},
		{"supervisor, nobody's", "supervisor", "", "view=free"},
		{"handler, open", "handler", "demo-station", ""},
		{"handler, mine", "handler", "demo-station", "view=mine"},
		{"handler, of a rare class", "handler", "demo-station", "open=true&class=05.03.01"},
	} {
		b.Run(test.name, func(b *testing.B) {
			look := pageLook{cookie: signIn(b, pages, test.role, test.unit), path: "/desk?" + test.query}
			var each []float64
			before := processorTime(b)
			for b.Loop() {
				each = append(each, look.at(b, pages))
			}
			took := processorTime(b) - before
			b.ReportMetric(float64(took.Microseconds())/1000/float64(len(each)), "cpu-ms")
			b.ReportMetric(quantile(each, 0.5), "p50-ms")
			b.ReportMetric(quantile(each, 0.99), "p99-ms")
		})
	}
}

// pagesOverMany are the pages of a program with 100,000 open cases.
func pagesOverMany(b *testing.B) http.Handler {
	b.Helper()
	size := 100_000
	if testing.Short() {
		size = 5_000
	}
	a, err := newApp(b.Context(), config{data: b.TempDir(), policy: "state-grid", clock: "2026-10-12T10:00:00+08:00", dev: true}, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(a.close)
	queueCases(b, a, size)
	return a.handler()
}

// pageLook is one look at a page: with a form it is sent.
type pageLook struct {
	path   string
	form   url.Values
	cookie *http.Cookie
}

// at looks, and gives the milliseconds from the request to the last byte.
func (l pageLook) at(b *testing.B, pages http.Handler) float64 {
	r := httptest.NewRequest(http.MethodGet, l.path, nil)
	if l.form != nil {
		r = httptest.NewRequest(http.MethodPost, l.path, strings.NewReader(l.form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if l.cookie != nil {
		r.AddCookie(l.cookie)
	}
	w := httptest.NewRecorder()
	start := time.Now()
	pages.ServeHTTP(w, r)
	took := float64(time.Since(start).Microseconds()) / 1000
	if w.Code != http.StatusOK {
		b.Error(l.path, w.Code, w.Body.String())
	}
	return took
}

// signIn gives the cookie of somebody at the development entry.
func signIn(b *testing.B, pages http.Handler, role, unit string) *http.Cookie {
	b.Helper()
	return cookieOf(b, pages, "/desk/enter", url.Values{"role": {role}, "unit": {unit}})
}

// cookieOf is what a browser holds after it has sent a form.
func cookieOf(b *testing.B, pages http.Handler, path string, form url.Values) *http.Cookie {
	b.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	pages.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		return c
	}
	b.Fatal("nobody comes in: ", w.Code)
	return nil
}

// queueCases stores open cases as they come: of many classes, at many places in their
// lives, a few warned, missed or of vulnerable customers.
func queueCases(b *testing.B, a *app, size int) {
	b.Helper()
	classes := []string{"04.03.01", "02.04.01", "01.01.01", "03.01.01", "02.05.03"}
	units := []string{"demo-station", "demo-county", "demo-city"}
	handlers := []string{"", "handler:demo-station", "zhang", "li"}
	statuses := []complaint.Status{complaint.Dispatched, complaint.Handling, complaint.Handling, complaint.Answered}
	begin := time.Date(2026, 10, 9, 1, 0, 0, 0, time.UTC)
	err := a.db.Load(b.Context(), func(yield func(complaint.Commit) bool) {
		for n := range size {
			at := begin.Add(time.Duration(n) * time.Second)
			c := &complaint.Case{
				Reference: fmt.Sprintf("202610-%06d", n+1), Version: 1, PolicyID: a.policy.ID(), Status: statuses[n%4], Ready: true,
				Matter:     complaint.Matter{Channel: "hotline", Text: manyOutages, Language: "zh", Customer: complaint.Customer{Kind: "residential", Vulnerable: n%200 == 0, Reachable: true, AccountKey: complaint.Key(accountOf(n))}},
				Judgement:  complaint.Judgement{Kind: "complaint", Class: classes[n%5], Urgency: "general", Grade: "general", Confidence: .9},
				ReceivedAt: at, RecordedAt: at, ActedAt: at, Unit: units[n%3], Handler: handlers[n/4%4], Events: 1, WakeAt: at.Add(72 * time.Hour),
			}
			switch n % 10_000 {
			case 7:
				c.Class = "05.03.01"
			case 9:
				c.Status = complaint.Callback
			}
			for i, name := range []string{"contact", "return", "answer", "legal"} {
				c.Clocks = append(c.Clocks, limitOf(n, i, name, at))
			}
			commit := complaint.Commit{Case: c, Contact: &complaint.Contact{Reference: c.Reference, TrackingCode: "K7QPM2ZX"}}
			commit.Change.Events = []complaint.Event{{Seq: 1, At: at, Type: "received", By: "agent"}}
			if !yield(commit) {
				return
			}
		}
	})
	if err != nil {
		b.Fatal(err)
	}
}

// accountOf is the account number of the n-th case's customer.
func accountOf(n int) string { return fmt.Sprintf("34%011d", n) }

const manyOutages = "我们村这两个月已经停了四次电，每次都没通知，冰箱里的东西全坏了，打电话也没人说清楚什么时候来电，要求解决"

// limitOf is the i-th clock of the n-th case. Of the first of them some are met, a
// few warned or missed.
func limitOf(n, i int, name string, at time.Time) complaint.Clock {
	due := at.Add(time.Duration(i+3) * 24 * time.Hour)
	k := complaint.Clock{Name: name, State: complaint.Running, Generation: 1, Target: "5wd", StartedAt: at, DueAt: due,
		Points: []complaint.Point{{Label: "4h before", At: due.Add(-4 * time.Hour)}}}
	switch {
	case i > 0:
	case n%3 == 0:
		k.State, k.EndedAt = complaint.Met, at.Add(time.Hour)
	case n%50 == 1:
		k.Points[0].FiredAt = k.Points[0].At
	case n%50 == 2:
		k.State, k.BreachedAt, k.FoundAt, k.Rung = complaint.Missed, k.DueAt, k.DueAt, 1
	}
	return k
}
