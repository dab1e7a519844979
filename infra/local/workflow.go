package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/redress/redress/shared/asl/asltest"
)

const workflowUsage = "usage: redress workflow run -definition FILE -input JSON|@FILE [-script FILE]"

// runWorkflow is the command `redress workflow`. Run plays a state machine with
// scripted task results in virtual time and prints what happened as JSON. An
// execution that fails is a result; a definition that is refused is an error.
func runWorkflow(args []string, stdout, stderr io.Writer) error {
	if len(args) == 0 || args[0] != "run" {
		return errors.New(workflowUsage)
	}
	flags := flag.NewFlagSet("workflow run", flag.ContinueOnError)
	flags.SetOutput(stderr)
	definition := flags.String("definition", "", "`file` with the state machine")
	input := flags.String("input", "{}", "input of the execution: `JSON`, or @ and a file name")
	script := flags.String("script", "", "`file` with the behaviour of the functions, or a case with a key lambdas")
	if err := flags.Parse(args[1:]); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	switch {
	case flags.NArg() > 0:
		return fmt.Errorf("unexpected argument %q; %s", flags.Arg(0), workflowUsage)
	case *definition == "":
		return errors.New("-definition is missing; " + workflowUsage)
	}
	result, err := playWorkflow(*definition, *input, *script, time.Now())
	if err != nil {
		return err
	}
	out := json.NewEncoder(stdout)
	out.SetEscapeHTML(false)
	return out.Encode(result)
}

// playWorkflow reads the three files and plays them from start on.
func playWorkflow(definition, input, script string, start time.Time) (asltest.Result, error) {
	var none asltest.Result
	text, err := os.ReadFile(definition)
	if err != nil {
		return none, fmt.Errorf("-definition: %w", err)
	}
	machine, err := asltest.Parse(text)
	if err != nil {
		return none, fmt.Errorf("-definition %s: %w", definition, err)
	}
	data := []byte(input)
	if name, ok := strings.CutPrefix(input, "@"); ok {
		if data, err = os.ReadFile(name); err != nil {
			return none, fmt.Errorf("-input: %w", err)
		}
	}
	start = start.Truncate(time.Millisecond)
	if data, err = asltest.Instants(data, start); err != nil {
		return none, fmt.Errorf("-input: %w", err)
	}
	functions, err := readScript(script)
	if err != nil {
		return none, fmt.Errorf("-script: %w", err)
	}
	return asltest.Play(machine, data, functions, start)
}

// readScript reads the behaviour of the functions; no file is no function.
func readScript(file string) (asltest.Script, error) {
	if file == "" {
		return nil, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var whole struct {
		Lambdas json.RawMessage `json:"lambdas"`
	}
	if err := json.Unmarshal(data, &whole); err == nil && bytes.HasPrefix(whole.Lambdas, []byte("{")) {
		data = whole.Lambdas
	}
	var script asltest.Script
	if err := json.Unmarshal(data, &script); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return script, nil
}
