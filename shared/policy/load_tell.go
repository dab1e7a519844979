package policy

import "strings"

// tellings are the notices that no clock sends. The ".again" ones are for the
// second time and later; without them everybody is told as the first time.
var tellings = []string{"dispatched", "rework", "rework.again", "urge", "urge.again", "reassigned", "alarm", "report"}

// readTell reads who is told of what: every telling but the ".again" ones
// must be there.
func (l *loader) readTell(n node) {
	if !n.given() {
		n.fail("tell is missing")
		return
	}
	f := n.fields(tellings...)
	l.policy.Tell = make(map[string][]string)
	for _, name := range tellings {
		if !f[name].given() {
			if !strings.HasSuffix(name, ".again") {
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
}
