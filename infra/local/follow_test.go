package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"github.com/redress/redress/shared/complaint"
)

func TestANewCalendarIsFollowedBeforeTheFirstSweep(t *testing.T) {
	before, after := packOf(t, "early", "2026", ""), packOf(t, "late", "2026, 2027", `"2027-01-01/2027-01-03"`)
	dir := lived(t, before, func(*complaint.Case) {})
	a, err := newApp(t.Context(), config{data: dir, policy: after, clock: "2026-12-28T09:00:00+08:00", dev: true}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	answer := func() (due string, version int64) {
		t.Helper()
		c, err := a.db.Case(t.Context(), "202612-000001")
		if err != nil {
			t.Fatal(err)
		}
		return c.Clock("answer").DueAt.In(a.policy.Zone()).Format("01-02 15:04"), c.Version
	}
	if due, _ := answer(); due != "01-05 00:00" {
		t.Fatalf("at first the answer is due %s", due)
	}
	a.followCalendar(t.Context())
	due, version := answer()
	if due != "01-06 00:00" {
		t.Errorf("by the new calendar the answer is due %s", due)
	}
	if at, err := a.db.Meta(t.Context(), servedCalendar); err != nil || at != complaint.CalendarVersion(a.policy.Calendar) {
		t.Errorf("served by %q, %v", at, err)
	}
	a.followCalendar(t.Context())
	if _, again := answer(); again != version {
		t.Errorf("followed twice: version %d after %d", again, version)
	}
}

func TestAKeptPackThatCannotBeReadIsStoodInForByTheOneInForce(t *testing.T) {
	dir := t.TempDir()
	for _, id := range []string{"state-grid@ancient", "other@ancient"} {
		if err := os.MkdirAll(filepath.Join(dir, id), 0o700); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(dir, id), "pack.yaml", "name: of another age\n")
	}
	s, err := newShelf(dir, "state-grid")
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	s.Unread = func(id string, _ error) { told = append(told, id) }
	for range 2 {
		p, err := s.PolicyOf("state-grid@ancient")
		if err != nil || p.ID() != s.Present.ID() {
			t.Errorf("stood in for by %v, %v", p, err)
		}
	}
	if len(told) != 1 || told[0] != "state-grid@ancient" {
		t.Errorf("told of %v, want it once", told)
	}
	if p, err := s.PolicyOf("other@ancient"); err == nil {
		t.Errorf("%s stands in for another company's pack", p.ID())
	}
}
