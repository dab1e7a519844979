package sqlite_test

import (
	"path/filepath"
	"testing"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/store/sqlite"
	"github.com/redress/redress/shared/store/storetest"
	"github.com/redress/redress/shared/workflow"
	"github.com/redress/redress/shared/workflow/workflowtest"
)

// open opens a store that is closed with the test.
func open(t testing.TB, dir string) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return db
}

func TestStoreOnDisk(t *testing.T) {
	storetest.Run(t, func(t *testing.T) complaint.Store { return open(t, filepath.Join(t.TempDir(), "data %41?#目录")) })
}

func TestJournalOnDisk(t *testing.T) {
	workflowtest.Journal(t, func(t *testing.T) workflow.Journal { return open(t, t.TempDir()) })
}

func TestJournalInMemory(t *testing.T) {
	workflowtest.Journal(t, func(t *testing.T) workflow.Journal { return open(t, sqlite.Memory) })
}

func TestStoreInMemory(t *testing.T) {
	storetest.Run(t, func(t *testing.T) complaint.Store { return open(t, sqlite.Memory) })
}
