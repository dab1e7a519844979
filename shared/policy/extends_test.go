package policy

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestAPackReadsWhatItLacksFromTheOneItExtends(t *testing.T) {
	p, err := Named("testdata/extending/working_child")
	if err != nil {
		t.Fatal(err)
	}
	from := make(map[string]string)
	for _, f := range p.Files {
		from[f.Name] = f.Pack
	}
	want := map[string]string{
		"pack.yaml": "", "clocks.yaml": "", "classes.yaml": "working_base", "kinds.yaml": "working_base", "units.yaml": "working_base",
		"triage.yaml": "working_base", "texts.yaml": "working_base", "calendars/week.yaml": "working_base",
	}
	if diff := cmp.Diff(want, from); diff != "" {
		t.Errorf("packs of the files (-want +got):\n%s", diff)
	}
	if c, _ := p.Clock("answer"); p.ID() != "child@1" || c.Target.String() != "3wd" {
		t.Errorf("%s answers in %s", p.ID(), c.Target)
	}
}

func TestAFolderMayExtendABuiltInPack(t *testing.T) {
	pack, err := os.ReadFile("packs/state-grid/pack.yaml")
	if err != nil {
		t.Fatal(err)
	}
	own := strings.Replace(string(pack), "name: state-grid", "name: own\nextends: state-grid", 1)
	// Its name may be that of the built-in one: the chain goes on to that, not to itself.
	dir := filepath.Join(t.TempDir(), "state-grid")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "pack.yaml"), []byte(own), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, load := range map[string]func() (*Policy, error){
		"a folder":            func() (*Policy, error) { return Named(dir) },
		"files from anywhere": func() (*Policy, error) { return Load(fstest.MapFS{"pack.yaml": {Data: []byte(own)}}) },
	} {
		p, err := load()
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if p.Name != "own" || len(p.Classes) != 50 {
			t.Errorf("%s: got %s with %d classes", name, p.ID(), len(p.Classes))
		}
	}
}

func TestAChainOfPacksMustEnd(t *testing.T) {
	for _, tt := range []struct{ name, dir, want string }{
		{"itself", "busted_itself", `pack.yaml:2: extends "busted_itself": a pack cannot extend itself`},
		{"in a ring", "busted_ring_a", `busted_ring_b/pack.yaml:2: extends "busted_ring_a": a pack cannot extend itself`},
		{"an unknown one", "busted_nowhere", `pack.yaml:2: extends "nobody": there is no such pack, built in or beside this one; built in are ` +
			strings.Join(Names(), ", ")},
		{"one that is broken itself", "busted_over_base", "busted_base/pack.yaml:2: a plain value is expected here\n" +
			"busted_base/pack.yaml:2: extends is missing\nbusted_base/texts.yaml:2: unknown text notices.warning.legal"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Named("testdata/extending/" + tt.dir)
			if err == nil {
				t.Fatal("loaded")
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPacksDoNotPileUpWithoutBound(t *testing.T) {
	root := t.TempDir()
	for i := range deepest + 1 {
		name := string(rune('a' + i))
		dir := filepath.Join(root, name)
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		text := "name: " + name + "\nextends: " + string(rune('b'+i)) + "\n"
		if err := os.WriteFile(filepath.Join(dir, "pack.yaml"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_, err := Named(filepath.Join(root, "a"))
	if want := `h/pack.yaml:2: extends "i": more than 8 packs over each other`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestACopyIsCompleteByItself(t *testing.T) {
	p, err := Named("testdata/extending/working_child")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := p.Copy(dir); err != nil {
		t.Fatal(err)
	}
	kept, err := Named(dir) // no pack "working_base" lies beside it
	if err != nil {
		t.Fatal(err)
	}
	if len(kept.Files) != len(p.Files) || kept.ID() != p.ID() {
		t.Errorf("got %s of %d files, want %s of %d", kept.ID(), len(kept.Files), p.ID(), len(p.Files))
	}
	for i, f := range kept.Files {
		if f.Pack != "" || f.Name != p.Files[i].Name || string(f.Data) != string(p.Files[i].Data) {
			t.Errorf("%s of %q is not what it was", f.Name, f.Pack)
		}
	}
}

func TestAPipeIsNoFileOfAPack(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("has no such files")
	}
	dir := filepath.Join(t.TempDir(), "piped")
	if err := os.CopyFS(dir, os.DirFS("testdata/working_minimal")); err != nil {
		t.Fatal(err)
	}
	clocks := filepath.Join(dir, clocksFile)
	if err := errors.Join(os.Remove(clocks), exec.Command("mkfifo", clocks).Run()); err != nil {
		t.Skipf("cannot make a pipe: %v", err)
	}
	_, err := Named(dir)
	if err == nil || !strings.Contains(err.Error(), "clocks.yaml") || !strings.Contains(err.Error(), "no regular file") {
		t.Errorf("a pipe was read: %v", err)
	}
	if _, err := NamedCalendar(clocks); err == nil {
		t.Error("a pipe was read as a calendar")
	}
}
