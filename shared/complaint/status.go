package complaint

// Status is where a case stands on its journey.
type Status string

// The statuses, in the order of a journey without incident.
const (
	Received   Status = "received"   // 受理: stored and acknowledged
	Sorting    Status = "sorting"    // 人工分类: a person must decide
	Dispatched Status = "dispatched" // 已派单: a unit has been given the case
	Handling   Status = "handling"   // 处理中: the unit has accepted
	Answered   Status = "answered"   // 已答复: the centre reviews the answer
	Callback   Status = "callback"   // 回访: the centre calls the customer
	Closed     Status = "closed"     // 办结
)

// Statuses are all statuses.
var Statuses = []Status{Received, Sorting, Dispatched, Handling, Answered, Callback, Closed}

// Open tells whether work remains.
func (s Status) Open() bool { return s != Closed }

// Outcome is how a case ended.
type Outcome string

// The outcomes.
const (
	Resolved     Outcome = "resolved"     // the customer is satisfied
	Explained    Outcome = "explained"    // satisfied, though the complaint was not true
	Referred     Outcome = "referred"     // handed to the function that owns the matter
	Dissatisfied Outcome = "dissatisfied" // closed with reason after rework, still counted dissatisfied
	Unreached    Outcome = "unreached"    // the customer could not be reached
	Invalid      Outcome = "invalid"
	Duplicate    Outcome = "duplicate"
	Withdrawn    Outcome = "withdrawn"
)

// Step is what a case needs next: the names of the workflow's states.
type Step string

// The steps.
const (
	StepTriage        Step = "Triage"
	StepAwaitSorting  Step = "AwaitSorting"
	StepDispatch      Step = "Dispatch"
	StepAwaitHandling Step = "AwaitHandling"
	StepAwaitReview   Step = "AwaitReview"
	StepAwaitCallback Step = "AwaitCallback"
	StepEscalate      Step = "Escalate"
	StepClosed        Step = "Closed"
)

// Next says what the case needs at an instant. It depends on nothing else, so
// that a late, early, doubled or lost nudge leads to the same deed.
func (c *Case) Next(now Instant) Step {
	if c.Status != Closed && c.climbDue(now) {
		return StepEscalate
	}
	return c.stands()
}

// NextIn is Next for a run of the workflow: one that belongs to an earlier
// cycle has nothing left to do.
func (c *Case) NextIn(cycle int, now Instant) Step {
	if cycle != c.Cycle {
		return StepClosed
	}
	return c.Next(now)
}

// stands is Next without regard to the ladder.
func (c *Case) stands() Step {
	if c.Ready {
		return StepDispatch
	}
	switch c.Status {
	case Received:
		return StepTriage
	case Sorting:
		return StepAwaitSorting
	case Dispatched, Handling:
		return StepAwaitHandling
	case Answered:
		return StepAwaitReview
	case Callback:
		return StepAwaitCallback
	default:
		return StepClosed
	}
}
