package asl_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/asl"
	"github.com/redress/redress/shared/asl/asltest"
)

// TestParseRefuses lists definitions with the problems that must be named. A
// state S is written without its braces.
func TestParseRefuses(t *testing.T) {
	const pass = `"Type":"Pass","End":true`
	const invoke = `"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f"},"End":true`
	for _, tt := range []struct {
		name, s string
		want    []string
	}{
		{"a Map state", `"Type":"Map","ItemProcessor":{},"End":true`, []string{`state "S", field Type: Map states are not supported`}},
		{"a Parallel state", `"Type":"Parallel","Branches":[],"End":true`, []string{`state "S", field Type: Parallel states are not supported`}},
		{"JSONata", `"Type":"Pass","QueryLanguage":"JSONata","End":true`, []string{`state "S", field QueryLanguage: JSONata is not supported`}},
		{"variables", pass + `,"Assign":{"x":1}`, []string{`state "S", field Assign: variables are not supported`}},
		{"Output of JSONata", pass + `,"Output":1`, []string{`field Output: JSONata is not supported`}},
		{"another integration", `"Type":"Task","Resource":"arn:aws:states:::sns:publish","End":true`, []string{`field Resource: "arn:aws:states:::sns:publish" is not supported`}},
		{"an activity", `"Type":"Task","Resource":"arn:aws:states:us-east-1:123456789012:activity:x","End":true`, []string{"field Resource"}},
		{"an unknown type", `"Type":"Pause","End":true`, []string{"there are no Pause states"}},
		{"no type", `"End":true`, []string{"field Type: is missing"}},
		{"an unknown field", pass + `,"Foo":1`, []string{`state "S", field Foo: is not a field`}},
		{"a field of another type", pass + `,"Retry":[]`, []string{"field Retry: is not a field"}},
		{"Next and End", pass + `,"Next":"S"`, []string{"field End: cannot stand beside Next"}},
		{"neither Next nor End", `"Type":"Pass"`, []string{"one of Next, End is missing"}},
		{"End that is false", `"Type":"Pass","End":false`, []string{"field End: must be true"}},
		{"an unknown Next", `"Type":"Pass","Next":"X"`, []string{`field Next: there is no state "X"`}},
		{"Next of a Succeed state", `"Type":"Succeed","Next":"S"`, []string{"field Next: is not a field"}},
		{"no choice", `"Type":"Choice","Choices":[]`, []string{"field Choices: at least one"}},
		{"an unknown Default", `"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"S"}],"Default":"X"`, []string{`field Default: there is no state "X"`}},
		{"a choice without Next", `"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true}]`, []string{"field Choices[0].Next: is missing"}},
		{"Next in a nested rule", `"Type":"Choice","Choices":[{"Not":{"Variable":"$.a","IsNull":true,"Next":"S"},"Next":"S"}]`, []string{"field Choices[0].Not.Next: is not a field"}},
		{"two operators", `"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"StringEquals":"a","Next":"S"}]`, []string{"Choices[0]: exactly one operator"}},
		{"an unknown operator", `"Type":"Choice","Choices":[{"Variable":"$.a","StringLike":"a","Next":"S"}]`, []string{"Choices[0].StringLike: is not a field"}},
		{"no variable", `"Type":"Choice","Choices":[{"StringEquals":"a","Next":"S"}]`, []string{"Choices[0].Variable: is missing"}},
		{"an operand of the wrong kind", `"Type":"Choice","Choices":[{"Variable":"$.a","NumericEquals":"1","Next":"S"}]`, []string{"Choices[0].NumericEquals: must be of the kind numeric"}},
		{"a test that is no boolean", `"Type":"Choice","Choices":[{"Variable":"$.a","IsPresent":"yes","Next":"S"}]`, []string{"Choices[0].IsPresent: must be true or false"}},
		{"BooleanLessThan", `"Type":"Choice","Choices":[{"Variable":"$.a","BooleanLessThan":true,"Next":"S"}]`, []string{"Choices[0].BooleanLessThan"}},
		{"StringMatchesPath", `"Type":"Choice","Choices":[{"Variable":"$.a","StringMatchesPath":"$.b","Next":"S"}]`, []string{"Choices[0].StringMatchesPath"}},
		{"a timestamp in no format", `"Type":"Choice","Choices":[{"Variable":"$.a","TimestampEquals":"today","Next":"S"}]`, []string{"TimestampEquals: must be of the kind timestamp"}},
		{"an empty And", `"Type":"Choice","Choices":[{"And":[],"Next":"S"}]`, []string{"Choices[0].And: at least one rule"}},
		{"two ends of a wait", `"Type":"Wait","Seconds":1,"Timestamp":"2026-01-01T00:00:00Z","End":true`, []string{"field Timestamp: cannot stand beside Seconds"}},
		{"no end of a wait", `"Type":"Wait","End":true`, []string{"one of Seconds, SecondsPath, Timestamp, TimestampPath is missing"}},
		{"a negative wait", `"Type":"Wait","Seconds":-1,"End":true`, []string{"field Seconds: must be an integer"}},
		{"a wait until nonsense", `"Type":"Wait","Timestamp":"tomorrow","End":true`, []string{"field Timestamp: must be a timestamp"}},
		{"Error and ErrorPath", `"Type":"Fail","Error":"E","ErrorPath":"$.e"`, []string{"field ErrorPath: cannot stand beside Error"}},
		{"a path that is none", pass + `,"InputPath":"a.b"`, []string{"field InputPath: \"a.b\" is not a path"}},
		{"a bracket that is open", pass + `,"InputPath":"$.a[0"`, []string{"a bracket is not closed"}},
		{"a path function", pass + `,"InputPath":"$.l.length()"`, []string{"field InputPath"}},
		{"a script", pass + `,"InputPath":"$.l[(@.length-1)]"`, []string{"field InputPath"}},
		{"a ResultPath of many", pass + `,"ResultPath":"$.l[*]"`, []string{"field ResultPath: \"$.l[*]\" is not a reference path"}},
		{"a ResultPath into the context", pass + `,"ResultPath":"$$.x"`, []string{"field ResultPath: must not lead into the context"}},
		{"a template that is no object", pass + `,"Parameters":"$.x"`, []string{"field Parameters: must be an object"}},
		{"a dynamic field that is a number", pass + `,"Parameters":{"a":[{"b.$":1}]}`, []string{"field Parameters.a[0].b.$: must be a string"}},
		{"a dynamic field that is plain text", pass + `,"Parameters":{"a.$":"hello"}`, []string{"is neither a path nor an intrinsic function"}},
		{"a field twice in a template", pass + `,"Parameters":{"a.$":"$.x","a":1}`, []string{`the field "a" is given twice`}},
		{"an unknown function", pass + `,"Parameters":{"a.$":"States.Nope(1)"}`, []string{`there is no function "States.Nope"`}},
		{"too many arguments", pass + `,"Parameters":{"a.$":"States.UUID(1)"}`, []string{"does not take 1 arguments"}},
		{"functions nested too deep", pass + `,"Parameters":{"a.$":"` + strings.Repeat("States.Array(", 11) + strings.Repeat(")", 11) + `"}`, []string{"more than 10 functions are nested"}},
		{"a function that is open", pass + `,"Parameters":{"a.$":"States.Array('x"}`, []string{"a closing apostrophe is missing"}},
		{"text behind a function", pass + `,"Parameters":{"a.$":"States.UUID() x"}`, []string{"unexpected \" x\""}},
		{"no FunctionName", `"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{},"End":true`, []string{"field Parameters.FunctionName: is missing"}},
		{"no Parameters", `"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","End":true`, []string{"field Parameters: is missing"}},
		{"an unknown parameter", strings.Replace(invoke, `"f"`, `"f","Playload":{}`, 1), []string{"field Parameters.Playload: is not a parameter"}},
		{"an asynchronous call", strings.Replace(invoke, `"f"`, `"f","InvocationType":"Event"`, 1), []string{"InvocationType: must be RequestResponse"}},
		{"a heartbeat that is too long", invoke + `,"TimeoutSeconds":5,"HeartbeatSeconds":5`, []string{"HeartbeatSeconds: must be smaller than TimeoutSeconds"}},
		{"a time-out twice", invoke + `,"TimeoutSeconds":5,"TimeoutSecondsPath":"$.t"`, []string{"TimeoutSecondsPath: cannot stand beside TimeoutSeconds"}},
		{"a time-out of nothing", invoke + `,"TimeoutSeconds":0`, []string{"TimeoutSeconds: must be an integer from 1"}},
		{"a fractional time-out", invoke + `,"TimeoutSeconds":1.5`, []string{"TimeoutSeconds: must be an integer"}},
		{"a shrinking back-off", invoke + `,"Retry":[{"ErrorEquals":["E"],"BackoffRate":0.5}]`, []string{"Retry[0].BackoffRate: must be a number of at least 1"}},
		{"negative attempts", invoke + `,"Retry":[{"ErrorEquals":["E"],"MaxAttempts":-1}]`, []string{"Retry[0].MaxAttempts"}},
		{"no interval", invoke + `,"Retry":[{"ErrorEquals":["E"],"IntervalSeconds":0}]`, []string{"Retry[0].IntervalSeconds"}},
		{"an unknown jitter", invoke + `,"Retry":[{"ErrorEquals":["E"],"JitterStrategy":"SOME"}]`, []string{"Retry[0].JitterStrategy"}},
		{"no error names", invoke + `,"Retry":[{"ErrorEquals":[]}]`, []string{"Retry[0].ErrorEquals: must be an array"}},
		{"States.ALL in company", invoke + `,"Retry":[{"ErrorEquals":["States.ALL","E"]}]`, []string{"States.ALL must stand alone"}},
		{"States.ALL before others", invoke + `,"Catch":[{"ErrorEquals":["States.ALL"],"Next":"S"},{"ErrorEquals":["E"],"Next":"S"}]`, []string{"Catch[0].ErrorEquals: States.ALL must come last"}},
		{"an error name twice", invoke + `,"Retry":[{"ErrorEquals":["E","E"]}]`, []string{"E is listed twice"}},
		{"an unknown state in Catch", invoke + `,"Catch":[{"ErrorEquals":["E"],"Next":"X"}]`, []string{`field Catch[0].Next: there is no state "X"`}},
		{"Assign in Catch", invoke + `,"Catch":[{"ErrorEquals":["E"],"Next":"S","Assign":{}}]`, []string{"field Catch[0].Assign: variables are not supported"}},
		{"a field twice", pass + `,"Comment":"a","Comment":"b"`, []string{"field Comment: is given twice"}},
		{"several problems at once", `"Type":"Pass","Next":"X","Foo":1,"InputPath":1`, []string{"field Foo", "field InputPath", "field Next"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			problems(t, `{"StartAt":"S","States":{"S":{`+tt.s+`}}}`, tt.want)
		})
	}
}

func TestParseRefusesMachines(t *testing.T) {
	const pass = `{"Type":"Pass","End":true}`
	for _, tt := range []struct {
		name, definition string
		want             []string
	}{
		{"no JSON", `{`, []string{"state machine: not JSON"}},
		{"a list", `[]`, []string{"must be an object"}},
		{"two values", `{} {}`, []string{"not JSON"}},
		{"nothing", `{}`, []string{"field StartAt: is missing", "field States: must be an object"}},
		{"an unknown start", `{"StartAt":"X","States":{"S":` + pass + `}}`, []string{`field StartAt: there is no state "X"`}},
		{"a state that cannot be reached", `{"StartAt":"S","States":{"S":` + pass + `,"U":` + pass + `}}`, []string{`state "U": cannot be reached`}},
		{"a state twice", `{"StartAt":"S","States":{"S":` + pass + `,"S":` + pass + `}}`, []string{"field S: is given twice"}},
		{"no end", `{"StartAt":"S","States":{"S":{"Type":"Pass","Next":"S"}}}`, []string{"no state ends the execution"}},
		{"an unknown field", `{"StartAt":"S","Foo":1,"States":{"S":` + pass + `}}`, []string{"field Foo: is not a field"}},
		{"JSONata", `{"QueryLanguage":"JSONata","StartAt":"S","States":{"S":` + pass + `}}`, []string{"field QueryLanguage: JSONata is not supported"}},
		{"another version", `{"Version":"2.0","StartAt":"S","States":{"S":` + pass + `}}`, []string{"field Version: must be 1.0"}},
		{"a time-out of nothing", `{"TimeoutSeconds":0,"StartAt":"S","States":{"S":` + pass + `}}`, []string{"field TimeoutSeconds"}},
		{"a long name", `{"StartAt":"` + strings.Repeat("n", 81) + `","States":{"` + strings.Repeat("n", 81) + `":` + pass + `}}`, []string{"1 to 80 characters"}},
	} {
		t.Run(tt.name, func(t *testing.T) { problems(t, tt.definition, tt.want) })
	}
}

// problems checks that Parse refuses the definition and names every problem.
func problems(t *testing.T, definition string, want []string) {
	t.Helper()
	_, err := asl.Parse([]byte(definition))
	refused, ok := errors.AsType[*asl.RefusedError](err)
	if !ok {
		t.Fatalf("got error %v, want a refusal", err)
	}
	for _, w := range want {
		if !strings.Contains(refused.Error(), w) {
			t.Errorf("%q is not named in: %v", w, refused)
		}
	}
}

func TestParseReportsNothingElse(t *testing.T) {
	_, err := asl.Parse([]byte(`{"StartAt":"S","States":{"S":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","End":true}}}`))
	refused, _ := errors.AsType[*asl.RefusedError](err)
	if refused == nil || len(refused.Problems) != 1 {
		t.Errorf("got %v, want one problem", err)
	}
}

func TestSubstitute(t *testing.T) {
	definition := []byte(`{"a":"${A}-${B.Arn}","c":"$.x"}`)
	got, err := asl.Substitute(definition, map[string]string{"A": `q"uote`, "B.Arn": "b"})
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"a":"q\"uote-b","c":"$.x"}`; string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
	_, err = asl.Substitute(definition, nil)
	if err == nil || !strings.Contains(err.Error(), "A, B.Arn") {
		t.Errorf("got %v, want an error that names A and B.Arn", err)
	}
}

func TestFunctionName(t *testing.T) {
	for function, want := range map[string]string{
		"triage":         "triage",
		"triage:live":    "triage",
		asltest.ARN("f"): "f",
		"arn:aws-cn:lambda:cn-north-1:123456789012:function:f:$LATEST": "f",
		"123456789012:function:f":                                      "f",
	} {
		if got := asl.FunctionName(function); got != want {
			t.Errorf("%s: got %s, want %s", function, got, want)
		}
	}
}

func TestStatesKeepTheirOrder(t *testing.T) {
	m, err := asl.Parse([]byte(`{"StartAt":"Z","States":{"Z":{"Type":"Pass","Next":"A"},"A":{"Type":"Succeed"}}}`))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Z", "A"}, m.States()); diff != "" {
		t.Error(diff)
	}
}
