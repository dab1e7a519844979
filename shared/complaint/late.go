package complaint

import (
	"encoding/json"
	"time"
)

// LateAfter is how long after its instant a warning or a breach may be found
// before the machine was late: longer than a sweep takes to come and to work.
const LateAfter = 10 * time.Minute

// Late counts the warnings and breaches of a change that were found later
// than [LateAfter].
func (ch Change) Late() int {
	late := 0
	for _, e := range ch.Events {
		if e.Type != "warned" && e.Type != "breached" {
			continue
		}
		var t ticking
		if err := json.Unmarshal(e.Data, &t); err == nil && e.At.Sub(t.At) > LateAfter {
			late++
		}
	}
	return late
}
