package main

import (
	"testing"

	"github.com/redress/redress/shared/complaint"
)

// replays checks that every case of a program follows from its record: the
// commands alone, with time acting when it must, lead to what is stored.
func replays(t *testing.T, a *app) {
	t.Helper()
	page, err := a.db.List(t.Context(), complaint.Query{Limit: 1000})
	if err != nil || page.Cursor != "" || len(page.Cases) == 0 {
		t.Fatalf("%d cases, cursor %q, %v; want one page", len(page.Cases), page.Cursor, err)
	}
	for _, c := range page.Cases {
		events, err := a.db.Events(t.Context(), c.Reference, 0, c.Events)
		if err != nil || len(events) != c.Events {
			t.Fatalf("%d events of %d: %v", len(events), c.Events, err)
		}
		r := complaint.Replay(c, events, a.shelf.PolicyOf)
		if r.Stopped != nil {
			t.Errorf("%s stopped at %s: %v", c.Reference, r.Stopped.Event.Type, r.Stopped.Err)
		}
		if names := complaint.Differences(c, r.Case); names != nil {
			t.Errorf("%s differs in %q", c.Reference, names)
		}
	}
}

func TestTheDemoFollowsFromItsRecord(t *testing.T) {
	replays(t, playDemo(t).app)
}
