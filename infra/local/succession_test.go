package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/redress/redress/shared/complaint"
)

// TestANeglectedCaseOutlivesItsExecution leaves a case to its reminders until
// its execution has taken all of its steps. The successor finds its place, and
// leads the case on when somebody takes it up.
func TestANeglectedCaseOutlivesItsExecution(t *testing.T) {
	s := &scene{t: t}
	s.play([]string{
		"begin 2026-03-10 09:00",
		`submit customer {"channel":"web","text":"你们看着办吧","customer":{"phone":"13900000009"}}`,
		"at 2026-07-20 09:30",
		"status sorting",
		`do agent classification {"class":"04.01.01","unit":"demo-station","reason":"电话核实"}`,
		"status dispatched",
		"do handler acceptance {}",
		`do handler answer {"text":"已处理"}`,
		`do supervisor review {"passed":true}`,
		`do callback callback {"reached":true,"satisfied":true}`,
		"status closed resolved",
	})
	var got executionsOut
	s.call("GET", "/local/executions/"+s.reference, "", "", 200, &got.Body)
	runs := slices.DeleteFunc(got.Body.Executions, func(x execution) bool { return x.Machine != complaint.Journey })
	if len(runs) != 2 {
		t.Fatalf("%d executions of the journey, want 2", len(runs))
	}
	for i, want := range []struct{ name, begins, ends string }{
		{"-0-0", "Triage Triaged AwaitSorting Sorted", "AwaitSorting Sorted Succession Superseded"},
		{"-0-1", "Triage Triaged CoolDown Triage Triaged AwaitSorting", "AwaitHandling Handled AwaitReview Reviewed AwaitCallback Called Closed"},
	} {
		x := runs[i]
		path := strings.Join(x.States, " ")
		if x.Name != s.reference+want.name || x.Status != "SUCCEEDED" || !strings.HasPrefix(path, want.begins) || !strings.HasSuffix(path, want.ends) {
			t.Errorf("%s %s: %s", x.Name, x.Status, path)
		}
	}
	replays(t, s.app)
}
