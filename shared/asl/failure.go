package asl

import "fmt"

// Error names with a meaning of their own in Retry and Catch.
const (
	errAll           = "States.ALL"
	errTaskFailed    = "States.TaskFailed"
	errTimeout       = "States.Timeout"
	errHeartbeat     = "States.HeartbeatTimeout"
	errRuntime       = "States.Runtime"
	errDataLimit     = "States.DataLimitExceeded"
	errParameterPath = "States.ParameterPathFailure"
	errResultPath    = "States.ResultPathMatchFailure"
	errIntrinsic     = "States.IntrinsicFailure"
	errNoChoice      = "States.NoChoiceMatched"
)

// failure is an error of the state machine, in contrast to one of the program:
// it may be retried or caught by the definition, or else ends the execution.
type failure struct {
	name  string
	cause string
}

func (f *failure) Error() string {
	return f.name + ": " + f.cause
}

func failed(name, format string, args ...any) *failure {
	return &failure{name: name, cause: fmt.Sprintf(format, args...)}
}

// matchedBy says whether one of the names of an ErrorEquals field stands for
// the failure. States.Runtime always ends the execution. A wildcard does not
// take in the errors that lie in the definition or the data rather than in the
// task: the ones AWS reports as terminal.
func (f *failure) matchedBy(names []string) bool {
	if f.name == errRuntime {
		return false
	}
	terminal := f.name == errDataLimit || f.name == errParameterPath
	timeout := f.name == errTimeout || f.name == errHeartbeat
	for _, n := range names {
		switch {
		case n == f.name,
			n == errAll && !terminal,
			n == errTaskFailed && !terminal && !timeout,
			n == errTimeout && timeout:
			return true
		}
	}
	return false
}
