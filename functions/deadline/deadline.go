// Package deadline is the function that time drives: once a minute it fires
// the warnings and breaches that are due, brings late effects to their
// delivery again, and beats the heart whose silence raises an alarm.
//
// A sweep is a nudge, not a decision: each case is read afresh and decides by
// itself. Its cost is in proportion to what is due. What it did is added to
// the tallies of the day, from which the reconciliation proves that no
// deadline was missed by the machine.
package deadline

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/parallel"
)

// Page is how many due cases, and late effects, are taken up at once.
const Page = 256

// Patience is how long the stream is given to deliver an effect before the
// sweep brings it.
const Patience = time.Minute

// TooLong is how long an effect may wait before that is told: several
// deliveries have failed by then.
const TooLong = 10 * time.Minute

// Deliverer carries out effects by their keys.
type Deliverer interface {
	Deliver(ctx context.Context, keys []string) error
}

// Handler sweeps.
type Handler struct {
	Desk  *desk.Desk
	Relay Deliverer
	// First is done before each sweep. What it fails with is told, and the sweep
	// is made all the same. Nil for nothing.
	First func(context.Context) error
	// Enough tells that the sweep's time is up; the next one goes on. A page of
	// cases is fired in any event. Nil for never.
	Enough func(context.Context) bool
	// Parallel is how many cases are taken up at a time; 0 and 1 keep their order.
	Parallel int

	mu     sync.Mutex // guards the rest
	beaten time.Time  // the last minute that was counted
	swept  time.Time  // when the last sweep was
}

// Out is the heartbeat: what a sweep found.
type Out struct {
	Cases     int `json:"cases"` // taken up
	Fired     int `json:"fired"` // warnings, breaches and repeats
	Late      int `json:"late"`  // of these, later than they should
	Redeliver int `json:"redeliver"`
	Failed    int `json:"failed"`
	// Stale are effects that wait much longer than they should, up to Page.
	Stale int `json:"stale"`
}

// Counts are the metrics of a sweep. That there was one is the heartbeat.
func (o Out) Counts() map[string]int {
	return map[string]int{
		"Sweeps": 1, "Fired": o.Fired, "Late": o.Late, "Failed": o.Failed, "Redelivered": o.Redeliver, "StaleEffects": o.Stale,
	}
}

// Handle sweeps once. A case that fails is left for the next sweep and does
// not stop the others.
func (h *Handler) Handle(ctx context.Context) (Out, error) {
	var out Out
	var err error
	if h.First != nil {
		err = h.First(ctx)
	}
	err = errors.Join(err, h.fire(ctx, &out), h.redeliver(ctx, &out))
	return out, errors.Join(err, h.tally(ctx, out))
}

// fire takes up every case that is due. A case that fires leaves the index,
// so that each page is the first one; what stays there is stepped over.
func (h *Handler) fire(ctx context.Context, out *Out) error {
	var failed []error
	seen := map[string]bool{}
	for left := 0; ; {
		due, err := h.Desk.Store.Due(ctx, h.Desk.Instant(), Page+left)
		if err != nil {
			return errors.Join(append(failed, err)...)
		}
		fresh := slices.DeleteFunc(due, func(reference string) bool { return seen[reference] })
		left = len(due) - len(fresh)
		if len(fresh) == 0 {
			return errors.Join(failed...)
		}
		for _, reference := range fresh {
			seen[reference] = true
		}
		failed = append(failed, h.page(ctx, fresh, out))
		if h.Enough != nil && h.Enough(ctx) {
			return errors.Join(failed...)
		}
	}
}

// page fires a page of cases.
func (h *Handler) page(ctx context.Context, references []string, out *Out) error {
	var mu sync.Mutex // guards out
	return parallel.Each(h.Parallel, references, func(reference string) error {
		fired, late, err := h.Desk.Fire(ctx, reference)
		mu.Lock()
		defer mu.Unlock()
		out.Cases++
		out.Fired += fired
		out.Late += late
		if err != nil {
			out.Failed++
			return fmt.Errorf("fire %s: %w", reference, err)
		}
		return nil
	})
}

// redeliver brings the effects that the stream has not delivered in time. What
// has waited for much longer is counted before, whether somebody holds it or
// not: leases are shorter than that, and what fails is leased most of the time.
func (h *Handler) redeliver(ctx context.Context, out *Out) error {
	now := h.Desk.Instant()
	stale, err := h.Desk.Store.Stale(ctx, now.Add(-TooLong), now.Add(TooLong), Page)
	if err != nil {
		return err
	}
	out.Stale = len(stale)
	keys, err := h.Desk.Store.Stale(ctx, now.Add(-Patience), now, Page)
	if err != nil {
		return err
	}
	out.Redeliver = len(keys)
	return h.Relay.Deliver(ctx, keys)
}
