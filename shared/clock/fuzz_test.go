package clock

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// fuzzBase is what fuzzed layers lie over.
const fuzzBase = `
name: base
timeZone: Europe/London
week: {mon: ["09:00-17:00"], tue: ["22:00-06:00"], sat: ["08:00-12:00", "13:00-17:00"]}
off: ["2026-10-05/2026-10-07 fair"]
work: {"2026-10-11": mon}
special: {"2026-10-12": ["10:00-11:00"]}
years: [2026]
dayEnd: close
`

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
	f.Add([]byte("name: top\nover: base\nplain: [\"2026-10-05/2026-10-12\"]\nweek: {mon: [\"09:00-17:00\"]}\nyears: [2027]"))
	base := parse(f, fuzzBase)
	f.Fuzz(func(t *testing.T, src []byte) {
		for _, below := range []*Calendar{nil, base} {
			c, err := ParseOver(src, below)
			if err != nil {
				continue
			}
			if under, _ := Under(src); (under != "") != (below != nil) {
				t.Errorf("lies over %q, read over %v", under, below)
			}
			checkSound(t, c)
			if again, err := ParseOver(src, below); err != nil || again.Version() != c.Version() {
				t.Errorf("read twice it is %s and %v, %v", c.Version(), again, err)
			}
		}
	})
}

// checkSound looks whether a calendar that was read can be worked with.
func checkSound(t *testing.T, c *Calendar) {
	t.Helper()
	start := time.Date(2026, 9, 30, 8, 20, 0, 0, time.UTC)
	pause := Pause{From: start.Add(time.Hour), To: start.Add(80 * time.Hour)}
	for _, s := range []string{"9h working", "5wd", "10d", "10d flat", "same day"} {
		limit := target(t, s)
		due, err := c.Due(start, limit, pause)
		if err != nil || !due.At.After(start) {
			t.Errorf("%s: due %v, %v", limit, due, err)
		}
		if _, err := c.Ledger(start, limit, pause); err != nil {
			t.Errorf("%s: %v", limit, err)
		}
	}
	facts := c.Facts()
	for _, o := range c.Overrides() {
		if word := facts.Dates[o.Date]; facts.Layers[word.Layer] != o.Winner || o.Won == o.Lost {
			t.Errorf("%s, but layer %d says %s of it", o, word.Layer, word.Sort)
		}
	}
}

func FuzzParseTarget(f *testing.F) {
	for _, s := range []string{"90m", "24h", "8h working", "5wd", "10d", "56d flat", "same day", "-1h", "1e9h"} {
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
