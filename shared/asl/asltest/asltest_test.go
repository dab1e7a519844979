package asltest_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/asl/asltest"
)

var start = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func TestInstants(t *testing.T) {
	for input, want := range map[string]string{
		`{"t":"@now"}`:            `{"t":"2026-03-01T12:00:00.000Z"}`,
		`{"t":"@now+2s"}`:         `{"t":"2026-03-01T12:00:02.000Z"}`,
		`{"t":"@now-90m"}`:        `{"t":"2026-03-01T10:30:00.000Z"}`,
		`{"t":"@now+2s+02:00"}`:   `{"t":"2026-03-01T14:00:02.000+02:00"}`,
		`{"t":"@now+15ms-03:30"}`: `{"t":"2026-03-01T08:30:00.015-03:30"}`,
		`{"t":"soon, @now"}`:      `{"t":"soon, @now"}`,
	} {
		got, err := asltest.Instants([]byte(input), start)
		if err != nil || string(got) != want {
			t.Errorf("%s: got %s, error %v; want %s", input, got, err, want)
		}
	}
}

// TestPlaceholders: a definition that is meant for a deployment can be played
// as it is.
func TestPlaceholders(t *testing.T) {
	m, err := asltest.Parse([]byte(`{"StartAt":"A","States":{
		"A":{"Type":"Task","Resource":"arn:${Partition}:states:::lambda:invoke","Parameters":{"FunctionName":"${AskFunction}"},"Next":"B"},
		"B":{"Type":"Task","Resource":"${TellFunctionArn}","Next":"C"},
		"C":{"Type":"Task","Resource":"${F:c}","End":true}}}`))
	if err != nil {
		t.Fatal(err)
	}
	once := []asltest.Behaviour{{Return: json.RawMessage("1")}}
	script := asltest.Script{"AskFunction": once, "${TellFunctionArn}": once, asltest.ARN("c"): once}
	r, err := asltest.Play(m, nil, script, start)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"AskFunction": 1, "${TellFunctionArn}": 1, asltest.ARN("c"): 1}
	if diff := cmp.Diff(want, r.Calls); diff != "" || r.Status != "SUCCEEDED" {
		t.Errorf("%s, calls (-want +got): %s", r.Status, diff)
	}
}

// TestResultIsReadable: what is absent is null, and lists are never null.
func TestResultIsReadable(t *testing.T) {
	m, err := asltest.Parse([]byte(`{"StartAt":"S","States":{"S":{"Type":"Fail"}}}`))
	if err != nil {
		t.Fatal(err)
	}
	r, err := asltest.Play(m, nil, nil, start)
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"status":"FAILED","output":null,"error":null,"cause":null,"states":["S"],` +
		`"types":["ExecutionStarted","FailStateEntered","ExecutionFailed"],"calls":{},"payload":{},"distinctTokens":{},"elapsedMs":0}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}

// TestSameScriptSameResult: chance is the same in every play.
func TestSameScriptSameResult(t *testing.T) {
	m, err := asltest.Parse([]byte(`{"StartAt":"S","States":{"S":{"Type":"Pass","Parameters":{"u.$":"States.UUID()","n.$":"States.MathRandom(1, 1000000)"},"End":true}}}`))
	if err != nil {
		t.Fatal(err)
	}
	var outputs []string
	for range 2 {
		r, err := asltest.Play(m, nil, nil, start)
		if err != nil {
			t.Fatal(err)
		}
		outputs = append(outputs, string(r.Output))
	}
	if outputs[0] != outputs[1] {
		t.Errorf("got %s and %s", outputs[0], outputs[1])
	}
}
