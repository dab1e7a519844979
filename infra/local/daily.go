package main

import (
	"context"
	"fmt"
	"time"

	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/shared/complaint"
)

// reconciledDay is the setting that keeps the last office day that was reconciled.
const reconciledDay = "reconciled"

// makeUp is how many days are made up at most when the program was off.
const makeUp = 7

// restoreDaily finds up to which day the store is reconciled. A new one has
// nothing to make up.
func (a *app) restoreDaily(ctx context.Context) error {
	stored, err := a.db.Meta(ctx, reconciledDay)
	if err != nil {
		return err
	}
	if stored == "" {
		return a.setReconciled(ctx, midnight(a.watch.Now().In(a.policy.Zone()), -1))
	}
	a.reconciled, err = time.ParseInLocation(time.DateOnly, stored, a.policy.Zone())
	if err != nil {
		return fmt.Errorf("stored day of reconciliation: %w", err)
	}
	return nil
}

func (a *app) setReconciled(ctx context.Context, day time.Time) error {
	a.reconciled = day
	return a.db.SetMeta(ctx, reconciledDay, day.Format(time.DateOnly))
}

// reconciliationAt is when an office day is reconciled: at the pack's time on
// the day after it.
func (a *app) reconciliationAt(day time.Time) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d+1, 0, a.policy.Reconciliation, 0, 0, day.Location())
}

// reconcilable is the last office day that is to be reconciled by an instant.
func (a *app) reconcilable(now time.Time) time.Time {
	day := midnight(now.In(a.policy.Zone()), -1)
	if a.reconciliationAt(day).After(now) {
		day = midnight(day, -1)
	}
	return day
}

// midnight is the beginning of the day that lies some days later.
func midnight(t time.Time, later int) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d+later, 0, 0, 0, 0, t.Location())
}

// reconcile reconciles the days that are to be, usually none or one. Of those
// that a stop of the program has left out the last are made up. It tells
// whether it did anything; what fails is tried again.
func (a *app) reconcile(ctx context.Context) (did bool) {
	last := a.reconcilable(a.watch.Now())
	day := midnight(last, 1-makeUp)
	if !day.After(a.reconciled) {
		day = midnight(a.reconciled, 1)
	}
	for ; !day.After(last); day = midnight(day, 1) {
		out, err := a.proof.Handle(ctx, reconciliation.In{Day: day.Format(time.DateOnly)})
		if err != nil {
			a.failed(ctx, "reconciliation", err)
		}
		if out.Day == "" || out.Stopped != nil {
			return did
		}
		a.log.Info("reconciliation", "day", out.Day, "due", out.Due, "addsUp", out.AddsUp)
		if err := a.setReconciled(ctx, day); err != nil {
			a.failed(ctx, "reconciliation", err)
			return did
		}
		did = true
	}
	return did
}

// servedCalendar is the setting that keeps by which calendar the program last served.
const servedCalendar = "calendar"

// followCalendar re-issues the due instants that another calendar has moved,
// before the first sweep goes by them. What fails is left to the nightly
// reconciliation.
func (a *app) followCalendar(ctx context.Context) {
	version := complaint.CalendarVersion(a.policy.Calendar)
	served, err := a.db.Meta(ctx, servedCalendar)
	if err == nil && served != version {
		today := a.watch.Now().In(a.policy.Zone()).Format(time.DateOnly)
		var out reconciliation.Out
		if out, err = a.proof.Handle(ctx, reconciliation.In{Day: today}); out.Stopped == nil && err == nil {
			a.log.Info("calendar", "version", version, "before", served, "reissued", out.Reissued)
			err = a.db.SetMeta(ctx, servedCalendar, version)
		}
	}
	if err != nil {
		a.failed(ctx, "calendar", err)
	}
}

// daily reconciles and builds reports in real time, beside the sweeps.
func (a *app) daily(ctx context.Context) {
	ticker := time.NewTicker(time.Minute) // not at once: after a stop the sweep comes first
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if a.reconcile(ctx) {
				a.wake()
			}
			if a.report(ctx) {
				a.wake()
			}
		}
	}
}
