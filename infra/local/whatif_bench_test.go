package main

import (
	"testing"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/store/sqlite"
	"github.com/redress/redress/shared/whatif"
)

// BenchmarkWhatIf measures a what-if over the demo's cases in their store: each
// is read with its record, replayed on both sides, checked and counted.
func BenchmarkWhatIf(b *testing.B) {
	data := demoData(b)
	db, err := sqlite.Open(data)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	p, err := policy.Default()
	if err != nil {
		b.Fatal(err)
	}
	f := whatifFlags{from: "2026-09-01", to: "2026-10-14", data: data, flips: 100}
	spec, err := f.spec(b.Context(), db, p)
	if err != nil {
		b.Fatal(err)
	}
	cases := 0
	for b.Loop() {
		r, err := whatif.Build(b.Context(), db, spec)
		if err != nil || r.Record.Proven != r.Cases {
			b.Fatalf("%+v, %v", r, err)
		}
		cases += r.Cases
	}
	b.ReportMetric(float64(cases)/b.Elapsed().Seconds(), "cases/s")
}
