package statemachines_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/asl"
	"github.com/redress/redress/shared/asl/asltest"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/statemachines"
)

// play runs the journey with what each function answers, call by call: a step
// to go on with, "!Kind" to fail, "-" to let the token time out.
func play(t *testing.T, answers map[string]string) asltest.Result {
	t.Helper()
	definition, err := asl.Substitute(statemachines.Complaint, map[string]string{
		"Partition": "aws-cn", "TriageFunction": "triage", "DispatchFunction": "dispatch",
		"EscalationFunction": "escalation", "AwaitFunction": "await",
	})
	if err != nil {
		t.Fatal(err)
	}
	machine, err := asl.Parse(definition)
	if err != nil {
		t.Fatal(err)
	}
	script := map[string][]map[string]any{}
	for function, list := range answers {
		for _, a := range strings.Fields(list) {
			script[function] = append(script[function], behaviour(function, a))
		}
	}
	text, err := json.Marshal(script)
	if err != nil {
		t.Fatal(err)
	}
	var s asltest.Script
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	r, err := asltest.Play(machine, json.RawMessage(`{"name":"202609-000001-0-0","reference":"202609-000001","cycle":0,"n":0}`), s, time.Date(2026, 9, 30, 8, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func behaviour(function, answer string) map[string]any {
	next := map[string]any{"next": answer}
	switch {
	case strings.HasPrefix(answer, "!"):
		return map[string]any{"error": map[string]any{"type": answer[1:], "message": "scripted"}}
	case answer == "-":
		return map[string]any{"return": nil}
	case function == "await":
		return map[string]any{"return": nil, "callback": []any{map[string]any{"afterMs": 3_600_000, "success": next}}}
	}
	return map[string]any{"return": next}
}

var stories = []struct {
	name    string
	answers map[string]string
	status  string
	path    string
}{
	{"a journey without incident", map[string]string{"triage": "Dispatch", "dispatch": "AwaitHandling", "await": "AwaitReview AwaitCallback Closed"}, "SUCCEEDED",
		"Triage Triaged Dispatch DispatchDone AwaitHandling Handled AwaitReview Reviewed AwaitCallback Called Closed"},
	{"triage is unsure and a person decides", map[string]string{"triage": "AwaitSorting", "dispatch": "AwaitHandling", "await": "Dispatch Closed"}, "SUCCEEDED",
		"Triage Triaged AwaitSorting Sorted Dispatch DispatchDone AwaitHandling Handled Closed"},
	{"a duplicate ends at triage", map[string]string{"triage": "Closed"}, "SUCCEEDED", "Triage Triaged Closed"},
	{"the unit refuses the case", map[string]string{"triage": "Dispatch", "dispatch": "AwaitHandling", "await": "AwaitSorting Dispatch Closed"}, "SUCCEEDED",
		"Triage Triaged Dispatch DispatchDone AwaitHandling Handled AwaitSorting Sorted Dispatch DispatchDone AwaitHandling Handled Closed"},
	{"a breach and a repeat interrupt the handling", map[string]string{"triage": "Dispatch", "dispatch": "AwaitHandling", "escalation": "AwaitHandling", "await": "Escalate Escalate AwaitReview AwaitCallback Closed"}, "SUCCEEDED",
		"Triage Triaged Dispatch DispatchDone AwaitHandling Handled Escalate Escalated AwaitHandling Handled Escalate Escalated AwaitHandling Handled AwaitReview Reviewed AwaitCallback Called Closed"},
	{"a refused answer goes back to the unit", map[string]string{"triage": "Dispatch", "dispatch": "AwaitHandling", "await": "AwaitReview AwaitHandling AwaitReview AwaitCallback Closed"}, "SUCCEEDED",
		"Triage Triaged Dispatch DispatchDone AwaitHandling Handled AwaitReview Reviewed AwaitHandling Handled AwaitReview Reviewed AwaitCallback Called Closed"},
	{"a dissatisfied customer gets rework", map[string]string{"triage": "Dispatch", "dispatch": "AwaitHandling", "await": "AwaitReview AwaitCallback Dispatch AwaitReview AwaitCallback Closed"}, "SUCCEEDED",
		"Triage Triaged Dispatch DispatchDone AwaitHandling Handled AwaitReview Reviewed AwaitCallback Called Dispatch DispatchDone AwaitHandling Handled AwaitReview Reviewed AwaitCallback Called Closed"},
	{"a late callback escalates to where it stood", map[string]string{"triage": "AwaitCallback", "escalation": "AwaitCallback", "await": "Escalate Closed"}, "SUCCEEDED",
		"Triage Triaged AwaitCallback Called Escalate Escalated AwaitCallback Called Closed"},
	{"a lost resume heals itself when the wait times out", map[string]string{"triage": "AwaitSorting", "await": "- Closed"}, "SUCCEEDED",
		"Triage Triaged AwaitSorting AwaitSorting Sorted Closed"},
	{"each wait has the same way out: handling, review and callback", map[string]string{"triage": "AwaitHandling", "await": "- AwaitReview - AwaitCallback - Closed"}, "SUCCEEDED",
		"Triage Triaged AwaitHandling AwaitHandling Handled AwaitReview AwaitReview Reviewed AwaitCallback AwaitCallback Called Closed"},
	{"a busy store is asked again", map[string]string{"triage": "!Busy !Stale Closed"}, "SUCCEEDED", "Triage Triaged Closed"},
	{"a broken step cools down and the case is asked again", map[string]string{"triage": "!Internal Dispatch AwaitHandling", "dispatch": "!Internal AwaitHandling", "await": "!Internal Closed"}, "SUCCEEDED",
		"Triage CoolDown Triage Triaged Dispatch CoolDown Triage Triaged AwaitHandling CoolDown Triage Triaged AwaitHandling Handled Closed"},
	{"waits that cannot be entered cool down too", map[string]string{"triage": "AwaitSorting AwaitReview AwaitCallback Escalate Closed", "await": "!Internal", "escalation": "!Internal"}, "SUCCEEDED",
		"Triage Triaged AwaitSorting CoolDown Triage Triaged AwaitReview CoolDown Triage Triaged AwaitCallback CoolDown Triage Triaged Escalate CoolDown Triage Triaged Closed"},
	{"a step that does not follow is refused", map[string]string{"triage": "AwaitSorting", "await": "AwaitCallback"}, "FAILED",
		"Triage Triaged AwaitSorting Sorted IllegalMove"},
}

func TestStoriesEnterTheseStates(t *testing.T) {
	for _, s := range stories {
		t.Run(s.name, func(t *testing.T) {
			r := play(t, s.answers)
			if string(r.Status) != s.status {
				t.Errorf("status = %s (%v), want %s", r.Status, r.Error, s.status)
			}
			if diff := cmp.Diff(strings.Fields(s.path), r.States); diff != "" {
				t.Errorf("states (-want +got):\n%s", diff)
			}
		})
	}
}

// definition is as much of the file as the tests below look at.
type definition struct {
	States map[string]struct {
		Type    string
		Default string
		Choices []struct{ Next string }
		Retry   []struct{ ErrorEquals []string }
		Catch   []struct {
			ErrorEquals []string
			Next        string
		}
	}
}

func load(t *testing.T) definition {
	t.Helper()
	var d definition
	if err := json.Unmarshal(statemachines.Complaint, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestStoriesCoverEveryStateAndEveryCatch(t *testing.T) {
	entered, caught := map[string]bool{}, map[string]bool{}
	for _, s := range stories {
		states := strings.Fields(s.path)
		for i, state := range states {
			entered[state] = true
			if i+1 < len(states) {
				caught[state+" "+states[i+1]] = true
			}
		}
	}
	for name, s := range load(t).States {
		if !entered[name] {
			t.Errorf("no story enters %s", name)
		}
		for _, c := range s.Catch {
			if !caught[name+" "+c.Next] {
				t.Errorf("no story goes from %s to %s by its Catch", name, c.Next)
			}
		}
	}
}

func TestErrorNamesAreKindsOfFaults(t *testing.T) {
	kinds := []fault.Kind{fault.Invalid, fault.Unknown, fault.Denied, fault.NotFound, fault.Conflict, fault.Stale, fault.Busy, fault.Internal}
	for name, s := range load(t).States {
		var errs []string
		for _, r := range s.Retry {
			errs = append(errs, r.ErrorEquals...)
		}
		for _, c := range s.Catch {
			errs = append(errs, c.ErrorEquals...)
		}
		for _, e := range errs {
			if !strings.HasPrefix(e, "States.") && !strings.HasPrefix(e, "Lambda.") && !slices.Contains(kinds, fault.Kind(e)) {
				t.Errorf("%s names the error %q, which no function returns", name, e)
			}
		}
	}
}

func TestEveryStepOfTheDomainIsAState(t *testing.T) {
	states := load(t).States
	for _, step := range []complaint.Step{
		complaint.StepTriage, complaint.StepAwaitSorting, complaint.StepDispatch, complaint.StepAwaitHandling,
		complaint.StepAwaitReview, complaint.StepAwaitCallback, complaint.StepEscalate, complaint.StepClosed,
	} {
		if _, ok := states[string(step)]; !ok {
			t.Errorf("step %s is no state; states are %v", step, slices.Sorted(maps.Keys(states)))
		}
	}
}
