package policy

// readSupervision reads which matters are supervised from the first dispatch on,
// which a pack need not say.
func (l *loader) readSupervision(n node) {
	if !n.given() {
		return
	}
	f := n.fields("level", "grades", "overLevel", "signals")
	s := Supervision{
		Level: f["level"].oneOf("level", ladder), Grades: f["grades"].choices("grade", grades),
		OverLevel: f["overLevel"].flag(), Signals: f["signals"].texts(),
	}
	for _, item := range f["signals"].items() {
		if _, ok := l.policy.signal(item.text()); !ok {
			item.fail("unknown signal %q", item.text())
		}
	}
	if len(s.Grades)+len(s.Signals) == 0 && !s.OverLevel {
		n.fail("supervision is opened over nothing: grades, signals and overLevel are missing")
	}
	l.policy.Supervision = s
}
