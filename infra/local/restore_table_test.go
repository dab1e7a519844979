package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/store/dynamo"
	"github.com/redress/redress/shared/store/dynamo/dynamotest"
	"github.com/redress/redress/shared/store/transfer"
)

// testTable is an empty table that is removed with the test, and the flags of a
// restore into it.
func testTable(t *testing.T) (*dynamo.Store, []string) {
	t.Helper()
	db := dynamotest.Client(t)
	name := dynamotest.Table(t, db)
	t.Setenv("AWS_ACCESS_KEY_ID", "test")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "test")
	return dynamo.New(db, name), []string{"-table", name, "-endpoint", dynamotest.Endpoint(t), "-region", dynamotest.Region}
}

func TestATableIsRestoredWhole(t *testing.T) {
	table, flags := testTable(t)
	from := playedFolder(t)
	file := exported(t, from)
	said, err := restore(t, file, flags...)
	if err != nil || !strings.HasPrefix(said, "restored: 72 cases, 8 of them open, 72 contacts") {
		t.Fatalf("restore: %s%v", said, err)
	}
	want, now := storedIn(t, from)
	if diff := cmp.Diff(want, contentsOf(t, table, now)); diff != "" {
		t.Errorf("-folder +table:\n%s", diff)
	}
	if starts := startsIn(t, table, now); len(starts) != 9 { // a flow runs over one more case
		t.Errorf("executions promised: %q", starts)
	}
	if n, err := table.Serial(t.Context(), "202609"); err != nil || n <= 72 {
		t.Errorf("the next serial is %d, %v", n, err)
	}
	if keys := knownAgain(t, table, "notice/reconciliation/2026-10-13"); len(keys) > 0 {
		t.Errorf("%v would be told again", keys)
	}
	for range 2 {
		if said, err := restore(t, file, flags...); err != nil || !strings.Contains(said, "nothing was changed") {
			t.Errorf("once more: %q, %v", said, err)
		}
	}
	if _, err := restore(t, exported(t, served(t, from)), flags...); err == nil || !strings.Contains(err.Error(), "another export was restored into this table") {
		t.Errorf("another export: %v", err)
	}
}

// startsIn are the executions that are promised, not yet claimed by anybody.
func startsIn(t *testing.T, s complaint.Store, now time.Time) (names []string) {
	t.Helper()
	now = now.Add(2 * time.Hour)
	keys, err := s.Waiting(t.Context(), complaint.DeedLane, now, now, 1000)
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(keys, func(key string) bool { return !strings.HasPrefix(key, "start/") })
}

// knownAgain promises a deed once more and gives it if it is to be done.
func knownAgain(t *testing.T, s complaint.Store, key string) []complaint.Effect {
	t.Helper()
	e := complaint.Effect{Key: key, Kind: complaint.SendNotice, At: time.Now()}
	if err := s.Commit(t.Context(), complaint.Commit{Change: complaint.Change{Effects: []complaint.Effect{e}}}); err != nil {
		t.Fatal(err)
	}
	claimed, err := s.Claim(t.Context(), []string{key}, time.Now(), time.Second)
	if err != nil {
		t.Fatal(err)
	}
	return claimed
}

// served is the folder after somebody worked on it.
func served(t *testing.T, dir string) string {
	t.Helper()
	a := folderApp(t, dir)
	defer a.close()
	if _, _, err := a.desk.Submit(t.Context(), complaint.Submission{Channel: "web", Text: "停电", Site: complaint.SiteDetails{Region: "demo"}}, complaint.Actor{Role: complaint.Public}, nil); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestATableThatWasLeftHalfIsFinished: after a pipe that broke, with a new export
// of the same folder, while people work on what is there already.
func TestATableThatWasLeftHalfIsFinished(t *testing.T) {
	table, flags := testTable(t)
	from := playedFolder(t)
	text, err := os.ReadFile(exported(t, from))
	if err != nil {
		t.Fatal(err)
	}
	half := text[:bytes.Index(text, []byte(`{"case":{"case":{"reference":"202610`))]
	err = runRestore(t.Context(), flags, bytes.NewReader(half), io.Discard, t.Output())
	if err == nil || !strings.Contains(err.Error(), "incomplete") || !strings.Contains(err.Error(), "it has taken 66 cases") {
		t.Fatalf("half of it: %v", err)
	}
	c, err := table.Case(t.Context(), "202609-000063")
	if err != nil {
		t.Fatal(err)
	}
	c.Version++
	c.Reason = "went on"
	if err := table.Commit(t.Context(), complaint.Commit{Case: c, Expect: c.Version - 1}); err != nil {
		t.Fatal(err)
	}
	if err := table.Tally(t.Context(), "2026-10-13", map[string]int64{complaint.TallySweeps: 5}); err != nil {
		t.Fatal(err)
	}
	if _, err := restore(t, exported(t, from), flags...); err != nil {
		t.Fatal(err)
	}
	want, now := storedIn(t, from)
	at := slices.IndexFunc(want.Cases, func(w *complaint.Case) bool { return w.Reference == c.Reference })
	want.Cases[at] = c
	want.Tallies["2026-10-13"][complaint.TallySweeps] += 5
	if diff := cmp.Diff(want, contentsOf(t, table, now)); diff != "" {
		t.Errorf("-folder +table:\n%s", diff)
	}
}

func TestATableInUseIsNoPlaceForARestore(t *testing.T) {
	table, flags := testTable(t)
	for _, day := range []string{"2026-11-01", "2026-11-02"} { // what a deployment without cases leaves
		if err := table.Tally(t.Context(), day, map[string]int64{complaint.TallySweeps: 5}); err != nil {
			t.Fatal(err)
		}
	}
	knownAgain(t, table, "notice/alarm")
	if err := table.Commit(t.Context(), complaint.Commit{Case: &complaint.Case{Reference: "202611-000001", Version: 1}}); err != nil {
		t.Fatal(err)
	}
	_, err := restore(t, exported(t, playedFolder(t)), flags...)
	if err == nil || !strings.Contains(err.Error(), "the table is not empty: it holds a case") {
		t.Errorf("%v", err)
	}
}

// TestATableTakesLargeCases: with more events than an item holds, and more clocks
// than a transaction takes, as an item.
func TestATableTakesLargeCases(t *testing.T) {
	table, flags := testTable(t)
	noon := time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
	c := transfer.Case{Case: &complaint.Case{Reference: "202611-000001", Version: 900, Status: complaint.Handling, RecordedAt: noon, Events: 600}}
	for i := range 120 {
		c.Case.Clocks = append(c.Case.Clocks, complaint.Clock{Name: "callback", Round: i, State: complaint.Met, StartedAt: noon, DueAt: noon.Add(time.Hour)})
	}
	for i := range c.Case.Events {
		data, _ := json.Marshal(strings.Repeat("说", 700))
		c.Events = append(c.Events, complaint.Event{Seq: i + 1, At: noon, Type: "noted", By: "agent", Data: data})
	}
	many := transfer.Case{Case: &complaint.Case{Reference: "202611-000002", Version: 3, Status: complaint.Handling, RecordedAt: noon}}
	many.Case.Clocks = c.Case.Clocks
	var b bytes.Buffer
	w, err := transfer.NewWriter(&b, transfer.Head{State: "large", At: noon})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []transfer.Case{c, many} {
		if err := w.Put(transfer.Record{Case: &c}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := runRestore(t.Context(), flags, bytes.NewReader(b.Bytes()), io.Discard, t.Output()); err != nil {
			t.Fatal(err)
		}
	}
	got, err := table.Events(t.Context(), c.Case.Reference, 0, 1000)
	if err != nil || !reflect.DeepEqual(got, c.Events) {
		t.Errorf("%d events, %v; want the same %d", len(got), err, len(c.Events))
	}
	page, err := table.List(t.Context(), complaint.Query{DueFrom: noon, DueTo: noon.Add(24 * time.Hour), Limit: 10})
	if diff := cmp.Diff([]*complaint.Case{c.Case, many.Case}, page.Cases); diff != "" || err != nil {
		t.Errorf("cases: %v\n%s", err, diff)
	}
}
