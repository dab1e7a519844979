package complaint

import (
	"time"

	"github.com/redress/redress/shared/clock"
)

// A cap says how much suspensions may take in all: of the time since the
// receipt, whatever stands still, or of one clock in the clock's own unit. Time
// that several suspensions cover is taken once.
type limitCap struct {
	limit clock.Target
	start Instant
}

// caps are those that a suspension of the case must keep to.
func (a *act) caps() (list []limitCap) {
	if limit := a.Policy.Suspension.Cap; limit.Size() > 0 {
		list = append(list, limitCap{limit, a.ReceivedAt})
	}
	for i := range a.Clocks {
		k := &a.Clocks[i]
		rule, _ := a.Policy.Clock(k.Name)
		if rule.PauseCap.Size() > 0 && k.Unended() && k.State != Missed {
			list = append(list, limitCap{rule.PauseCap, k.StartedAt})
		}
	}
	return list
}

// beyondCaps tells whether a suspension takes more than a cap allows, and more
// than is taken already.
func (a *act) beyondCaps(s Suspension) bool {
	before, after := spent(a.Suspensions), spent(a.with(s))
	for _, c := range a.caps() {
		taken := a.Policy.Calendar.Paused(c.start, c.limit, after...)
		if taken > c.limit.Size() && taken > a.Policy.Calendar.Paused(c.start, c.limit, before...) {
			return true
		}
	}
	return false
}

// capEnd is the last instant until which the caps let a suspension that begins
// then go without approval; false when there are none.
func (a *act) capEnd(from Instant) (end Instant, capped bool) {
	for _, c := range a.caps() {
		end, capped = earliest(end, a.endOf(c, from)), true
	}
	return end, capped
}

// endOf is where a cap runs out for a suspension that begins at an instant. Of a
// cap in days the first day that it touches is one.
func (a *act) endOf(c limitCap, from Instant) Instant {
	calendar, taken := a.Policy.Calendar, spent(a.Suspensions)
	left := c.limit.Size() - calendar.Paused(c.start, c.limit, taken...)
	if left <= 0 {
		return from
	}
	start := from
	if c.limit.InDays() {
		y, m, d := from.In(a.Policy.Zone()).Date()
		start = time.Date(y, m, d-1, 12, 0, 0, 0, a.Policy.Zone())
	}
	due, err := calendar.Due(start, c.limit.Share(left, c.limit.Size()), taken...)
	if err != nil {
		a.fail(internal(err, "compute the cap of a suspension"))
		return from
	}
	end := due.At
	for end.After(from) && calendar.Paused(c.start, c.limit, append(taken, clock.Pause{From: from, To: end})...) > c.limit.Size() {
		end = Second(end.In(a.Policy.Zone()).AddDate(0, 0, -1)) // calendar days have rolled on to a working day
	}
	return end
}

// spent is the time that suspensions cover, up to their ends so far.
func spent(list []Suspension) []clock.Pause {
	pauses := make([]clock.Pause, len(list))
	for i, s := range list {
		pauses[i] = clock.Pause{From: s.From, To: s.to()}
	}
	return pauses
}
