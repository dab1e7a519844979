package sqlite

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// TestNoStatementIsCompiledAnew: SQLite would do so for each value of a limit that
// is a bare parameter.
func TestNoStatementIsCompiledAnew(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("sources: %v, %v", files, err)
	}
	bare := regexp.MustCompile(`LIMIT \?\d*([^\d ]| [^+])`)
	for _, file := range files {
		if file == "prepared_test.go" {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if found := bare.Find(text); found != nil {
			t.Errorf("%s has %q, want LIMIT ? + 0", file, found)
		}
	}
}
