package sqlite

import (
	"database/sql"
	"encoding/json"
	"io/fs"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
)

// TestCasesOfAnOlderFileAreFoundByTheirKeys: the step that brought the keys
// fills them in for the cases that are there, more than it holds at a time.
func TestCasesOfAnOlderFileAreFoundByTheirKeys(t *testing.T) {
	dir := t.TempDir()
	const cases = fillBlock + 7
	olderFile(t, filepath.Join(dir, "redress.db"), cases)
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

// olderFile makes a file as it was before the step.
func olderFile(t *testing.T, path string, cases int) {
	t.Helper()
	old, err := sql.Open("sqlite", "file:"+path)
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
	for _, step := range steps {
		if step.Name() >= "0008" {
			break
		}
		script, err := schema.ReadFile("schema/" + step.Name())
		if err != nil {
			t.Fatal(err)
		}
		must(string(script))
		must(`INSERT INTO migrations VALUES (?)`, step.Name())
	}
	must(`BEGIN`)
	for n := range cases {
		c := complaint.Case{Reference: complaint.Reference("202611", int64(n)+1), Version: 1, Status: complaint.Closed}
		c.Customer = complaint.Customer{AccountKey: "account", PhoneKey: "phone"}
		c.Site = complaint.Site{Region: "demo", Feeder: "f"}
		doc, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		must(`INSERT INTO cases (reference, version, status, unit, class, next_due, account_key, phone_key, clocks, doc)
			VALUES (?, 1, 'closed', '', '', 0, 'account', 'phone', '', ?)`, c.Reference, string(doc))
	}
	must(`COMMIT`)
}
