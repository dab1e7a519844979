package reconciliation

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// countDue sets the due instants of the day against their outcomes, and their
// cases against their records.
func (r *run) countDue(ctx context.Context, cases []*complaint.Case) error {
	for _, c := range cases {
		if err := r.retrace(ctx, c); err != nil {
			return err
		}
		p, err := r.Desk.PolicyOf(c.PolicyID)
		for i := range c.Clocks {
			k := &c.Clocks[i]
			if !k.DueAt.After(r.from) || k.DueAt.After(r.to) {
				continue
			}
			if err := r.account(ctx, c, k); err != nil {
				return err
			}
			if err == nil {
				err = r.recompute(c, k, p)
			}
		}
		if err != nil {
			r.fail(c.Reference, err)
		}
	}
	return nil
}

// account counts what came of a due instant.
func (r *run) account(ctx context.Context, c *complaint.Case, k *complaint.Clock) error {
	out := r.out
	out.Due++
	waits := c.Pending() && r.now.Sub(k.DueAt) <= complaint.LateAfter
	switch {
	case k.State == complaint.Cancelled:
		out.Cancelled++
	case k.State == complaint.Met && !k.EndedAt.IsZero() && !k.EndedAt.After(k.DueAt):
		out.Met++
	case k.State == complaint.Missed && !k.BreachedAt.IsZero() && !k.FoundAt.Before(k.BreachedAt):
		out.Missed++
		if !k.EndedAt.IsZero() {
			out.Late++
		}
		lag, err := r.lagOf(ctx, c, k)
		if err != nil {
			return err
		}
		out.lag(lag)
	case k.State == complaint.Paused && waits:
		out.Paused++
	case k.State == complaint.Running && waits:
		out.Pending++
	default:
		out.Unaccounted++
		r.find(Finding{What: unaccounted, Reference: c.Reference, Clock: k.Name, Round: k.Round, DueAt: k.DueAt})
	}
	return nil
}

// recompute computes a due instant again by the second calculator.
func (r *run) recompute(c *complaint.Case, k *complaint.Clock, p *policy.Policy) error {
	count, err := c.Count(k, p)
	if err != nil {
		return err
	}
	want, err := r.Check(p.Calendar, count.From, count.Target, count.Pauses...)
	if err != nil {
		return err
	}
	r.out.Recomputed++
	switch {
	case want.Equal(k.DueAt), k.Correction != nil && want.Equal(k.Correction.DueAt):
	case k.Calendar != complaint.CalendarVersion(p.Calendar), knownLater(c, k):
		r.out.Superseded++
	default:
		r.out.Disagree++
		r.find(Finding{What: disagree, Reference: c.Reference, Clock: k.Name, Round: k.Round, DueAt: k.DueAt, Want: complaint.Second(want)})
	}
	return nil
}

// knownLater tells whether the clock ended within a suspension, or before one
// was told, so that its due instant was computed by what was known of that then.
func knownLater(c *complaint.Case, k *complaint.Clock) bool {
	return !k.EndedAt.IsZero() && slices.ContainsFunc(c.Suspensions, func(s complaint.Suspension) bool {
		return s.From.Before(k.EndedAt) && (s.EndedAt.IsZero() || !s.EndedAt.Before(k.EndedAt) || s.ToldAt.After(k.EndedAt))
	})
}

// lagOf is how long after its instant a missed deadline was found. Nobody can
// find it before it was computed, nor before the person's deed that brought it
// back: a refused answer is overdue at once.
func (r *run) lagOf(ctx context.Context, c *complaint.Case, k *complaint.Clock) (time.Duration, error) {
	from := later(k.BreachedAt, later(c.RecordedAt, k.ArmedAt))
	if lag := k.FoundAt.Sub(from); lag <= time.Minute { // as of a sweep each minute
		return max(0, lag), nil
	}
	events, err := r.events(ctx, c)
	if err != nil {
		return 0, err
	}
	found := false
	for i := len(events) - 1; i >= 0; i-- {
		switch e := events[i]; {
		case !found:
			found = e.Type == "breached" && about(e, k)
		case e.By != string(complaint.System):
			return max(0, k.FoundAt.Sub(later(from, e.At))), nil
		}
	}
	return k.FoundAt.Sub(from), nil
}

// about tells whether an event tells of a clock.
func about(e complaint.Event, k *complaint.Clock) bool {
	var data struct {
		Clock string
		Round int
	}
	return json.Unmarshal(e.Data, &data) == nil && data.Clock == k.Name && data.Round == k.Round
}

// events reads the whole history of a case.
func (r *run) events(ctx context.Context, c *complaint.Case) (all []complaint.Event, err error) {
	for len(all) < c.Events {
		list, err := r.Desk.Store.Events(ctx, c.Reference, len(all), Page)
		if err != nil || len(list) == 0 {
			return all, err
		}
		all = append(all, list...)
	}
	return all, nil
}

func later(a, b complaint.Instant) complaint.Instant {
	if b.After(a) {
		return b
	}
	return a
}
