package policy

import "slices"

// readPartners reads who exchanges signed messages with the company. It follows
// the ways in and the kinds.
func (l *loader) readPartners(n node) {
	ids, takers := make(once), make(once)
	for _, item := range n.items() {
		f := item.fields("id", "zh", "en", "way", "appeals", "takes")
		x := Partner{
			ID: identifier(f["id"], "id"), Name: nameOf(f), Way: f["way"].text(),
			Appeals: f["appeals"].given() && f["appeals"].flag(), Takes: f["takes"].text(),
		}
		ids.check(f["id"], "partner", x.ID)
		takers.check(f["takes"], "partner for", x.Takes)
		if _, known := l.policy.Intake.Way(x.Way); x.Way != "" && !known {
			f["way"].fail("unknown way %q: intake.ways has none of this code", x.Way)
		}
		if x.Takes != "" && !slices.ContainsFunc(l.policy.Kinds, func(k Kind) bool { return k.Refer == x.Takes }) {
			f["takes"].fail("no kind is referred to %q", x.Takes)
		}
		if _, known := l.policy.Clock("regulator"); x.Appeals && !known {
			f["appeals"].fail("appeals need the clock %q", "regulator")
		}
		if x.Way == "" && !x.Appeals && x.Takes == "" {
			item.fail("partner %q does nothing: way, appeals or takes is missing", x.ID)
		}
		l.policy.Partners = append(l.policy.Partners, x)
	}
}
