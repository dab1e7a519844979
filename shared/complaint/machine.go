package complaint

// Machine names a state machine: a map of what may happen to a case, which an
// execution follows. Beside the journey every case has, a flow may run over it.
type Machine string

// The machines.
const (
	Journey       Machine = "complaint" // of every case, one run for each cycle
	OverLevelFlow Machine = "overlevel" // 越级投诉: the superior body must agree
	EmergencyPlan Machine = "emergency" // 应急预案: of grave matters
)

// Flows are the machines that run beside the journey.
var Flows = []Machine{OverLevelFlow, EmergencyPlan}

// NextOf says what the run of a machine needs at an instant. A run of an earlier
// cycle, or of an earlier flow of its sort, has nothing left to do.
func (c *Case) NextOf(x Execution, now Instant) Step {
	if !x.Beside() {
		return c.NextIn(x.Cycle, now)
	}
	if number, step := c.flow(x.Machine); number == x.Cycle {
		return step
	}
	return StepClosed
}

// flow gives the number of the last flow of a sort, 0 for none, and what it needs.
func (c *Case) flow(m Machine) (number int, step Step) {
	switch {
	case m == OverLevelFlow && c.OverLevel != nil:
		return c.OverLevel.Number, c.OverLevel.stands()
	case m == EmergencyPlan && c.Emergency != nil:
		return c.Emergency.Number, c.Emergency.stands()
	}
	return 0, StepClosed
}

// Running are the executions that a case is to have besides that of its
// journey, each by its first.
func (c *Case) Running() (list []Execution) {
	for _, m := range Flows {
		if number, step := c.flow(m); step != StepClosed {
			list = append(list, flowOf(m, c.Reference, number, 0))
		}
	}
	return list
}

// standing is where the flows of a case stand.
type standing [2]struct {
	number int
	step   Step
}

// flows notes where all flows stand, to be compared with later.
func (c *Case) flows() (s standing) {
	for i, m := range Flows {
		s[i].number, s[i].step = c.flow(m)
	}
	return s
}

// resumeFlows promises to tell the waiting run of each flow that has moved on.
// One that has just been opened has no run that waits.
func (a *act) resumeFlows(before standing) {
	for i, now := range a.flows() {
		if was := before[i]; was.number == now.number && was.step != now.step {
			a.resume(Flows[i], now.number)
		}
	}
}
