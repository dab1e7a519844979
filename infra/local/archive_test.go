package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/redress/redress/shared/fault"
)

// archives are both kinds: in a folder and in memory.
func archives(t *testing.T) map[string]*fileArchive {
	t.Helper()
	all := map[string]*fileArchive{}
	for name, dir := range map[string]string{"in a folder": filepath.Join(t.TempDir(), "reports"), "in memory": ""} {
		a, err := newFileArchive(dir)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = a
	}
	return all
}

func TestArchiveKeepsTheLastUnderAKey(t *testing.T) {
	for name, a := range archives(t) {
		t.Run(name, func(t *testing.T) {
			for _, put := range []string{"reports/b/report.csv 1", "reports/a/report.csv 2", "reports/b/report.csv 3", "other/a 4"} {
				key, data, _ := strings.Cut(put, " ")
				if err := a.Put(t.Context(), key, "text/csv", []byte(data)); err != nil {
					t.Fatal(err)
				}
			}
			if got, err := a.Get(t.Context(), "reports/b/report.csv"); err != nil || string(got) != "3" {
				t.Errorf("got %q, %v", got, err)
			}
			want := []string{"reports/a/report.csv", "reports/b/report.csv"}
			if keys, err := a.List(t.Context(), "reports/"); err != nil || !slices.Equal(keys, want) {
				t.Errorf("keys %q, %v", keys, err)
			}
			for _, key := range []string{"reports/c", "reports", "reports/b"} {
				if _, err := a.Get(t.Context(), key); !fault.Is(err, fault.NotFound) {
					t.Errorf("%s: %v", key, err)
				}
			}
		})
	}
}

func TestArchiveStaysInItsFolder(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(outside, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(filepath.Dir(outside), filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	all := archives(t)
	linked, err := newFileArchive(dir)
	if err != nil {
		t.Fatal(err)
	}
	all["with a link out of it"] = linked
	for name, a := range all {
		for _, key := range []string{"", ".", "..", "../x", "a/../../x", "/etc/passwd", "a//b", "a/", ".hidden", "a/.b", `a\..\b`, "C:x", "a\x00b"} {
			if err := a.Put(t.Context(), key, "", nil); !fault.Is(err, fault.Invalid) {
				t.Errorf("%s: put %q: %v", name, key, err)
			}
			if _, err := a.Get(t.Context(), key); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: get %q: %v", name, key, err)
			}
		}
	}
	if data, err := linked.Get(t.Context(), "link/secret"); err == nil {
		t.Errorf("read %q through a link", data)
	}
	if err := linked.Put(t.Context(), "link/new", "", nil); err == nil {
		t.Error("wrote through a link")
	}
}

func TestArchiveLeavesNoHalfFiles(t *testing.T) {
	dir := t.TempDir()
	a, err := newFileArchive(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Put(t.Context(), "x/taken/file", "", []byte("1")); err != nil {
		t.Fatal(err)
	}
	if err := a.Put(t.Context(), "x/taken", "", []byte("2")); err == nil { // a folder cannot be replaced by a file
		t.Error("a folder was replaced")
	}
	entries, err := os.ReadDir(filepath.Join(dir, "x"))
	if err != nil || len(entries) != 1 {
		t.Errorf("left %v, %v", entries, err)
	}
}
