package reconciliation

import (
	"context"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// addTallies takes up what the machine counted on the day.
func (r *run) addTallies(ctx context.Context) error {
	out := r.out
	counts, err := r.Desk.Store.Tallied(ctx, out.Day)
	if err != nil {
		return err
	}
	out.Sweeps, out.Fired, out.FiredLate = counts[complaint.TallySweeps], counts[complaint.TallyFired], counts[complaint.TallyLate]
	out.Failed, out.Redelivered, out.Suppressed = counts[complaint.TallyFailed], counts[complaint.TallyRedelivered], counts[complaint.TallySuppressed]
	out.Minutes = int64(r.until().Sub(r.from) / time.Minute)
	silent := out.Minutes - out.Sweeps
	if r.Silence == 0 || time.Duration(silent)*time.Minute <= r.Silence {
		return nil
	}
	if served, err := r.served(ctx); err != nil || !served {
		return err
	}
	out.Silent = silent
	return nil
}

// until is the end of what can be judged of the day.
func (r *run) until() time.Time {
	if r.now.Before(r.to) {
		return r.now
	}
	return r.to
}

// memory is for how many days before a silent one a sweep is looked for.
const memory = 7

// served tells whether the machine was in service when the day began: before
// its first day nobody misses it.
func (r *run) served(ctx context.Context) (bool, error) {
	day := r.from.In(r.Desk.Policy.Zone())
	for back := 1; back <= memory; back++ {
		counts, err := r.Desk.Store.Tallied(ctx, day.AddDate(0, 0, -back).Format(time.DateOnly))
		if err != nil || counts[complaint.TallySweeps] > 0 {
			return err == nil, err
		}
	}
	return false, nil
}
