package main

import (
	"context"
	"time"

	reportfn "github.com/redress/redress/functions/report"
	"github.com/redress/redress/shared/web"
)

// restoreReports finds the key of links and when the next report of the
// schedule is due.
func (a *app) restoreReports(ctx context.Context) error {
	key, err := restoreKey(ctx, a.db, reportLinkKey, reportfn.LinkKeySize)
	if err != nil {
		return err
	}
	a.reports = &reportfn.Handler{
		Desk: a.inner, Authenticate: web.NoTokens, Archive: a.archive,
		LinkKey: func(context.Context) ([]byte, error) { return key, nil },
	}
	return a.planReports(ctx)
}

// planReports notes when the next report of the schedule is due.
func (a *app) planReports(ctx context.Context) error {
	at, ok, err := a.reports.Due(ctx)
	if err != nil {
		return err
	}
	if a.reportAt = at; !ok {
		a.reportAt = never
	}
	return nil
}

// never is when nothing more happens by itself.
var never = time.Unix(1<<40, 0)

// again is after how long reports that failed are tried again.
const again = 15 * time.Minute

// report builds the reports of the schedule that are due, usually none. It
// tells whether there was any; what fails is told and tried again. A stop of the
// program waits for the report that is being built.
func (a *app) report(ctx context.Context) (did bool) {
	now := a.watch.Now()
	if now.Before(a.reportAt) {
		return false
	}
	h := *a.reports
	h.Enough = func(context.Context) bool { return ctx.Err() != nil }
	whole := context.WithoutCancel(ctx)
	out, err := h.Handle(whole, reportfn.Scheduled{})
	if err == nil {
		err = a.planReports(whole)
	}
	if err != nil {
		a.failed(ctx, "report", err)
		a.reportAt = now.Add(again)
	}
	for _, id := range out.Built {
		a.log.Info("report", "built", id)
	}
	return len(out.Built)+len(out.Failed) > 0
}
