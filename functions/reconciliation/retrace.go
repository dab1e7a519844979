package reconciliation

import (
	"context"
	"slices"
	"strings"

	"github.com/redress/redress/shared/complaint"
)

// retrace lets a case live through its record once more, and finds what is
// stored otherwise than the events say: an outcome that nobody brought about, a
// clock that is gone.
func (r *run) retrace(ctx context.Context, c *complaint.Case) error {
	if !r.retraceable(c) {
		return nil
	}
	events, err := r.events(ctx, c)
	if err != nil {
		return err
	}
	r.out.Retraced++
	again := complaint.Retrace(c, events, r.Desk.PolicyOf)
	var why string
	if again.Stopped != nil {
		why = "its record cannot be followed: " + again.Stopped.Err.Error()
	} else if members := complaint.Differences(c, again.Case); len(members) > 0 {
		why = strings.Join(members, ", ")
	}
	if why != "" {
		r.out.Differ++
		r.find(Finding{What: differ, Reference: c.Reference, Reason: why})
	}
	return nil
}

// retraceable tells whether a record can give its case back: one that was
// counted by a calendar of before cannot, nor one of an older program, which
// wrote less down.
func (r *run) retraceable(c *complaint.Case) bool {
	p, err := r.Desk.PolicyOf(c.PolicyID)
	if err != nil {
		return false // which is found with its due instants
	}
	present := complaint.CalendarVersion(p.Calendar)
	return !slices.ContainsFunc(c.Clocks, func(k complaint.Clock) bool { return k.ArmedAt.IsZero() || k.Calendar != present })
}
