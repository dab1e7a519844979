package policy

import (
	"fmt"
	"time"

	"github.com/redress/redress/shared/clock"
)

// Example is a worked case that a pack brings with it: what must come out for a matter. A pack is
// refused when one of its examples does not hold.
type Example struct {
	Name string
	// Matter is the case; Received is always set.
	Matter Matter
	// Clock is the clock asked for; "" when Target asks the calendar alone.
	Clock  string
	Target clock.Target
	// Started is when the clock starts.
	Started time.Time
	// Pauses are the suspensions; a clock that is not pausable does not heed them.
	Pauses []clock.Pause
	// Due is what must come out; zero when such a matter must not run the clock.
	Due time.Time
	// Provisional: the due instant leans on a year that is not published.
	Provisional bool
	// Warnings are some of the clock's points, by how they are written; zero when the point must
	// fall away.
	Warnings map[string]time.Time
}

// outcome is what a pack makes of an example.
type outcome struct {
	why  string               // "5wd by clock"
	due  clock.Due            // zero when the matter does not run the clock
	warn map[string]time.Time // every point of the clock; zero when it falls away
}

// work finds what comes out for an example.
func (p *Policy) work(e Example) (outcome, error) {
	target, pauses, rule := e.Target, e.Pauses, Clock{Pausable: true}
	out := outcome{why: target.String(), warn: make(map[string]time.Time)}
	if e.Clock != "" {
		limit, ok := p.Limit(e.Matter, e.Clock)
		if !ok {
			out.why = "the matter does not run the clock"
			return out, nil
		}
		rule, _ = p.Clock(e.Clock)
		target, out.why = limit.Target, fmt.Sprintf("%s by %s", limit.Target, limit.Why)
	}
	if !rule.Pausable {
		pauses = nil
	}
	due, err := p.Calendar.Due(e.Started, target, pauses...)
	if err != nil {
		return out, err
	}
	out.due = due
	for _, w := range rule.Warnings {
		at, _ := p.Calendar.Warn(e.Started, target, due.At, w.Point, w.AnyTime, pauses...)
		out.warn[w.Point.String()] = at
	}
	return out, nil
}

// Local writes an instant as a pack does, in the office's time: "2026-10-13 24:00" is the end of
// that day.
func (p *Policy) Local(at time.Time) string {
	local := at.In(p.Zone())
	switch {
	case local.Hour() == 0 && local.Minute() == 0 && local.Second() == 0:
		return local.AddDate(0, 0, -1).Format(time.DateOnly) + " 24:00"
	case local.Second() == 0:
		return local.Format("2006-01-02 15:04")
	}
	return local.Format(time.DateTime)
}
