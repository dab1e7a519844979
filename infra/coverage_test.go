package infra

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// demands is how many the source documents make: S-001 to S-228.
const demands = 228

// demand is a row of coverage.md.
type demand struct {
	id, asks, where, shown string
}

func coverage(t *testing.T) []demand {
	t.Helper()
	text, err := os.ReadFile("coverage.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows []demand
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "| S-") {
			continue
		}
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 4 {
			t.Fatalf("%d cells, want 4: %s", len(cells), line)
		}
		for i, cell := range cells {
			if cells[i] = strings.TrimSpace(cell); cells[i] == "" {
				t.Errorf("an empty cell: %s", line)
			}
		}
		rows = append(rows, demand{cells[0], cells[1], cells[2], cells[3]})
	}
	return rows
}

func TestCoverageHasEveryDemandOnceAndInOrder(t *testing.T) {
	rows := coverage(t)
	for i, d := range rows {
		if want := fmt.Sprintf("S-%03d", i+1); d.id != want {
			t.Fatalf("row %d is %s, want %s", i+1, d.id, want)
		}
	}
	if len(rows) != demands {
		t.Errorf("%d demands, want %d", len(rows), demands)
	}
}

var (
	codeSpan = regexp.MustCompile("`([^`]+)`")
	reason   = regexp.MustCompile(`^out of scope: \S`)
)

// TestCoverageNamesWhatIsThere: the packages, files and keys where a demand is
// met, and the tests that show it.
func TestCoverageNamesWhatIsThere(t *testing.T) {
	tests := make(testNames)
	for _, d := range coverage(t) {
		places := codeSpan.FindAllStringSubmatch(d.where, -1)
		for _, span := range places {
			if err := findPlace(span[1]); err != nil {
				t.Errorf("%s: %v", d.id, err)
			}
		}
		shown := codeSpan.FindAllStringSubmatch(d.shown, -1)
		for _, span := range shown {
			if err := tests.find(span[1]); err != nil {
				t.Errorf("%s: %v", d.id, err)
			}
		}
		switch {
		case len(shown) > 0 && len(places) == 0:
			t.Errorf("%s is shown by a test, and no place is named", d.id)
		case len(shown) == 0 && !reason.MatchString(d.shown):
			t.Errorf("%s is shown by no test, and is not out of scope for a reason: %s", d.id, d.shown)
		}
	}
}

// statePack are the files whose keys the table names.
const statePack = "../shared/policy/packs/state-grid"

// findPlace looks for a file or folder of the project, "shared/clock", or for a
// key of the pack, "pack.yaml callback.questions".
func findPlace(span string) error {
	file, key, isKey := strings.Cut(span, " ")
	if !isKey {
		_, err := os.Stat(filepath.Join("..", file))
		return err
	}
	text, err := os.ReadFile(filepath.Join(statePack, file))
	if err != nil {
		return err
	}
	for word := range strings.SplitSeq(key, ".") {
		if !regexp.MustCompile(`\b` + regexp.QuoteMeta(word) + `\b`).Match(text) {
			return fmt.Errorf("%s has no %q", file, word)
		}
	}
	return nil
}

// testNames are the test functions of packages, by folder.
type testNames map[string]map[string]bool

// find looks for a test, "shared/clock TestDue", and for what it plays, a file
// of its testdata, when that is named behind it.
func (n testNames) find(span string) error {
	words := strings.Fields(span)
	if len(words) < 2 || len(words) > 3 {
		return fmt.Errorf("%q is no test", span)
	}
	dir := filepath.Join("..", words[0])
	if n[dir] == nil {
		names, err := testsOf(dir)
		if err != nil {
			return err
		}
		n[dir] = names
	}
	if !n[dir][words[1]] {
		return fmt.Errorf("%s has no test %s", words[0], words[1])
	}
	if len(words) == 3 {
		_, err := os.Stat(filepath.Join(dir, "testdata", words[2]))
		return err
	}
	return nil
}

func testsOf(dir string) (map[string]bool, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		return nil, err
	}
	names := make(map[string]bool)
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && strings.HasPrefix(f.Name.Name, "Test") {
				names[f.Name.Name] = true
			}
		}
	}
	return names, nil
}
