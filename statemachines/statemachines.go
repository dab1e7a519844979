// Package statemachines holds the workflow definitions, in the Amazon States
// Language. They are deployed as they are, and the same text runs in the
// single-process program. ${...} stands for what differs between the two: the
// partition and the functions.
//
// A definition is a map that a supervisor can read: which step follows which,
// and what may interrupt it. What a step does is in functions/. The input of
// each is complaint.Execution.
package statemachines

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"github.com/redress/redress/shared/asl"
)

//go:embed *.asl.json
var files embed.FS

const suffix = ".asl.json"

// All are the definitions by the names of their machines: complaint, the journey
// of a complaint; overlevel and emergency, which run beside it.
func All() map[string][]byte {
	all := map[string][]byte{}
	names, err := fs.Glob(files, "*"+suffix)
	for _, name := range names {
		var text []byte
		if text, err = files.ReadFile(name); err != nil {
			break
		}
		all[strings.TrimSuffix(name, suffix)] = text
	}
	if err != nil {
		panic("statemachines: " + err.Error()) // they are part of the program
	}
	return all
}

// Definition is a machine's text for a partition of AWS, in which the functions go
// by their plain names: a stand-in for Lambda knows them so.
func Definition(name, partition string) ([]byte, error) {
	return asl.Substitute(All()[name], map[string]string{
		"Partition": partition, "TriageFunction": "triage", "DispatchFunction": "dispatch",
		"EscalationFunction": "escalation", "AwaitFunction": "await", "SuccessionFunction": "succession",
	})
}

// Machines are all machines, to be run inside a process.
func Machines() (map[string]*asl.Machine, error) {
	machines := map[string]*asl.Machine{}
	for name := range All() {
		text, err := Definition(name, "aws")
		if err == nil {
			machines[name], err = asl.Parse(text)
		}
		if err != nil {
			return nil, fmt.Errorf("state machine %s: %w", name, err)
		}
	}
	return machines, nil
}
