package triage

import "testing"

// BenchmarkNew is what a function pays once, with its first judgement.
func BenchmarkNew(b *testing.B) {
	p := newJudge(b).policy
	b.ReportAllocs()
	for b.Loop() {
		New(p)
	}
}
