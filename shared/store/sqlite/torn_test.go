package sqlite_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

func TestACaseThatCannotBeReadIsNamed(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	for _, reference := range []string{"A", "B"} {
		if err := db.Commit(t.Context(), complaint.Commit{Case: &complaint.Case{Reference: reference, Version: 1}}); err != nil {
			t.Fatal(err)
		}
	}
	file, err := sql.Open("sqlite", filepath.Join(dir, "redress.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := file.ExecContext(t.Context(), `UPDATE cases SET doc = '{' WHERE reference = 'B'`); err != nil {
		t.Fatal(err)
	}
	_, err = db.List(t.Context(), complaint.Query{Limit: 10})
	if !fault.Is(err, fault.Internal) || !strings.Contains(err.Error(), "decode case B") {
		t.Errorf("listed with %v, want Internal that names the case", err)
	}
}
