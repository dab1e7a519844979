package policy

import "strings"

// readDetermination reads how validity is determined, which a pack need not say.
// A pack that calls complaints invalid tells each complainant why.
func (l *loader) readDetermination(n node) {
	if !n.given() {
		return
	}
	f := n.fields("criteria", "instruction", "ways")
	d := &l.policy.Determination
	for _, item := range f["criteria"].items() {
		d.Criteria = append(d.Criteria, item.fixed("a criterion of determination.criteria"))
	}
	if f["instruction"].given() {
		d.Instruction = f["instruction"].fixed("determination.instruction")
	}
	d.Ways = f["ways"].fixed("determination.ways")
	l.later = append(l.later, func() { l.checkReasons(n) })
}

// fixed reads a text in every language that has no placeholders.
func (n node) fixed(name string) Text {
	text := n.translated(name)
	for _, translation := range text {
		if strings.ContainsAny(translation, "{}") {
			n.fail("%s has no placeholders", name)
			break
		}
	}
	return text
}

// checkReasons refuses to call a complaint invalid without saying why, and what
// else the customer can do.
func (l *loader) checkReasons(n node) {
	for _, translation := range l.policy.Texts.Messages["closing.invalid"] {
		if !strings.Contains(translation, "{reason}") || !strings.Contains(translation, "{ways}") {
			n.fail("determination needs {reason} and {ways} in messages.closing.invalid: who is called invalid is told why, and what else to do")
			break
		}
	}
}
