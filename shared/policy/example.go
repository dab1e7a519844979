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

// Outcome is what comes out for an example.
type Outcome struct {
	// Why is the limit and the rule that decided: "5wd by variant 2".
	Why string
	// Due is zero when the matter does not run the clock.
	Due clock.Due
	// Warnings are the clock's points, by how they are written; zero when one falls away.
	Warnings map[string]time.Time
}

// Work finds what the policy makes of an example, whatever the example expects. It fails when the
// due instant has no place before the year 9999.
func (p *Policy) Work(e Example) (Outcome, error) {
	target, pauses, rule := e.Target, e.Pauses, Clock{Pausable: true}
	out := Outcome{Why: target.String(), Warnings: make(map[string]time.Time)}
	if e.Clock != "" {
		limit, ok := p.Limit(e.Matter, e.Clock)
		if !ok {
			out.Why = "the matter does not run the clock"
			return out, nil
		}
		rule, _ = p.Clock(e.Clock)
		target, out.Why = limit.Target, fmt.Sprintf("%s by %s", limit.Target, limit.Why)
	}
	if !rule.Pausable {
		pauses = nil
	}
	due, err := p.Calendar.Due(e.Started, target, pauses...)
	if err != nil {
		return out, err
	}
	out.Due = due
	for _, w := range rule.Warnings {
		at, _ := p.Calendar.Warn(e.Started, target, due.At, w.Point, w.AnyTime, pauses...)
		out.Warnings[w.Point.String()] = at
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
