package policy

// superiorClock is the limit of the answer to a superior body.
const superiorClock = "superior"

// readOverLevel reads how over-level complaints are handled, which a pack need
// not say. The flow is as long as its clock: without it it could be forgotten.
func (l *loader) readOverLevel(n node) {
	if !n.given() {
		return
	}
	f := n.fields("group", "grade", "returned")
	l.policy.OverLevel = OverLevel{
		Group: l.groupLevels(f["group"], "overLevel.group"), Grade: f["grade"].oneOf("grade", grades),
		Returned: l.groupLevels(f["returned"], "overLevel.returned"),
	}
	for _, key := range []string{"major." + superiorClock, "rework." + superiorClock} {
		l.wantText(n, "overLevel", "notices", key)
	}
	own, ok := l.policy.Clock(superiorClock)
	if len(l.policy.Clocks) == 0 {
		return // which is told elsewhere
	}
	if !ok {
		n.fail("overLevel needs the clock %q: a flow without it could be forgotten", superiorClock)
	}
	if own.After != "" {
		n.fail("clock %q starts when a superior body has passed the complaint on: after is not for it", superiorClock)
	}
	if own.Promised {
		n.fail("clock %q cannot be promised: it is owed to the superior body", superiorClock)
	}
}

// readEmergency reads when the emergency plan is opened, which a pack need not say.
func (l *loader) readEmergency(n node) {
	if !n.given() {
		return
	}
	f := n.fields("grades", "group", "supervision")
	e := Emergency{Group: l.groupLevels(f["group"], "emergency.group"), Supervision: f["supervision"].oneOf("level", ladder)}
	for _, item := range f["grades"].items() {
		e.Grades = append(e.Grades, item.oneOf("grade", grades))
	}
	l.policy.Emergency = e
	l.wantText(n, "emergency", "notices", "emergency")
	l.wantText(n, "emergency", "notices", "emergency.informed")
}

// groupLevels reads a list of levels of the organisation that must not be empty.
func (l *loader) groupLevels(n node, name string) (list []string) {
	for _, item := range n.items() {
		list = append(list, item.oneOf("level", ladder))
	}
	if len(list) == 0 {
		n.fail("%s needs at least one level", name)
	}
	return list
}
