package complaint

import (
	"slices"

	"github.com/redress/redress/shared/fault"
)

// Emergency (应急预案) is the plan for a grave matter over a case (S-099 to
// S-106). It goes on when the case is closed: the root cause is looked for, and
// the same kept from coming again, after the emergency.
type Emergency struct {
	Number int `json:"number"` // 1 for the first over this case
	// Because is why it was opened: "grade major", or a person's words.
	Because  string  `json:"because"`
	By       string  `json:"by"` // the actor
	OpenedAt Instant `json:"openedAt"`
	// Step is the command that the plan waits for; "" when it has ended.
	Step        string     `json:"step,omitempty"`
	Action      *Said      `json:"action,omitempty"`
	Order       *Said      `json:"order,omitempty"`
	Analysis    *Analysis  `json:"analysis,omitempty"`
	Handling    *Said      `json:"handling,omitempty"`
	Supervision *Said      `json:"supervision,omitempty"`
	RootCause   *Said      `json:"rootCause,omitempty"`
	Prevention  *Prevented `json:"prevention,omitempty"`
	EndedAt     Instant    `json:"endedAt,omitzero"`
}

// Analysis is the station's look at a grave matter, and its plan.
type Analysis struct {
	At Instant `json:"at"`
	By string  `json:"by"`
	EmergencyAnalysis
}

// Prevented is what keeps a grave matter from coming again.
type Prevented struct {
	At Instant `json:"at"`
	By string  `json:"by"`
	Prevention
}

// planStep is a step of the emergency plan: the command that it waits for, and
// the state of the plan's machine.
type planStep struct {
	command string
	step    Step
}

// emergencyPlan are the steps in their order.
var emergencyPlan = []planStep{
	{"emergency-action", StepAwaitAction}, {"information-report", StepAwaitInformation}, {"group-order", StepAwaitGroupOrder},
	{"emergency-analysis", StepAwaitAnalysis}, {"emergency-handling", StepAwaitRemedy}, {"emergency-supervision", StepAwaitSupervision},
	{"root-cause", StepAwaitRootCause}, {"prevention", StepAwaitPrevention},
}

// The steps of the machine emergency, which has StepAwaitGroupOrder too.
const (
	StepAwaitAction      Step = "AwaitAction"
	StepAwaitInformation Step = "AwaitInformation"
	StepAwaitAnalysis    Step = "AwaitAnalysis"
	StepAwaitRemedy      Step = "AwaitRemedy"
	StepAwaitSupervision Step = "AwaitSupervision"
	StepAwaitRootCause   Step = "AwaitRootCause"
	StepAwaitPrevention  Step = "AwaitPrevention"
)

// Open tells whether the plan goes on.
func (e *Emergency) Open() bool { return e != nil && e.EndedAt.IsZero() }

func (e *Emergency) awaits(command string) bool { return e.Open() && e.Step == command }

// dropped tells whether the plan has ended with its case, before its last step.
func (e *Emergency) dropped() bool { return e != nil && !e.Open() && e.Prevention == nil }

// stands is what the plan needs next.
func (e *Emergency) stands() Step {
	if e.Open() {
		for _, s := range emergencyPlan {
			if s.command == e.Step {
				return s.step
			}
		}
	}
	return StepClosed
}

// Brief leaves out what was said at each step.
func (e *Emergency) Brief() *Emergency {
	if e == nil {
		return nil
	}
	return &Emergency{Number: e.Number, Because: e.Because, By: e.By, OpenedAt: e.OpenedAt, Step: e.Step, EndedAt: e.EndedAt}
}

// grave opens the plan over a case whose grade asks for it, once, or anew where it
// was dropped with a case that is handled again. Who follows
// another case is covered by that one's plan; in sorting a person is to confirm
// the grade first. It tells nobody: the unit gets the
// case itself, and those who must know of a grave matter at once hear by the
// signals of triage.
func (a *act) grave() {
	confirmed := a.Status != Sorting || a.Ready
	missing := a.Emergency == nil || a.Emergency.dropped()
	if missing && a.Status.Open() && confirmed && a.Batch.Of == "" && a.Policy.Emergency.Known() && a.Policy.Emergency.Opens(a.Grade) {
		by := a.By
		a.By = Actor{Role: System}
		a.openEmergency("grade " + a.Grade)
		a.By = by
	}
}

// openEmergency opens the plan and starts its machine.
func (a *act) openEmergency(because string) {
	number := 1
	if a.Emergency != nil {
		number = a.Emergency.Number + 1
	}
	a.Emergency = &Emergency{Number: number, Because: because, By: a.By.String(), OpenedAt: a.Now, Step: emergencyPlan[0].command}
	a.system("emergency-opened", map[string]any{"number": number, "because": because})
	a.startRun(flowOf(EmergencyPlan, a.Reference, number, 0))
}

// pass takes the plan on from a command that it waits for. A step whose
// information report was filed before is passed with it.
func (a *act) pass(command string) error {
	e := a.Emergency
	if !e.awaits(command) {
		return a.unawaited()
	}
	i := slices.IndexFunc(emergencyPlan, func(s planStep) bool { return s.command == command })
	if i++; i < len(emergencyPlan) && emergencyPlan[i].command == "information-report" && a.informedSince(e.OpenedAt) {
		i++
	}
	if i == len(emergencyPlan) {
		e.Step, e.EndedAt = "", a.Now
		a.end(preventionClock, a.Now)
		a.settle(preventionClock)
		return nil
	}
	e.Step = emergencyPlan[i].command
	return nil
}

// preventionClock is the limit of what the plan has left when its case is closed: no
// other clock of the case reminds anybody of it then.
const preventionClock = "prevention"

// outlive ends the plan over a case that was no matter of its own, or is none of the
// company's any more. Any other goes on when its case is closed, by a limit of its own.
func (a *act) outlive() {
	switch {
	case !a.Emergency.Open():
	case !slices.Contains(settled, a.Outcome):
		a.Emergency.Step, a.Emergency.EndedAt = "", a.Now
		if k := a.Clock(preventionClock); k != nil && k.Unended() {
			a.cancelClock(k)
		}
	case !a.owes(preventionClock):
		if _, err := a.startOrdered(preventionClock, ""); err != nil {
			a.fail(err)
		}
	}
}

// EmergencyOpening opens the emergency plan by hand. Those hear of it who hear of
// a new case.
type EmergencyOpening struct {
	Reason string `json:"reason"`
}

// Name is "emergency".
func (EmergencyOpening) Name() string  { return "emergency" }
func (EmergencyOpening) event() string { return "emergency-ordered" }

func (c EmergencyOpening) check(*act) []fault.Field {
	var f fields
	f.required("reason", c.Reason, 1000)
	return f
}

func (c EmergencyOpening) apply(a *act) error {
	switch {
	case !a.Policy.Emergency.Known():
		return a.illegal(fault.Say("the policy knows no emergency plan", "规则未设应急预案"))
	case a.Emergency.Open():
		return a.illegal(fault.Say("the emergency plan is open already", "应急预案已启动"))
	}
	a.openEmergency(c.Reason)
	a.tell(telling{kind: "major", template: "emergency", key: "emergency/" + itoa(a.Emergency.Number), levels: a.Policy.Tell["dispatched"]})
	return nil
}
