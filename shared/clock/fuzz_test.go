package clock

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func FuzzParseCalendar(f *testing.F) {
	files, err := filepath.Glob("testdata/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	limits := []Target{target(f, "9h working"), target(f, "5wd"), target(f, "10d")}
	start := time.Date(2026, 9, 30, 8, 20, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, src []byte) {
		c, err := ParseCalendar(src)
		if err != nil {
			return
		}
		for _, limit := range limits {
			due, err := c.Due(start, limit)
			if err != nil || !due.At.After(start) {
				t.Errorf("%s: due %v, %v", limit, due, err)
			}
			if _, err := c.Ledger(start, limit); err != nil {
				t.Errorf("%s: %v", limit, err)
			}
		}
	})
}

func FuzzParseTarget(f *testing.F) {
	for _, s := range []string{"90m", "24h", "8h working", "5wd", "10d", "-1h", "1e9h"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseTarget(s)
		if err != nil {
			return
		}
		if again, err := ParseTarget(got.String()); err != nil || again != got || got.n <= 0 {
			t.Errorf("%q is %+v, then %+v, %v", s, got, again, err)
		}
	})
}

func FuzzParsePoint(f *testing.F) {
	for _, s := range []string{"75%", "1h before", "1h working before", "2wd before@09:00", "0wd before@09:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParsePoint(s)
		if err != nil {
			return
		}
		if again, err := ParsePoint(got.String()); err != nil || again != got {
			t.Errorf("%q is %+v, then %+v, %v", s, got, again, err)
		}
	})
}
