package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/policy/shelf"
)

// put writes one file of a pack.
func put(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// edit changes words of one file of a pack.
func edit(t *testing.T, dir, name, old, now string) {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(src), old) {
		t.Fatalf("%s has no %q", name, old)
	}
	put(t, dir, name, strings.ReplaceAll(string(src), old, now))
}

// family makes a folder "base", a copy of state-grid under another name, and
// beside it a folder "child" that extends it with limits of its own.
func family(t *testing.T) (base, child string) {
	t.Helper()
	files, err := policy.Files("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	base, child = filepath.Join(root, "base"), filepath.Join(root, "child")
	p, err := policy.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range p.Files {
		if f.Name != "examples.yaml" {
			put(t, base, f.Name, string(f.Data))
		}
	}
	edit(t, base, "pack.yaml", "name: state-grid", "name: base")
	src, err := fs.ReadFile(files, "pack.yaml")
	if err != nil {
		t.Fatal(err)
	}
	put(t, child, "pack.yaml", strings.ReplaceAll(string(src), "name: state-grid", "name: child\nextends: base"))
	return base, child
}

// limits gives the target of the answer under the version of a kept policy.
func limits(t *testing.T, s *shelf.Shelf, id string) string {
	t.Helper()
	p, err := s.PolicyOf(id)
	if err != nil {
		t.Fatal(err)
	}
	c, _ := p.Clock("answer")
	return c.Target.String()
}

func TestAKeptPackOutlivesChangesOfItsBase(t *testing.T) {
	base, child := family(t)
	dir := t.TempDir()
	if _, err := newShelf(dir, child); err != nil {
		t.Fatal(err)
	}
	if _, err := newShelf(dir, child); err != nil {
		t.Errorf("the same pack again: %v", err)
	}
	edit(t, base, "clocks.yaml", "target: 5wd", "target: 6wd")
	put(t, base, "examples.yaml", "examples: []\n")
	edit(t, child, "pack.yaml", `version: "2026`, `version: "2027`)
	s, err := newShelf(dir, child)
	if err != nil {
		t.Fatal(err)
	}
	now := s.Present.ID()
	then := strings.Replace(now, "2027", "2026", 1)
	if got := limits(t, s, now); got != "6wd" {
		t.Errorf("the new version answers in %s, want 6wd", got)
	}
	if got := limits(t, s, then); got != "5wd" {
		t.Errorf("the kept version answers in %s, want 5wd", got)
	}
	kept, err := policy.Named(filepath.Join(dir, then))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range kept.Files {
		if f.Pack != "" || f.Name == "examples.yaml" {
			t.Errorf("the kept version reads %s of %q", f.Name, f.Pack)
		}
	}
}

func TestAVersionIsWhatItIsForEver(t *testing.T) {
	for _, tt := range []struct {
		name, file string
		change     func(t *testing.T, base, child string)
	}{
		{"a file of its own changes", "pack.yaml", func(t *testing.T, _, child string) {
			edit(t, child, "pack.yaml", "attempts: 3", "attempts: 4")
		}},
		{"a file of the pack it extends changes", "clocks.yaml", func(t *testing.T, base, _ string) {
			edit(t, base, "clocks.yaml", "target: 5wd", "target: 6wd")
		}},
		{"a file is taken away", "examples.yaml", func(t *testing.T, _, child string) {
			if err := os.Remove(filepath.Join(child, "examples.yaml")); err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(filepath.Join(filepath.Dir(child), "base", "examples.yaml")); err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			base, child := family(t)
			put(t, child, "examples.yaml", "examples: []\n")
			dir := t.TempDir()
			if _, err := newShelf(dir, child); err != nil {
				t.Fatal(err)
			}
			tt.change(t, base, child)
			_, err := newShelf(dir, child)
			if err == nil || !strings.HasPrefix(err.Error(), tt.file+" of policy child@") {
				t.Errorf("got %v, want a word on %s", err, tt.file)
			}
		})
	}
}
