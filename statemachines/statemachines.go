// Package statemachines holds the workflow definitions, in the Amazon States
// Language. They are deployed as they are, and the same text runs in the
// single-process program. ${...} stands for what differs between the two: the
// partition and the functions.
//
// A definition is a map that a supervisor can read: which step follows which,
// and what may interrupt it. What a step does is in functions/.
package statemachines

import _ "embed"

// Complaint is the journey of a complaint: its input is complaint.Execution.
//
//go:embed complaint.asl.json
var Complaint []byte
