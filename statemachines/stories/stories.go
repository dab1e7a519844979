// Package stories tells ways through the state machines: what each function
// answers, and which states are entered because of it. Tests of the state
// machine play them, in our own interpreter and in others.
//
// Vocabulary. A story gives the answers of each function, call by call; they
// become a script (see package asltest). A hastened definition is the same
// machine with waits of seconds, for interpreters that live in real time.
//
// The package holds no test; it does not know who interprets.
package stories

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/redress/redress/shared/asl"
	"github.com/redress/redress/shared/asl/asltest"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/statemachines"
)

// Machine is a state machine with its stories. Together they enter every state,
// and leave by every Catch.
type Machine struct {
	Name    string // as the file is called
	Stories []Story
	// Begin and Where are the state that says where the case stands, and the
	// choice that follows it.
	Begin, Where string
}

// Machines are all state machines.
var Machines = []Machine{
	{"complaint", complaints, "Triage", "Triaged"},
	{"overlevel", overLevel, "Locate", "Located"},
	{"emergency", emergency, "Locate", "Located"},
}

// Story is a way through a state machine.
type Story struct {
	Name string
	// Answers are the words of each function: a step to go on with, "!Kind" to
	// fail, "-" to let the token time out. The function await answers under a
	// token; "=" before a step is its answer to one that only asks.
	Answers map[string]string
	Status  asl.Status
	Path    string // the states entered, in order
}

// Input is what a story begins with: the first execution of a case, or of its
// first flow.
func (m Machine) Input(reference string) json.RawMessage {
	x, err := complaint.ExecutionNamed(m.First(reference))
	if err != nil {
		panic("stories: " + err.Error()) // a programmer's error: a reference that is none
	}
	input, err := json.Marshal(x)
	if err != nil {
		panic("stories: " + err.Error())
	}
	return input
}

// First is the name of that execution.
func (m Machine) First(reference string) string {
	if m.Name == string(complaint.Journey) {
		return reference + "-0-0"
	}
	return reference + "-" + m.Name + "-1-0"
}

// Start is when every story begins.
var Start = time.Date(2026, 9, 30, 8, 0, 0, 0, time.UTC)

// Later is how long an answer under a token takes.
const Later = time.Hour

// Definition is the machine with the functions' names in it, for a partition of AWS.
func (m Machine) Definition(partition string) ([]byte, error) {
	return statemachines.Definition(m.Name, partition)
}

// Script is what the functions do in the story. Answers under a token come
// after the given time.
func (s Story) Script(later time.Duration) (asltest.Script, error) {
	script := map[string][]map[string]any{}
	for function, list := range s.Answers {
		for i, word := range strings.Fields(list) {
			script[function] = append(script[function], behaviour(function, word, i+1, later))
		}
	}
	text, err := json.Marshal(script)
	if err != nil {
		return nil, err
	}
	var out asltest.Script
	return out, json.Unmarshal(text, &out)
}

// behaviour is what a function does in its n-th call.
func behaviour(function, word string, n int, later time.Duration) map[string]any {
	next := map[string]any{"next": word, "steps": n}
	switch {
	case strings.HasPrefix(word, "!"):
		return map[string]any{"error": map[string]any{"type": word[1:], "message": "scripted"}}
	case word == "-":
		return map[string]any{"return": nil}
	case strings.HasPrefix(word, "="):
		return map[string]any{"return": map[string]any{"next": word[1:], "steps": n}}
	case function == "await":
		return map[string]any{"return": nil, "callback": []any{map[string]any{"afterMs": later.Milliseconds(), "success": next}}}
	case function == "succession":
		return map[string]any{"return": map[string]any{"started": word}}
	}
	return map[string]any{"return": next}
}

// Hasten makes the waits of a definition last a second: the pauses, and those
// between tries; tokens time out after the given time, when there is one.
func Hasten(definition []byte, timeout time.Duration) ([]byte, error) {
	var machine map[string]any
	if err := json.Unmarshal(definition, &machine); err != nil {
		return nil, err
	}
	states, _ := machine["States"].(map[string]any)
	for _, s := range states {
		state, _ := s.(map[string]any)
		if _, ok := state["Seconds"]; ok {
			state["Seconds"] = 1
		}
		resource, _ := state["Resource"].(string)
		if timeout > 0 && strings.HasSuffix(resource, ".waitForTaskToken") {
			state["TimeoutSeconds"] = int(timeout.Seconds())
		}
		retriers, _ := state["Retry"].([]any)
		for _, r := range retriers {
			retrier, _ := r.(map[string]any)
			retrier["IntervalSeconds"], retrier["MaxDelaySeconds"] = 1, 2
		}
	}
	return json.Marshal(machine)
}

// Lapses tells whether a token times out in the story.
func (s Story) Lapses() bool { return strings.Contains(s.Answers["await"], "-") }
