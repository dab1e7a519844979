package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/store/sqlite"
)

// contents are what both stores tell of what they hold.
type contents struct {
	Cases    []*complaint.Case // in the order of the list
	Contacts []complaint.Contact
	Events   map[string][]complaint.Event
	Rotas    []complaint.StoredRota
	Answer   complaint.StoredAnswer
	Tallies  map[string]map[string]int64
	Waiting  []complaint.Effect // without what starts and resumes executions
	Wake     time.Time
}

func contentsOf(t *testing.T, s complaint.Store, now time.Time) (all contents) {
	t.Helper()
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for q := (complaint.Query{Limit: 20}); ; {
		page, err := s.List(ctx, q)
		must(err)
		all.Cases = append(all.Cases, page.Cases...)
		if q.Cursor = page.Cursor; q.Cursor == "" {
			break
		}
	}
	all.Events, all.Tallies = map[string][]complaint.Event{}, map[string]map[string]int64{}
	for _, c := range all.Cases {
		read, err := s.Case(ctx, c.Reference)
		must(err)
		if diff := cmp.Diff(c, read); diff != "" {
			t.Errorf("%s, listed and read:\n%s", c.Reference, diff)
		}
		contact, err := s.Contact(ctx, c.Reference)
		must(err)
		all.Contacts = append(all.Contacts, contact)
		all.Events[c.Reference], err = s.Events(ctx, c.Reference, 0, 1000)
		must(err)
	}
	var err error
	all.Rotas, err = s.RotasSince(ctx, 0)
	must(err)
	all.Answer, _, err = s.Answer(ctx, "live", now)
	must(err)
	for day := now.AddDate(0, 0, -60); day.Before(now); day = day.AddDate(0, 0, 1) {
		all.Tallies[day.Format(time.DateOnly)], err = s.Tallied(ctx, day.Format(time.DateOnly))
		must(err)
	}
	all.Waiting = waiting(t, s, now)
	all.Wake, _, err = s.NextWake(ctx)
	must(err)
	return all
}

// waiting are the effects that are not delivered, by key.
func waiting(t *testing.T, s complaint.Store, now time.Time) (all []complaint.Effect) {
	t.Helper()
	now = now.Add(time.Hour) // beyond all leases
	keys, err := s.Stale(t.Context(), now, now, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	effects, err := s.Claim(t.Context(), keys, now, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	effects = slices.DeleteFunc(effects, func(e complaint.Effect) bool {
		return e.Kind == complaint.StartWorkflow || e.Kind == complaint.ResumeWorkflow
	})
	slices.SortFunc(effects, func(a, b complaint.Effect) int { return strings.Compare(a.Key, b.Key) })
	return effects
}

// storedIn is what a folder holds, and the instant that it stands at.
func storedIn(t *testing.T, dir string) (contents, time.Time) {
	t.Helper()
	db, err := sqlite.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now, err := lookFrom(t.Context(), db, "")
	if err != nil {
		t.Fatal(err)
	}
	return contentsOf(t, db, now), now
}
