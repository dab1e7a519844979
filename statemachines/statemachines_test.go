package statemachines_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/asl"
	"github.com/redress/redress/shared/asl/asltest"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/statemachines"
	"github.com/redress/redress/statemachines/stories"
)

// play runs a story of a machine in our own interpreter.
func play(t *testing.T, m stories.Machine, s stories.Story) asltest.Result {
	t.Helper()
	definition, err := m.Definition("aws-cn")
	if err != nil {
		t.Fatal(err)
	}
	machine, err := asl.Parse(definition)
	if err != nil {
		t.Fatal(err)
	}
	script, err := s.Script(stories.Later)
	if err != nil {
		t.Fatal(err)
	}
	r, err := asltest.Play(machine, m.Input("202609-000001"), script, stories.Start)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// each runs a test for every machine.
func each(t *testing.T, test func(*testing.T, stories.Machine)) {
	t.Helper()
	for _, m := range stories.Machines {
		t.Run(m.Name, func(t *testing.T) { test(t, m) })
	}
}

func TestEveryMachineHasStories(t *testing.T) {
	var told []string
	for _, m := range stories.Machines {
		told = append(told, m.Name)
	}
	slices.Sort(told)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(statemachines.All())), told); diff != "" {
		t.Errorf("machines with stories (-definitions +stories):\n%s", diff)
	}
	for _, m := range complaint.Flows {
		if !slices.Contains(told, string(m)) {
			t.Errorf("the domain's machine %s is not defined", m)
		}
	}
}

func TestStoriesEnterTheseStates(t *testing.T) {
	each(t, func(t *testing.T, m stories.Machine) {
		for _, s := range m.Stories {
			t.Run(s.Name, func(t *testing.T) {
				r := play(t, m, s)
				if r.Status != s.Status {
					t.Errorf("status = %s (%v), want %s", r.Status, r.Error, s.Status)
				}
				if diff := cmp.Diff(strings.Fields(s.Path), r.States); diff != "" {
					t.Errorf("states (-want +got):\n%s", diff)
				}
			})
		}
	})
}

// TestFunctionsAreToldHowFarTheExecutionIs looks at what a function gets when
// it is called: who asks, and what the step before it answered.
func TestFunctionsAreToldHowFarTheExecutionIs(t *testing.T) {
	r := play(t, stories.Machines[0], stories.Story{Answers: map[string]string{
		"triage": "Dispatch", "dispatch": "AwaitHandling", "await": "Escalate", "escalation": "Succession", "succession": "202609-000001-0-1",
	}})
	const who = `"name":"202609-000001-0-0","reference":"202609-000001","cycle":0,"n":0`
	payload := func(run, more string) string {
		return `{"reference":"202609-000001","cycle":0,"run":{` + who + run + `},"startedAt":"2026-09-30T08:00:00.000Z"` + more + `}`
	}
	want := map[string]string{
		"triage":     payload("", ""),
		"dispatch":   payload(`,"case":{"next":"Dispatch","steps":1}`, ""),
		"await":      payload(`,"case":{"next":"AwaitHandling","steps":1}`, `,"waiting":"AwaitHandling","token":"token-1"`),
		"escalation": payload(`,"case":{"next":"Escalate","steps":1}`, ""),
		"succession": `{"reference":"202609-000001","cycle":0,"n":0}`,
	}
	got := map[string]string{}
	for function, payload := range r.Payload {
		got[function] = string(payload)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("payloads (-want +got):\n%s", diff)
	}
	if want := `{` + who + `,"case":{"next":"Succession","steps":1},"successor":{"started":"202609-000001-0-1"}}`; string(r.Output) != want {
		t.Errorf("output %s, want %s", r.Output, want)
	}
}

// TestFlowsAreToldWhoTheyAre: the same functions serve all machines, and know
// them by what they are told.
func TestFlowsAreToldWhoTheyAre(t *testing.T) {
	for _, m := range stories.Machines[1:] {
		r := play(t, m, stories.Story{Answers: map[string]string{"await": "=Succession", "succession": "x"}})
		who := `"machine":"` + m.Name + `","reference":"202609-000001","cycle":1,"n":0`
		want := map[string]string{
			"await":      `{"machine":"` + m.Name + `","reference":"202609-000001","cycle":1,"run":{"name":"202609-000001-` + m.Name + `-1-0",` + who + `},"startedAt":"2026-09-30T08:00:00.000Z"}`,
			"succession": `{` + who + `}`,
		}
		got := map[string]string{}
		for function, payload := range r.Payload {
			got[function] = string(payload)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("payloads of %s (-want +got):\n%s", m.Name, diff)
		}
	}
}

func TestStoriesCoverEveryStateAndEveryCatch(t *testing.T) {
	each(t, func(t *testing.T, m stories.Machine) {
		entered, followed := map[string]bool{}, map[string]bool{}
		for _, s := range m.Stories {
			states := strings.Fields(s.Path)
			for i, state := range states {
				entered[state] = true
				if i+1 < len(states) {
					followed[state+" "+states[i+1]] = true
				}
			}
		}
		for name, s := range load(t, m.Name).States {
			if !entered[name] {
				t.Errorf("no story enters %s", name)
			}
			for _, c := range s.Catch {
				if !followed[name+" "+c.Next] {
					t.Errorf("no story goes from %s to %s by its Catch", name, c.Next)
				}
			}
		}
	})
}

// TestEveryChoiceLeadsWhereItSays plays each way out of each choice, from the
// state before it.
func TestEveryChoiceLeadsWhereItSays(t *testing.T) {
	each(t, func(t *testing.T, m stories.Machine) {
		states := load(t, m.Name).States
		for name, s := range states {
			if s.Type != "Task" || states[s.Next].Type != "Choice" {
				continue
			}
			for _, c := range states[s.Next].Choices {
				if c.StringEquals != c.Next {
					t.Errorf("%s takes %s to %s", s.Next, c.StringEquals, c.Next)
				}
				r := play(t, m, through(m, name, s, c.StringEquals))
				if at := slices.Index(r.States, s.Next); at < 0 || r.States[at+1] != c.Next {
					t.Errorf("from %s by %s: %v", name, c.StringEquals, r.States)
				}
			}
		}
	})
}

// ofAWS are the names of errors on the side of AWS that may be gone at the next
// try. The first ones are those of Step Functions' guide; a function that runs
// out of its time or dies reports the last two itself.
var ofAWS = []string{
	"Lambda.ClientExecutionTimeoutException", "Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException",
	"Lambda.TooManyRequestsException", "Lambda.Unknown", "Sandbox.Timedout", "Runtime.ExitError",
}

func TestErrorNamesAreKindsOfFaults(t *testing.T) {
	each(t, func(t *testing.T, m stories.Machine) {
		kinds := []fault.Kind{fault.Invalid, fault.Unknown, fault.Denied, fault.NotFound, fault.Conflict, fault.Stale, fault.Busy, fault.Internal}
		for name, s := range load(t, m.Name).States {
			for _, e := range append(s.retried(), s.caught()...) {
				if e != "States.ALL" && e != "States.Timeout" && !slices.Contains(ofAWS, e) && !slices.Contains(kinds, fault.Kind(e)) {
					t.Errorf("%s names the error %q, which nobody returns", name, e)
				}
			}
		}
	})
}

func TestEveryTaskTriesAgainWhatMayBeGone(t *testing.T) {
	each(t, func(t *testing.T, m stories.Machine) {
		for name, s := range load(t, m.Name).States {
			if s.Type != "Task" {
				continue
			}
			want := append(slices.Clone(ofAWS), "Busy", "Stale")
			if !s.waits() {
				want = append(want, "States.Timeout")
			}
			slices.Sort(want)
			if diff := cmp.Diff(want, slices.Sorted(slices.Values(s.retried()))); diff != "" {
				t.Errorf("%s retries (-want +got):\n%s", name, diff)
			}
			if last := s.Catch[len(s.Catch)-1]; !slices.Equal(last.ErrorEquals, []string{"States.ALL"}) || last.Next != string(complaint.StepCoolDown) {
				t.Errorf("the last Catch of %s takes %v to %s, want everything to the pause", name, last.ErrorEquals, last.Next)
			}
		}
	})
}

func TestEveryStepOfTheDomainIsAState(t *testing.T) {
	own := []complaint.Step{complaint.StepClosed, complaint.StepSuccession, complaint.StepCoolDown}
	for machine, steps := range map[string][]complaint.Step{
		"complaint": {complaint.StepTriage, complaint.StepAwaitSorting, complaint.StepDispatch, complaint.StepAwaitHandling,
			complaint.StepAwaitReview, complaint.StepAwaitCallback, complaint.StepEscalate},
		"overlevel": {complaint.StepAwaitGroupOrder, complaint.StepAwaitPlan, complaint.StepAwaitInvestigation,
			complaint.StepAwaitGroupDecision, complaint.StepAwaitSuperiorReport, complaint.StepAwaitSuperiorDecision},
		"emergency": {complaint.StepAwaitAction, complaint.StepAwaitInformation, complaint.StepAwaitGroupOrder, complaint.StepAwaitAnalysis,
			complaint.StepAwaitRemedy, complaint.StepAwaitSupervision, complaint.StepAwaitRootCause, complaint.StepAwaitPrevention},
	} {
		states := load(t, machine).States
		for _, step := range append(steps, own...) {
			if _, ok := states[string(step)]; !ok {
				t.Errorf("step %s is no state of %s; states are %v", step, machine, slices.Sorted(maps.Keys(states)))
			}
		}
	}
}

// TestEveryStepMayHandOver: any step may find that the execution is spent.
func TestEveryStepMayHandOver(t *testing.T) {
	each(t, func(t *testing.T, m stories.Machine) {
		for name, s := range load(t, m.Name).States {
			if s.Type == "Choice" && !slices.ContainsFunc(s.Choices, func(c choice) bool {
				return c.StringEquals == string(complaint.StepSuccession) && c.Next == string(complaint.StepSuccession)
			}) {
				t.Errorf("%s does not let an execution hand over", name)
			}
		}
	})
}

// through is a story that comes to a state and goes on from it by a step, and
// then ends by handing over.
func through(m stories.Machine, name string, s state, step string) stories.Story {
	words := func(list ...string) string { return strings.Join(list, " ") }
	function := strings.TrimSuffix(strings.ToLower(strings.TrimPrefix(s.Parameters.FunctionName, "${")), "function}")
	answers := map[string]string{
		"triage": words(name, "Succession"), "dispatch": "Succession", "escalation": "Succession", "await": "Succession", "succession": "x",
	}
	switch {
	case m.Name == "complaint" && name == m.Begin:
		answers["triage"] = words(step, "Succession")
	case m.Name == "complaint":
		answers[function] = words(step, "Succession")
	case name == m.Begin: // a wait that follows answers under its token
		answers["await"] = words("="+step, "Succession")
		if step == "CoolDown" {
			answers["await"] = words("="+step, "=Succession")
		}
	default:
		answers["await"] = words("="+name, step, "Succession")
		if step == "CoolDown" {
			answers["await"] = words("="+name, step, "=Succession")
		}
	}
	return stories.Story{Answers: answers}
}

// definition is as much of the file as the tests look at.
type definition struct {
	States map[string]state
}

type state struct {
	Type           string
	Resource       string
	Next           string
	Seconds        int
	TimeoutSeconds int
	Parameters     struct{ FunctionName string }
	Choices        []choice
	Retry          []struct {
		ErrorEquals []string
		MaxAttempts int
	}
	Catch []struct {
		ErrorEquals []string
		Next        string
	}
}

type choice struct{ StringEquals, Next string }

func (s state) waits() bool { return strings.HasSuffix(s.Resource, ".waitForTaskToken") }

func (s state) retried() (names []string) {
	for _, r := range s.Retry {
		names = append(names, r.ErrorEquals...)
	}
	return names
}

func (s state) caught() (names []string) {
	for _, c := range s.Catch {
		names = append(names, c.ErrorEquals...)
	}
	return names
}

func load(t *testing.T, machine string) definition {
	t.Helper()
	var d definition
	if err := json.Unmarshal(statemachines.All()[machine], &d); err != nil {
		t.Fatal(err)
	}
	return d
}
