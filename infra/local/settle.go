package main

import (
	"context"
	"time"
)

// settleOrStir follows a person's command: in virtual time everything happens
// before the answer; in real time the background worker is woken.
func (a *app) settleOrStir(ctx context.Context) {
	if a.watch.virtual {
		a.settle(context.WithoutCancel(ctx))
		return
	}
	select {
	case a.stir <- struct{}{}:
	default:
	}
}

// settle carries out what is promised and due at this instant, until nothing
// is left. What fails stays promised, and the sweep brings it again.
func (a *app) settle(ctx context.Context) {
	for ctx.Err() == nil {
		now := a.inner.Instant()
		keys, err := a.db.Stale(ctx, now, now, 256)
		if err != nil {
			a.failed(ctx, "relay", err)
			return
		}
		if err = a.relay.Deliver(ctx, keys); err != nil {
			a.failed(ctx, "relay", err)
		}
		delivered := err == nil
		steps, err := a.runner.Step(ctx)
		if err != nil {
			a.failed(ctx, "workflow", err)
		}
		if steps == 0 && (len(keys) == 0 || !delivered) {
			return // nothing is left, or only what fails: the next sweep tries again
		}
	}
}

// failed logs what went wrong in a step; what a stop of the program cuts off
// is done at its next start.
func (a *app) failed(ctx context.Context, step string, err error) {
	if ctx.Err() == nil {
		a.log.Error("step", "step", step, "err", err)
	}
}

// tick is one sweep and what follows from it.
func (a *app) tick(ctx context.Context) int {
	out, err := a.sweep.Handle(ctx)
	if err != nil {
		a.failed(ctx, "deadline", err)
	}
	before := a.climbed.Load()
	a.settle(ctx)
	return out.Fired + int(a.climbed.Load()-before)
}

// kept is how long the keys of delivered effects are known.
const kept = 30 * 24 * time.Hour

// work is the background worker of real time: it settles when it is stirred,
// sweeps every second and tidies up every hour.
func (a *app) work(ctx context.Context) {
	ticker, hourly := time.NewTicker(time.Second), time.NewTicker(time.Hour)
	defer ticker.Stop()
	defer hourly.Stop()
	a.tick(ctx)
	for {
		select {
		case <-ctx.Done():
			return
		case <-a.stir:
			a.settle(ctx)
		case <-ticker.C:
			a.tick(ctx)
		case <-hourly.C:
			if err := a.db.Forget(ctx, a.inner.Instant(), kept); err != nil {
				a.failed(ctx, "forget", err)
			}
		}
	}
}

// advance moves virtual time: whatever is due on the way fires in order, and
// settles, before time goes on.
func (a *app) advance(ctx context.Context, to time.Time) (fired int, err error) {
	ctx = context.WithoutCancel(ctx)
	a.settle(ctx)
	for {
		at, ok, err := a.nextWake(ctx)
		if err != nil {
			return fired, err
		}
		if !ok || at.After(to) {
			break
		}
		if !at.After(a.watch.Now()) { // it was due, and the settling above did not remove it
			at = a.watch.Now().Add(time.Minute) // as the minute sweep would
			if at.After(to) {
				break
			}
		}
		if err := a.moveTo(ctx, at); err != nil {
			return fired, err
		}
		fired += a.tick(ctx)
	}
	if to.After(a.watch.Now()) {
		if err := a.moveTo(ctx, to); err != nil {
			return fired, err
		}
		fired += a.tick(ctx)
	}
	return fired, nil
}

// moveTo sets virtual time, on disk first: after a crash it never stands
// before what has happened.
func (a *app) moveTo(ctx context.Context, at time.Time) error {
	if err := a.db.SetMeta(ctx, virtualNow, at.Format(time.RFC3339)); err != nil {
		return err
	}
	a.watch.set(at)
	return nil
}

// nextWake is the next instant at which anything happens by itself.
func (a *app) nextWake(ctx context.Context) (time.Time, bool, error) {
	next, ok, err := a.db.NextWake(ctx)
	if err != nil {
		return next, false, err
	}
	at, running, err := a.runner.NextWake(ctx)
	if err != nil {
		return next, false, err
	}
	if running && (!ok || at.Before(next)) {
		return at, true, nil
	}
	return next, ok, nil
}
