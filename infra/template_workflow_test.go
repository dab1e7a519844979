package infra

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/report"
)

// definitions are the files of the state machines.
func definitions(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../statemachines/*.asl.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no state machines found: %v", err)
	}
	return files
}

// task is a state that calls a function.
type task struct {
	file, state, placeholder string
	timeout                  int
}

func tasks(t *testing.T) (all []task) {
	t.Helper()
	for _, file := range definitions(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var d struct {
			States map[string]struct {
				Type           string
				TimeoutSeconds int
				Parameters     struct{ FunctionName string }
			}
		}
		if err := json.Unmarshal(text, &d); err != nil {
			t.Fatal(err)
		}
		for name, s := range d.States {
			if s.Type == "Task" {
				all = append(all, task{file: file, state: name, placeholder: s.Parameters.FunctionName, timeout: s.TimeoutSeconds})
			}
		}
	}
	return all
}

// machine is the state machine that a file defines.
func (t tpl) machine(tt *testing.T, file string) resource {
	tt.Helper()
	for _, id := range t.of("AWS::Serverless::StateMachine") {
		if "../"+str(t.resources[id].properties, "DefinitionUri") == file {
			return t.resources[id]
		}
	}
	tt.Fatalf("no state machine is defined by %s", file)
	return resource{}
}

// function is the logical id of the function that a task calls.
func (k task) function(t *testing.T, tpl tpl) string {
	t.Helper()
	name := strings.TrimSuffix(strings.TrimPrefix(k.placeholder, "${"), "}")
	return refers(str(tpl.machine(t, k.file).properties, "DefinitionSubstitutions", name))
}

var placeholder = regexp.MustCompile(`\$\{(\w+)\}`)

func TestEveryPlaceholderOfAStateMachineIsFilled(t *testing.T) {
	tpl := readTemplate(t)
	if got := len(tpl.of("AWS::Serverless::StateMachine")); got != len(definitions(t)) {
		t.Errorf("%d state machines are deployed, %d are defined", got, len(definitions(t)))
	}
	for _, file := range definitions(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, m := range placeholder.FindAllStringSubmatch(string(text), -1) {
			want = append(want, m[1])
		}
		slices.Sort(want)
		got := keys(tpl.machine(t, file).properties, "DefinitionSubstitutions")
		if diff := cmp.Diff(slices.Compact(want), got); diff != "" {
			t.Errorf("placeholders of %s and their substitutions (-definition +template):\n%s", file, diff)
		}
	}
}

func TestAStateCallsTheFunctionThatItIsNamedAfter(t *testing.T) {
	tpl := readTemplate(t)
	called := map[string][]string{} // by the role of the machine
	for _, k := range tasks(t) {
		id := k.function(t, tpl)
		role := strings.TrimSuffix(refers(str(tpl.machine(t, k.file).properties, "Role")), ".Arn")
		called[role] = append(called[role], "${"+id+".Arn}")
		if want := strings.TrimSuffix(strings.TrimPrefix(k.placeholder, "${"), "Function}"); id != want {
			t.Errorf("state %s asks for %s and gets %s", k.state, want, id)
		}
	}
	for role, calls := range called {
		slices.Sort(calls)
		allowed := slices.Sorted(slices.Values(tpl.statement(t, role, "InvokeFunctions").resources))
		if diff := cmp.Diff(slices.Compact(calls), allowed); diff != "" {
			t.Errorf("functions that machines call, and %s may call (-calls +may):\n%s", role, diff)
		}
	}
}

// TestARunOfReportsEndsBeforeTheNext: else it could not tell what became of it.
func TestARunOfReportsEndsBeforeTheNext(t *testing.T) {
	p := readTemplate(t).resources["Report"].properties
	if got, want := str(p, "Timeout"), strconv.Itoa(int(report.Longest.Seconds())); got != want || report.Longest >= 15*time.Minute {
		t.Errorf("a run may take %s s, the program goes by %s", got, want)
	}
	if retries := str(p, "EventInvokeConfig", "MaximumRetryAttempts"); retries != "0" {
		t.Errorf("a failed run is tried again %s times beside the next", retries)
	}
}

// TestEachMachineMayBeStartedResumedAndFollowed: who may start or resume one may
// do so with all, and an execution of each that ends badly gets a successor.
func TestEachMachineMayBeStartedResumedAndFollowed(t *testing.T) {
	tpl := readTemplate(t)
	var want, names []string
	for _, id := range tpl.of("AWS::Serverless::StateMachine") {
		want = append(want, "${"+id+"}")
		names = append(names, "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:"+str(tpl.resources[id].properties, "Name"))
	}
	slices.Sort(want)
	slices.Sort(names)
	same := func(what string, want, got []string) {
		t.Helper()
		if diff := cmp.Diff(want, slices.Sorted(slices.Values(got))); diff != "" {
			t.Errorf("%s (-machines +template):\n%s", what, diff)
		}
	}
	for _, role := range []string{"DeadlineRole", "RelayRole"} {
		same("what "+role+" may start", want, tpl.statement(t, role, "StartWorkflow").resources)
		same("what "+role+" may resume", want, tpl.statement(t, role, "ResumeWorkflow").resources)
	}
	same("what AwaitRole may resume", names, tpl.statement(t, "AwaitRole", "ResumeWorkflow").resources)
	same("what is followed when it ends badly", want, words(tpl.resources["WorkflowEndedBadly"].properties, "EventPattern", "detail", "stateMachineArn"))
}

func TestTheWorkflowIsSeenButItsDataAreNotLogged(t *testing.T) {
	tpl := readTemplate(t)
	for _, id := range tpl.of("AWS::Serverless::StateMachine") {
		p := tpl.resources[id].properties
		for want, path := range map[string][]string{"ERROR": {"Logging", "Level"}, "false": {"Logging", "IncludeExecutionData"}, "true": {"Tracing", "Enabled"}} {
			if got := str(p, path...); got != want {
				t.Errorf("%s: %s is %q, want %q", id, strings.Join(path, "."), got, want)
			}
		}
	}
}

// TestSchedulesComeAsTheProgramHasThem keeps the payloads, and what may start what.
func TestSchedulesComeAsTheProgramHasThem(t *testing.T) {
	tpl := readTemplate(t)
	want := map[string][3]string{
		"DeadlineEachMinute":    {"${Deadline.Arn}", "rate(1 minute)", "{}"},
		"ReconciliationDaily":   {"${Reconciliation.Arn}", "cron(30 0 * * ? *)", "{}"},
		"ReportEachQuarterHour": {"${Report.Arn}", "cron(0/15 * * * ? *)", "{}"},
	}
	got := map[string][3]string{}
	var started []string
	for _, id := range tpl.of("AWS::Scheduler::Schedule") {
		p := tpl.resources[id].properties
		got[id] = [3]string{str(p, "Target", "Arn"), str(p, "ScheduleExpression"), str(p, "Target", "Input")}
		started = append(started, got[id][0])
		daily := strings.HasPrefix(got[id][1], "cron")
		if zone := str(p, "ScheduleExpressionTimezone"); daily != (zone == "${TimeZone}") {
			t.Errorf("%s has time zone %q", id, zone)
		}
		if state := str(p, "State"); state != "${Schedules}" {
			t.Errorf("%s cannot be turned off: its state is %q", id, state)
		}
		if str(p, "Target", "DeadLetterConfig", "Arn") != "${ScheduleFailures.Arn}" || str(p, "Target", "RetryPolicy", "MaximumRetryAttempts") == "" {
			t.Errorf("%s has no retries, or no queue for what fails", id)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("schedules (-want +got):\n%s", diff)
	}
	may := slices.Sorted(slices.Values(tpl.statement(t, "SchedulerRole", "InvokeFunctions").resources))
	if diff := cmp.Diff(slices.Sorted(slices.Values(started)), may); diff != "" {
		t.Errorf("functions that are scheduled, and may be (-scheduled +may):\n%s", diff)
	}
}
