package complaint

import (
	"slices"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// OverLevel (越级投诉) is the flow over a case that the customer has taken past
// the company: a superior body has passed it on, and must agree to how it is
// handled (S-107 to S-114). The case's own journey and limits go on beside it.
type OverLevel struct {
	Number int `json:"number"` // 1 for the first over this case
	// By is the case that brought it: the case itself, or one that was closed
	// in its favour.
	By         string  `json:"by"`
	Body       string  `json:"body,omitempty"`   // that passed it on
	Reason     string  `json:"reason,omitempty"` // why the customer went there
	ReceivedAt Instant `json:"receivedAt"`       // from the superior body: its limit counts from here
	OpenedAt   Instant `json:"openedAt"`
	// Step is the command that the flow waits for; "" when it has ended.
	Step string `json:"step,omitempty"`
	// Round counts the investigations: 1, and 1 more each time that the superior
	// body does not agree.
	Round       int         `json:"round"`
	Order       *Said       `json:"order,omitempty"`
	Plan        *Said       `json:"plan,omitempty"`
	Assistance  []Said      `json:"assistance,omitempty"`  // of the station
	Submissions []Submitted `json:"submissions,omitempty"` // the last ones
	EndedAt     Instant     `json:"endedAt,omitzero"`
	// Agreed: it ended by the superior body's word, and not with its case.
	Agreed bool `json:"agreed,omitempty"`
}

// Said is a text with when it was said, and by whom.
type Said struct {
	At   Instant `json:"at"`
	By   string  `json:"by"` // the actor
	Text string  `json:"text,omitempty"`
}

// Submitted is a result with an opinion on it that was put before the leading
// group, and what became of them.
type Submitted struct {
	At      Instant `json:"at"`
	By      string  `json:"by"`
	Round   int     `json:"round"`
	Result  string  `json:"result"`
	Opinion string  `json:"opinion"`
	// Group and Superior are what they said; nil while they have not. Reported
	// is when the group put it before the superior body.
	Group    *Word `json:"group,omitempty"`
	Reported *Said `json:"reported,omitempty"`
	Superior *Word `json:"superior,omitempty"`
}

// Word is yes or no, with who said so, and why.
type Word struct {
	At     Instant `json:"at"`
	By     string  `json:"by"`
	Yes    bool    `json:"yes"`
	Reason string  `json:"reason,omitempty"`
}

const (
	superiorClock = "superior" // the limit of the flow
	// mostSubmissions and mostAssistance bound what a case carries of them; its
	// events hold all submissions.
	mostSubmissions = 5
	mostAssistance  = 20
)

// overLevelSteps are the states of the flow's machine, by the command that each
// waits for.
var overLevelSteps = map[string]Step{
	"group-order": StepAwaitGroupOrder, "plan-start": StepAwaitPlan, "submission": StepAwaitInvestigation,
	"group-decision": StepAwaitGroupDecision, "superior-report": StepAwaitSuperiorReport, "superior-decision": StepAwaitSuperiorDecision,
}

// The steps of the machine overlevel.
const (
	StepAwaitGroupOrder       Step = "AwaitGroupOrder" // of the machine emergency too
	StepAwaitPlan             Step = "AwaitPlan"
	StepAwaitInvestigation    Step = "AwaitInvestigation"
	StepAwaitGroupDecision    Step = "AwaitGroupDecision"
	StepAwaitSuperiorReport   Step = "AwaitSuperiorReport"
	StepAwaitSuperiorDecision Step = "AwaitSuperiorDecision"
)

// Open tells whether the flow goes on.
func (o *OverLevel) Open() bool { return o != nil && o.EndedAt.IsZero() }

func (o *OverLevel) awaits(command string) bool { return o.Open() && o.Step == command }

// Taken tells whether the leading group has taken the flow up, which goes on: the
// case cannot be settled or merged before the superior body agrees.
func (o *OverLevel) Taken() bool { return o.Open() && o.Order != nil }

// dropped tells whether the flow has ended with its case, and nobody has agreed.
func (o *OverLevel) dropped() bool { return o != nil && !o.Open() && !o.Agreed }

// stands is what the flow needs next.
func (o *OverLevel) stands() Step {
	if !o.Open() {
		return StepClosed
	}
	return overLevelSteps[o.Step]
}

// Brief leaves out what grows with the flow's history.
func (o *OverLevel) Brief() *OverLevel {
	if o == nil {
		return nil
	}
	brief := *o
	brief.Order, brief.Plan, brief.Assistance, brief.Submissions = nil, nil, nil, nil
	return &brief
}

// PassedOn says how a complaint came past the company.
type PassedOn struct {
	Body   string  `json:"body,omitempty"`
	Reason string  `json:"reason,omitempty"`
	At     Instant `json:"at"`
	Grade  string  `json:"grade,omitempty"` // of the complaint that says so
}

// PassedOn says how the case came past the company, judged of a grade; nil for
// one that did not.
func (c *Case) PassedOn(grade string) *PassedOn {
	if !c.Source.OverLevel {
		return nil
	}
	return &PassedOn{Body: c.Source.Body, Reason: c.Source.Reason, At: c.ReceivedAt, Grade: grade}
}

// goesOver tells whether the policy has the flow for such a matter.
func (a *act) goesOver() bool {
	_, limited := a.Policy.Limit(a.matter(), superiorClock)
	return a.Policy.OverLevel.Known() && limited
}

// gradeOver is the grade of a case that came past the company itself.
func (a *act) gradeOver() {
	if a.Source.OverLevel && a.goesOver() {
		a.Grade = weightier(a.Grade, a.Policy.OverLevel.Grade)
	}
}

// weightier is the higher of two grades.
func weightier(x, y string) string {
	if slices.Index(Grades, x) < slices.Index(Grades, y) {
		return y
	}
	return x
}

// openOwn opens the flow over a case that came past the company itself, unless
// that was done before. A flow that has ended with its case, and not by the superior
// body's word, is opened anew when the case is handled again; its limit is that of
// a new round.
func (a *act) openOwn() error {
	switch o, p := a.OverLevel, a.PassedOn(a.Grade); {
	case o.dropped():
		return a.openOverLevel(o.By, PassedOn{Body: o.Body, Reason: o.Reason, At: a.Now})
	case o == nil && p != nil:
		return a.openOverLevel(a.Reference, *p)
	}
	return nil
}

// openOverLevel reports at once to the leading group (S-108): the grade is raised,
// the limit of the answer to the superior body runs, and the machine starts. While
// a flow is open already that one goes on.
func (a *act) openOverLevel(by string, p PassedOn) error {
	if !a.goesOver() {
		return nil
	}
	rule := a.Policy.OverLevel
	if err := a.raise(weightier(p.Grade, rule.Grade)); err != nil || a.OverLevel.Open() {
		return err
	}
	number := 1
	if a.OverLevel != nil {
		number = a.OverLevel.Number + 1
	}
	a.OverLevel = &OverLevel{
		Number: number, By: by, Body: p.Body, Reason: p.Reason, ReceivedAt: p.At, OpenedAt: a.Now, Step: "group-order", Round: 1,
	}
	a.system("over-level-opened", map[string]any{"number": number, "by": by})
	if err := a.startClock(superiorClock, p.At); err != nil {
		return err
	}
	a.startRun(flowOf(OverLevelFlow, a.Reference, number, 0))
	a.tell(telling{kind: "major", clock: a.Clock(superiorClock), point: "reported", levels: rule.Group})
	return nil
}

// raise gives an open case at least a grade, and the limits that go by it.
func (a *act) raise(grade string) error {
	if weightier(a.Grade, grade) == a.Grade {
		return nil
	}
	a.Grade = grade
	return a.rearm("grade", otherMatter)
}

// mayClose refuses to close a case whose over-level flow the leading group has
// taken up: the superior body is to agree first. One that nobody has taken up
// ends with the case.
func (a *act) mayClose() error {
	if !a.OverLevel.Taken() {
		return nil
	}
	return a.illegal(fault.Say("the over-level flow is open: the higher authority must agree first", "越级投诉流程尚未结束：须先经上级同意"))
}

// settled are the outcomes of cases whose customer was answered.
var settled = []Outcome{Resolved, Explained, Dissatisfied, Unreached}

// dropOverLevel ends a flow with its case. The limit has ended with the answer
// to the customer, or else is cancelled with all others.
func (a *act) dropOverLevel() {
	if !a.OverLevel.Open() {
		return
	}
	a.OverLevel.Step, a.OverLevel.EndedAt = "", a.Now
	if slices.Contains(settled, a.Outcome) {
		a.end(superiorClock, a.Now)
	}
}

// speaksFor refuses an actor who does not speak for the leading group: that is a
// unit above the one of the case, at a level of the group or higher, or the
// whole company. Under a pack that the case has adopted and that knows no such group
// any unit above does.
func (a *act) speaksFor(group []string) error {
	u, _ := a.Policy.Unit(a.By.Unit)
	atLevel := len(group) == 0 || slices.ContainsFunc(group, func(level string) bool { return policy.Rank(u.Level) >= policy.Rank(level) })
	if a.By.Unit == "" || a.above(a.Unit) && atLevel {
		return nil
	}
	return fault.New(fault.Denied, fault.Say("this is for the leading group, above the unit of the case", "须由承办单位上级的应急领导小组办理"))
}

// unawaited says that no flow of the case waits for a command.
func (a *act) unawaited() error {
	return a.illegal(fault.Say("no flow of this case waits for that", "该工单没有流程处于此环节"))
}
