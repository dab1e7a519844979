package main

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/store/sqlite"
)

// whatifStoredClocks counts the flips a second way: from the
// stored clocks alone, with a due instant of its own and what came too late for
// it.
func whatifStoredClocks(t *testing.T, data string) {
	for name, test := range map[string]struct {
		file, old, changed string
		answer             string
	}{
		"3 working days for the answer":  {"clocks.yaml", "    target: 5wd\n", "    target: 3wd\n", "3wd"},
		"10 working days for the answer": {"clocks.yaml", "    target: 5wd\n", "    target: 10wd\n", "10wd"},
		"a holiday more":                 {"calendars/china.yaml", "off:\n", "off:\n  - \"2026-09-09\"\n", "5wd"},
		"a day off less":                 {"calendars/china.yaml", "work:\n", "work:\n  \"2026-09-12\": mon\n", "5wd"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := draftPack(t, test.file, test.old, test.changed)
			r, err := tryDraft(t, data, dir)
			if err != nil {
				t.Fatal(err)
			}
			p, err := policy.Named(dir)
			if err != nil {
				t.Fatal(err)
			}
			want, moved := counted(t, data, p.Calendar, test.answer)
			var got []string
			for _, f := range r.Flips.List {
				got = append(got, fmt.Sprintf("%s %s %d %s", f.Reference, f.Clock, f.Round, f.Draft.DueAt.Format(time.RFC3339)))
			}
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" || len(want) == 0 {
				t.Errorf("flips (-counted +replayed):\n%s", diff)
			}
			for _, l := range r.Limits {
				moved -= l.Moved
			}
			if moved != 0 {
				t.Errorf("%d due instants too few have moved", moved)
			}
		})
	}
}

// counted lists the stored clocks that would be missed on one side only, and
// how many would be due at another instant.
func counted(t *testing.T, data string, calendar *clock.Calendar, answer string) (flips []string, moved int) {
	t.Helper()
	inStore(t, data, func(db *sqlite.DB) {
		page, err := db.List(t.Context(), complaint.Query{Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range page.Cases {
			events, err := db.Events(t.Context(), c.Reference, 0, 1000)
			if err != nil {
				t.Fatal(err)
			}
			for _, k := range c.Clocks {
				text := k.Target
				if k.Name == "answer" && k.Why == "clock" {
					text = answer
				}
				target, err := clock.ParseTarget(text)
				if err != nil {
					t.Fatal(err)
				}
				due, err := calendar.Due(k.StartedAt, target)
				if err != nil {
					t.Fatal(err)
				}
				if !due.At.Equal(k.DueAt) {
					moved++
				}
				if late := known(k, events).After(due.At); late != (k.State == complaint.Missed) {
					flips = append(flips, fmt.Sprintf("%s %s %d %s", c.Reference, k.Name, k.Round, due.At.Format(time.RFC3339)))
				}
			}
		}
	})
	slices.Sort(flips)
	return flips, moved
}

// known is when the program learnt that the deed of a clock was done or that the
// clock was cancelled: a breach is found before that. Never is the demo's end.
func known(k complaint.Clock, events []complaint.Event) time.Time {
	deeds := map[string][]string{
		"dispatch": {"dispatched"}, "contact": {"contacted"}, "return": {"answered"}, "answer": {"answered"},
		"legal": {"answered"}, "rework": {"answered"}, "callback": {"called", "closed"},
	}
	if k.EndedAt.IsZero() {
		end, _ := time.Parse(time.RFC3339, demoEnd)
		return end
	}
	for _, e := range events {
		if slices.Contains(deeds[k.Name], e.Type) && !e.At.Before(k.EndedAt) && k.State != complaint.Cancelled {
			return e.At
		}
	}
	return k.EndedAt
}
