package policy

import "slices"

// appealClock is the limit of the decision about an appeal.
const appealClock = "appeal"

const (
	// mostStages bounds what a case carries of appeals.
	mostStages = 5
	// signingLevels is how many levels sign where the pack does not say: three,
	// as State Grid has it (95598 question bank: 三级部门签字盖章).
	signingLevels = 3
)

// readAppeal reads how units appeal, which a pack need not allow.
func (l *loader) readAppeal(n node) {
	if !n.given() {
		return
	}
	f := n.fields("window", "stages", "signatures")
	a := Appeal{Window: f["window"].target("appeal.window"), Stages: f["stages"].number("appeal.stages", 1), Signatures: signingLevels}
	if a.Stages > mostStages {
		f["stages"].fail("appeal.stages must be at most %d", mostStages)
	}
	if f["signatures"].given() {
		a.Signatures = f["signatures"].number("appeal.signatures", 1)
	}
	if a.Signatures > len(ladder) {
		f["signatures"].fail("appeal.signatures must be at most %d, as there are no more levels", len(ladder))
	}
	l.policy.Appeal = a
	l.checkAppeal(n)
}

// checkAppeal refuses clocks under which an appeal could be forgotten, be told
// to the customer, or start something else in a closed case. While the clock is
// unset nobody can appeal.
func (l *loader) checkAppeal(n node) {
	if len(l.policy.Clocks) == 0 {
		return // which is told elsewhere
	}
	own, ok := l.policy.Clock(appealClock)
	if !ok {
		n.fail("appeal needs the clock %q: an appeal without it could be forgotten", appealClock)
	}
	if own.After != "" {
		n.fail("clock %q starts when an appeal is filed: after is not for it", appealClock)
	}
	if own.Promised {
		n.fail("clock %q cannot be promised: a customer is never told of an appeal", appealClock)
	}
	for _, c := range l.policy.Clocks {
		if c.After == appealClock {
			n.fail("clock %q cannot follow %q, which ends in a closed case", c.Name, appealClock)
		}
	}
	if slices.Contains(l.policy.Reopening.Clocks, appealClock) {
		n.fail("reopening.clocks cannot have %q: a reopening makes an appeal void", appealClock)
	}
}
