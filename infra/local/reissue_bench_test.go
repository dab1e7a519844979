package main

import (
	"testing"
	"time"

	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/clock/check"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/store/sqlite"
)

// BenchmarkReissue measures what a calendar change costs: 100,000 open cases
// are read, counted anew by a calendar with one more holiday, and committed
// with their moved promises, by the daily reconciliation. The second run finds
// every case moved already, as it does each day.
func BenchmarkReissue(b *testing.B) {
	const open = 100_000
	if testing.Short() {
		b.Skip("loads 100,000 cases")
	}
	db, err := sqlite.Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	if err := db.Load(b.Context(), openCases(b, open)); err != nil {
		b.Fatal(err)
	}
	p := oneHolidayMore(b)
	h := reconciliation.Handler{Check: check.Due, Parallel: parallelDeeds, Desk: &desk.Desk{
		Store: db, Policy: p, PolicyOf: func(string) (*policy.Policy, error) { return p, nil },
		Now: func() time.Time { return benchStart.Add(time.Hour) },
	}}
	took := func() (seconds float64, reissued int) {
		start := time.Now()
		out, err := h.Handle(b.Context(), reconciliation.In{})
		if err != nil || out.Unchecked > 0 {
			b.Fatalf("%+v, %v", out.Figures, err)
		}
		return time.Since(start).Seconds(), out.Reissued
	}
	var moving, standing float64
	for n := 0; b.Loop(); n++ {
		if n > 0 {
			continue // a calendar changes once
		}
		var moved, again int
		moving, moved = took()
		standing, again = took()
		if moved != open || again != 0 {
			b.Fatalf("%d cases re-issued, then %d", moved, again)
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(moving, "s/100000moved")
	b.ReportMetric(standing, "s/100000unmoved")
}

// oneHolidayMore is the default policy with a day off in the week of the cases.
func oneHolidayMore(b *testing.B) *policy.Policy {
	b.Helper()
	p := *benchPolicy(b)
	c, err := clock.ParseOver([]byte("name: more\nover: china\noff: [2026-03-16, 2026-03-19]\n"), p.Calendar)
	if err != nil {
		b.Fatal(err)
	}
	p.Calendar = c
	return &p
}
