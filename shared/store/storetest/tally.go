package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
)

func tallyTests() []test {
	return []test{
		{"counters of a day add up", talliesAdd},
		{"days count apart", talliesApart},
		{"a count of nothing leaves no counter", talliesOfNothing},
		{"32 callers lose no count", talliesConcurrent},
		{"old tallies are forgotten", talliesForgotten},
	}
}

const day = "2026-11-02" // of noon

func tally(t *testing.T, s complaint.Store, day string, counts map[string]int64) {
	t.Helper()
	if err := s.Tally(t.Context(), day, counts); err != nil {
		t.Errorf("Tally: %v", err)
	}
}

func wantTallies(t *testing.T, s complaint.Store, day string, want map[string]int64) {
	t.Helper()
	got, err := s.Tallied(t.Context(), day)
	if err != nil {
		t.Fatalf("Tallied: %v", err)
	}
	same(t, "tallies of "+day, got, want)
}

func talliesAdd(t *testing.T, s complaint.Store) {
	wantTallies(t, s, day, map[string]int64{})
	tally(t, s, day, map[string]int64{"sweeps": 1, "fired": 40_000_000_000})
	tally(t, s, day, map[string]int64{"sweeps": 1, "failed": 2})
	wantTallies(t, s, day, map[string]int64{"sweeps": 2, "fired": 40_000_000_000, "failed": 2})
}

func talliesApart(t *testing.T, s complaint.Store) {
	tally(t, s, day, map[string]int64{"sweeps": 1})
	tally(t, s, "2026-11-03", map[string]int64{"sweeps": 5})
	wantTallies(t, s, day, map[string]int64{"sweeps": 1})
	wantTallies(t, s, "2026-11-03", map[string]int64{"sweeps": 5})
	wantTallies(t, s, "2026-11-04", map[string]int64{})
}

func talliesOfNothing(t *testing.T, s complaint.Store) {
	tally(t, s, day, nil)
	tally(t, s, day, map[string]int64{"sweeps": 0})
	wantTallies(t, s, day, map[string]int64{})
	tally(t, s, day, map[string]int64{"sweeps": 1, "fired": 0})
	wantTallies(t, s, day, map[string]int64{"sweeps": 1})
}

// talliesConcurrent uses more counters than a store writes with one statement.
func talliesConcurrent(t *testing.T, s complaint.Store) {
	counts, want := map[string]int64{}, map[string]int64{}
	for i := range 11 {
		counts[fmt.Sprint("counter ", i)] = int64(i + 1)
		want[fmt.Sprint("counter ", i)] = int64(i+1) * 32 * 10
	}
	each(32, func(int) {
		for range 10 {
			tally(t, s, day, counts)
		}
	})
	wantTallies(t, s, day, want)
}

func talliesForgotten(t *testing.T, s complaint.Store) {
	tally(t, s, day, map[string]int64{"sweeps": 1})
	for _, now := range []time.Time{noon, noon.Add(24 * time.Hour), noon.Add(36*time.Hour - time.Second)} {
		forget(t, s, now)
		wantTallies(t, s, day, map[string]int64{"sweeps": 1})
	}
	forget(t, s, noon.Add(36*time.Hour)) // a day before that is the next one
	wantTallies(t, s, day, map[string]int64{})
}
