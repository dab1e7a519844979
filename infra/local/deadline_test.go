package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const officeHours = `name: office
timeZone: Asia/Shanghai
week: {mon: ["08:30-12:00","14:00-17:30"], tue: ["08:30-12:00","14:00-17:30"], wed: ["08:30-12:00","14:00-17:30"], thu: ["08:30-12:00","14:00-17:30"], fri: ["08:30-12:00","14:00-17:30"]}
off: ["2021-09-19/2021-09-21 Mid-Autumn"]
work: {"2021-09-18": mon, "2021-09-26": mon}
years: [2021]
`

// ask gives what the command prints, or its error.
func ask(t *testing.T, args ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "office.yaml")
	if err := os.WriteFile(file, []byte(officeHours), 0o644); err != nil {
		t.Fatal(err)
	}
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "OFFICE", file)
	}
	var stdout, stderr bytes.Buffer
	if err := runDeadline(args, &stdout, &stderr); err != nil {
		return "error: " + err.Error()
	}
	return stdout.String()
}

func TestDeadlineAnswersWithItsProof(t *testing.T) {
	got := ask(t, "-calendar", "OFFICE", "-start", "2021-09-17T17:00:00+08:00", "-target", "1h working", "-warn", "50%", "-json")
	want := `{"due":"2021-09-18T09:00:00+08:00","warnings":[{"point":"50%","at":"2021-09-17T17:30:00+08:00"}],"provisional":false,"ledger":[` +
		`{"from":"2021-09-17T17:00:00+08:00","to":"2021-09-17T17:30:00+08:00","counted":1800,"reason":"working"},` +
		`{"from":"2021-09-17T17:30:00+08:00","to":"2021-09-18T08:30:00+08:00","counted":0,"reason":"closed"},` +
		`{"from":"2021-09-18T08:30:00+08:00","to":"2021-09-18T09:00:00+08:00","counted":1800,"reason":"adjusted workday"}]}` + "\n"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestDeadlineReadsEveryFlag(t *testing.T) {
	for _, tt := range []struct {
		name string
		args []string
		want []string
	}{
		{"working days, in the zone of the calendar", []string{"-calendar", "china", "-start", "2026-09-30T08:20:00Z", "-target", "5wd", "-warn", "2wd before@09:00", "-warn", "0wd before@09:00", "-json"},
			[]string{`"due":"2026-10-14T00:00:00+08:00"`, `{"point":"2wd before@09:00","at":"2026-10-10T09:00:00+08:00"}`, `{"point":"0wd before@09:00","at":"2026-10-13T09:00:00+08:00"}`}},
		{"the calendar of a pack", []string{"-calendar", "state-grid", "-start", "2026-09-30T16:20:00+08:00", "-target", "5d", "-json"}, []string{`"due":"2026-10-09T00:00:00+08:00"`}},
		{"pauses", []string{"-calendar", "OFFICE", "-start", "2021-09-13T09:00:00+08:00", "-target", "4h working",
			"-pause", "2021-09-13T10:00:00+08:00/2021-09-13T11:00:00+08:00", "-pause", "2021-09-13T10:30:00+08:00/2021-09-13T15:00:00+08:00", "-json"},
			[]string{`"due":"2021-09-14T09:00:00+08:00"`, `"to":"2021-09-13T15:00:00+08:00","counted":0,"reason":"paused"`}},
		{"an unpublished year", []string{"-calendar", "OFFICE", "-start", "2021-12-31T09:00:00+08:00", "-target", "2wd", "-json"}, []string{`"due":"2022-01-05T00:00:00+08:00"`, `"provisional":true`}},
		{"no warnings are an empty list", []string{"-calendar", "OFFICE", "-start", "2021-09-13T09:00:00+08:00", "-target", "90m", "-json"}, []string{`"due":"2021-09-13T10:30:00+08:00"`, `"warnings":[]`}},
		{"a point at any time", []string{"-calendar", "china", "-start", "2026-09-30T16:20:00+08:00", "-target", "24h", "-warn", "4h before", "-any-time", "-json"}, []string{`"at":"2026-10-01T12:20:00+08:00"`}},
		{"points that fall away are left out", []string{"-calendar", "OFFICE", "-start", "2021-09-13T09:00:00+08:00", "-target", "30m", "-warn", "60m before", "-warn", "50%", "-json"},
			[]string{`"warnings":[{"point":"50%","at":"2021-09-13T09:15:00+08:00"}]`}},
		{"three quarters of three days are the third", []string{"-calendar", "OFFICE", "-start", "2021-09-13T09:00:00+08:00", "-target", "3wd", "-warn", "75%", "-json"},
			[]string{`"due":"2021-09-17T00:00:00+08:00"`, `"warnings":[]`}},
		{"for people", []string{"-calendar", "china", "-start", "2026-12-30T16:20:00+08:00", "-target", "5wd"}, []string{"Thu 2027-01-07 00:00:00 +08:00", "provisional", "86400 s  working; calendar of 2027 not published"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := ask(t, tt.args...)
			for _, want := range tt.want {
				if !strings.Contains(got, want) {
					t.Errorf("%q is not in\n%s", want, got)
				}
			}
		})
	}
}

func TestDeadlineReadsTheCalendarsBelow(t *testing.T) {
	dir := t.TempDir()
	for name, src := range map[string]string{
		"office.yaml": officeHours,
		"branch.yaml": "name: branch\nover: office\noff: [2021-09-18]\n",
		"lost.yaml":   "name: lost\nover: nowhere\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(src), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	limit := []string{"-start", "2021-09-17T17:00:00+08:00", "-target", "1h working", "-json"}
	if got := ask(t, append([]string{"-calendar", filepath.Join(dir, "branch.yaml")}, limit...)...); !strings.Contains(got, `"due":"2021-09-22T09:00:00+08:00"`) {
		t.Errorf("the branch is at work on a Saturday that it has off: %s", got)
	}
	if got := ask(t, append([]string{"-calendar", filepath.Join(dir, "lost.yaml")}, limit...)...); !strings.Contains(got, "there is no calendars/nowhere.yaml") {
		t.Errorf("got %s", got)
	}
}

func TestDeadlineSaysWhatIsWrong(t *testing.T) {
	start := []string{"-calendar", "china", "-start", "2026-09-30T16:20:00+08:00"}
	for _, tt := range []struct {
		name string
		args []string
		want string
	}{
		{"no start", []string{"-target", "5wd"}, "-start is missing"},
		{"no target", start, "-target is missing"},
		{"an unknown calendar", []string{"-calendar", "mars", "-start", "2026-09-30T16:20:00+08:00", "-target", "5wd"}, `named "mars"`},
		{"a start without a zone", []string{"-start", "2026-09-30T16:20:00", "-target", "5wd"}, "-start"},
		{"a limit of zero", append(start, "-target", "0h"), "zero is no limit"},
		{"a negative limit", append(start, "-target=-8h"), "-target"},
		{"an empty limit", append(start, "-target", ""), "-target"},
		{"a pause that ends before it begins", append(start, "-target", "5wd", "-pause", "2026-10-09T10:00:00Z/2026-10-08T10:00:00Z"), "ends before it begins"},
		{"half a pause", append(start, "-target", "5wd", "-pause", "2026-10-09T10:00:00Z"), "START/END"},
		{"a word too many", append(start, "-target", "5wd", "now"), `unexpected argument "now"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := ask(t, tt.args...); !strings.HasPrefix(got, "error: ") || !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want an error with %q", got, tt.want)
			}
		})
	}
}
