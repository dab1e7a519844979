package report_test

import (
	"fmt"
	"testing"

	"github.com/redress/redress/shared/report"
)

// BenchmarkCount measures the counting of a case, apart from reading it: in
// all, and by unit, class and area.
func BenchmarkCount(b *testing.B) {
	o := newOffice(b).march()
	few := o.cases
	for i := range 1000 {
		for _, c := range few {
			twin := *c
			twin.Reference = fmt.Sprintf("202603-%06d", len(o.cases)+i)
			o.cases = append(o.cases, &twin)
		}
	}
	o.all = true
	spec := o.spec("2026-03-01", "2026-03-31", "2026-04-01 09:00")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := report.Count(b.Context(), o, spec, report.ByUnit, report.ByClass, report.ByArea); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*2*len(o.cases)), "ns/case")
}
