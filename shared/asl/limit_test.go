package asl_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/shared/asl/asltest"
)

// TestPayloadLimit plays payloads around 256 KiB, which would not fit into the
// case files.
func TestPayloadLimit(t *testing.T) {
	const limit = 256 * 1024
	text := func(bytes int) string { return `"` + strings.Repeat("x", bytes-2) + `"` }
	task := func(more string) string {
		return `{"StartAt":"S","States":{"S":{"Type":"Task","Resource":"${F:f}",` + more + `"End":true},"C":{"Type":"Succeed"}}}`
	}
	catch := func(name string) string { return `"Catch":[{"ErrorEquals":["` + name + `"],"Next":"C"}],` }
	for _, tt := range []struct {
		name, definition, returns, want string
	}{
		{"a result of just the limit", strings.Replace(task(""), `,"C":{"Type":"Succeed"}`, "", 1), text(limit), "SUCCEEDED"},
		{"a result beyond the limit", task(catch("E")), text(limit + 1), "FAILED States.DataLimitExceeded"},
		{"States.ALL does not catch it", task(catch("States.ALL")), text(limit + 1), "FAILED States.DataLimitExceeded"},
		{"States.TaskFailed does not catch it", task(catch("States.TaskFailed")), text(limit + 1), "FAILED States.DataLimitExceeded"},
		{"its own name catches it", task(catch("States.DataLimitExceeded")), text(limit + 1), "SUCCEEDED"},
		{"an output beyond the limit", task(`"ResultSelector":{"v.$":"$"},` + catch("E")), text(limit), "FAILED States.DataLimitExceeded"},
		{"parameters beyond the limit", task(`"Parameters":{"v":` + text(limit) + `},` + catch("E")), "1", "FAILED States.DataLimitExceeded"},
		{"text counts in bytes", task(catch("E")), `"` + strings.Repeat("电", limit/3) + `"`, "FAILED States.DataLimitExceeded"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, err := asltest.Parse([]byte(tt.definition))
			if err != nil {
				t.Fatal(err)
			}
			script := asltest.Script{"f": {{Return: json.RawMessage(tt.returns)}}}
			r, err := asltest.Play(m, nil, script, time.Unix(0, 0))
			if err != nil {
				t.Fatal(err)
			}
			got := string(r.Status)
			if r.Error != nil {
				got += " " + *r.Error
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestTooLargeAnInputIsRefused(t *testing.T) {
	m, err := asltest.Parse([]byte(`{"StartAt":"S","States":{"S":{"Type":"Succeed"}}}`))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.New("x", json.RawMessage(`"`+strings.Repeat("x", 256*1024)+`"`), time.Unix(0, 0)); err == nil {
		t.Error("an input of more than 256 KiB was accepted")
	}
	if _, err := m.New("x", json.RawMessage(`{`), time.Unix(0, 0)); err == nil {
		t.Error("an input that is not JSON was accepted")
	}
}

// TestEndlessLoop: a machine that never waits ends as on AWS, at the greatest
// length of a history.
func TestEndlessLoop(t *testing.T) {
	m, err := asltest.Parse([]byte(`{"StartAt":"A","States":{
		"A":{"Type":"Pass","Next":"B"},
		"B":{"Type":"Choice","Choices":[{"Variable":"$.x","IsPresent":true,"Next":"C"}],"Default":"A"},
		"C":{"Type":"Succeed"}}}`))
	if err != nil {
		t.Fatal(err)
	}
	r, err := asltest.Play(m, nil, nil, time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	if r.Status != "FAILED" || *r.Error != "States.Runtime" {
		t.Errorf("got %s, want FAILED with States.Runtime", r.Status)
	}
}
