package policy

import (
	"errors"

	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestBuiltInPacksAreReadBefore: what was read before is what the parser reads,
// of every file, and there is nothing else. With -update it is read anew.
func TestBuiltInPacksAreReadBefore(t *testing.T) {
	renew := *update
	if renew {
		if err := errors.Join(os.RemoveAll("before"), os.Mkdir("before", 0o750)); err != nil {
			t.Fatal(err)
		}
	}
	wanted := map[string]bool{}
	err := fs.WalkDir(packs, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".yaml") {
			return err
		}
		src, err := fs.ReadFile(packs, name)
		if err != nil {
			return err
		}
		wanted[path.Base(beforeFile(src))] = true
		var problems Problems
		want := parseYAML(name, src, &problems).yaml
		if len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
		}
		if renew {
			return os.WriteFile(beforeFile(src), save(nil, want), 0o600)
		}
		got, ok := readBefore(src)
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(value{}, pair{}), cmpopts.EquateEmpty()); !ok || diff != "" {
			t.Errorf("%s was not read before as it is now: make golden", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir("before")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !wanted[e.Name()] {
			t.Errorf("before/%s is of no file any more: make golden", e.Name())
		}
	}
}
