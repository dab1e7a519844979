package sqlite_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/store/sqlite"
)

var noon = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)

func TestPublishedIsListedOldestFirst(t *testing.T) {
	db := open(t, sqlite.Memory)
	for i := range 6 {
		reference := []string{"A", "B"}[i%2]
		for range 2 { // the second is a repeat
			id := fmt.Sprint("n", i)
			if err := db.Published(t.Context(), "notice", id, noon.Add(-time.Duration(i)*time.Hour), []string{reference}, []byte(id)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := db.Published(t.Context(), "message", "n0", noon, []string{"A"}, []byte("message")); err != nil {
		t.Fatal(err)
	}
	if err := db.Published(t.Context(), "notice", "n6", noon, []string{"A", "D", "A"}, []byte("n6")); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		kind, reference, since string
		limit                  int
		want                   string
	}{
		{"notice", "", "", 10, "[n0 n1 n2 n3 n4 n5 n6]"},
		{"notice", "", "n3", 10, "[n4 n5 n6]"},
		{"notice", "", "n6", 10, "[]"},
		{"notice", "A", "", 10, "[n0 n2 n4 n6]"},
		{"notice", "D", "", 10, "[n6]"},
		{"notice", "B", "n1", 10, "[n3 n5]"},
		{"notice", "A", "n6", 10, "[]"},
		{"message", "D", "", 10, "[]"},
		{"notice", "A", "n1", 1, "[n2]"},
		{"notice", "C", "", 10, "[]"},
		{"notice", "", "", 0, "[]"},
		{"message", "", "", 10, "[message]"},
	} {
		got, err := db.ListPublished(t.Context(), test.kind, test.reference, test.since, test.limit)
		if err != nil || fmt.Sprintf("%s", got) != test.want {
			t.Errorf("%s of %q since %q: %s, %v; want %s", test.kind, test.reference, test.since, got, err, test.want)
		}
	}
	if _, err := db.ListPublished(t.Context(), "message", "", "n1", 10); !fault.Is(err, fault.Invalid) {
		t.Errorf("unknown since: %v, want Invalid", err)
	}
}

func TestReopenedFileHasEverything(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	c := &complaint.Case{Reference: "A", Version: 1}
	if err := db.Commit(t.Context(), complaint.Commit{Case: c}); err != nil {
		t.Fatal(err)
	}
	if err := db.SetMeta(t.Context(), "clock", "2026"); err != nil {
		t.Fatal(err)
	}
	if err := db.PutRota(t.Context(), complaint.StoredRota{Unit: "u", Version: 1, Doc: []byte(`{}`)}); err != nil {
		t.Fatal(err)
	}
	before, err := db.Serial(t.Context(), "202611")
	if err != nil {
		t.Fatal(err)
	}

	again := open(t, dir) // while the first is open, too
	if _, err := again.Case(t.Context(), "A"); err != nil {
		t.Error(err)
	}
	if got, err := again.Meta(t.Context(), "clock"); got != "2026" || err != nil {
		t.Errorf("Meta = %q, %v", got, err)
	}
	if got, err := again.Meta(t.Context(), "never set"); got != "" || err != nil {
		t.Errorf("Meta = %q, %v", got, err)
	}
	if rotas, err := again.RotasSince(t.Context(), 0); len(rotas) != 1 || err != nil {
		t.Errorf("rotas %v, %v; want one", rotas, err)
	}
	if after, err := again.Serial(t.Context(), "202611"); after <= before || err != nil {
		t.Errorf("serial %d follows %d, %v", after, before, err)
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	if db, err := sqlite.Open("/dev/null/data"); err == nil {
		_ = db.Close()
		t.Error("opened a store below a file")
	}
}

func TestLoadWritesAllOrStopsAtTheFirstFailure(t *testing.T) {
	db := open(t, sqlite.Memory)
	commits := make([]complaint.Commit, 2500)
	for i := range commits {
		commits[i] = complaint.Commit{Case: &complaint.Case{Reference: fmt.Sprint(i), Version: 1}}
	}
	if err := db.Load(t.Context(), slices.Values(commits)); err != nil {
		t.Fatal(err)
	}
	for _, reference := range []string{"0", "1999", "2000", "2499"} {
		if _, err := db.Case(t.Context(), reference); err != nil {
			t.Error(err)
		}
	}
	if err := db.Load(t.Context(), slices.Values(commits[:1])); !fault.Is(err, fault.Stale) {
		t.Errorf("loading a case twice: %v, want Stale", err)
	}
}

func TestUnleaseFreesWhatAFormerProgramHeld(t *testing.T) {
	db := open(t, sqlite.Memory)
	for _, key := range []string{"held", "done"} {
		c := complaint.Commit{Change: complaint.Change{Effects: []complaint.Effect{{Key: key, At: noon}}}}
		if err := db.Commit(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		if claimed, err := db.Claim(t.Context(), []string{key}, noon, time.Hour); len(claimed) != 1 || err != nil {
			t.Fatalf("Claim: %v, %v", claimed, err)
		}
	}
	if err := db.Delivered(t.Context(), []string{"done"}, noon); err != nil {
		t.Fatal(err)
	}
	if err := db.Unlease(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, err := db.Stale(t.Context(), noon, noon, 10); err != nil || fmt.Sprint(got) != "[held]" {
		t.Errorf("stale %v, %v; want the held one alone", got, err)
	}
}
