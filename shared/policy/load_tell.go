package policy

import "slices"

// tellings are the notices that no clock sends. The ".again" ones are for the
// second time and later (of a repeat, from the time on that concerns the
// leaders); without them everybody is told as the first time.
// Without supervision those hear of it who hear of the dispatch, and without
// reconciliation those who hear the alarms.
var (
	tellings = []string{"dispatched", "supervision", "rework", "rework.again", "urge", "urge.again", "repeat", "repeat.again", "reassigned", "alarm", "report", "reconciliation"}
	optional = []string{"supervision", "rework.again", "urge.again", "repeat", "repeat.again", "reconciliation"}
)

// readReconciliation reads at which time of day the day before is reconciled:
// half past midnight when the pack does not say.
func (l *loader) readReconciliation(n node) {
	l.policy.Reconciliation = 30
	if !n.given() {
		return
	}
	l.policy.Reconciliation = n.timeOfDay("reconciliation")
}

// readTell reads who is told of what.
func (l *loader) readTell(n node) {
	if !n.given() {
		n.fail("tell is missing")
		return
	}
	f := n.fields(tellings...)
	l.policy.Tell = make(map[string][]string)
	for _, name := range tellings {
		if !f[name].given() {
			if !slices.Contains(optional, name) {
				n.fail("tell.%s is missing", name)
			}
			continue
		}
		levels := readLevels(f[name])
		if len(levels) == 0 {
			f[name].fail("tell.%s needs at least one level", name)
		}
		l.policy.Tell[name] = levels
	}
	if !f["supervision"].given() {
		l.policy.Tell["supervision"] = l.policy.Tell["dispatched"]
	}
}
