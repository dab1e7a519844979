package check

import (
	"fmt"
	"time"

	"github.com/redress/redress/shared/clock"
)

const day = 24 * 60 * minute

// Ledger verifies what [clock.Calendar.Ledger] says: that its lines lead from the start to the due
// instant without a hole, that they sum to the target, and that each reason is true of all of its
// line. The error names the first line at fault, from 1.
func Ledger(c *clock.Calendar, start time.Time, t clock.Target, pauses []clock.Pause, lines []clock.Stretch) error {
	s := start.Unix()
	o := open(c, s, pauses)
	due, err := o.due(s, t)
	if err != nil {
		return err
	}
	if err := chain(s, due, lines); err != nil {
		return err
	}
	if err := sum(t, lines); err != nil {
		return err
	}
	if !t.InDays() {
		for i, l := range lines {
			if err := o.moments(t, l); err != nil {
				return fmt.Errorf("line %d: %w", i+1, err)
			}
		}
		return nil
	}
	return o.dateByDate(s, due, t, lines)
}

// chain follows the lines from the start to the due instant.
func chain(s, due int64, lines []clock.Stretch) error {
	at := s
	for i, l := range lines {
		if l.From.Unix() != at {
			return fmt.Errorf("line %d begins at %s, want %s", i+1, l.From, utc(at))
		}
		if at = l.To.Unix(); l.To.Before(l.From) {
			return fmt.Errorf("line %d ends before it begins", i+1)
		}
	}
	if at != due {
		return fmt.Errorf("the lines end at %s, want the due instant %s", utc(at), utc(due))
	}
	return nil
}

func sum(t clock.Target, lines []clock.Stretch) error {
	want := t.Size()
	if t.InDays() {
		want *= day
	}
	got := int64(0)
	for _, l := range lines {
		got += l.Counted
	}
	if got != want {
		return fmt.Errorf("the lines count %d seconds, want %d", got, want)
	}
	return nil
}

// moments looks at a line of elapsed or working time, moment after moment.
func (o *office) moments(t clock.Target, l clock.Stretch) error {
	from, to := l.From.Unix(), l.To.Unix()
	if l.Counted != 0 && l.Counted != to-from {
		return fmt.Errorf("counts %d of %d seconds", l.Counted, to-from)
	}
	for at := from; at < to; at += o.stride(at) {
		if o.paused(at) {
			if l.Counted > 0 || !o.pausedAs(at, l.Reason) {
				return fmt.Errorf("says %q of a pause, at %s", l.Reason, utc(at))
			}
			continue
		}
		want, counts := o.reason(t, at)
		if counts != (l.Counted > 0) || l.Reason != want {
			return fmt.Errorf("counts %d and says %q, want %q at %s", l.Counted, l.Reason, want, utc(at))
		}
	}
	return nil
}

// reason is why a moment outside all pauses counts or does not.
func (o *office) reason(t clock.Target, at int64) (string, bool) {
	if t.Unit() == "elapsed" {
		return "elapsed", true
	}
	if d, ok := o.owner(at); ok {
		return o.openReason(d), true
	}
	return o.shutReason(at), false
}
