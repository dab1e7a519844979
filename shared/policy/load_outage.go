package policy

// readOutages reads about which matters known outages are asked for, which a pack
// need not say.
func (l *loader) readOutages(n node) {
	if !n.given() {
		return
	}
	f := n.fields("kinds", "classes")
	o := Outages{Kinds: f["kinds"].choices("kind", kindCodes), Classes: f["classes"].texts()}
	if len(o.Kinds)+len(o.Classes) == 0 {
		n.fail("outages asks about nothing: kinds and classes are missing")
	}
	for _, item := range f["classes"].items() {
		l.checkClass(item)
	}
	l.policy.Outages = o
	l.wantText(n, "outages", "messages", "outage")
	for _, key := range outageTexts {
		l.wantText(n, "outages", "outages", key)
	}
}
