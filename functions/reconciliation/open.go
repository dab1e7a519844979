package reconciliation

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// countOpen looks whether open cases have something ahead of them, and which
// of their deadlines no published calendar bears.
func (r *run) countOpen(_ context.Context, cases []*complaint.Case) error {
	for _, c := range cases {
		r.out.Open++
		if c.WakeAt.IsZero() && !c.Asleep(r.now) { // an overdue limit whose ladder has ended is nothing ahead
			r.out.WithoutLimit++
			r.find(Finding{What: withoutLimit, Reference: c.Reference})
		}
		for i := range c.Clocks {
			if k := &c.Clocks[i]; k.Provisional && k.Unended() {
				year := k.DueAt.Add(-time.Second).In(r.Desk.Policy.Zone()).Year()
				r.out.Provisional[strconv.Itoa(year)]++
			}
		}
	}
	return nil
}

// fail takes up a case that could not be checked, or not be put right: once,
// in whatever passes that was.
func (r *run) fail(reference string, err error) {
	if r.failed[reference] {
		return
	}
	r.failed[reference] = true
	r.out.Unchecked++
	r.find(Finding{What: unchecked, Reference: reference, Reason: err.Error()})
	if len(r.errs) < MaxFindings {
		r.errs = append(r.errs, fmt.Errorf("reconcile %s: %w", reference, err))
	}
}
