package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/redress/redress/infra/local/fiction"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/store/sqlite"
)

// yearSpec is a year of so many complaints, lived up to its end.
func yearSpec(tb testing.TB, cases int) fiction.Spec {
	tb.Helper()
	p, err := fiction.Policy()
	if err != nil {
		tb.Fatal(err)
	}
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, p.Zone())
	return fiction.Spec{Policy: p, Seed: 95598, Cases: cases, From: start, To: start.AddDate(1, 0, 0), Until: start.AddDate(1, 0, 0)}
}

// loadYear opens a store with a year of complaints. One that was loaded into
// the folder before is taken as it is.
func loadYear(tb testing.TB, dir string, spec fiction.Spec) *sqlite.DB {
	tb.Helper()
	db, err := sqlite.Open(dir)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = db.Close() })
	const mark = "fiction"
	want := fmt.Sprintf("%d cases of seed %d", spec.Cases, spec.Seed)
	have, err := db.Meta(tb.Context(), mark)
	switch {
	case err != nil:
		tb.Fatal(err)
	case have == want:
		return db
	case have != "":
		tb.Fatalf("%s holds %s, not %s", dir, have, want)
	}
	start := time.Now()
	s, err := fiction.New(spec)
	if err != nil {
		tb.Fatal(err)
	}
	if err := db.Load(tb.Context(), s.Commits()); err != nil || s.Err() != nil {
		tb.Fatal(err, s.Err())
	}
	if err := db.SetMeta(tb.Context(), mark, want); err != nil {
		tb.Fatal(err)
	}
	tb.Logf("%s were loaded in %s", want, time.Since(start).Round(time.Second))
	return db
}

// yearFolder is where a year of so many cases is kept: below REDRESS_BENCH_DIR,
// or for this test alone.
func yearFolder(tb testing.TB, cases int) string {
	tb.Helper()
	if dir := os.Getenv("REDRESS_BENCH_DIR"); dir != "" {
		return filepath.Join(dir, strconv.Itoa(cases))
	}
	return tb.TempDir()
}

// yearCases is how many cases are asked for by REDRESS_BENCH_CASES.
func yearCases(tb testing.TB, otherwise int) int {
	tb.Helper()
	asked := os.Getenv("REDRESS_BENCH_CASES")
	if asked == "" {
		return otherwise
	}
	n, err := strconv.Atoi(asked)
	if err != nil {
		tb.Fatalf("REDRESS_BENCH_CASES: %v", err)
	}
	return n
}

// monthly asks for a report of a month, looked at from two weeks after it.
func monthly(tb testing.TB, kind string, p *policy.Policy, month time.Month) report.Spec {
	tb.Helper()
	from := time.Date(2026, month, 1, 0, 0, 0, 0, p.Zone())
	to := from.AddDate(0, 1, 0)
	return report.Spec{
		Kind: kind, From: from.UTC(), To: to.UTC(), AsOf: to.AddDate(0, 0, 14).UTC(), Language: "zh", Policy: p,
		PolicyOf: func(string) (*policy.Policy, error) { return p, nil },
	}
}
