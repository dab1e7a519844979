package storetest

import (
	"sync"
	"testing"

	"github.com/redress/redress/shared/complaint"
)

func serialTests() []test {
	return []test{
		{"a series starts at 1 and rises", serialRises},
		{"series count apart", seriesApart},
		{"32 callers never draw a number twice", serialUnique},
	}
}

func draw(t *testing.T, s complaint.Store, series string) int64 {
	n, err := s.Serial(t.Context(), series)
	if err != nil {
		t.Errorf("Serial: %v", err)
	}
	return n
}

func serialRises(t *testing.T, s complaint.Store) {
	last := draw(t, s, "202611")
	if last != 1 {
		t.Errorf("first number is %d, want 1", last)
	}
	for range 200 {
		n := draw(t, s, "202611")
		if n <= last {
			t.Fatalf("%d follows %d", n, last)
		}
		last = n
	}
}

func seriesApart(t *testing.T, s complaint.Store) {
	for range 5 {
		draw(t, s, "202611")
	}
	if n := draw(t, s, "202612"); n != 1 {
		t.Errorf("first number of another month is %d, want 1", n)
	}
}

func serialUnique(t *testing.T, s complaint.Store) {
	var mu sync.Mutex
	drawn := map[int64]bool{}
	each(32, func(int) {
		for range 40 {
			n := draw(t, s, "202611")
			mu.Lock()
			if drawn[n] || n < 1 {
				t.Errorf("%d is drawn twice or below 1", n)
			}
			drawn[n] = true
			mu.Unlock()
		}
	})
}
