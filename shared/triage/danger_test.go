package triage

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// No dangerous text of the adversary's list is missed. What is found in texts
// without any danger is the price, and is bounded.
func TestNoDangerIsMissed(t *testing.T) {
	data, err := os.ReadFile("testdata/dangers.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	j := newJudge(t)
	dangers, wrong := 0, 0
	for line := range bytes.Lines(data) {
		var row struct {
			Text   string
			Danger bool
		}
		if err := json.Unmarshal(line, &row); err != nil {
			t.Fatal(err)
		}
		got := j.Judge(Input{Text: row.Text})
		found := slices.ContainsFunc(got.Reasons, func(r Reason) bool {
			return r.What == forSignal && slices.Contains([]string{"safety", "life-support", "extreme"}, r.Code)
		})
		switch {
		case row.Danger:
			dangers++
			if !found || got.Urgency == "general" || len(got.Levels) == 0 {
				t.Errorf("missed: %s: urgency %s, levels %v, reasons %v", row.Text, got.Urgency, got.Levels, got.Reasons)
			}
		case found:
			wrong++
		}
	}
	precision := float64(dangers) / float64(dangers+wrong)
	t.Logf("%d dangers found, %d found wrongly: precision %.3f", dangers, wrong, precision)
	if dangers < 200 || precision < 0.75 {
		t.Errorf("%d dangers, precision %.3f; want 200 and 0.75", dangers, precision)
	}
}
