package report

import (
	"context"
	"encoding/json"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// run is one scheduled run.
type run struct {
	*Handler
	at  complaint.Instant
	out Out
	// open is the instant before the first report that is still to be built, else at.
	open   complaint.Instant
	failed []error
}

// attempt is the mark of a report that somebody has begun to build.
type attempt struct {
	Until complaint.Instant `json:"until"` // when that is over, whatever came of it
}

// each has every report built: first those that nobody has begun yet, so that
// one which never comes to an end keeps none of them waiting for long.
func (r *run) each(ctx context.Context, orders []order) {
	var fresh, again []order
	for _, o := range orders {
		begun, err := r.look(ctx, o)
		switch {
		case err != nil:
			r.fail(ctx, o, err)
		case begun == built:
			r.confirm(ctx, o)
		case begun == running:
			r.leave(o)
		case begun == broken:
			r.tell(ctx, o)
			again = append(again, o)
		default:
			fresh = append(fresh, o)
		}
	}
	for _, o := range append(fresh, again...) {
		if r.Enough != nil && r.Enough(ctx) {
			r.leave(o)
			continue
		}
		if err := r.attempt(ctx, o); err != nil {
			r.fail(ctx, o, err)
			continue
		}
		r.out.Built = append(r.out.Built, o.id)
	}
}

// state is how far a report has come.
type state int

const (
	unbegun state = iota
	running       // somebody is at it
	broken        // somebody began it, and that is over
	built         // its summary is archived
)

// look finds how far a report has come.
func (r *run) look(ctx context.Context, o order) (state, error) {
	_, err := r.Archive.Get(ctx, prefix+o.id+summaryFile)
	if !fault.Is(err, fault.NotFound) {
		return built, err
	}
	data, err := r.Archive.Get(ctx, prefix+o.id+attemptFile)
	if fault.Is(err, fault.NotFound) {
		return unbegun, nil
	}
	var a attempt
	if err == nil {
		err = fault.Wrap(fault.Internal, json.Unmarshal(data, &a), "read the attempt at report "+o.id)
	}
	if r.at.Before(a.Until) {
		return running, err
	}
	return broken, err
}

// confirm promises the notice of a report that was archived before: whoever
// built it may have died before that.
func (r *run) confirm(ctx context.Context, o order) {
	s, err := r.summary(ctx, o.id)
	if err == nil {
		err = r.announce(ctx, s, o, nil)
	}
	if err != nil {
		r.fail(ctx, o, err)
	}
}

// attempt builds a report, and marks before it that it does.
func (r *run) attempt(ctx context.Context, o order) error {
	if err := r.mark(ctx, o, r.at.Add(r.Longest)); err != nil {
		return err
	}
	_, err := r.build(ctx, o, nil)
	return err
}

func (r *run) mark(ctx context.Context, o order, until complaint.Instant) error {
	data, err := json.Marshal(attempt{Until: until})
	if err != nil {
		return fault.Wrap(fault.Internal, err, "mark the attempt at report "+o.id)
	}
	return r.Archive.Put(ctx, prefix+o.id+attemptFile, "application/json", data)
}

// fail notes a report that could not be built, and tells it.
func (r *run) fail(ctx context.Context, o order, err error) {
	ctx = context.WithoutCancel(ctx) // what is left of the time is for this
	r.failed = append(r.failed, fault.Wrap(fault.KindOf(err), err, "build report "+o.id))
	r.out.Failed = append(r.out.Failed, o.id)
	r.tell(ctx, o)
	r.wait(o)
	if r.Longest > 0 {
		// The attempt is over; the next run need not wait for its end. Where even
		// that cannot be written it waits.
		_ = r.mark(ctx, o, r.at)
	}
}

// tell promises the notice that a report could not be built; its id is the
// report's, so that it is told once.
func (r *run) tell(ctx context.Context, o order) {
	if err := r.announceFailure(ctx, o); err != nil {
		r.failed = append(r.failed, err)
	}
}

// leave puts a report off to the next run.
func (r *run) leave(o order) {
	r.out.Left = append(r.out.Left, o.id)
	r.wait(o)
}

// wait keeps a report, and what is due later, among those that are looked at.
func (r *run) wait(o order) {
	if before := o.spec.AsOf.Add(-time.Second); before.Before(r.open) {
		r.open = before
	}
}
