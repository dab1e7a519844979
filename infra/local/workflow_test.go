package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/asl/asltest"
	"github.com/redress/redress/statemachines"
	"github.com/redress/redress/statemachines/stories"
)

const workflowDefinition = `{"StartAt":"Ask","States":{
	"Ask":{"Type":"Task","Resource":"arn:${Partition}:states:::lambda:invoke","OutputPath":"$.Payload",
		"Parameters":{"FunctionName":"${Ask}","Payload.$":"$"},
		"Retry":[{"ErrorEquals":["Busy"],"IntervalSeconds":3600}],"Next":"Wait"},
	"Wait":{"Type":"Wait","TimestampPath":"$$.Execution.Input.until","Next":"Tell"},
	"Tell":{"Type":"Task","Resource":"${F:tell}","End":true}}}`

const workflowScript = `{"Ask":[{"error":{"type":"Busy","message":"<later>"}},{"return":{"n":1}}],"tell":[{"sleepMs":250,"return":"told"}]}`

// workflowFiles writes a definition and a script and returns their names.
func workflowFiles(t *testing.T, definition, script string) (string, string) {
	t.Helper()
	dir := t.TempDir()
	names := []string{filepath.Join(dir, "definition.json"), filepath.Join(dir, "script.json")}
	for i, text := range []string{definition, script} {
		if err := os.WriteFile(names[i], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return names[0], names[1]
}

func TestWorkflowRun(t *testing.T) {
	for _, tt := range []struct{ name, script string }{
		{"a script", workflowScript},
		{"a whole case", `{"name":"x","lambdas":` + workflowScript + `}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			definition, script := workflowFiles(t, workflowDefinition, tt.script)
			var out, errs bytes.Buffer
			err := runWorkflow([]string{"run", "-definition", definition, "-script", script, "-input", `{"until":"@now+2h"}`}, &out, &errs)
			if err != nil {
				t.Fatal(err)
			}
			var got map[string]any
			if err := json.Unmarshal(out.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			delete(got["payload"].(map[string]any), "Ask") // holds the real time
			want := map[string]any{
				"status": "SUCCEEDED", "output": "told", "error": nil, "cause": nil,
				"states": []any{"Ask", "Wait", "Tell"},
				"types": []any{"ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskFailed",
					"TaskScheduled", "TaskStarted", "TaskSucceeded", "TaskStateExited", "WaitStateEntered", "WaitStateExited",
					"TaskStateEntered", "LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionSucceeded",
					"TaskStateExited", "ExecutionSucceeded"},
				"calls":          map[string]any{"Ask": 2.0, "tell": 1.0},
				"payload":        map[string]any{"tell": map[string]any{"n": 1.0}},
				"distinctTokens": map[string]any{},
				"elapsedMs":      7200250.0,
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got): %s", diff)
			}
		})
	}
}

func TestWorkflowRunOfAFailureIsAResult(t *testing.T) {
	definition, _ := workflowFiles(t, `{"StartAt":"S","States":{"S":{"Type":"Fail","Error":"E","Cause":"<why>"}}}`, "")
	input := filepath.Join(t.TempDir(), "input.json")
	if err := os.WriteFile(input, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := runWorkflow([]string{"run", "-definition", definition, "-input", "@" + input}, &out, &out); err != nil {
		t.Fatal(err)
	}
	want := `"status":"FAILED","output":null,"error":"E","cause":"<why>"`
	if !strings.Contains(out.String(), want) {
		t.Errorf("got %s, want %s", out.String(), want)
	}
}

func TestWorkflowRunSaysWhatIsWrong(t *testing.T) {
	good, script := workflowFiles(t, workflowDefinition, workflowScript)
	refused, broken := workflowFiles(t, `{"StartAt":"S","States":{"S":{"Type":"Map","End":true}}}`, `{"f":1}`)
	for _, tt := range []struct {
		name, want string
		args       []string
	}{
		{"no verb", "usage", nil},
		{"another verb", "usage", []string{"walk"}},
		{"no definition", "-definition is missing", []string{"run"}},
		{"no such file", "no such file", []string{"run", "-definition", "nowhere.json"}},
		{"a refused definition", "Map states are not supported", []string{"run", "-definition", refused}},
		{"an unknown flag", "not defined", []string{"run", "-x"}},
		{"an argument too many", "unexpected argument", []string{"run", "-definition", good, "x"}},
		{"an input that is no JSON", "input", []string{"run", "-definition", good, "-script", script, "-input", "{"}},
		{"an input file that is not there", "no such file", []string{"run", "-definition", good, "-input", "@nowhere.json"}},
		{"a script that is no script", "-script", []string{"run", "-definition", good, "-script", broken}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			err := runWorkflow(tt.args, &out, &out)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got error %v, want one that says %q", err, tt.want)
			}
		})
	}
}

// TestWorkflowRunPlaysTheProductsMachines: the command takes the definitions as
// they are deployed.
func TestWorkflowRunPlaysTheProductsMachines(t *testing.T) {
	for _, m := range stories.Machines {
		for _, s := range m.Stories {
			script, err := s.Script(stories.Later)
			if err != nil {
				t.Fatal(err)
			}
			text, err := json.Marshal(renamed(script))
			if err != nil {
				t.Fatal(err)
			}
			definition, file := workflowFiles(t, string(statemachines.All()[m.Name]), string(text))
			got, err := playWorkflow(definition, string(m.Input("202609-000001")), file, stories.Start)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Fields(s.Path), got.States); diff != "" {
				t.Errorf("%s: %s: states (-story +command):\n%s", m.Name, s.Name, diff)
			}
		}
	}
}

// renamed gives functions the names that stand in the definitions.
func renamed(script asltest.Script) asltest.Script {
	as := asltest.Script{}
	for function, behaviours := range script {
		as[strings.ToUpper(function[:1])+function[1:]+"Function"] = behaviours
	}
	return as
}
