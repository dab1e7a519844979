package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/store/sqlite"
	"github.com/redress/redress/shared/whatif"
)

// demoData plays the demo into a folder.
func demoData(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	if err := runDemo(t.Context(), []string{"-data", dir, "-out", t.TempDir()}, io.Discard, io.Discard); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestWhatIf(t *testing.T) {
	data := demoData(t)
	for name, test := range map[string]func(*testing.T, string){
		"the same pack flips nothing and sends what was sent": whatifSameNotices,
		"a draft flips what the stored clocks say":            whatifStoredClocks,
		"a gate stops a draft":                                whatifGate,
		"both languages are spoken":                           whatifLanguages,
		"the store is left alone":                             whatifStoreAlone,
		"what is wrong is said":                               whatifWhatIsWrong,
	} {
		t.Run(name, func(t *testing.T) { test(t, data) })
	}
}

// draftPack writes the default pack with some words of one of its files changed.
func draftPack(t *testing.T, file, old, changed string) string {
	t.Helper()
	files, err := policy.Files("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "examples.yaml")); err != nil { // which hold for the limits as they are
		t.Fatal(err)
	}
	path := filepath.Join(dir, file)
	text, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(text), old) {
		t.Fatalf("%s has no %q (%v)", file, old, err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(text), old, changed, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// tryDraft runs redress policy what-if over the demo's whole time.
func tryDraft(t testing.TB, data, draft string, more ...string) (*whatif.Report, error) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	args := append([]string{"what-if", "-draft", draft, "-from", "2026-09-01", "-to", "2026-10-14", "-data", data, "-json", "-flips", "1000"}, more...)
	err := runPolicy(t.Context(), args, &stdout, &stderr)
	if stderr.Len() > 0 {
		t.Errorf("what-if says %q", stderr.String())
	}
	r := &whatif.Report{}
	if jsonErr := json.Unmarshal(stdout.Bytes(), r); jsonErr != nil {
		t.Fatalf("%v in %q (%v)", jsonErr, stdout.String(), err)
	}
	return r, err
}

func whatifSameNotices(t *testing.T, data string) {
	r, err := tryDraft(t, data, "state-grid", "-gate", "0")
	if err != nil {
		t.Fatal(err)
	}
	if r.Cases == 0 || r.Record.Proven != r.Cases || r.Stops.Own+r.Stops.Draft+r.Flips.ToMissed+r.Flips.FromMissed != 0 {
		t.Errorf("%d cases, %+v, %d and %d flips; want all proven and none flipped", r.Cases, r.Record, r.Flips.ToMissed, r.Flips.FromMissed)
	}
	got := map[string]whatif.Pair{}
	for _, n := range r.Notices {
		got[n.Kind] = n.Pair
	}
	want := map[string]whatif.Pair{}
	for _, n := range published(t, data) {
		if n.Kind != "report" && n.Kind != "reconciliation" { // those are of no case
			p := want[n.Kind]
			want[n.Kind] = whatif.Pair{Own: p.Own + 1, Draft: p.Draft + 1}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || len(want) < 6 {
		t.Errorf("notices (-really sent +replayed):\n%s", diff)
	}
}

// published reads what the demo really sent.
func published(t *testing.T, data string) []complaint.Notice {
	t.Helper()
	var notices []complaint.Notice
	inStore(t, data, func(db *sqlite.DB) {
		docs, err := db.ListPublished(t.Context(), "notice", "", "", 10_000)
		if err != nil {
			t.Fatal(err)
		}
		for _, doc := range docs {
			var n complaint.Notice
			if err := json.Unmarshal(doc, &n); err != nil {
				t.Fatal(err)
			}
			notices = append(notices, n)
		}
	})
	return notices
}

func inStore(t *testing.T, data string, look func(db *sqlite.DB)) {
	t.Helper()
	db, err := sqlite.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	look(db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func whatifGate(t *testing.T, data string) {
	dir := draftPack(t, "clocks.yaml", "    target: 5wd\n", "    target: 3wd\n")
	r, err := tryDraft(t, data, dir)
	if n := r.Flips.ToMissed; err != nil || n == 0 {
		t.Fatalf("%d flips, %v", n, err)
	}
	if _, err := tryDraft(t, data, dir, "-gate", fmt.Sprint(r.Flips.ToMissed)); err != nil {
		t.Errorf("the gate stops what it lets through: %v", err)
	}
	again, err := tryDraft(t, data, dir, "-gate", fmt.Sprint(r.Flips.ToMissed-1))
	if err == nil || !strings.Contains(err.Error(), "flip to missed") {
		t.Errorf("got %v, want the gate to stop it", err)
	}
	if diff := cmp.Diff(r, again); diff != "" {
		t.Errorf("the report at a closed gate (-want +got):\n%s", diff)
	}
}

func whatifLanguages(t *testing.T, data string) {
	for language, want := range map[string]string{"": "假如执行草案", "zh": "各时限", "en": "Load by unit and hour of the day"} {
		var stdout bytes.Buffer
		args := []string{"what-if", "-draft", "state-grid", "-from", "2026-09-01", "-to", "2026-09-30", "-data", data, "-language", language}
		if err := runPolicy(t.Context(), args, &stdout, io.Discard); err != nil || !strings.Contains(stdout.String(), want) {
			t.Errorf("%q: no %q in %q (%v)", language, want, stdout.String(), err)
		}
	}
}

func whatifStoreAlone(t *testing.T, data string) {
	shelved := func() []string {
		names, err := filepath.Glob(filepath.Join(data, "policies", "*"))
		if err != nil {
			t.Fatal(err)
		}
		return names
	}
	before := shelved()
	if _, err := tryDraft(t, data, draftPack(t, "clocks.yaml", "    target: 5wd\n", "    target: 3wd\n")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, shelved()); diff != "" || len(before) != 1 {
		t.Errorf("policies beside the data (-before +after):\n%s", diff)
	}
}

func whatifWhatIsWrong(t *testing.T, data string) {
	for name, test := range map[string]struct {
		args []string
		want string
	}{
		"nothing given":    {nil, "are required"},
		"no such draft":    {[]string{"-draft", "nowhere", "-from", "2026-09-01", "-to", "2026-09-30", "-data", data}, "load the draft"},
		"no store":         {[]string{"-draft", "state-grid", "-from", "2026-09-01", "-to", "2026-09-30", "-data", t.TempDir()}, "no store in"},
		"a bad day":        {[]string{"-draft", "state-grid", "-from", "soon", "-to", "2026-09-30", "-data", data}, "-from must be a date"},
		"days backwards":   {[]string{"-draft", "state-grid", "-from", "2026-09-30", "-to", "2026-09-01", "-data", data}, "-to must not be before the first day"},
		"a bad as-of":      {[]string{"-draft", "state-grid", "-from", "2026-09-01", "-to", "2026-09-30", "-data", data, "-as-of", "now"}, "-as-of must be"},
		"another language": {[]string{"-draft", "state-grid", "-from", "2026-09-01", "-to", "2026-09-30", "-data", data, "-language", "de"}, "-language must be"},
		"a word too many":  {[]string{"-draft", "state-grid", "x"}, "unexpected argument"},
		"fewer than none":  {[]string{"-draft", "state-grid", "-from", "2026-09-01", "-to", "2026-09-30", "-data", data, "-flips", "-1"}, "-flips"},
	} {
		var stdout, stderr bytes.Buffer
		err := runPolicy(t.Context(), append([]string{"what-if"}, test.args...), &stdout, &stderr)
		if err == nil || !strings.Contains(err.Error(), test.want) || stdout.Len() > 0 {
			t.Errorf("%s: got %v and %q, want %q", name, err, stdout.String(), test.want)
		}
	}
}
