package policy

import (
	"slices"
	"strings"
)

// aboutAnswer are the notices about no clock of their own: {due} in them is the answer's.
// aboutOthers are the lines of the timeline in which it is not.
var (
	aboutAnswer = []string{"dispatched", "reassigned", "urge", "major"}
	aboutOthers = []string{"reworked", "moved", "dropped"}
)

// checkPromise refuses a text that speaks of an instant which no case has
// when the text is written: people would read the placeholder itself.
func (l *loader) checkPromise(n node, section, key string) {
	text := n.text()
	if section == "messages" {
		for _, name := range []string{"contact", "answer"} {
			if strings.Contains(text, "{"+name+"}") {
				l.checkPromised(n, name, section+"."+key)
				l.checkReopened(n, name, key)
			}
		}
	}
	answers := section == "notices" && slices.Contains(aboutAnswer, key) ||
		section == "timeline" && !slices.Contains(aboutOthers, key)
	if answers && strings.Contains(text, "{due}") {
		l.checkPromised(n, "answer", section+"."+key)
	}
}

// checkPromised refuses to speak of a clock that does not run from the receipt.
func (l *loader) checkPromised(n node, name, key string) {
	c, ok := l.policy.Clock(name)
	if len(l.policy.Clocks) > 0 && (!ok || c.Unset != "" || c.After != "") {
		n.fail("%s speaks of the %s's limit, but the clock is missing, unset or not started by the receipt", key, name)
	}
}

// checkReopened refuses to promise at a reopening what is not started anew.
func (l *loader) checkReopened(n node, name, key string) {
	if key == "reopened" && !slices.Contains(l.policy.Reopening.Clocks, name) {
		n.fail("messages.reopened speaks of the %s's limit, but reopening.clocks does not start it anew", name)
	}
}
