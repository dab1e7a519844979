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
	"io/fs"
	"strings"
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
