package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/policy/diff"
)

// compared is what `policy diff` says.
func compared(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if err := runPolicy(t.Context(), append([]string{"diff", "-received", "2026-09-30T16:20:00+08:00"}, args...), &stdout, &stderr); err != nil {
		t.Fatal(err)
	}
	return stdout.String()
}

// ids names two packs as a diff does.
func ids(t *testing.T, a, b string) string {
	t.Helper()
	var list []string
	for _, name := range []string{a, b} {
		p, err := policy.Named(name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, p.ID())
	}
	return strings.Join(list, " -> ")
}

func TestPolicyDiffSaysWhatChanged(t *testing.T) {
	files, err := policy.Files("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, edits := range map[string][]string{
		"pack.yaml":     {"name: state-grid", "name: draft\nextends: state-grid"},
		"clocks.yaml":   {"target: 5wd", "target: 6wd", `      - {point: "2wd before@09:00", levels: [L3]}`, `      - {point: "2wd before@09:00", levels: [L3, L4]}`},
		"texts.yaml":    {"We have received your complaint", "Thank you", "已答复处理意见", "已答复"},
		"classes.yaml":  {"en: Frequent outages", "en: Outages again and again"},
		"units.yaml":    {"\n  - {id: demo-station,", "\n  - {id: demo-hall, level: L1, parent: demo-county, zh: 示范营业厅, en: Demo hall}\n  - {id: demo-station,"},
		"examples.yaml": nil,
	} {
		src, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(src)
		if edits == nil {
			text = "examples:\n  - {name: an answer, given: {received: 2026-06-01 09:00}, clock: answer, due: 2026-06-09 24:00}\n"
		}
		put(t, dir, name, strings.NewReplacer(edits...).Replace(text))
	}
	got := compared(t, "state-grid", dir)
	head, examples, _ := strings.Cut(got, "examples that come out otherwise: ")
	want := ids(t, "state-grid", dir) + `
clock
  answer target: 5wd -> 6wd
  superior warning 2wd before@09:00: L3 -> L3 L4
unit
  demo-hall added: Demo hall / 示范营业厅
class
  1 changed: 04.03.01
text
  2 changed: timeline.answered, timeline.received
a matter received 2026-09-30 16:20
  answer: 2026-10-13 24:00 (5wd by clock) -> 2026-10-14 24:00 (6wd by clock)
`
	if diff := cmp.Diff(want, head); diff != "" {
		t.Errorf("diff (-want +got):\n%s", diff)
	}
	if line := "\n  an answer: 2026-06-08 24:00 (5wd by clock) -> 2026-06-09 24:00 (6wd by clock)\n"; !strings.HasSuffix(examples, line) {
		t.Errorf("the examples do not end with the draft's own:\n%s", examples)
	}
}

func TestPolicyDiffOfTheSamePack(t *testing.T) {
	if got := compared(t, "ofgem", "ofgem"); got != ids(t, "ofgem", "ofgem")+"\nno differences\n" {
		t.Errorf("got %q", got)
	}
}

func TestPolicyDiffAsJSON(t *testing.T) {
	var d diff.Diff
	if err := json.Unmarshal([]byte(compared(t, "-json", "state-grid", "southern-grid")), &d); err != nil {
		t.Fatal(err)
	}
	if d.A+" -> "+d.B != ids(t, "state-grid", "southern-grid") || d.Same || d.Received.Format("15:04") != "08:20" {
		t.Errorf("got %s, %s, same %v, received %s", d.A, d.B, d.Same, d.Received)
	}
	if want := (diff.Change{Part: "clock", Item: "dispatch", Field: "target", From: "20m", To: "same day"}); !slices.Contains(d.Changes, want) {
		t.Errorf("%v is not among %d changes", want, len(d.Changes))
	}
}

func TestPolicyDiffRefusesOtherWords(t *testing.T) {
	for _, args := range [][]string{{"diff"}, {"diff", "state-grid"}, {"diff", "state-grid", "nowhere"}, {"diff", "-received", "today", "ofgem", "ofgem"}} {
		var stdout, stderr bytes.Buffer
		if err := runPolicy(t.Context(), args, &stdout, &stderr); err == nil {
			t.Errorf("%q: no error", args)
		}
	}
}
