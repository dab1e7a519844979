package policy

import "slices"

// Without these a case could be forgotten. The stages are started by the
// journey and nothing else runs in their time; while a unit works on a case the
// answer or the legal limit runs.
var (
	stages  = []string{"dispatch", "callback", "rework"}
	mustRun = []string{"dispatch", "answer", "callback", "rework"}
)

// runs tells whether the clock has a figure for any matter.
func (c Clock) runs() bool { return c.Unset == "" || len(c.Variants) > 0 }

// ordered tells whether the clock starts beside the journey, whatever the matter is: by
// a person's order, which may say a limit of its own (a supervisor's demand, a
// regulator's, or something to be set right), by a proposal to pay the customer,
// by what waits for a look of the level above, or at a closing that leaves an emergency
// plan open.
func (c Clock) ordered() bool { return slices.Contains(byOrder, c.Name) }

var byOrder = []string{"supervision", "regulator", "rectification", "remedy", "prevention", "check"}

// readAfter reads the clock that this one follows. It stands above, which rules
// out circles, and has a figure, as otherwise this one would never start.
func (l *loader) readAfter(n node, name string) string {
	if !n.given() {
		return ""
	}
	after := n.required("after")
	first, ok := l.policy.Clock(after)
	switch {
	case slices.Contains(byOrder, name):
		n.fail("clock %q is started by an order: after is not for it", name)
	case first.ordered():
		n.fail("after %q: that clock is started by an order, which few cases have", after)
	case slices.Contains(stages, name):
		n.fail("clock %q is started by the journey: after is not for it", name)
	case !ok:
		n.fail("after %q: a clock follows one that stands above it", after)
	case !first.runs():
		n.fail("after %q: that clock is unset, so that this one would never start", after)
	}
	return after
}

// checkJourney refuses clocks under which an open case could be forgotten.
func (l *loader) checkJourney(list node, items map[string]node) {
	for _, name := range mustRun {
		if _, ok := items[name]; !ok {
			list.fail("clock %q is missing: a case without it could be forgotten", name)
		}
	}
	for _, name := range stages {
		if c, ok := l.policy.Clock(name); ok && c.Unset != "" {
			items[name].fail("clock %q is unset: a case without it could be forgotten; give it a figure of your own and say so in source", name)
		}
	}
	covers := func(name string) bool {
		c, ok := l.policy.Clock(name)
		return ok && c.Unset == "" && (c.After == "" || c.After == "dispatch")
	}
	if answer, ok := items["answer"]; ok && !covers("answer") && !covers("legal") {
		answer.fail("neither answer nor legal runs from the receipt or the dispatch: a case could be forgotten while a unit works on it")
	}
}

// checkAgain refuses a reopening under which the case could be forgotten.
func (l *loader) checkAgain(n node) {
	runs := func(name string) bool {
		c, ok := l.policy.Clock(name)
		return ok && c.Unset == "" && c.After == ""
	}
	covers := func(name string) bool {
		return runs(name) && slices.Contains([]string{"answer", "legal", "rework"}, name)
	}
	for _, name := range l.policy.Reopening.Clocks {
		if slices.Contains(byOrder, name) {
			n.fail("reopening.clocks cannot have %q, which is started by an order", name)
		}
	}
	if len(l.policy.Clocks) > 0 && !slices.ContainsFunc(l.policy.Reopening.Clocks, covers) {
		n.fail("reopening.clocks starts neither answer nor legal nor rework: a reopened case could be forgotten")
	}
}
