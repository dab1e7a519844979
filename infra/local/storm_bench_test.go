package main

import (
	"testing"
	"time"
)

// BenchmarkStorm measures how long it takes until the overdue answers of
// 10,000 cases, all due at one instant, are recorded, and then until all of
// their notices are sent, in virtual time over a store in memory.
func BenchmarkStorm(b *testing.B) {
	const cases = 10_000
	var recorded, told time.Duration
	sent := 0
	for n := 0; b.Loop(); n++ {
		if n > 0 {
			continue // every case is due once only
		}
		b.StopTimer()
		a, due := stormApp(b, cases)
		if err := a.moveTo(b.Context(), due.Add(time.Second)); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		start := time.Now()
		if fired := a.fire(b.Context()); fired != cases {
			b.Fatalf("%d fired, want %d", fired, cases)
		}
		recorded = time.Since(start)
		a.settle(b.Context())
		told = time.Since(start) - recorded
		sent = len(noticesOf(b, a))
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(recorded.Seconds()*1000, "ms/sweep")
	b.ReportMetric(told.Seconds()*1000, "ms/notices")
	b.ReportMetric(float64(sent), "notices")
}
