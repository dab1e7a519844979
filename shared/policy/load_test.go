package policy

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// overlay is the minimal pack with the files of one folder put over it.
func overlay(t *testing.T, dir string) fstest.MapFS {
	t.Helper()
	fsys := make(fstest.MapFS)
	for _, d := range []string{"testdata/working_minimal", dir} {
		err := fs.WalkDir(os.DirFS(d), ".", func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || filepath.Ext(path) != ".yaml" {
				return err
			}
			data, err := os.ReadFile(filepath.Join(d, path))
			fsys[path] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return fsys
}

func TestBrokenPacksAreRefusedWithEveryProblem(t *testing.T) {
	dirs, err := filepath.Glob("testdata/busted_*")
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no broken packs: %v", err)
	}
	for _, dir := range dirs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			_, err := Load(overlay(t, dir))
			if err == nil {
				t.Fatal("loaded without a complaint")
			}
			got := err.Error() + "\n"
			golden := filepath.Join(dir, "problems.txt")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMissingAndStrayFilesAreProblems(t *testing.T) {
	fsys := overlay(t, "testdata/working_minimal")
	delete(fsys, "units.yaml")
	delete(fsys, "calendars/week.yaml")
	fsys["unit.yaml"] = &fstest.MapFile{Data: []byte("units: []")}
	fsys["texts.yaml"] = &fstest.MapFile{}
	_, err := Load(fsys)
	problems, ok := errors.AsType[Problems](err)
	if !ok {
		t.Fatalf("got %v, want problems", err)
	}
	want := Problems{
		{"calendars/week.yaml", 0, "the file is missing"},
		{"texts.yaml", 1, "the file is empty"},
		{"unit.yaml", 0, "unknown file; a pack has pack.yaml, clocks.yaml, classes.yaml, kinds.yaml, " +
			"units.yaml, triage.yaml, concepts.yaml, audit.yaml, texts.yaml, duty.yaml, reports.yaml, examples.yaml and calendars/"},
		{"units.yaml", 0, "the file is missing"},
	}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestTheMinimalPackLoads(t *testing.T) {
	p, err := Named("testdata/working_minimal")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := p.ID(), "minimal@1"; got != want {
		t.Errorf("got ID %q, want %q", got, want)
	}
	c, _ := p.Class("04.03.01")
	want := Class{
		Code:  "04.03.01",
		Name:  Text{"zh": "频繁停电", "en": "Frequent outages"},
		Group: ClassName{Code: "04", Name: Text{"zh": "供电质量投诉", "en": "Supply quality"}},
		Parent: ClassName{
			Code: "04.03", Name: Text{"zh": "供电可靠性", "en": "Reliability"}, Help: Text{"zh": "经常停电", "en": "the power fails again and again"},
		},
		Phrases: []string{"停电|outage + 又|again^3"},
	}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Errorf("class (-want +got):\n%s", diff)
	}
}

func TestAnUnknownPackNamesThePacks(t *testing.T) {
	for _, name := range []string{"", ".", "nowhere", "../state-grid", "load.go"} {
		_, err := Named(name)
		if err == nil {
			t.Errorf("%q: loaded", name)
			continue
		}
		if _, ok := errors.AsType[Problems](err); !ok && !strings.Contains(err.Error(), "state-grid") {
			t.Errorf("%q: got %q, which does not name the packs", name, err)
		}
	}
}

func TestAFileThatSaysNothingIsEmpty(t *testing.T) {
	for _, src := range []string{"", "~", "null\n", "# nothing\n", "---\n", "--- ~\n...\n"} {
		fsys := overlay(t, "testdata/working_minimal")
		fsys["pack.yaml"] = &fstest.MapFile{Data: []byte(src)}
		p, err := Load(fsys)
		if want := "pack.yaml:1: the file is empty"; err == nil || err.Error() != want {
			t.Errorf("%q: got %v, %v, want %s", src, p, err, want)
		}
	}
}

func TestAFileOfAPackIsOfReasonableSize(t *testing.T) {
	fsys := overlay(t, "testdata/working_minimal")
	fsys["units.yaml"] = &fstest.MapFile{Data: append(fsys["units.yaml"].Data, bytes.Repeat([]byte("# more\n"), maxFile/7)...)}
	_, err := Load(fsys)
	if want := "units.yaml:1: the file is longer than 1048576 bytes"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
