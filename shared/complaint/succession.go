package complaint

import (
	"strconv"
	"strings"
	"time"

	"github.com/redress/redress/shared/fault"
)

// Step Functions ends an execution after a year, and after 25,000 events of
// its history. One that comes near to either hands the case over to a
// successor: the next execution of the same cycle, which asks the case where
// it stands. The two bounds are far enough from those limits that retries,
// pauses after failures and waits that time out find room between; the test of
// the state machine adds them up.
const (
	// MostSteps is how many steps an execution takes before it hands over.
	MostSteps = 120
	// OldestRun is the age at which an execution hands over.
	OldestRun = 300 * 24 * time.Hour
)

// The steps that an execution needs for its own sake, whatever the case needs.
const (
	// StepSuccession hands the case over to a successor.
	StepSuccession Step = "Succession"
	// StepCoolDown is the pause after a failure, and before a successor begins.
	StepCoolDown Step = "CoolDown"
)

// execution is the n-th execution of a cycle, counted from 0.
func execution(reference string, cycle, n int) Execution {
	name := reference + "-" + strconv.Itoa(cycle) + "-" + strconv.Itoa(n)
	return Execution{Name: name, Reference: reference, Cycle: cycle, N: n}
}

// flowOf is the n-th execution of a flow by its number.
func flowOf(m Machine, reference string, number, n int) Execution {
	x := execution(reference+"-"+string(m), number, n)
	x.Machine, x.Reference = m, reference
	return x
}

// Series is what the names of an execution and its successors begin with.
func (x Execution) Series() string {
	x.N = -1
	return strings.TrimSuffix(x.Successor().Name, "0")
}

// Of tells whether two executions are of one series.
func (x Execution) Of(o Execution) bool {
	return x.Machine == o.Machine && x.Reference == o.Reference && x.Cycle == o.Cycle
}

// Beside tells whether the execution is of a flow, and not of the journey.
func (x Execution) Beside() bool { return x.Machine != "" && x.Machine != Journey }

// ExecutionNamed is the execution of a name. Invalid when no case could have one
// of that name.
func ExecutionNamed(name string) (Execution, error) {
	head, n, _ := cutNumber(name)
	reference, cycle, ok := cutNumber(head)
	x := execution(reference, cycle, n)
	for _, m := range Flows {
		if of, is := strings.CutSuffix(reference, "-"+string(m)); is {
			x = flowOf(m, of, cycle, n)
		}
	}
	if ok && IsReference(x.Reference) && x.Name == name {
		return x, nil
	}
	return Execution{}, fault.New(fault.Invalid, fault.Say("this is the name of no execution", "不是流程实例的名称"))
}

// cutNumber takes the number behind the last dash off a name.
func cutNumber(name string) (head string, number int, ok bool) {
	i := strings.LastIndex(name, "-")
	if i < 0 {
		return "", 0, false
	}
	number, err := strconv.Atoi(name[i+1:])
	return name[:i], number, err == nil && number >= 0
}

// Successor is the execution that follows on this one.
func (x Execution) Successor() Execution {
	if x.Beside() {
		return flowOf(x.Machine, x.Reference, x.Cycle, x.N+1)
	}
	return execution(x.Reference, x.Cycle, x.N+1)
}

// Start promises the execution. Its key names it, so that an execution which
// is promised by several is started once.
func (x Execution) Start(now Instant) Effect {
	return Effect{Key: "start/" + x.Name, Kind: StartWorkflow, Reference: x.Reference, At: now, Data: encode(x)}
}

// Run is how far an execution has come: what the workflow carries between its
// steps, and shows to each.
type Run struct {
	N    int      `json:"n"`
	Case Standing `json:"case"` // zero before the first step
}

// Standing is what a step answers to the workflow.
type Standing struct {
	Next  Step `json:"next"`
	Steps int  `json:"steps"` // that the execution has taken
}

// Begins tells that a successor has just been started. It pauses before it
// takes up the case, so that executions which fail or go round in circles
// cannot follow each other fast.
func (r Run) Begins() bool { return r.N > 0 && r.Case.Steps == 0 }

// Spent tells that the execution hands over with its next step. An execution
// whose start is not known, as the zero instant, is not too old.
func (r Run) Spent(startedAt, now Instant) bool {
	return r.Case.Steps+1 >= MostSteps || !startedAt.IsZero() && now.Sub(startedAt) >= OldestRun
}

// Onward counts a step and gives its answer: what the case needs next, or the
// handing over when the execution is spent. Where nothing is left to do there
// is nothing to hand over.
func (r Run) Onward(next Step, startedAt, now Instant) Standing {
	if next != StepClosed && r.Spent(startedAt, now) {
		next = StepSuccession
	}
	return Standing{Next: next, Steps: r.Case.Steps + 1}
}
