package policy

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestOlderRulesCountByThePresentCalendar(t *testing.T) {
	pack := func(version, calendar, source string) *Policy {
		t.Helper()
		fsys := overlay(t, "testdata/working_minimal")
		edit := func(file, old, new string) {
			t.Helper()
			text := string(fsys[file].Data)
			if !strings.Contains(text, old) {
				t.Fatalf("%s has no %q", file, old)
			}
			fsys[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1))}
		}
		edit("pack.yaml", "version:", "version: \""+version+"\" #")
		edit("calendars/week.yaml", "name: week", "name: "+calendar)
		edit("calendars/week.yaml", "made up", source)
		p, err := Load(fsys)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	old, present, other := pack("1", "week", "then"), pack("2", "week", "now"), pack("3", "another", "now")
	if got := old.WithCalendarOf(present); got.ID() != old.ID() || got.Calendar.Source() != "now" {
		t.Errorf("%s counts by the calendar of %s, want the rules of then and the days of now", got.ID(), got.Calendar.Source())
	}
	if old.Calendar.Source() != "then" {
		t.Error("the older policy itself has changed")
	}
	for name, p := range map[string]*Policy{"another calendar": other, "no policy": nil} {
		if got := old.WithCalendarOf(p); got != old {
			t.Errorf("%s: %s by %s, want it as it was", name, got.ID(), got.Calendar.Source())
		}
	}
}
