package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/store/sqlite"
)

// stored makes a store with one complaint that nobody has taken up.
func stored(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	db, err := sqlite.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	turn := complaint.Turn{Policy: p, Now: time.Date(2026, 9, 30, 8, 20, 0, 0, time.UTC)}
	c, contact, change, err := complaint.Open(complaint.Submission{Channel: "web", Text: "停电"}, "202609-000001", "code", turn)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Commit(t.Context(), complaint.Commit{Case: c, Change: change, Contact: &contact}); err != nil {
		t.Fatal(err)
	}
	if err := db.SetMeta(t.Context(), virtualNow, "2026-10-14T01:00:00Z"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestReportWritesEveryFormat(t *testing.T) {
	data, out := stored(t), filepath.Join(t.TempDir(), "out")
	args := []string{"-kind", "sla-breach", "-from", "2026-09-01", "-to", "2026-10-31", "-out", out, "-data", data, "-language", "en"}
	read := func() (all string) {
		t.Helper()
		var stdout bytes.Buffer
		if err := runReport(args, &stdout, io.Discard); err != nil {
			t.Fatal(err)
		}
		paths := strings.Fields(stdout.String())
		if len(paths) != 4 || paths[0] != filepath.Join(out, "sla-breach-20260901-20261031-en.json") {
			t.Fatalf("paths %q", paths)
		}
		for _, path := range paths {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			all += string(b)
		}
		return all
	}
	first := read()
	if !strings.Contains(first, `"asOf": "2026-10-14T01:00:00Z"`) || strings.Count(first, `"reference": "202609-000001"`) != 4 {
		t.Errorf("report:\n%s", first)
	}
	if first != read() {
		t.Error("the same report differs")
	}
}

func TestReportCountsWithinLimitsAndNamesTheCases(t *testing.T) {
	data, out := stored(t), t.TempDir()
	args := []string{"-from", "2026-09-01", "-to", "2026-10-31", "-out", out, "-data", data, "-language", "en", "-channel", "web", "-cases", "answer.late"}
	var stdout bytes.Buffer
	if err := runReport(args, &stdout, io.Discard); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(out, "sla-breach-20260901-20261031-web-en")
	if paths := strings.Fields(stdout.String()); len(paths) != 5 || paths[4] != name+"-answer.late.txt" {
		t.Fatalf("paths %q", paths)
	}
	if text, err := os.ReadFile(name + "-answer.late.txt"); err != nil || string(text) != "202609-000001\n" {
		t.Errorf("cases %q, %v", text, err)
	}
	if err := runReport(append(args, "-channel", "app"), io.Discard, io.Discard); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(strings.Replace(name, "web", "app", 1) + "-answer.late.txt"); err != nil || len(text) > 0 {
		t.Errorf("cases of another channel %q, %v", text, err)
	}
}

func TestReportNamesWhatIsWrong(t *testing.T) {
	data, out := stored(t), t.TempDir()
	empty := t.TempDir()
	for _, tt := range []struct {
		name, want string
		args       []string
	}{
		{"no period", "-from, -to and -out are required", []string{"-out", out}},
		{"no store", "no store in", []string{"-from", "2026-09-01", "-to", "2026-09-30", "-out", out, "-data", empty}},
		{"a bad day", "-from must be a date", []string{"-from", "1 Sept", "-to", "2026-09-30", "-out", out, "-data", data}},
		{"an unknown kind", "-kind must be one of sla-breach", []string{"-kind", "x", "-from", "2026-09-01", "-to", "2026-09-30", "-out", out, "-data", data}},
		{"an unknown language", "-language must be one of zh, en", []string{"-language", "fr", "-from", "2026-09-01", "-to", "2026-09-30", "-out", out, "-data", data}},
		{"an unknown pack", "no policy pack", []string{"-policy", "nowhere", "-from", "2026-09-01", "-to", "2026-09-30", "-out", out, "-data", data}},
		{"an unknown unit", "-unit is no unit", []string{"-unit", "moon", "-from", "2026-09-01", "-to", "2026-09-30", "-out", out, "-data", data}},
		{"an unknown class", "-class is no class", []string{"-class", "99", "-from", "2026-09-01", "-to", "2026-09-30", "-out", out, "-data", data}},
		{"an unknown figure", "-cases is no count", []string{"-cases", "weather", "-from", "2026-09-01", "-to", "2026-09-30", "-out", out, "-data", data}},
		{"no case", "-reference and -out are required", []string{"-kind", "penetration", "-out", out}},
		{"a period of one case", "of no use: penetration is a report of one case", []string{"-kind", "penetration", "-reference", "202609-000001", "-from", "2026-09-01", "-out", out}},
		{"a case of a period", "-reference is of no use", []string{"-reference", "202609-000001", "-from", "2026-09-01", "-to", "2026-09-30", "-out", out}},
		{"a bad as-of", "-as-of must be an instant", []string{"-as-of", "now", "-from", "2026-09-01", "-to", "2026-09-30", "-out", out, "-data", data}},
		{"too much", "unexpected argument", []string{"-from", "2026-09-01", "-to", "2026-09-30", "-out", out, "more"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := runReport(tt.args, io.Discard, io.Discard)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	if _, err := os.Stat(filepath.Join(empty, "redress.db")); err == nil {
		t.Error("a store was made where there was none")
	}
}
