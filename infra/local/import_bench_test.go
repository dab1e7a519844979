package main

import (
	"bytes"
	"fmt"
	"runtime/metrics"
	"sync"
	"testing"
	"time"
)

// BenchmarkImport imports 10,000 letters into a new data folder, and then once
// more, when all of them are there.
func BenchmarkImport(b *testing.B) {
	const rows = 10_000
	for _, name := range []string{"paper.csv", "paper.xlsx"} {
		b.Run(name, func(b *testing.B) {
			file := letters(b, name, rows)
			for b.Loop() {
				dir := b.TempDir()
				for _, pass := range []string{"first", "again"} {
					peak := highest()
					started := time.Now()
					var out bytes.Buffer
					err := run(b.Context(), []string{"import", "-file", file, "-data", dir, "-refused", fmt.Sprint(file, ".refused.csv")}, &out, &out)
					if code := codeOf(err); code != someRefused {
						b.Fatalf("code %d: %v\n%s", code, err, &out)
					}
					b.ReportMetric(rows/time.Since(started).Seconds(), pass+"-rows/s")
					b.ReportMetric(float64(peak())/(1<<20), pass+"-MB")
				}
			}
		})
	}
}

// highest watches the heap until it is asked for its highest use, in bytes.
func highest() (peak func() uint64) {
	stop := make(chan struct{})
	var most uint64
	var watching sync.WaitGroup
	watching.Go(func() {
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		for {
			metrics.Read(sample)
			most = max(most, sample[0].Value.Uint64())
			select {
			case <-stop:
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	})
	return func() uint64 {
		close(stop)
		watching.Wait()
		return most
	}
}
