package policy

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestACalendarMayLieOverOthersOfThePack(t *testing.T) {
	p, err := Load(overlay(t, "testdata/working_layers"))
	if err != nil {
		t.Fatal(err)
	}
	c := p.Calendar
	if got, want := c.Source(), "made up; the region"; got != want {
		t.Errorf("got source %q, want %q", got, want)
	}
	got := make(map[int]time.Duration)
	for d := 1; d <= 4; d++ {
		from := time.Date(2026, 6, d, 0, 0, 0, 0, time.UTC)
		got[d] = c.Worked(from, from.AddDate(0, 0, 1))
	}
	want := map[int]time.Duration{1: 0, 2: 3 * time.Hour, 3: 8 * time.Hour, 4: 8 * time.Hour}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("hours of June 2026 (-want +got):\n%s", diff)
	}
	if o := c.Overrides(); len(o) != 1 || o[0].String() != "2026-06-03: plain of week beats off: saint's day of region" {
		t.Errorf("got overrides %v", o)
	}
}
