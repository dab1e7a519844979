package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/shared/policy"
)

func TestPolicyCheckCountsWhatIsInAPack(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if err := runPolicy(t.Context(), []string{"check", "state-grid"}, &stdout, &stderr); err != nil {
		t.Fatal(err)
	}
	if got := stdout.String(); !strings.HasPrefix(got, "ok state-grid@") || !strings.Contains(got, "50 classes, 8 kinds, 9 clocks") {
		t.Errorf("got %q", got)
	}
}

func TestPolicyCheckListsTheGapsOfTheComingWeek(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	p.Duty = p.Rota(map[string]policy.Roster{
		"demo-city":   {Shifts: []policy.Shift{{Days: []string{"working"}, Hours: "00:00-24:00", People: []string{"wang"}}}},
		"demo-county": {Shifts: []policy.Shift{{Hours: "08:30-08:30", People: []string{"li"}}}},
	})
	var out bytes.Buffer
	printGaps(&out, p, time.Date(2026, 9, 30, 8, 0, 0, 0, p.Zone()))
	if want := "nobody on duty in demo-city from 2026-10-01 00:00 to 2026-10-07 08:00\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestPolicyCheckTellsEveryProblem(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "units.yaml"), []byte("units:\n  - {id: a, level: L7}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	err := runPolicy(t.Context(), []string{"check", dir}, &stdout, &stderr)
	if err == nil || !strings.HasSuffix(err.Error(), " problems") {
		t.Errorf("got error %v, want a number of problems", err)
	}
	for _, want := range []string{"pack.yaml: the file is missing\n", `units.yaml:2: unknown level "L7"`} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("%q is not told in:\n%s", want, stdout.String())
		}
	}
}

func TestPolicyCheckRefusesOtherWords(t *testing.T) {
	for _, args := range [][]string{nil, {"check"}, {"list", "state-grid"}, {"check", "nowhere"}} {
		var stdout, stderr bytes.Buffer
		if err := runPolicy(t.Context(), args, &stdout, &stderr); err == nil {
			t.Errorf("%q: no error", args)
		}
	}
}
