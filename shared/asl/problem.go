package asl

import (
	"fmt"
	"strings"
)

// Problem is a reason why a definition was refused.
type Problem struct {
	State  string // empty when it concerns the machine
	Field  string // such as Retry[0].BackoffRate
	Reason string
}

// String is the problem in one line.
func (p Problem) String() string {
	where := "state machine"
	if p.State != "" {
		where = fmt.Sprintf("state %q", p.State)
	}
	if p.Field != "" {
		where += ", field " + p.Field
	}
	return where + ": " + p.Reason
}

// RefusedError is the error of Parse: everything that is wrong with a
// definition, in the order of its text.
type RefusedError struct {
	Problems []Problem
}

// Error lists the problems, one a line.
func (e *RefusedError) Error() string {
	lines := []string{fmt.Sprintf("state machine refused, %d problem(s):", len(e.Problems))}
	for _, p := range e.Problems {
		lines = append(lines, "  "+p.String())
	}
	return strings.Join(lines, "\n")
}
