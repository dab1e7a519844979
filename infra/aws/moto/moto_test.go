//go:build unix

// Package moto_test plays the stories of the state machines in two
// interpreters of the States language, ours and one that others have written
// (LocalStack's, which moto carries), and compares what comes of them: the
// states entered, the history, what the functions were told, and the end.
//
// Vocabulary. The interpreter is moto's, a process of its own that calls the
// functions over HTTP. The functions are played by this package, from the same
// scripts that our own interpreter gets. Both get the same definition, with
// waits of a second, as the interpreter lives in real time.
//
// What both do wrong in the same way is not found here. What moto 5.2.5 does
// wrong is worked around in the definition that both get: a Catch that leads back
// to its own state, which moto takes for none, makes a detour over another.
// Nothing is left out of the comparison.
package moto_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/infra/aws/emulator"
	"github.com/redress/redress/shared/asl"
	"github.com/redress/redress/shared/asl/asltest"
	"github.com/redress/redress/statemachines/stories"
)

// How long a token lives in a story in which one times out, and how long a
// story may take.
const (
	lapse    = 5 * time.Second
	patience = 2 * time.Minute
)

// outcome is what is compared.
type outcome struct {
	Status        string
	Output        any
	Error, Cause  string
	States, Types []string
	Calls         map[string]int
	Payload       map[string]any // of the first call of each function
}

func TestStoriesComeOutTheSame(t *testing.T) {
	emulator.Require(t)
	functions := &functions{plays: map[string]*play{}}
	server := httptest.NewServer(functions)
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	interpreter, err := emulator.StartInterpreter(t.Context(), "", address.Port())
	if err != nil {
		t.Fatal(err)
	}
	emulator.Stopped(t, interpreter)
	client := sfn.New(sfn.Options{
		Region: emulator.Region, BaseEndpoint: aws.String(interpreter.Endpoint),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: emulator.Key, SecretAccessKey: emulator.Key}, nil
		}),
	})
	functions.answer = func(token string, output json.RawMessage) error {
		_, err := client.SendTaskSuccess(context.Background(), &sfn.SendTaskSuccessInput{TaskToken: &token, Output: aws.String(string(output))})
		return err
	}
	var running []*run
	for _, m := range stories.Machines { // all at once: most of the time is waiting
		machines := map[bool]*machine{false: deploy(t, client, m, 0), true: deploy(t, client, m, lapse)}
		for _, s := range m.Stories {
			running = append(running, machines[s.Lapses()].start(t, functions, s, fmt.Sprintf("202609-%06d", len(running)+1)))
		}
	}
	for _, r := range running {
		t.Run(r.machine.of.Name+"/"+r.story.Name, r.compare)
	}
}

// run is a story that is being played in the interpreter.
type run struct {
	story     stories.Story
	machine   *machine
	reference string
	script    asltest.Script
	functions *play
	execution *string
}

func (m *machine) start(t *testing.T, f *functions, s stories.Story, reference string) *run {
	t.Helper()
	script, err := s.Script(0)
	if err != nil {
		t.Fatal(err)
	}
	r := &run{story: s, machine: m, reference: reference, script: script, functions: f.play(reference, script)}
	started, err := m.client.StartExecution(t.Context(), &sfn.StartExecutionInput{
		StateMachineArn: m.arn, Name: aws.String(m.of.First(reference)), Input: aws.String(string(m.of.Input(reference))),
	})
	if err != nil {
		t.Fatal(err)
	}
	r.execution = started.ExecutionArn
	return r
}

// compare plays the story in our own interpreter too.
func (r *run) compare(t *testing.T) {
	want := r.ours(t)
	straight := slices.DeleteFunc(slices.Clone(want.States), func(name string) bool { return strings.HasSuffix(name, again) })
	if diff := cmp.Diff(strings.Fields(r.story.Path), straight); diff != "" {
		t.Errorf("states (-story +ours):\n%s", diff)
	}
	if diff := cmp.Diff(want, r.theirs(t)); diff != "" {
		t.Errorf("-ours +theirs:\n%s", diff)
	}
}

// machine is the definition in both interpreters.
type machine struct {
	of     stories.Machine
	own    *asl.Machine
	client *sfn.Client
	arn    *string
}

func deploy(t *testing.T, client *sfn.Client, of stories.Machine, timeout time.Duration) *machine {
	t.Helper()
	name := of.Name
	if timeout > 0 {
		name += "-lapsing"
	}
	definition, err := of.Definition("aws")
	if err != nil {
		t.Fatal(err)
	}
	if definition, err = stories.Hasten(definition, timeout); err != nil {
		t.Fatal(err)
	}
	definition = detour(t, definition)
	m := &machine{of: of, client: client}
	if m.own, err = asl.Parse(definition); err != nil {
		t.Fatal(err)
	}
	created, err := client.CreateStateMachine(t.Context(), &sfn.CreateStateMachineInput{
		Name: &name, Definition: aws.String(string(definition)), RoleArn: aws.String("arn:aws:iam::" + emulator.Account + ":role/workflow"),
	})
	if err != nil {
		t.Fatal(err)
	}
	m.arn = created.StateMachineArn
	return m
}

// detour leads every Catch that goes back to its own state over a state of its own.
func detour(t *testing.T, definition []byte) []byte {
	t.Helper()
	machine, _ := decode(t, definition).(map[string]any)
	states, _ := machine["States"].(map[string]any)
	for _, name := range slices.Collect(maps.Keys(states)) {
		state, _ := states[name].(map[string]any)
		catchers, _ := state["Catch"].([]any)
		for _, c := range catchers {
			if catcher, _ := c.(map[string]any); catcher["Next"] == name {
				catcher["Next"] = name + again
				states[name+again] = map[string]any{"Type": "Pass", "Next": name}
			}
		}
	}
	text, err := json.Marshal(machine)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// again is what the states of detours are called after their state.
const again = " again"

// ours is what comes of the story in our own interpreter.
func (r *run) ours(t *testing.T) outcome {
	t.Helper()
	x, err := asltest.Play(r.machine.own, r.machine.of.Input(r.reference), r.script, stories.Start)
	if err != nil {
		t.Fatal(err)
	}
	return outcome{
		Status: string(x.Status), Output: decode(t, x.Output), Error: aws.ToString(x.Error), Cause: aws.ToString(x.Cause),
		States: x.States, Types: x.Types, Calls: x.Calls, Payload: veiled(t, x.Payload),
	}
}

// theirs is what comes of it in the interpreter.
func (r *run) theirs(t *testing.T) outcome {
	t.Helper()
	x := r.end(t)
	out := outcome{Status: string(x.Status), Error: aws.ToString(x.Error), Cause: aws.ToString(x.Cause)}
	if x.Output != nil {
		out.Output = decode(t, []byte(*x.Output))
	}
	for pages := sfn.NewGetExecutionHistoryPaginator(r.machine.client, &sfn.GetExecutionHistoryInput{ExecutionArn: r.execution}); pages.HasMorePages(); {
		page, err := pages.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range page.Events {
			out.Types = append(out.Types, string(e.Type))
			if e.StateEnteredEventDetails != nil {
				out.States = append(out.States, *e.StateEnteredEventDetails.Name)
			}
		}
	}
	calls, first, failed := r.functions.seen()
	for _, err := range failed {
		t.Error(err)
	}
	out.Calls, out.Payload = calls, veiled(t, first)
	return out
}

// end waits for the end of the execution.
func (r *run) end(t *testing.T) *sfn.DescribeExecutionOutput {
	t.Helper()
	for until := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
		x, err := r.machine.client.DescribeExecution(t.Context(), &sfn.DescribeExecutionInput{ExecutionArn: r.execution})
		if err != nil {
			t.Fatal(err)
		}
		if x.Status != types.ExecutionStatusRunning {
			return x
		}
		if time.Now().After(until) {
			t.Fatalf("after %s the execution still runs", patience)
		}
	}
}

func decode(t *testing.T, text []byte) (v any) {
	t.Helper()
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return v
}

// veiled are payloads without what is different each time: a token, and the
// instant of the start, which must be one.
func veiled(t *testing.T, payloads map[string]json.RawMessage) map[string]any {
	t.Helper()
	out := map[string]any{}
	for function, text := range payloads {
		payload, _ := decode(t, text).(map[string]any)
		if token, ok := payload["token"].(string); ok && token != "" && !strings.Contains(token, " ") {
			payload["token"] = "a token"
		}
		if at, ok := payload["startedAt"].(string); ok {
			if _, err := time.Parse(time.RFC3339, at); err == nil {
				payload["startedAt"] = "an instant"
			}
		}
		out[function] = payload
	}
	return out
}
