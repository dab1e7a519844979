package policy

import "slices"

// OverLevel says how a complaint is handled that the customer has taken past
// the company, to a superior body (越级投诉). The zero OverLevel knows no such flow.
type OverLevel struct {
	// Group are the levels at which the leading group (优质服务应急领导小组) stands:
	// it hears at once, orders and approves.
	Group []string
	// Grade is the least grade of such a complaint.
	Grade string
	// Returned are told when the superior body does not agree.
	Returned []string
}

// Known tells whether the pack has the flow at all.
func (o OverLevel) Known() bool { return len(o.Group) > 0 }

// Emergency says when the emergency plan (应急预案) is opened over a case. The
// zero Emergency knows none.
type Emergency struct {
	// Grades open the plan by themselves.
	Grades []string
	// Group is as in [OverLevel].
	Group []string
	// Supervision is the level of the marketing department, which supervises the handling.
	Supervision string
}

// Known tells whether the pack has an emergency plan at all.
func (e Emergency) Known() bool { return len(e.Group) > 0 }

// Opens tells whether a grade opens the plan.
func (e Emergency) Opens(grade string) bool { return slices.Contains(e.Grades, grade) }
