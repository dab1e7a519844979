package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

func TestAnInstallationGoesOverWhole(t *testing.T) {
	from, to := playedFolder(t), t.TempDir()
	file := exported(t, from)
	said, err := restore(t, file, "-data", to)
	if err != nil || !strings.HasPrefix(said, "restored: 72 cases, 8 of them open, 72 contacts") {
		t.Fatalf("restore: %s%v", said, err)
	}
	for what, query := range dumps {
		want, got := dump(t, from, query), dump(t, to, query)
		if diff := cmp.Diff(want, got); diff != "" || len(want) == 0 {
			t.Errorf("%s, %d rows (-want +got):\n%s", what, len(want), diff)
		}
	}
	for _, folder := range []string{"policies", "reports"} {
		if diff := cmp.Diff(files(t, filepath.Join(from, folder)), files(t, filepath.Join(to, folder))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", folder, diff)
		}
	}
	if diff := cmp.Diff(map[string]string{"/evidence/202609-000001/KEPT": "\xFF\xD8\xFF a photo"}, files(t, filepath.Join(to, "evidence"))); diff != "" {
		t.Errorf("the files of cases that were confirmed (-want +got):\n%s", diff)
	}
	starts := dump(t, to, `SELECT key FROM effects WHERE kind IN ('start', 'resume') AND delivered_at IS NULL ORDER BY key`)
	open := dump(t, from, `SELECT 'start/' || reference || '-' || json_extract(doc, '$.cycle') || CASE status WHEN 'received' THEN '-0' ELSE '-1' END
		FROM cases WHERE status <> 'closed'`)
	flows := dump(t, from, `SELECT 'start/' || reference || '-emergency-' || json_extract(doc, '$.emergency.number') || '-1'
		FROM cases WHERE json_extract(doc, '$.emergency.step') IS NOT NULL`)
	if diff := cmp.Diff(slices.Sorted(slices.Values(slices.Concat(open, flows))), starts); diff != "" || len(open) != 8 || len(flows) == 0 {
		t.Errorf("executions promised to %d open cases and %d flows (-want +got):\n%s", len(open), len(flows), diff)
	}
	again := exported(t, to)
	if diff := cmp.Diff(records(t, file), records(t, again)); diff != "" {
		t.Errorf("exported once more (-want +got):\n%s", diff)
	}
}

// records are the lines of an export between its first and its last.
func records(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	return lines[1 : len(lines)-2]
}

// files are the files below a folder, with what is in them.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		all[strings.TrimPrefix(path, dir)] = string(text)
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatalf("%d files in %s: %v", len(all), dir, err)
	}
	return all
}

// TestARestoredInstallationGoesOn: the executions find the places of their
// cases, serials continue, and a case is led to its end.
func TestARestoredInstallationGoesOn(t *testing.T) {
	to := t.TempDir()
	if _, err := restore(t, exported(t, playedFolder(t)), "-data", to); err != nil {
		t.Fatal(err)
	}
	a := folderApp(t, to)
	t.Cleanup(a.close)
	ctx := t.Context()
	if _, err := a.advance(ctx, a.watch.Now().Add(20*time.Minute)); err != nil { // beyond the pause of a successor
		t.Fatal(err)
	}
	page, err := a.db.List(ctx, complaint.Query{Open: true, Limit: 100})
	if err != nil || len(page.Cases) != 8 {
		t.Fatalf("%d open cases, %v; want 8", len(page.Cases), err)
	}
	waits := map[complaint.Status]string{complaint.Sorting: "AwaitSorting", complaint.Dispatched: "AwaitHandling", complaint.Handling: "AwaitHandling"}
	var handled *complaint.Case
	for _, c := range page.Cases {
		list, err := a.runner.Executions(ctx, c.Reference+"-")
		if err != nil || len(list) != 1 || list[0].Status != "RUNNING" || list[0].States[len(list[0].States)-1] != waits[c.Status] {
			t.Errorf("%s is %s: %v, %v", c.Reference, c.Status, list, err)
		}
		if c.Status == complaint.Handling {
			handled = c
		}
	}
	staff := within(a.handler())
	for _, deed := range []struct{ as, command, body string }{
		{"handler:" + handled.Unit, "answer", `{"text":"已处理"}`},
		{"supervisor:*", "review", `{"passed":true}`},
		{"callback:*", "callback", `{"reached":true,"satisfied":true}`},
	} {
		if err := staff.call(ctx, call{path: "/v1/cases/" + handled.Reference + "/" + deed.command, as: "dev:" + deed.as, body: rawJSON(deed.body)}); err != nil {
			t.Fatal(err)
		}
	}
	var v web.CaseView
	if err := staff.call(ctx, call{path: "/v1/cases/" + handled.Reference, as: "dev:supervisor:*", out: &v}); err != nil || v.Status != complaint.Closed {
		t.Errorf("status %s, %v", v.Status, err)
	}
	list, err := a.runner.Executions(ctx, handled.Reference+"-")
	if err != nil || list[0].Name != fmt.Sprintf("%s-%d-1", handled.Reference, handled.Cycle) || list[0].Status != "SUCCEEDED" {
		t.Errorf("executions %v, %v", list, err)
	}
	var fresh struct{ Reference string }
	body := map[string]any{"channel": "web", "text": "停电", "site": map[string]string{"region": "demo"}}
	if err := staff.call(ctx, call{path: "/v1/complaints", body: body, out: &fresh}); err != nil || fresh.Reference <= handled.Reference {
		t.Errorf("a new complaint is %s, %v; want one after %s", fresh.Reference, err, handled.Reference)
	}
	replays(t, a)
}

type rawJSON string

func (r rawJSON) MarshalJSON() ([]byte, error) { return []byte(r), nil }

func TestWhatIsNotWholeIsRefused(t *testing.T) {
	file := exported(t, playedFolder(t))
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	last := bytes.LastIndex(text[:len(text)-1], []byte("\n")) + 1
	serial := records(t, file)[slices.IndexFunc(records(t, file), func(l string) bool { return strings.HasPrefix(l, `{"serial"`) })]
	change := func(old, with string) []byte { return bytes.Replace(text, []byte(old), []byte(with), 1) }
	for _, tt := range []struct {
		name string
		text []byte
		want string
	}{
		{"cut off within a line", text[:len(text)/2], "incomplete"},
		{"cut off before its last line", text[:last], "incomplete"},
		{"cut off within its last line", text[:len(text)-10], "incomplete"},
		{"a line changed", change(`"status":"closed"`, `"status":"sorted"`), "not those that were written"},
		{"a line missing", change(serial, ""), "not those that were written"},
		{"a member that is not known", change(`{"serial":{`, `{"serial":{"first":"13900000001",`), "not as this version of the program writes it"},
		{"two files", append(bytes.Clone(text), text...), "more behind the last line"},
		{"a later version", change(`"version":1,`, `"version":2,`), "version 2 of the format"},
		{"something else", []byte("reference,name\n"), "no file of redress export"},
		{"nothing", nil, "no file of redress export"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			broken := filepath.Join(t.TempDir(), "broken.jsonl")
			if err := os.WriteFile(broken, tt.text, 0o600); err != nil {
				t.Fatal(err)
			}
			to := filepath.Join(t.TempDir(), "data")
			_, err := restore(t, broken, "-data", to)
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "nothing was restored") || strings.Contains(err.Error(), "139") {
				t.Errorf("from a file: %v", err)
			}
			if _, err := os.Stat(to); err == nil {
				t.Error("a folder was made")
			}
			if err := runRestore(t.Context(), []string{"-data", to}, bytes.NewReader(tt.text), io.Discard, io.Discard); err == nil {
				t.Error("from a pipe: no error")
			}
			for _, left := range []string{"redress.db", "restoring"} {
				if _, err := os.Stat(filepath.Join(to, left)); err == nil {
					t.Errorf("%s was left", left)
				}
			}
			if _, err := restore(t, file, "-data", to); err != nil {
				t.Errorf("the whole file afterwards: %v", err)
			}
		})
	}
}

func TestAFolderIsRestoredOnce(t *testing.T) {
	from, to := playedFolder(t), t.TempDir()
	file := exported(t, from)
	if _, err := restore(t, file, "-data", to); err != nil {
		t.Fatal(err)
	}
	folderApp(t, to).close() // its own deeds stay
	before, err := os.ReadFile(filepath.Join(to, "redress.db"))
	if err != nil {
		t.Fatal(err)
	}
	said, err := restore(t, file, "-data", to)
	if err != nil || !strings.Contains(said, "nothing was changed") {
		t.Errorf("a second time: %q, %v", said, err)
	}
	if after, err := os.ReadFile(filepath.Join(to, "redress.db")); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the store was changed (%v)", err)
	}
	if _, err := restore(t, file, "-data", from); err == nil || !strings.Contains(err.Error(), "holds a store already") {
		t.Errorf("over another store: %v", err)
	}
	a := folderApp(t, t.TempDir())
	defer a.close()
	if _, err := restore(t, file, "-data", a.config.data); err == nil || !strings.Contains(err.Error(), "another program works on") {
		t.Errorf("over a store that is served: %v", err)
	}
}

func TestRestoreSaysWhatItIsAsked(t *testing.T) {
	for _, args := range [][]string{{}, {"-table", "t", "-data", "d"}, {"-data", "d", "-bucket", "b"}, {"-data", "d", "-parallel", "0"}, {"-data", "d", "more"}} {
		if err := runRestore(t.Context(), args, strings.NewReader(""), io.Discard, io.Discard); err == nil {
			t.Errorf("%q was taken", args)
		}
	}
}
