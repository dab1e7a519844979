package policy

// WithCalendarOf gives the policy with the calendar of the pack in force, when both
// have one of the same name. Cases keep the rules that they were received
// under; but which days are worked is no rule. It is a fact that becomes known,
// when a year is published or a holiday is moved, and holds for all of them.
func (p *Policy) WithCalendarOf(present *Policy) *Policy {
	if present == nil || p.Calendar.Name() != present.Calendar.Name() {
		return p
	}
	with := *p
	with.Calendar = present.Calendar
	return &with
}
