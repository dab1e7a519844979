package complaint

import (
	"time"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/fault"
)

// byOrder is why a clock has its target when a person's order has started it: it
// holds as it was given, whatever the matter turns out to be.
const byOrder = "order"

// longestOrder bounds the limits that orders say.
const longestOrder = 366 * 24 * time.Hour

// ordered is the target of a clock that an order starts: what the order says, a
// target or an instant, else the policy's; false when there is none.
func (a *act) ordered(name, said string) (clock.Target, bool) {
	if at, err := time.Parse(time.RFC3339, said); err == nil {
		said = Second(at).Sub(a.Now).String()
	}
	if said != "" {
		target, err := clock.ParseTarget(said)
		return target, err == nil
	}
	rule, known := a.Policy.Clock(name)
	if limit, ok := a.Policy.Limit(a.matter(), name); ok {
		return limit.Target, true
	}
	return rule.Target, known && rule.Unset == "" // also for a kind with limits of its own
}

// checkOrdered looks at the limit that an order says; none is none.
func (f *fields) checkOrdered(a *act, field, name, said string) {
	if said == "" {
		return
	}
	_, known := a.Policy.Clock(name)
	f.must(field, known, fault.Say("cannot be said: the policy has no such limit", "规则未设此时限，不能指定"))
	target, ok := a.ordered(name, said)
	f.must(field, ok, fault.Say("must be a limit such as 3wd, or an instant that lies ahead", "必须是期限（例如3wd，即3个工作日）或将来的时间"))
	if !ok {
		return
	}
	due, err := a.Policy.Calendar.Due(a.Now, target)
	f.must(field, err == nil && !due.At.After(a.Now.Add(longestOrder)), fault.Say("is more than a year away", "不能超过一年"))
}

// startOrdered starts a clock that an order starts. It gives nil where neither
// order nor policy has a limit.
func (a *act) startOrdered(name, said string) (*Clock, error) {
	target, ok := a.ordered(name, said)
	if !ok {
		return nil, nil
	}
	return a.run(Clock{Name: name, Target: target.String(), StartedAt: a.Now, Why: byOrder})
}

// leads tells whether the actor's scope lies over the unit of the case, and is not
// that unit; over a case without one lie the units at the top.
func (a *act) leads() bool {
	return a.above(a.Unit) || a.Unit == "" && a.Policy.Within("", a.By.Unit)
}

// instead tells whether the actor may decide about what another one has done for
// the unit: from above both.
func (a *act) instead(by string) bool { return a.leads() && a.above(actorOf(by).Unit) }
