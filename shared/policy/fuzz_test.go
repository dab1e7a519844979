package policy

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"
)

// fuzzed are the files of a pack that the fuzzer writes, those that may be left out too.
var fuzzed = []string{
	packFile, clocksFile, classesFile, kindsFile, unitsFile, triageFile, textsFile, dutyFile, reportsFile, examplesFile, "calendars/week.yaml",
}

// FuzzLoad writes one or two files of a sound pack anew. The loader must come to an end without a
// panic, and give either a policy or problems, each of which has a file of the pack and a reason.
func FuzzLoad(f *testing.F) {
	base := make(fstest.MapFS)
	for i, file := range fuzzed {
		for _, dir := range append(dirs(f, "busted_*"), dirs(f, "working_*")...) {
			src, err := os.ReadFile(filepath.Join(dir, file))
			if err != nil || len(src) > 8192 {
				continue
			}
			f.Add(i, src, i, []byte{})
			if filepath.Base(dir) == "working_minimal" {
				base[file] = &fstest.MapFile{Data: src}
			}
		}
	}
	f.Add(0, []byte("name: a\nextends: ofgem\n"), 1, []byte("clocks: []"))
	f.Add(9, []byte("examples:\n  - {name: a, given: {received: 2026-06-01 09:00}, clock: answer, due: 2026-06-03 24:00}\n"), 1, []byte(
		"clocks:\n  - {name: answer, title: {zh: a, en: b}, target: same day, variants: [{when: {areas: [rural]}, target: 56d flat, source: a}], quiet: true, source: a}\n"))
	f.Fuzz(func(t *testing.T, i int, src []byte, j int, other []byte) {
		if !slices.Contains([]bool{i < 0, j < 0, i >= len(fuzzed), j >= len(fuzzed), len(src) > 8192, len(other) > 8192}, true) {
			fsys := maps.Clone(base)
			fsys[fuzzed[i]] = &fstest.MapFile{Data: src}
			if len(other) > 0 {
				fsys[fuzzed[j]] = &fstest.MapFile{Data: other}
			}
			check(t, fsys)
		}
	})
}

func dirs(f *testing.F, pattern string) []string {
	list, err := filepath.Glob(filepath.Join("testdata", pattern))
	if err != nil || len(list) == 0 {
		f.Fatalf("no packs %s: %v", pattern, err)
	}
	return list
}

// check loads a pack and looks at what comes of it.
func check(t *testing.T, fsys fstest.MapFS) {
	p, err := Load(fsys)
	problems, ok := errors.AsType[Problems](err)
	switch {
	case (p == nil) == (err == nil):
		t.Fatalf("got policy %v and error %v", p, err)
	case err != nil && (!ok || len(problems) == 0):
		t.Fatalf("got an error that is not problems: %v", err)
	}
	for _, problem := range problems {
		if problem.File == "" || problem.Reason == "" || problem.Line < 0 {
			t.Errorf("got the problem %#v", problem)
		}
	}
	if p == nil {
		return
	}
	for _, c := range p.Clocks {
		for _, k := range p.Kinds {
			if l, ok := p.Limit(Matter{Kind: k.Code}, c.Name); ok && l.Target.Size() == 0 {
				t.Errorf("kind %s has the empty limit %v for clock %s", k.Code, l, c.Name)
			}
		}
	}
	if err := p.Copy(t.TempDir()); err != nil {
		t.Errorf("copy: %v", err)
	}
}
