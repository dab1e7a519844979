package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// lived makes a data folder of one complaint, received on 28 December, whose
// program has stopped on the day after, in virtual time.
func lived(t *testing.T, pack string, change func(*complaint.Case)) string {
	t.Helper()
	dir := t.TempDir()
	a, err := newApp(t.Context(), config{data: dir, policy: pack, clock: "2026-12-28T09:00:00+08:00", dev: true}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	s := &scene{t: t, app: a, server: a.handler(), zone: a.policy.Zone()}
	s.submit("customer", `{"channel":"web","text":"又停电了","class":"04.03.01","customer":{"phone":"139"},"site":{"region":"demo"}}`)
	s.command(200, `handler contact {"reached":true}`)
	s.call("POST", "/local/clock", "", `{"advance":"26h"}`, 200, nil)
	c, err := a.db.Case(t.Context(), s.reference)
	if err != nil {
		t.Fatal(err)
	}
	change(c)
	c.Version++
	if err := a.db.Commit(t.Context(), complaint.Commit{Case: c, Expect: c.Version - 1}); err != nil {
		t.Fatal(err)
	}
	return dir
}

// reconcileIn runs the command on a data folder.
func reconcileIn(t *testing.T, dir string, args ...string) (string, error) {
	t.Helper()
	var stdout bytes.Buffer
	err := runReconcile(t.Context(), append([]string{"-data", dir}, args...), &stdout, io.Discard)
	return stdout.String(), err
}

func TestReconcileShowsFirstAndRepairsOnRequest(t *testing.T) {
	dir := lived(t, "state-grid", func(c *complaint.Case) { c.WakeAt = time.Time{} })
	for _, step := range []struct {
		name string
		args []string
		says []string
		fine bool
	}{
		{"figures", nil, []string{"2026-12-28", "does not add up", "to be woken"}, false},
		{"what a repair would do", []string{"-repair"}, []string{"1 woken", "nothing was changed: -repair -yes does it"}, false},
		{"the repair", []string{"-repair", "-yes"}, []string{"202612-000001  woken\n"}, false},
		{"after it", []string{"-repair"}, []string{"adds up", "0 woken"}, true},
		{"another day", []string{"-day", "2026-12-27"}, []string{"2026-12-27", "adds up", "0 = 0 met"}, true},
	} {
		out, err := reconcileIn(t, dir, step.args...)
		if (err == nil) != step.fine {
			t.Errorf("%s: %v", step.name, err)
		}
		for _, says := range step.says {
			if !strings.Contains(out, says) {
				t.Errorf("%s: no %q in\n%s", step.name, says, out)
			}
		}
	}
	out, err := reconcileIn(t, dir, "-json")
	var figures reconciliation.Out
	if err != nil || json.Unmarshal([]byte(out), &figures) != nil || figures.Day != "2026-12-28" || !figures.AddsUp || figures.Open != 1 {
		t.Errorf("%v, %s", err, out)
	}
}

func TestReconcileRefusesWhatItCannotDo(t *testing.T) {
	dir := lived(t, "state-grid", func(*complaint.Case) {})
	held, err := lock(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	for _, tt := range []struct {
		name string
		args []string
		says string
	}{
		{"a repair while a program works on the folder", []string{"-repair", "-yes"}, "another program works on"},
		{"a day that has not begun", []string{"-day", "2027-01-30"}, "-day must be a day"},
		{"yes to nothing", []string{"-yes"}, "-yes goes with -repair"},
		{"stray words", []string{"2026-12-28"}, "unexpected argument"},
		{"an empty folder", []string{"-data", t.TempDir()}, "no store in"},
	} {
		if _, err := reconcileIn(t, dir, tt.args...); err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.says)
		}
	}
	if _, err := reconcileIn(t, dir); err != nil {
		t.Errorf("a look while a program works on the folder: %v", err)
	}
}

// packOf writes the default pack with another version and, of its calendar's
// published years and days off, these.
func packOf(t *testing.T, version, years, off string) string {
	t.Helper()
	dir := t.TempDir()
	files, err := policy.Files("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "examples.yaml")); err != nil { // which hold for the calendar as it is
		t.Fatal(err)
	}
	rewrite := func(name string, edit func(string) string) {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), []byte(edit(string(data))), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	rewrite("pack.yaml", func(s string) string {
		return regexp.MustCompile(`(?m)^version: .*$`).ReplaceAllString(s, "version: "+version)
	})
	rewrite("calendars/china.yaml", func(string) string {
		hours := `["08:30-12:00", "13:30-17:30"]`
		return "name: china\ntimeZone: Asia/Shanghai\nweek: {mon: " + hours + ", tue: " + hours + ", wed: " + hours + ", thu: " + hours + ", fri: " + hours +
			"}\noff: [" + off + "]\nyears: [" + years + "]\ndayEnd: \"24:00\"\nsource: made up\n"
	})
	return dir
}

func TestACalendarInTheNextPackVersionMovesOlderCases(t *testing.T) {
	before, after := packOf(t, "early", "2026", ""), packOf(t, "late", "2026, 2027", `"2027-01-01/2027-01-03"`)
	dir := lived(t, before, func(*complaint.Case) {})
	if out, err := reconcileIn(t, dir, "-policy", before); err != nil || !strings.Contains(out, "[2027:3]") {
		t.Errorf("three provisional deadlines are not told: %v\n%s", err, out)
	}
	for _, step := range []struct{ args, says string }{
		{"-repair", "to be reissued answer/0 due 2027-01-04T16:00:00Z counted 2027-01-05T16:00:00Z"},
		{"-repair -yes", "1 re-issued"},
		{"-repair", "0 re-issued"},
	} {
		out, err := reconcileIn(t, dir, append(strings.Fields(step.args), "-policy", after)...)
		if err != nil || !strings.Contains(out, step.says) {
			t.Errorf("%s: no %q, %v in\n%s", step.args, step.says, err, out)
		}
	}
}

func TestAReconciliationThatIsCutOffSaysWhy(t *testing.T) {
	var stdout bytes.Buffer
	out := reconciliation.Out{Day: "2026-12-28", Stopped: &reconciliation.Place{Pass: "open"}}
	err := reconcileFlags{}.conclude(&stdout, out, io.ErrUnexpectedEOF)
	if !errors.Is(err, io.ErrUnexpectedEOF) || stdout.Len() > 0 {
		t.Errorf("failed with %v, printed %q", err, stdout.String())
	}
}
