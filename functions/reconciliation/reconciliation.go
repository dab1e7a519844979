// Package reconciliation is the function that proves, once a day, that the
// machine missed no deadline: it sets the due instants of an office day
// against their outcomes, recomputes each by a second calculator, looks
// whether every open case has something ahead of it, and puts right what can
// be. A notice tells the figures, an alarm that they do not add up.
//
// Vocabulary. A due instant is that of one clock of a case in one round; one
// at 24:00 belongs to the day that ends there. It is unaccounted for when it
// has passed and nothing came of it. A case is woken when its wake-up was
// lost, and re-issued when another calendar has moved one of its due instants.
// A finding is a case that a figure speaks of.
//
// It is safe to run twice: what was put right is found right, and a day's
// notices have ids of their own. When its time is up it says where it stopped.
package reconciliation

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/fault"
)

// Page is how many cases are read at once: as many as a store gives, since
// each page of a busy day costs it a look through the day.
const Page = 1000

// Silence is for how much of a day the sweep may stay away in real time: a restart
// takes less.
const Silence = 15 * time.Minute

// Handler reconciles days.
type Handler struct {
	Desk *desk.Desk
	// Check is the second calculator, which shares nothing with the first.
	Check func(c *clock.Calendar, start time.Time, t clock.Target, pauses ...clock.Pause) (time.Time, error)
	// Silence is for how long of a day, in all, the sweep may not come before
	// that is an alarm; 0 where time is virtual and sweeps are not counted.
	Silence time.Duration
	// Enough tells that the time of the run is up. A page of cases is taken in
	// any event. Nil for never.
	Enough func(context.Context) bool
	// Parallel is how many cases are put right at a time; 0 and 1 keep their order.
	Parallel int
}

// In says what to reconcile.
type In struct {
	// Day is an office day, "2026-11-02"; the one before today when left out.
	Day string `json:"day,omitempty"`
	// Look only: nothing is put right, and nobody told.
	Look bool `json:"look,omitempty"`
	// After is what an earlier run gave that stopped for want of time: the run
	// goes on from there.
	After *Out `json:"after,omitempty"`
}

// The passes of a run, in their order.
const (
	passRepair  = "repair"  // wakes and re-issues open cases
	passAppeal  = "appeal"  // does the same for closed cases in which a limit runs, such as that of an appeal
	passCorrect = "correct" // puts corrections beside late breaches, of closed cases too
	passOpen    = "open"    // counts open cases
	passDue     = "due"     // sets due instants against outcomes
	passTell    = "tell"
)

var passes = []string{passRepair, passAppeal, passCorrect, passOpen, passDue, passTell}

// run is one day being reconciled.
type run struct {
	*Handler
	now, from, to complaint.Instant // the day is from < due <= to
	look          bool
	out           *Out
	errs          []error
	found         map[string]int  // findings, by what they are
	failed        map[string]bool // cases that could not be checked
	// moving are the cases to be counted anew whose due instants move, correcting
	// the others.
	moving, correcting []string
}

// Handle reconciles a day. A case that fails is a finding and does not stop
// the others. Of a day that is not over nobody is told, though what is wrong
// is put right. It fails with Invalid for a day that is none or has not begun.
func (h *Handler) Handle(ctx context.Context, in In) (Out, error) {
	r, err := h.begin(in)
	if err != nil {
		return Out{}, err
	}
	for r.out.Stopped != nil {
		if err := r.pass(ctx); err != nil && !r.breakOff(ctx, err) {
			return *r.out, err
		}
		if r.out.Stopped != nil && h.Enough != nil && h.Enough(ctx) {
			break
		}
	}
	return *r.out, errors.Join(r.errs...)
}

// breakOff gives up a pass that the store cannot carry through, for a case that
// it cannot read say, and goes on with the next: the day is told all the same,
// and that it does not add up. What may pass by itself is left to another run.
func (r *run) breakOff(ctx context.Context, err error) bool {
	i := slices.Index(passes, r.out.Stopped.Pass)
	if i < 0 || i == len(passes)-1 || ctx.Err() != nil || fault.KindOf(err) != fault.Internal {
		return false
	}
	err = fmt.Errorf("pass %s: %w", passes[i], err)
	r.errs = append(r.errs, err)
	r.out.Unchecked++
	r.find(Finding{What: unchecked, Reason: err.Error()})
	r.out.Stopped = &Place{Pass: passes[i+1]}
	return true
}

// begin finds the day, and where an earlier run has stopped.
func (h *Handler) begin(in In) (*run, error) {
	r := &run{Handler: h, now: h.Desk.Instant(), look: in.Look, found: map[string]int{}, failed: map[string]bool{}}
	zone := h.Desk.Policy.Zone()
	if in.After != nil {
		after := *in.After
		if after.Stopped != nil {
			after.Stopped = new(*after.Stopped)
		}
		r.out, in.Day = &after, after.Day
	}
	y, m, d := r.now.In(zone).Date()
	day := time.Date(y, m, d-1, 0, 0, 0, 0, zone)
	if in.Day != "" {
		var err error
		if day, err = time.ParseInLocation(time.DateOnly, in.Day, zone); err != nil || day.After(r.now) {
			return nil, fault.Fields([]fault.Field{{Name: "day", Reason: fault.Say("must be a day such as 2026-11-02 that has begun", "必须是已开始的日期，例如2026-11-02")}})
		}
	}
	r.from, r.to = day.UTC(), day.AddDate(0, 0, 1).UTC()
	if r.out == nil {
		r.out = newOut(day.Format(time.DateOnly))
	}
	for _, f := range r.out.Findings {
		r.found[f.What]++
		r.failed[f.Reference] = r.failed[f.Reference] || f.What == unchecked
	}
	return r, nil
}

// pass goes on with the pass that the run stands in, until it has ended or
// the time is up.
func (r *run) pass(ctx context.Context) error {
	if r.out.Stopped.At.IsZero() {
		r.out.Stopped.At = r.now
	}
	switch r.out.Stopped.Pass {
	case passRepair:
		err := r.walk(ctx, complaint.Query{Open: true}, r.repair, passAppeal)
		return errors.Join(err, r.recount(ctx))
	case passAppeal:
		// Missed ones are among those of the next pass.
		q := complaint.Query{Status: complaint.Closed, State: string(complaint.Running), DueFrom: r.earliest()}
		err := r.walk(ctx, q, r.repair, passCorrect)
		return errors.Join(err, r.recount(ctx))
	case passCorrect:
		q := complaint.Query{State: string(complaint.Missed), DueFrom: r.earliest(), DueTo: r.out.Stopped.At}
		err := r.walk(ctx, q, r.repair, passOpen)
		return errors.Join(err, r.recount(ctx))
	case passOpen:
		return r.walk(ctx, complaint.Query{Open: true}, r.countOpen, passDue)
	case passDue:
		// Periods of a query are half-open the other way round, and instants whole seconds.
		q := complaint.Query{DueFrom: r.from.Add(time.Second), DueTo: r.to.Add(time.Second)}
		return r.walk(ctx, q, r.countDue, passTell)
	case passTell:
		if err := r.conclude(ctx); err != nil {
			return err
		}
		r.out.Stopped = nil
		return nil
	}
	return fault.Fields([]fault.Field{{Name: "after", Reason: fault.Say("is not what a run gave", "不是有效的中断结果")}})
}

// earliest is from where on due instants are looked at: as far back as anything
// may be told late.
func (r *run) earliest() complaint.Instant {
	return r.out.Stopped.At.Add(-r.Desk.Policy.Intake.BackDate)
}

// walk reads the cases of a pass, page by page. A case that changes meanwhile, and
// so its place in the list, is taken once.
func (r *run) walk(ctx context.Context, q complaint.Query, each func(context.Context, []*complaint.Case) error, next string) error {
	q.Limit = Page
	seen := map[string]bool{}
	for {
		q.Cursor = r.out.Stopped.Cursor
		page, err := r.Desk.Store.List(ctx, q)
		if err != nil {
			return err
		}
		fresh := slices.DeleteFunc(page.Cases, func(c *complaint.Case) bool {
			again := seen[c.Reference]
			seen[c.Reference] = true
			return again
		})
		if err := each(ctx, fresh); err != nil {
			return err
		}
		if page.Cursor == "" {
			r.out.Stopped = &Place{Pass: next}
			return nil
		}
		if r.out.Stopped.Cursor = page.Cursor; r.Enough != nil && r.Enough(ctx) {
			return nil
		}
	}
}
