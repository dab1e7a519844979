package asl

import "time"

// longest is the greatest number of seconds that a field may hold.
const longest = 99999999

// maxPayload is how many bytes of JSON may pass between states.
const maxPayload = 256 * 1024

// maxHistory is how many events an execution may have before it is stopped.
const maxHistory = 25000

// Machine is a state machine. It holds nothing of any execution and may be
// used by many goroutines at once.
type Machine struct {
	start   string
	timeout time.Duration // zero for none
	states  map[string]*state
	order   []string
}

// States are the names of the states in the order of the definition.
func (m *Machine) States() []string {
	return append([]string(nil), m.order...)
}

// state is one state of a machine.
type state struct {
	name string
	kind string // the Type field
	next string // empty where the execution ends
	flow flow
	body body
	// targets are all states that may follow.
	targets []target
}

// target is a state that a field names.
type target struct {
	field, name string
}

// body is what distinguishes the types of states. Play carries the execution
// on from where it stands in the state: it leaves the state, ends the
// execution, or parks the run. A *failure it returns ends the
// execution; any other error leaves it as it was.
type body interface {
	play(r *run, s *state) error
}
