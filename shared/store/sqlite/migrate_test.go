package sqlite

import (
	"database/sql"
	"encoding/json"
	"io/fs"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
)

// TestCasesOfAnOlderFileAreFoundByTheirKeys: the step that brought the keys
// fills them in for the cases that are there, more than it holds at a time.
func TestCasesOfAnOlderFileAreFoundByTheirKeys(t *testing.T) {
	dir := t.TempDir()
	const cases = fillBlock + 7
	olderFile(t, dir, "0008", func(must func(string, ...any)) {
		for n := range cases {
			c := complaint.Case{Reference: complaint.Reference("202611", int64(n)+1), Version: 1, Status: complaint.Closed}
			c.Customer = complaint.Customer{AccountKey: "account", PhoneKey: "phone"}
			c.Site = complaint.Site{Region: "demo", Feeder: "f"}
			must(`INSERT INTO cases (reference, version, status, unit, class, next_due, account_key, phone_key, clocks, doc)
				VALUES (?, 1, 'closed', '', '', 0, 'account', 'phone', '', ?)`, c.Reference, document(t, c))
		}
	})
	db, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	site := complaint.Site{Region: "demo", Feeder: "f"}
	found := map[string]int{}
	for _, key := range []string{"account", "phone", site.Key(), complaint.Reference("202611", cases)} {
		page, err := db.List(t.Context(), complaint.Query{Key: key, Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		found[key] = len(page.Cases)
		if page.Cursor != "" {
			page, err = db.List(t.Context(), complaint.Query{Key: key, Limit: 1000, Cursor: page.Cursor})
			if err != nil {
				t.Fatal(err)
			}
			found[key] += len(page.Cases)
		}
	}
	want := map[string]int{"account": cases, "phone": cases, site.Key(): cases, complaint.Reference("202611", cases): 1}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("cases by their keys (-want +got):\n%s", diff)
	}
}

// TestAnOlderFileFindsItsVulnerableCustomers: what a step adds as a column is
// filled in from the cases that are there.
func TestAnOlderFileFindsItsVulnerableCustomers(t *testing.T) {
	dir := t.TempDir()
	olderFile(t, dir, "0009", func(must func(string, ...any)) {
		for reference, vulnerable := range map[string]bool{"A": true, "B": false} {
			c := complaint.Case{Reference: reference, Version: 1, Status: complaint.Handling}
			c.Customer.Vulnerable = vulnerable
			must(`INSERT INTO cases (reference, version, status, unit, class, next_due, clocks, doc)
				VALUES (?, 1, 'handling', '', '', 0, '', ?)`, reference, document(t, c))
		}
	})
	db, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	page, err := db.List(t.Context(), complaint.Query{Vulnerable: true, Limit: 10})
	if err != nil || len(page.Cases) != 1 || page.Cases[0].Reference != "A" {
		t.Errorf("found %v, %v", page.Cases, err)
	}
}

// TestAnOlderFileIsListedByDueInstants: its clocks learn the references by
// which such a list is ordered.
func TestAnOlderFileIsListedByDueInstants(t *testing.T) {
	dir := t.TempDir()
	due := time.Date(2026, 11, 9, 16, 0, 0, 0, time.UTC)
	olderFile(t, dir, "0010", func(must func(string, ...any)) {
		for id, reference := range []string{"B", "A", "C"} {
			c := complaint.Case{Reference: reference, Version: 1, Status: complaint.Handling}
			c.Clocks = []complaint.Clock{{Name: "answer", State: complaint.Running, DueAt: due}, {Name: "legal", State: complaint.Running, DueAt: due}}
			must(`INSERT INTO cases (id, reference, version, status, unit, class, next_due, clocks, doc)
				VALUES (?, ?, 1, 'handling', '', '', 0, ?, ?)`, id, reference, rowsOf(&c).String(), document(t, c))
			for _, k := range c.Clocks {
				must(`INSERT INTO case_clocks (id, name, round, state, warned, due_at, open) VALUES (?, ?, 0, 'running', 0, ?, 1)`, id, k.Name, due.Unix())
			}
		}
	})
	db, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var got []string
	q := complaint.Query{DueFrom: due, Limit: 1}
	for more := true; more; more = q.Cursor != "" {
		page, err := db.List(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range page.Cases {
			got = append(got, c.Reference)
		}
		q.Cursor = page.Cursor
	}
	if diff := cmp.Diff([]string{"A", "B", "C"}, got); diff != "" {
		t.Errorf("cases by their due instants (-want +got):\n%s", diff)
	}
}

// TestAnOlderFileIsCountedForTheBoard: its cases learn whether they have warned or
// missed clocks, and its heads are found. One that then closes is found no more.
func TestAnOlderFileIsCountedForTheBoard(t *testing.T) {
	dir := t.TempDir()
	due := time.Date(2026, 11, 2, 16, 0, 0, 0, time.UTC)
	head := complaint.Case{Reference: "202611-000001", Version: 1, Status: complaint.Handling, Unit: "u", Batch: complaint.Batch{Leads: true}}
	head.Clocks = []complaint.Clock{{Name: "answer", State: complaint.Missed, DueAt: due}}
	other := complaint.Case{Reference: "202611-000002", Version: 1, Status: complaint.Handling, Unit: "u", Batch: complaint.Batch{Of: head.Reference}}
	other.Clocks = []complaint.Clock{{Name: "answer", State: complaint.Running, DueAt: due, Points: []complaint.Point{{FiredAt: due.Add(-time.Hour)}}}}
	olderFile(t, dir, "0013", func(must func(string, ...any)) {
		for id, c := range []complaint.Case{head, other} {
			must(`INSERT INTO cases (id, reference, version, status, unit, class, next_due, keys, clocks, doc) VALUES (?, ?, 1, 'handling', 'u', '', ?, ?, ?, ?)`,
				id, c.Reference, due.Unix(), map[bool]string{true: complaint.BatchKey(head.Reference)}[c.Batch.Of != ""], rowsOf(&c).String(), document(t, c))
			must(`INSERT INTO case_clocks (id, reference, name, round, state, warned, due_at, open) VALUES (?, ?, 'answer', 0, ?, ?, ?, 1)`,
				id, c.Reference, string(c.Clocks[0].State), c.Clocks[0].Warned(), due.Unix())
		}
		must(`INSERT INTO case_keys (key, reference) VALUES (?, ?)`, complaint.BatchKey(head.Reference), other.Reference)
	})
	db, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	board, err := db.Board(t.Context(), due, due)
	want := complaint.Board{
		At: due, Units: []complaint.UnitCount{{Unit: "u", Counted: complaint.Counted{Open: 2, DueToday: 2, Warned: 1, Missed: 1}}},
		Storms: []complaint.Storm{{Reference: head.Reference, Unit: "u", Followers: 1}},
	}
	if diff := cmp.Diff(want, board); diff != "" || err != nil {
		t.Errorf("%v, board (-want +got):\n%s", err, diff)
	}
	head.Version, head.Status = 2, complaint.Closed
	if err := db.Commit(t.Context(), complaint.Commit{Case: &head, Expect: 1}); err != nil {
		t.Fatal(err)
	}
	page, err := db.List(t.Context(), complaint.Query{Key: complaint.HeadsKey, Limit: 5})
	if err != nil || len(page.Cases) != 0 {
		t.Errorf("closed, it is found still: %v, %v", page.Cases, err)
	}
}

// olderFile makes a file as it was before a step, with the rows that fill adds.
func olderFile(t *testing.T, dir, step string, fill func(must func(query string, args ...any))) {
	t.Helper()
	old, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "redress.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	old.SetMaxOpenConns(1) // of a transaction
	must := func(query string, args ...any) {
		t.Helper()
		if _, err := old.ExecContext(t.Context(), query, args...); err != nil {
			t.Fatal(err)
		}
	}
	must(`CREATE TABLE migrations (name TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID`)
	steps, err := fs.ReadDir(schema, "schema")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range steps {
		if s.Name() >= step {
			break
		}
		script, err := schema.ReadFile("schema/" + s.Name())
		if err != nil {
			t.Fatal(err)
		}
		must(string(script))
		must(`INSERT INTO migrations VALUES (?)`, s.Name())
	}
	must(`BEGIN`)
	fill(must)
	must(`COMMIT`)
}

// document is a case as it is stored.
func document(t *testing.T, c complaint.Case) string {
	t.Helper()
	doc, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(doc)
}
