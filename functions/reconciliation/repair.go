package reconciliation

import (
	"context"
	"slices"
	"sync"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/parallel"
)

// named is how many references a notice has at most.
const named = 1000

// repair wakes the cases of a page whose wake-up was lost, and finds those
// that are to be counted anew because the calendar is another one.
func (r *run) repair(ctx context.Context, cases []*complaint.Case) error {
	var asleep []string
	for _, c := range cases {
		if c.Asleep(r.now) {
			asleep = append(asleep, c.Reference)
		}
		if err := r.plan(c); err != nil {
			r.fail(c.Reference, err)
		}
	}
	r.each(asleep, func(reference string) (func(), error) {
		did, err := r.look, error(nil)
		if !r.look {
			did, err = r.Desk.Recover(ctx, reference)
		}
		return func() {
			if did {
				r.out.Woken++
				r.find(Finding{What: woken, Reference: reference})
			}
		}, err
	})
	if len(r.moving)+len(r.correcting) >= named {
		return r.recount(ctx)
	}
	return nil
}

// plan counts a case anew on the copy that was read.
func (r *run) plan(c *complaint.Case) error {
	p, err := r.Desk.PolicyOf(c.PolicyID)
	if err != nil {
		return err
	}
	present := complaint.CalendarVersion(p.Calendar)
	if !slices.ContainsFunc(c.Clocks, func(k complaint.Clock) bool { return k.Calendar != present }) {
		return nil
	}
	turn := complaint.Turn{Policy: p, Now: r.now, By: complaint.Actor{Role: complaint.System}}
	change, moved, err := c.Recount(turn)
	if err != nil {
		return err
	}
	if len(moved) > 0 {
		r.moving = append(r.moving, c.Reference)
	} else if slices.ContainsFunc(change.Events, recounted) {
		r.correcting = append(r.correcting, c.Reference)
	}
	if r.look {
		r.moved(c.Reference, moved)
	}
	return nil
}

// recounted tells whether an event says that the calendar has changed something
// other than a due instant.
func recounted(e complaint.Event) bool { return e.Type == "corrected" || e.Type == "rearmed" }

// recount counts the planned cases anew. Which of them move is told before
// they do: after a crash between the two the rest is told again.
func (r *run) recount(ctx context.Context) error {
	moving, correcting := r.moving, r.correcting
	r.moving, r.correcting = nil, nil
	if r.look {
		return nil
	}
	if err := r.tellMoved(ctx, moving); err != nil {
		return err
	}
	r.each(append(moving, correcting...), func(reference string) (func(), error) {
		moved, err := r.Desk.Recount(ctx, reference)
		return func() { r.moved(reference, moved) }, err
	})
	return nil
}

// moved takes up the due instants of a case that have moved.
func (r *run) moved(reference string, list []complaint.Moved) {
	if len(list) > 0 {
		r.out.Reissued++
	}
	for _, m := range list {
		r.find(Finding{What: reissued, Reference: reference, Clock: m.Clock, Round: m.Round, DueAt: m.From, Want: m.To})
	}
}

// each puts cases right, several at a time, and takes up what came of each.
func (r *run) each(references []string, right func(reference string) (took func(), err error)) {
	var mu sync.Mutex // guards the run
	_ = parallel.Each(r.Parallel, references, func(reference string) error {
		took, err := right(reference)
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			r.fail(reference, err)
			return nil // it is kept in the run
		}
		took()
		return nil
	})
}
