package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// sooner is the state-grid pack with the answer in three working days.
func sooner(t *testing.T) string {
	t.Helper()
	files, err := policy.Files("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "sooner")
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	for file, change := range map[string][2]string{
		"pack.yaml":   {`version: "`, `version: "sooner-`},
		"clocks.yaml": {"target: 5wd", "target: 3wd"},
	} {
		src, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.Replace(string(src), change[0], change[1], 1)
		if err := os.WriteFile(filepath.Join(dir, file), []byte(changed), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_ = os.Remove(filepath.Join(dir, "examples.yaml")) // which vouch for the limits that were
	return dir
}

func TestOpenCasesMoveToAnotherVersionOnlyWhenTold(t *testing.T) {
	data := t.TempDir()
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	a, err := newApp(t.Context(), config{data: data, policy: "state-grid", clock: "2026-06-01T10:00:00+08:00", dev: true}, log)
	if err != nil {
		t.Fatal(err)
	}
	var last *complaint.Case
	for range 3 {
		last, _, err = a.desk.Submit(t.Context(), complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01", Site: complaint.SiteDetails{Region: "demo"}}, complaint.Actor{Role: complaint.Public}, nil)
		if err != nil {
			t.Fatal(err)
		}
	}
	a.close()

	adopt := func(args ...string) string {
		t.Helper()
		var stdout, stderr bytes.Buffer
		if err := runAdopt(t.Context(), append([]string{"-data", data, "-policy", sooner(t)}, args...), &stdout, &stderr); err != nil {
			t.Fatal(err, stderr.String())
		}
		return stdout.String()
	}
	dry := adopt()
	if !strings.Contains(dry, last.Reference+"  answer  2026-06-09T00:00:00+08:00  ->  2026-06-05T00:00:00+08:00") || !strings.Contains(dry, "3 open cases and 3 due instants would move") {
		t.Errorf("told without -yes:\n%s", dry)
	}
	if again := adopt(); again != dry {
		t.Errorf("nothing was to change, and yet:\n%s", again)
	}
	if done := adopt("-yes", "-rate", "1000"); !strings.Contains(done, "3 open cases and 3 due instants moved to state-grid@sooner-") {
		t.Errorf("told with -yes:\n%s", done)
	}
	if done := adopt("-yes"); !strings.HasPrefix(done, "0 open cases and 0 due instants moved") {
		t.Errorf("told a second time:\n%s", done)
	}
}
