package transfer_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/store/dynamo"
	"github.com/redress/redress/shared/store/dynamo/dynamotest"
	"github.com/redress/redress/shared/store/sqlite"
	"github.com/redress/redress/shared/store/transfer"
)

// target is a store that takes records.
type target struct {
	complaint.Store
	take transfer.Into
}

func inSQLite(t *testing.T) target {
	db, err := sqlite.Open(sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return target{db, db.Restore}
}

func inDynamoDB(t *testing.T) target {
	db := dynamotest.Client(t)
	name := dynamotest.Table(t, db)
	r, err := dynamo.Restore(t.Context(), db, name, "s", noon)
	if err != nil {
		t.Fatal(err)
	}
	return target{dynamo.New(db, name), r.Take}
}

// each runs a test on every store.
func each(t *testing.T, test func(*testing.T, target)) {
	t.Run("sqlite", func(t *testing.T) { test(t, inSQLite(t)) })
	t.Run("dynamo", func(t *testing.T) { test(t, inDynamoDB(t)) })
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// bring gives records to a store.
func (s target) bring(t *testing.T, records []transfer.Record) {
	t.Helper()
	for _, r := range records {
		if r.File == nil {
			must(t, s.take(t.Context(), r))
		}
	}
}

// TestAStoreTakesEachRecordOnce: a second time it changes nothing, also when
// work has gone on in between.
func TestAStoreTakesEachRecordOnce(t *testing.T) {
	each(t, func(t *testing.T, s target) {
		ctx := t.Context()
		s.bring(t, sample())
		s.bring(t, sample())
		c, err := s.Case(ctx, "202611-000001")
		must(t, err)
		if diff := cmp.Diff(sample()[9].Case.Case, c); diff != "" {
			t.Errorf("case (-want +got):\n%s", diff)
		}
		events, err := s.Events(ctx, c.Reference, 0, 10)
		if diff := cmp.Diff(sample()[9].Case.Events, events); diff != "" || err != nil {
			t.Errorf("%v, events (-want +got):\n%s", err, diff)
		}
		rotas, err := s.RotasSince(ctx, 0)
		want := []complaint.StoredRota{complaint.StoredRota(*sample()[4].Rota), complaint.StoredRota(*sample()[3].Rota)}
		if diff := cmp.Diff(want, rotas); diff != "" || err != nil {
			t.Errorf("%v, rotas (-want +got):\n%s", err, diff)
		}
		a, ok, err := s.Answer(ctx, "k", noon)
		if diff := cmp.Diff(complaint.StoredAnswer(*sample()[7].Answer), a); diff != "" || !ok || err != nil {
			t.Errorf("%t, %v, answer (-want +got):\n%s", ok, err, diff)
		}
		keys, err := s.Stale(ctx, noon, noon, 10)
		if err != nil || len(keys) != 3 || !strings.Contains(strings.Join(keys, " "), "start/202611-000001-2-3") {
			t.Errorf("waiting: %q, %v", keys, err)
		}
		s.goOn(t, c, keys)
	})
}

// goOn works with what was restored, brings it once more, and looks.
func (s target) goOn(t *testing.T, c *complaint.Case, keys []string) {
	t.Helper()
	ctx := t.Context()
	must(t, s.Delivered(ctx, keys, noon))
	c.Version++
	must(t, s.Commit(ctx, complaint.Commit{Case: c, Expect: 7}))
	must(t, s.PutRota(ctx, complaint.StoredRota{Unit: "u", Version: 4, By: "admin", At: noon}))
	must(t, s.Tally(ctx, "2026-11-02", map[string]int64{"fired": 2}))
	must(t, s.Remember(ctx, complaint.StoredAnswer{Key: "k", Fingerprint: "new", ExpiresAt: noon.Add(time.Hour)}))
	drawn, err := s.Serial(ctx, "202611")
	if err != nil || drawn <= 64 {
		t.Errorf("serial %d, %v", drawn, err)
	}
	s.bring(t, sample())
	for range 70 { // SQLite reserves 64
		next, err := s.Serial(ctx, "202611")
		if err != nil || next <= drawn {
			t.Fatalf("serial %d after %d, %v", next, drawn, err)
		}
		drawn = next
	}
	if left, err := s.Stale(ctx, noon, noon, 10); err != nil || len(left) > 0 {
		t.Errorf("to be delivered again: %q, %v", left, err)
	}
	if counts, err := s.Tallied(ctx, "2026-11-02"); err != nil || counts["fired"] != 3 || counts["sweeps"] != 5 {
		t.Errorf("tallies %v, %v", counts, err)
	}
	if a, _, err := s.Answer(ctx, "k", noon); err != nil || a.Fingerprint != "new" {
		t.Errorf("answer %v, %v", a, err)
	}
	if rotas, err := s.RotasSince(ctx, 0); err != nil || len(rotas) != 2 || rotas[1].Version != 4 || rotas[1].Revision != 10 {
		t.Errorf("rotas %v, %v", rotas, err)
	}
	if now, err := s.Case(ctx, c.Reference); err != nil || now.Version != 8 {
		t.Errorf("version %d, %v", now.Version, err)
	}
	s.keeps(t)
}

// keeps looks whether delivered keys are known, and other cases stay apart.
func (s target) keeps(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	again := complaint.Effect{Key: "notice/done", Kind: complaint.SendNotice, At: noon}
	must(t, s.Commit(ctx, complaint.Commit{Change: complaint.Change{Effects: []complaint.Effect{again}}}))
	if claimed, err := s.Claim(ctx, []string{again.Key}, noon, time.Minute); err != nil || len(claimed) > 0 {
		t.Errorf("%v was to be done again, %v", claimed, err)
	}
	other := transfer.Record{Case: &transfer.Case{Case: &complaint.Case{Reference: "202611-000002", Version: 1, Status: complaint.Closed, Unit: "other"}}}
	if err := s.take(ctx, other); err == nil || fault.Is(err, fault.Busy) {
		t.Errorf("another case of the same reference: %v", err)
	}
}

// TestALargeCaseIsTakenOnceToo: in DynamoDB it goes in several steps.
func TestALargeCaseIsTakenOnceToo(t *testing.T) {
	each(t, func(t *testing.T, s target) {
		large := transfer.Case{Case: &complaint.Case{Reference: "r", Version: 900, Status: complaint.Handling, RecordedAt: noon, Events: 300}}
		for i := range large.Case.Events {
			data := []byte(`"` + strings.Repeat("<x>", 500) + `"`)
			large.Events = append(large.Events, complaint.Event{Seq: i + 1, At: noon, Type: "noted", By: "agent", Data: data})
		}
		for range 2 {
			must(t, s.take(t.Context(), transfer.Record{Case: &large}))
		}
		events, err := s.Events(t.Context(), "r", 0, 1000)
		if err != nil || !reflect.DeepEqual(events, large.Events) {
			t.Errorf("%d events, %v; want the same %d", len(events), err, len(large.Events))
		}
		large.Case = &complaint.Case{Reference: "r", Version: 900, Status: complaint.Closed, RecordedAt: noon}
		if err := s.take(t.Context(), transfer.Record{Case: &large}); err == nil || fault.Is(err, fault.Busy) {
			t.Errorf("another one: %v", err)
		}
	})
}
