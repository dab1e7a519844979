package clock_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/clock/check"
)

func due(rt *rapid.T, c *clock.Calendar, start time.Time, limit clock.Target, pauses ...clock.Pause) time.Time {
	got, err := c.Due(start, limit, pauses...)
	if err != nil {
		rt.Fatal(err)
	}
	return got.At
}

func TestDueAgreesWithANaiveCalculator(t *testing.T) {
	inEachZone(t, func(rt *rapid.T, m *model) {
		c, start, limit := m.calendar(rt), m.drawStart(rt), drawTarget(rt)
		pauses := drawPauses(rt, start)
		got := due(rt, c, start, limit, pauses...)
		want, err := check.Due(c, start, limit, pauses...)
		if err != nil || !got.Equal(want) {
			rt.Fatalf("%s + %s = %s, want %s, %v\n%v\n%s", start.In(c.Zone()), limit, got.In(c.Zone()), want.In(c.Zone()), err, pauses, m)
		}
	})
}

func TestTheLedgerHoldsAgainstANaiveReader(t *testing.T) {
	inEachZone(t, func(rt *rapid.T, m *model) {
		c, start, limit := m.calendar(rt), m.drawStart(rt), drawTarget(rt)
		pauses := drawPauses(rt, start)
		lines, err := c.Ledger(start, limit, pauses...)
		if err != nil {
			rt.Fatal(err)
		}
		if err := check.Ledger(c, start, limit, pauses, lines); err != nil {
			rt.Fatalf("%s + %s: %v\n%v\n%v\n%s", start.In(c.Zone()), limit, err, lines, pauses, m)
		}
		for i := 1; i < len(lines); i++ {
			if a, b := lines[i-1], lines[i]; a.Reason == b.Reason && a.Counted == 0 && b.Counted == 0 {
				rt.Fatalf("lines %v and %v are one", a, b)
			}
		}
	})
}

func TestWarningsAgreeWithANaiveCalculator(t *testing.T) {
	inEachZone(t, func(rt *rapid.T, m *model) {
		c, start, limit, p := m.calendar(rt), m.drawStart(rt), drawTarget(rt), drawPoint(rt)
		pauses, anyTime := drawPauses(rt, start), rapid.Bool().Draw(rt, "anyTime")
		end := due(rt, c, start, limit, pauses...)
		got, ok := c.Warn(start, limit, end, p, anyTime, pauses...)
		want, wantOK := check.Warn(c, start, limit, end, p, anyTime, pauses...)
		if ok != wantOK || !got.Equal(want) {
			rt.Fatalf("%s of %s + %s (any time %t) is %s, %t, want %s, %t\n%v\n%s",
				p, start.In(c.Zone()), limit, anyTime, got.In(c.Zone()), ok, want.In(c.Zone()), wantOK, pauses, m)
		}
	})
}

func drawPoint(rt *rapid.T) clock.Point {
	form := rapid.SampledFrom([]string{"%d%%", "%dh before", "%dm working before", "%dh working before", "%dwd before@09:15", "%dwd before@02:30"}).Draw(rt, "form")
	p, err := clock.ParsePoint(fmt.Sprintf(form, rapid.IntRange(1, 30).Draw(rt, "lead")))
	if err != nil {
		rt.Fatal(err)
	}
	return p
}

func TestTheUppermostWordOfADateWins(t *testing.T) {
	inAnyZone(t, func(rt *rapid.T, m *model) {
		c := m.calendar(rt)
		facts := c.Facts()
		beaten := 0
		for _, d := range dates(m) {
			top := len(m.layers) - 1
			for m.layers[top][d].sort == "" {
				top--
			}
			got, want := facts.Dates[d], m.layers[top][d]
			if got.Layer != top || got.Sort != want.sort {
				rt.Fatalf("%s is %s by layer %d, want %s by layer %d\n%s", d, got.Sort, got.Layer, want.sort, top, m)
			}
			for _, low := range m.layers[:top] {
				if w := low[d]; w.sort != "" && fmt.Sprint(w) != fmt.Sprint(want) {
					beaten++
				}
			}
		}
		if got := c.Overrides(); len(got) != beaten || len(facts.Dates) != len(dates(m)) {
			rt.Fatalf("%d overrides, want %d: %v\n%s", len(got), beaten, got, m)
		}
	})
}

// dates are those that any layer speaks of.
func dates(m *model) []string {
	seen := map[string]bool{}
	var list []string
	for _, words := range m.layers {
		for d := range words {
			if !seen[d] {
				list = append(list, d)
			}
			seen[d] = true
		}
	}
	return list
}
