package main

import (
	"context"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// settleOrStir follows a person's command: in virtual time everything happens
// before the answer; in real time the background worker is woken.
func (a *app) settleOrStir(ctx context.Context) (settled bool) {
	if a.watch.virtual {
		a.settle(context.WithoutCancel(ctx))
		return true
	}
	a.wake()
	return false
}

func (a *app) wake() {
	select {
	case a.stir <- struct{}{}:
	default:
	}
}

// settle carries out what is promised and due at this instant, until nothing
// is left. What fails stays promised, and the sweep brings it again.
func (a *app) settle(ctx context.Context) {
	for more := true; more && ctx.Err() == nil; {
		_, more = a.pass(ctx, page)
	}
}

// pass carries out up to limit deeds that are promised and the executions that
// are due, and counts them; more tells whether another pass may find more. When
// there are none it sends the notices that wait: all of an instant together, so
// that what one recipient gets can be bundled.
func (a *app) pass(ctx context.Context, limit int) (done int, more bool) {
	now := a.inner.Instant()
	keys, err := a.db.Waiting(ctx, complaint.DeedLane, now, now, limit)
	if err != nil {
		a.failed(ctx, "relay", err)
		return 0, false
	}
	if err = a.relay.Deliver(ctx, keys); err != nil {
		a.failed(ctx, "relay", err)
	}
	delivered := err == nil
	steps, err := a.runner.Step(ctx)
	if err != nil {
		a.failed(ctx, "workflow", err)
	}
	if done = len(keys) + steps; steps > 0 || len(keys) > 0 && delivered {
		return done, true
	}
	// Not again when there is only what fails: the next sweep tries that.
	told, ok := a.tell(ctx)
	return done + told, told > 0 && ok
}

// slow is how long notices that fail may hold up the background worker.
const slow = 10 * time.Second

// tell sends the notices that wait. Once they are slow a failure leaves the rest
// to the sweep: a dead line must not keep the program from its other work.
func (a *app) tell(ctx context.Context) (told int, ok bool) {
	started, failures := time.Now(), a.refused.Load()
	relay := *a.relay
	relay.Enough = func(context.Context) bool { return time.Since(started) > slow && a.refused.Load() > failures }
	told, err := relay.Tell(ctx)
	if err != nil {
		a.failed(ctx, "relay", err)
	}
	return told, err == nil
}

// failed logs what went wrong in a step; what a stop of the program cuts off
// is done at its next start.
func (a *app) failed(ctx context.Context, step string, err error) {
	if ctx.Err() == nil {
		a.log.Error("step", "step", step, "err", err)
	}
}

// tick is one sweep and what follows from it, and after that the day's
// reconciliation and the reports whose time has come.
func (a *app) tick(ctx context.Context) int {
	fired := a.fire(ctx)
	before := a.climbed.Load()
	a.settle(ctx)
	fired += int(a.climbed.Load() - before)
	if a.reconcile(ctx) {
		a.settle(ctx)
	}
	if a.report(ctx) {
		a.settle(ctx)
	}
	return fired
}

func (a *app) fire(ctx context.Context) int {
	out, err := a.sweep.Handle(ctx)
	if err != nil {
		a.failed(ctx, "deadline", err)
	}
	return out.Fired
}

// kept is how long the keys of delivered effects are known.
const kept = 30 * 24 * time.Hour

// How the background worker shares the machine with people's calls. A pass
// takes up a page of effects, a short one while calls are being answered. When
// it has found little, more is given time to gather: what is done together
// shares the store's commits.
const (
	page      = 256
	shortPage = 16
	gather    = 30 * time.Millisecond
)

// work is the background worker of real time: it settles when it is stirred,
// pass by pass, every second sweeps and sends the notices that wait, and tidies
// up every hour.
func (a *app) work(ctx context.Context) {
	ticker, hourly := time.NewTicker(time.Second), time.NewTicker(time.Hour)
	defer ticker.Stop()
	defer hourly.Stop()
	a.followCalendar(ctx)
	a.fire(ctx)
	a.wake()
	for {
		select {
		case <-ctx.Done():
			return
		case <-a.stir:
			a.settleSome(ctx)
		case <-ticker.C: // however much there is to settle
			a.fire(ctx)
			a.tell(ctx)
			a.wake()
		case <-hourly.C:
			if err := a.db.Forget(ctx, a.inner.Instant(), kept); err != nil {
				a.failed(ctx, "forget", err)
			}
		}
	}
}

// settleSome is one pass of the background worker.
func (a *app) settleSome(ctx context.Context) {
	limit := page
	if a.calls.Load() > 0 {
		limit = shortPage
	}
	done, more := a.pass(ctx, limit)
	if more {
		a.wake()
	}
	if done < shortPage {
		time.Sleep(gather)
	}
}

// advance moves virtual time: whatever is due on the way fires in order, and
// settles, before time goes on.
func (a *app) advance(ctx context.Context, to time.Time) (fired int, err error) {
	ctx = context.WithoutCancel(ctx)
	a.settle(ctx)
	for {
		at, err := a.nextWake(ctx)
		if err != nil {
			return fired, err
		}
		if at.After(to) {
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

// nextWake is the next instant at which anything happens by itself: a day's
// reconciliation or a report, if nothing before it.
func (a *app) nextWake(ctx context.Context) (time.Time, error) {
	next := a.reconciliationAt(midnight(a.reconciled, 1))
	if a.reportAt.Before(next) {
		next = a.reportAt
	}
	for _, timer := range []func(context.Context) (time.Time, bool, error){a.db.NextWake, a.runner.NextWake} {
		at, ok, err := timer(ctx)
		if err != nil {
			return next, err
		}
		if ok && at.Before(next) {
			next = at
		}
	}
	return next, nil
}
