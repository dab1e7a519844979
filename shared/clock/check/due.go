package check

import (
	"time"

	"github.com/redress/redress/shared/clock"
)

// Due is [clock.Calendar.Due] over again, without word on whether it is provisional. It fails for
// the zero target, for a limit in seconds that ends more than 25 years away, and for one in days
// that ends more than 400 years away.
func Due(c *clock.Calendar, start time.Time, t clock.Target, pauses ...clock.Pause) (time.Time, error) {
	s := start.Unix()
	at, err := open(c, s, pauses).due(s, t)
	if err != nil {
		return time.Time{}, err
	}
	return utc(at), nil
}

func (o *office) due(s int64, t clock.Target) (int64, error) {
	switch t.Unit() {
	case "elapsed":
		return o.count(s, t.Size(), always)
	case "working":
		return o.count(s, t.Size(), o.working)
	case "workdays", "days", "flat", "today":
		d, err := o.lastDate(s, t)
		if err != nil {
			return 0, err
		}
		if end := o.endOf(d, s); t.Unit() != "today" || end > s {
			return end, nil
		}
		return o.midnight(next(d)), nil
	}
	return 0, errNoTarget
}

func always(int64) bool { return true }

func everyDate(date) bool { return true }

// lastDate is the one on which a target in days ends. Calendar days roll forward to a working day
// unless they are flat.
func (o *office) lastDate(s int64, t clock.Target) (date, error) {
	switch t.Unit() {
	case "workdays":
		return o.days(o.dateAt(s), t.Size(), o.workday)
	case "flat":
		return o.days(o.dateAt(s), t.Size(), everyDate)
	case "today":
		return o.days(previous(o.dateAt(s)), 1, everyDate)
	}
	d, err := o.days(o.dateAt(s), t.Size(), everyDate)
	if err != nil {
		return d, err
	}
	return o.days(previous(d), 1, o.workday)
}

// count is where n seconds that count have passed since an instant.
func (o *office) count(at, n int64, counts func(int64) bool) (int64, error) {
	for end := utc(at).AddDate(0, 0, secondsHorizon).Unix(); at < end; {
		step := o.stride(at)
		if counts(at) && !o.paused(at) {
			if n <= step {
				return at + n, nil
			}
			n -= step
		}
		at += step
	}
	return 0, errTooFar
}

// days is the n-th date after another that counts.
func (o *office) days(d date, n int64, counts func(date) bool) (date, error) {
	for range daysHorizon {
		d = next(d)
		if counts(d) && !o.touched(d) {
			n--
		}
		if n == 0 {
			return d, nil
		}
	}
	return d, errTooFar
}

// endOf is where a limit in days that started at s ends on its last date.
func (o *office) endOf(d date, s int64) int64 {
	switch hours := o.hours(d); {
	case o.facts.DayEnd == "same":
		_, last := o.when(d, o.local(s)-o.dateAt(s).Unix())
		return last
	case o.facts.DayEnd == "close" && len(hours) > 0:
		return o.closing(d, hours[len(hours)-1])
	}
	return o.midnight(next(d))
}
