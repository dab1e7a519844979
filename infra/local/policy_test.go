package main

import (
	"bytes"
	"fmt"
	"io/fs"
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
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	counts := fmt.Sprintf("%d classes, %d kinds, %d clocks, %d units", len(p.Classes), len(p.Kinds), len(p.Clocks), len(p.Units))
	if got := stdout.String(); !strings.HasPrefix(got, "ok state-grid@") || !strings.Contains(got, counts) {
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

// checked is what `policy check` says of a sound pack.
func checked(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if err := runPolicy(t.Context(), append([]string{"check"}, args...), &stdout, &stderr); err != nil {
		t.Fatalf("%v\n%s", err, &stdout)
	}
	return stdout.String()
}

func TestPolicyCheckSaysWhatIsLeftToDecide(t *testing.T) {
	layered := t.TempDir()
	files, err := policy.Files("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	pack, err := fs.ReadFile(files, "pack.yaml")
	if err != nil {
		t.Fatal(err)
	}
	put(t, layered, "pack.yaml", strings.NewReplacer("name: state-grid", "name: layered\nextends: state-grid", "calendar: china", "calendar: office").Replace(string(pack)))
	put(t, layered, "calendars/office.yaml", "name: office\nover: china\nplain: [\"2026-10-10\"]\n")
	put(t, layered, "examples.yaml", "examples: []\n")

	tests := []struct {
		name string
		args []string
		want []string
		not  []string
	}{
		{"the default pack", []string{"-on", "2026-11-25", "state-grid"}, []string{
			"\n  not in force on 2026-11-25: answer, variant 1 7wd (from 2011 to 2021): ",
			"\n  to decide: return 4wd: unconfirmed: ", "\n  to decide: kind praise answer 10wd, callback 1wd, dispatch 20m, rework 3wd: proposal: ",
			": published 2025-2026, which ends in 37 days\n", "\n  examples: 94, and all hold\n",
		}, []string{"unset:", "\n  from ", "layers:", "not in force on 2026-11-25: answer 5wd"}},
		{"long ago", []string{"-on", "2015-06-01", "state-grid"}, []string{
			"\n  not in force on 2015-06-01: contact 24h (from 2022): ", "\n  not in force on 2015-06-01: answer 5wd (from 2022): ",
		}, []string{"not in force on 2015-06-01: answer, variant 1"}},
		{"when the calendar is over", []string{"-on", "2027-01-01", "state-grid"}, []string{
			": published 2025-2026, which is over: every deadline in days is provisional\n",
		}, nil},
		{"unset clocks", []string{"-on", "2026-11-25", "southern-grid"}, []string{
			"\n  levels: L1 供电所（班组）, L2 县区局, L3 地市局, L4 省公司, L5 南网公司\n", "\n  unset: contact: none of Southern Grid's documents", "\n  from state-grid: triage.yaml, concepts.yaml, triage.model, classes.yaml, audit.yaml, calendars/china.yaml\n",
		}, nil},
		{"layers and no examples", []string{layered}, []string{
			"\n  layers: 2026-10-10: plain of office beats work: wed of china\n", "\n  examples: none, so that nothing shows",
			"\n  from state-grid: triage.yaml, concepts.yaml, triage.model, clocks.yaml,",
		}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := checked(t, tt.args...)
			for _, want := range tt.want {
				if !strings.Contains(got, want) {
					t.Errorf("%q is not said in:\n%s", want, got)
				}
			}
			for _, not := range tt.not {
				if strings.Contains(got, not) {
					t.Errorf("%q is said in:\n%s", not, got)
				}
			}
		})
	}
}

func TestYearsAreWrittenShortly(t *testing.T) {
	for want, years := range map[string][]int{
		"no year": nil, "2026": {2026}, "2025-2026": {2025, 2026}, "2021, 2024-2026, 2030": {2021, 2024, 2025, 2026, 2030},
	} {
		if got := spans(years); got != want {
			t.Errorf("%v: got %q, want %q", years, got, want)
		}
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
	for _, args := range [][]string{nil, {"check"}, {"list", "state-grid"}, {"check", "nowhere"}, {"check", "-on", "today", "state-grid"}} {
		var stdout, stderr bytes.Buffer
		if err := runPolicy(t.Context(), args, &stdout, &stderr); err == nil {
			t.Errorf("%q: no error", args)
		}
	}
}
