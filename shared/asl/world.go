package asl

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// World is what a machine needs from outside.
type World struct {
	// Invoke calls a function. A *TaskError is a failure of the function, which
	// the definition may retry or catch; ErrNoFunction says that there is no
	// such function. Any other error stops Step and leaves the execution as it
	// was before the call, to be stepped again.
	//
	// While Invoke runs the execution is consistent and may be stored, and may
	// be answered by Succeed, Fail and Heartbeat.
	Invoke func(context.Context, Call) (Reply, error)
	// Random gives uniformly distributed bits.
	Random func() uint64
	// NewToken gives a token that was never given before.
	NewToken func() string
}

// Call is one invocation of a function.
type Call struct {
	State    string // the state that calls
	Function string // the last component of the function's ARN, or its name
	Payload  json.RawMessage
	Token    string // empty unless the task waits for a token
}

// Reply is what a function answers.
type Reply struct {
	Payload json.RawMessage
	// After is how much later the answer comes, in virtual time. It counts for
	// failures too.
	After time.Duration
}

// TaskError is a failure of a function: the name that ErrorEquals fields see,
// and a message.
type TaskError struct {
	Type    string
	Message string
}

// Error makes TaskError an error.
func (e *TaskError) Error() string { return e.Type + ": " + e.Message }

// Errors of Invoke, Succeed, Fail and Heartbeat.
var (
	// ErrNoFunction is for Invoke to return when the function does not exist.
	ErrNoFunction = errors.New("function not found")
	// ErrTaskTimedOut reports a token that was answered, timed out or replaced.
	ErrTaskTimedOut = errors.New("TaskTimedOut: the task of this token is closed")
	// ErrInvalidToken reports a text that is no token.
	ErrInvalidToken = errors.New("InvalidToken: not a token")
	// ErrInvalidOutput reports an answer that is not JSON, or too large. The
	// token stays valid.
	ErrInvalidOutput = errors.New("InvalidOutput: the output is not JSON of at most 256 KiB")
)

// FunctionName is the name in a function's ARN, without its version or alias.
// A name is its own name.
func FunctionName(function string) string {
	if _, after, ok := strings.Cut(function, ":function:"); ok {
		function = after
	}
	name, _, _ := strings.Cut(function, ":")
	return name
}
