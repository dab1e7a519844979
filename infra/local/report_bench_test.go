package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/shared/report"
)

// BenchmarkReport measures the report of the busiest month of a year on disk:
// the seconds that it takes, the most memory that the process held meanwhile,
// and the ratio to a bare statement that reads the documents of the same cases.
// REDRESS_BENCH_CASES says how many cases the year has, REDRESS_BENCH_DIR where
// it is kept for the next time: see make bench-report.
func BenchmarkReport(b *testing.B) {
	cases := yearCases(b, 10_000)
	dir, spec := yearFolder(b, cases), yearSpec(b, cases)
	db := loadYear(b, dir, spec)
	for _, kind := range []string{report.SLABreach} {
		b.Run(kind, func(b *testing.B) {
			asked := monthly(b, kind, spec.Policy, time.July)
			var each, ratios, peaks []float64
			for b.Loop() {
				bare := seconds(func() { readMonth(b, dir, asked) })
				forgetPeak(b)
				took := seconds(func() {
					if _, err := report.Build(b.Context(), db, asked); err != nil {
						b.Fatal(err)
					}
				})
				each, ratios, peaks = append(each, took), append(ratios, took/bare), append(peaks, peak(b))
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(quantile(each, 0.5), "s/report")
			b.ReportMetric(quantile(ratios, 0.5), "ratio")
			b.ReportMetric(quantile(peaks, 1), "peak-MB")
		})
	}
}

func seconds(do func()) float64 { return 1 / perSecond(1, do) }

// readMonth reads the documents of the cases that a report reads.
func readMonth(b *testing.B, dir string, s report.Spec) {
	b.Helper()
	file, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "redress.db")+"?mode=ro&_pragma=cache_size(-16384)")
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	for _, where := range []string{
		"received_at >= ?1 AND received_at < ?2",
		"id IN (SELECT id FROM case_clocks WHERE due_at > ?1 AND due_at <= ?2)",
	} {
		rows, err := file.QueryContext(b.Context(), "SELECT doc FROM cases WHERE "+where, s.From.Unix(), s.To.Unix())
		if err != nil {
			b.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var doc sql.RawBytes
			if err := rows.Scan(&doc); err != nil {
				b.Fatal(err)
			}
		}
		if err := rows.Err(); err != nil {
			b.Fatal(err)
		}
	}
}

// forgetPeak lets the system count anew what the process holds at most.
func forgetPeak(b *testing.B) {
	b.Helper()
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		b.Logf("the peak is that of the whole run: %v", err)
	}
}

// peak is the most memory that the process has held since, in megabytes; 0
// where the system does not say.
func peak(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Log(err)
		return 0
	}
	_, line, _ := strings.Cut(string(status), "VmHWM:")
	fields := strings.Fields(line)
	if len(fields) < 2 {
		return 0
	}
	kilobytes, _ := strconv.ParseFloat(fields[0], 64)
	return kilobytes / 1024
}
