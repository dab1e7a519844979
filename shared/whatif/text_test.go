package whatif_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/whatif"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s is not as written; make golden (-want +got):\n%s", name, diff)
	}
}

// april is March under a draft that stops some of its replays and lists little.
func april(t *testing.T, language string) *whatif.Report {
	t.Helper()
	o := newOffice(t).march()
	c := o.open("2026-03-09 09:00", complaint.Submission{})
	o.do(c, "2026-03-10 09:00", complaint.Answer{Text: "换线"}, complaint.Review{Passed: true}, complaint.CallbackResult{})
	o.do(c, "2026-03-11 09:00", complaint.CallbackResult{Reached: true, Satisfied: new(true)})
	p := shorter(t)
	p.Callback.Attempts = 1
	spec := o.spec(p)
	spec.Language, spec.Most = language, 3
	return o.build(spec)
}

func TestTexts(t *testing.T) {
	for _, language := range []string{"zh", "en"} {
		var b bytes.Buffer
		if err := whatif.WriteText(&b, april(t, language), shorter(t)); err != nil {
			t.Fatal(err)
		}
		golden(t, "march."+language+".txt", b.Bytes())
	}
}

func TestJSON(t *testing.T) {
	r := april(t, "en")
	var b bytes.Buffer
	if err := whatif.WriteJSON(&b, r); err != nil {
		t.Fatal(err)
	}
	golden(t, "march.json", b.Bytes())
	var again whatif.Report
	if err := json.Unmarshal(b.Bytes(), &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(*r, again); diff != "" {
		t.Errorf("the JSON does not hold the report (-want +got):\n%s", diff)
	}
}

func TestAWritingLeavesTheReportAlone(t *testing.T) {
	r := april(t, "en")
	hours := len(r.Load)
	var first, second bytes.Buffer
	if err := whatif.WriteText(&first, r, shorter(t)); err != nil {
		t.Fatal(err)
	}
	if err := whatif.WriteText(&second, r, shorter(t)); err != nil {
		t.Fatal(err)
	}
	if len(r.Load) != hours || first.String() != second.String() {
		t.Errorf("%d hours after the writing, %d before", len(r.Load), hours)
	}
	for line := range strings.SplitSeq(first.String(), "\n") {
		if strings.HasSuffix(line, " ") || strings.Contains(line, "{") {
			t.Errorf("line %q", line)
		}
	}
}
