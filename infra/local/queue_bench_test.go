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
	pages := a.handler()
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
			cookie := signIn(b, pages, test.role, test.unit)
			var each []float64
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, "/desk?"+test.query, nil)
				r.AddCookie(cookie)
				w := httptest.NewRecorder()
				start := time.Now()
				pages.ServeHTTP(w, r)
				each = append(each, float64(time.Since(start).Microseconds())/1000)
				if w.Code != http.StatusOK {
					b.Fatal(w.Code, w.Body.String())
				}
			}
			b.ReportMetric(quantile(each, 0.5), "p50-ms")
			b.ReportMetric(quantile(each, 0.99), "p99-ms")
		})
	}
}

// signIn gives the cookie of somebody at the development entry.
func signIn(b *testing.B, pages http.Handler, role, unit string) *http.Cookie {
	b.Helper()
	form := url.Values{"role": {role}, "unit": {unit}}
	r := httptest.NewRequest(http.MethodPost, "/desk/enter", strings.NewReader(form.Encode()))
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
				Matter:     complaint.Matter{Channel: "hotline", Text: manyOutages, Language: "zh", Customer: complaint.Customer{Kind: "residential", Vulnerable: n%200 == 0, Reachable: true}},
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
			commit := complaint.Commit{Case: c, Contact: &complaint.Contact{Reference: c.Reference, TrackingCode: "K7QP-22"}}
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
