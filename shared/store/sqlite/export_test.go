package sqlite_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/store/sqlite"
	"github.com/redress/redress/shared/store/transfer"
	"github.com/redress/redress/shared/workflow"
)

// TestExportGoesThroughAllPages: of cases, and of the events of one.
func TestExportGoesThroughAllPages(t *testing.T) {
	db, err := sqlite.Open(sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	at := time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
	commits := func(yield func(complaint.Commit) bool) {
		for n := range 1001 {
			c := complaint.Commit{Case: &complaint.Case{Reference: fmt.Sprintf("202611-%06d", n), Version: 1, Status: complaint.Closed, Events: n}}
			for seq := 0; n%500 == 0 && seq < n; seq++ { // 500 and 1000
				c.Events = append(c.Events, complaint.Event{Seq: seq + 1, At: at, Type: "noted", By: "agent"})
			}
			if !yield(c) {
				return
			}
		}
	}
	if err := db.Load(t.Context(), commits); err != nil {
		t.Fatal(err)
	}
	var cases, events int
	err = db.Export(t.Context(), at, func(r transfer.Record) error {
		if r.Case != nil {
			cases, events = cases+1, events+len(r.Case.Events)
		}
		return nil
	})
	if err != nil || cases != 1001 || events != 1500 {
		t.Errorf("%d cases with %d events, %v; want 1001 with 1500", cases, events, err)
	}
	full := errors.New("no space left")
	if err := db.Export(t.Context(), at, func(transfer.Record) error { return full }); err != full {
		t.Errorf("what the taker says: %v", err)
	}
}

// TestTheStateChangesWithWhatIsExported, and stays the same without.
func TestTheStateChangesWithWhatIsExported(t *testing.T) {
	db, err := sqlite.Open(sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ctx, at := t.Context(), time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
	effects := complaint.Change{Effects: []complaint.Effect{{Key: "e", Kind: complaint.SendNotice, At: at}}}
	seen := map[string]string{}
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"nothing", func() error { return nil }},
		{"a case", func() error {
			return db.Commit(ctx, complaint.Commit{Case: &complaint.Case{Reference: "r", Version: 1}})
		}},
		{"its next version", func() error {
			return db.Commit(ctx, complaint.Commit{Case: &complaint.Case{Reference: "r", Version: 2}, Expect: 1})
		}},
		{"an effect", func() error { return db.Commit(ctx, complaint.Commit{Change: effects}) }},
		{"its delivery", func() error { return db.Delivered(ctx, []string{"e"}, at) }},
		{"a rota", func() error { return db.PutRota(ctx, complaint.StoredRota{Unit: "u", Version: 1, At: at}) }},
		{"a serial", func() error { _, err := db.Serial(ctx, "s"); return err }},
		{"a tally", func() error { return db.Tally(ctx, "2026-11-02", map[string]int64{"sweeps": 1}) }},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		state, err := db.State(ctx)
		again, _ := db.State(ctx)
		if err != nil || state != again || seen[state] != "" {
			t.Errorf("after %s: %s and %s, %v; it was so after %q", step.name, state, again, err, seen[state])
		}
		seen[state] = step.name
	}
}

// TestAnExportedCaseGoesOnWithItsFlows: each by the execution after the last that
// was begun here, also over a closed case.
func TestAnExportedCaseGoesOnWithItsFlows(t *testing.T) {
	db, err := sqlite.Open(sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ctx, at := t.Context(), time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
	over, plan := complaint.OverLevel{Number: 2, Step: "submission"}, complaint.Emergency{Number: 1, Step: "root-cause"}
	begun := func(name string) {
		if _, err := db.CreateExecution(ctx, workflow.Record{Name: name, Status: workflow.Running, Data: []byte("{}")}); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []*complaint.Case{
		{Reference: "202611-000001", Version: 1, Status: complaint.Handling, OverLevel: &over, Emergency: &plan},
		{Reference: "202611-000002", Version: 1, Status: complaint.Closed, Emergency: &plan},
	} {
		if err := db.Commit(ctx, complaint.Commit{Case: c}); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"202611-000001-0-0", "202611-000001-0-1", "202611-000001-overlevel-1-7", "202611-000001-overlevel-2-0", "202611-000001-emergency-1-3"} {
		begun(name)
	}
	got := map[string]string{}
	err = db.Export(ctx, at, func(r transfer.Record) error {
		if r.Case == nil {
			return nil
		}
		for _, e := range r.Case.Commit().Effects {
			got[r.Case.Case.Reference] += e.Key + " "
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"202611-000001": "start/202611-000001-0-2 start/202611-000001-overlevel-2-1 start/202611-000001-emergency-1-4 ",
		"202611-000002": "start/202611-000002-emergency-1-0 ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("promised (-want +got):\n%s", diff)
	}
}
