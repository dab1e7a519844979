package main

import (
	"runtime"
	"testing"

	"github.com/redress/redress/infra/simulate"
)

// BenchmarkSimulate measures made-up cases with everything failing, one after the
// other. Ratio is against what SQLite alone needs to insert a recorded case once
// for each version of these, one insert a transaction.
func BenchmarkSimulate(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	bare := newBare(b, "file:/bare-simulated?vfs=memdb")
	var cases, versions int64
	var seed uint64
	for b.Loop() {
		seed++
		o, err := simulate.Run(b.Context(), simulate.Spec{Cases: 200, Seed: seed, Faults: simulate.Faults})
		if err != nil {
			b.Fatal(err)
		}
		if o.Violated > 0 {
			b.Fatal(o.Violations[0])
		}
		cases, versions = cases+int64(o.Cases), versions+o.Versions
	}
	each := b.Elapsed().Seconds() / float64(cases)
	runtime.GC()
	inserts := min(int(versions), 10_000)
	least := float64(versions) / float64(cases) / perSecond(inserts, func() { bare.inserts(b, 1, inserts) })
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(each*1e6, "µs/case")
	b.ReportMetric(1/each, "cases/s")
	b.ReportMetric(least*1e6, "bare-µs")
	b.ReportMetric(each/least, "ratio")
}
