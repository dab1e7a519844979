// Package desk carries commands to cases: it reads the case, lets the domain
// decide, commits what comes of it, and begins again when somebody else was
// faster. Every function of the product works through a Desk.
//
// Vocabulary. An order is a command for one case with who gives it and what
// the caller expects. Settling is what a single-process program does after a
// commit so that its effects are seen at once; on AWS the table's stream does
// that, and Settle is nil.
//
// The package decides nothing about cases and knows no transport.
package desk

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Desk is the way to the cases. All fields but Rotas and Settle are required.
type Desk struct {
	Store complaint.Store
	// Policy is the pack in force, for new cases.
	Policy *policy.Policy
	// PolicyOf finds the pack version of an older case.
	PolicyOf func(id string) (*policy.Policy, error)
	Now      func() time.Time
	// Rotas remembers the stored duty rotas between steps; nil reads them each time.
	Rotas *Rotas
	// NewCode draws a tracking code that nobody can guess.
	NewCode func() string
	// Settle is called after each commit of a person's command; what it cannot
	// carry out stays promised in the store. False when it has left everything
	// for later.
	Settle func(ctx context.Context) bool
}

// Order is a command for one case.
type Order struct {
	Reference string
	Command   complaint.Command
	By        complaint.Actor
	// Expect is the version that the caller has seen; 0 for any.
	Expect int64
	// Drawn is the reference of a case that the command opens; "" for none.
	Drawn string
	// Seen is the case as the caller has just read it, and lets it be changed; nil
	// lets it be read.
	Seen *complaint.Case
	// Answer makes what is remembered under the caller's idempotency key, of the
	// case after the command and of what that changed.
	Answer Answer
}

// Answer makes what is remembered together with a change of a case; nil for nothing.
type Answer func(ctx context.Context, c *complaint.Case, change complaint.Change) (*complaint.StoredAnswer, error)

// attempts is how often a step is taken anew when another writer was faster,
// after a pause of up to patience that grows with each try.
const (
	attempts = 24
	patience = 4 * time.Millisecond
)

// Instant is now, as it is stored.
func (d *Desk) Instant() complaint.Instant { return complaint.Second(d.Now()) }

// Case reads a case.
func (d *Desk) Case(ctx context.Context, reference string) (*complaint.Case, error) {
	return d.Store.Case(ctx, reference)
}

// Check says what [Desk.Submit] would refuse of a complaint now: Invalid, naming
// every bad value. It records nothing.
func (d *Desk) Check(s complaint.Submission, by complaint.Actor) error {
	return fault.Fields(s.Check(complaint.Turn{Policy: d.Policy, Now: d.Instant(), By: by}))
}

// Submit records a complaint and gives the case as it stands after settling.
// The answer, when asked for, is committed together with the case.
func (d *Desk) Submit(ctx context.Context, s complaint.Submission, by complaint.Actor, answer func(*complaint.Case, complaint.Contact) *complaint.StoredAnswer) (*complaint.Case, complaint.Contact, error) {
	turn := complaint.Turn{Policy: d.Policy, Now: d.Instant(), By: by}
	if err := fault.Fields(s.Check(turn)); err != nil { // before it costs a number
		return nil, complaint.Contact{}, err
	}
	reference, err := d.reference(ctx, turn.Now)
	if err != nil {
		return nil, complaint.Contact{}, err
	}
	c, contact, change, err := complaint.Open(s, reference, d.NewCode(), turn)
	if err != nil {
		return nil, complaint.Contact{}, err
	}
	commit := complaint.Commit{Case: c, Change: change, Contact: &contact}
	if answer != nil {
		commit.Answer = answer(c, contact)
	}
	if err := d.Store.Commit(ctx, commit); err != nil {
		return nil, complaint.Contact{}, err
	}
	c, err = d.settled(ctx, c)
	return c, contact, err
}

// reference draws the next reference: year, month of recording in office
// time, and a serial of at least six digits.
func (d *Desk) reference(ctx context.Context, now complaint.Instant) (string, error) {
	series := now.In(d.Policy.Zone()).Format("200601")
	n, err := d.Store.Serial(ctx, series)
	if err != nil {
		return "", err
	}
	return complaint.Reference(series, n), nil
}

// Do carries out an order and gives the case as it stands after settling.
func (d *Desk) Do(ctx context.Context, o Order) (*complaint.Case, error) {
	c, _, err := d.step(ctx, o.Reference, o.Seen, func(c *complaint.Case, turn complaint.Turn) (complaint.Change, error) {
		if o.Expect != 0 && o.Expect != c.Version {
			return complaint.Change{}, fault.New(fault.Stale, fault.Text{})
		}
		turn.By, turn.Drawn = o.By, o.Drawn
		return c.Do(o.Command, turn)
	}, o.Answer)
	if err != nil {
		return nil, err
	}
	return d.settled(ctx, c)
}

// Draw draws the reference of a case that is to be opened.
func (d *Desk) Draw(ctx context.Context) (string, error) { return d.reference(ctx, d.Instant()) }

// OpenReport opens the report of misconduct that a call of a case has promised,
// unless that was done before.
func (d *Desk) OpenReport(ctx context.Context, of, reference string) error {
	_, err := d.Store.Case(ctx, reference)
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	c, err := d.Store.Case(ctx, of)
	if err != nil {
		return err
	}
	contact, err := d.Store.Contact(ctx, of)
	if err != nil {
		return err
	}
	turn := complaint.Turn{Policy: d.Policy, Now: d.Instant(), By: complaint.Actor{Role: complaint.System}}
	report, contact, change, err := c.OpenReport(reference, d.NewCode(), contact, turn)
	if err != nil {
		return err
	}
	err = d.Store.Commit(ctx, complaint.Commit{Case: report, Change: change, Contact: &contact})
	if fault.Is(err, fault.Stale) { // somebody was faster
		return nil
	}
	return err
}

// System carries out an order that the rules themselves give.
func (d *Desk) System(ctx context.Context, reference string, command complaint.Command) error {
	_, err := d.Do(ctx, Order{Reference: reference, Command: command, By: complaint.Actor{Role: complaint.System}})
	return err
}

// Fire does what time has made due on a case. It counts what fired, and how
// much of that was found late.
func (d *Desk) Fire(ctx context.Context, reference string) (fired, late int, err error) {
	_, change, err := d.step(ctx, reference, nil, func(c *complaint.Case, turn complaint.Turn) (complaint.Change, error) {
		return c.Fire(turn), nil
	}, nil)
	return change.Fired, change.Late(), err
}

// Climb climbs the rungs of the ladder that are due, and gives the case.
func (d *Desk) Climb(ctx context.Context, reference string) (*complaint.Case, int, error) {
	c, change, err := d.step(ctx, reference, nil, func(c *complaint.Case, turn complaint.Turn) (complaint.Change, error) {
		return c.Climb(turn), nil
	}, nil)
	return c, change.Fired, err
}

// step reads a case that was not seen just now, takes a step and commits it. A step
// that changes nothing commits nothing. When another writer was faster the case is
// read and the step taken anew.
func (d *Desk) step(ctx context.Context, reference string, seen *complaint.Case, take func(*complaint.Case, complaint.Turn) (complaint.Change, error), answer Answer) (*complaint.Case, complaint.Change, error) {
	var last error
	for try := range attempts {
		time.Sleep(rand.N(patience*time.Duration(try) + 1))
		c, err := d.look(ctx, reference, seen)
		if err != nil {
			return nil, complaint.Change{}, err
		}
		seen = nil
		p, err := d.PolicyOf(c.PolicyID)
		if err != nil {
			return nil, complaint.Change{}, err
		}
		duty, err := d.Duty(ctx)
		if err != nil {
			return nil, complaint.Change{}, err
		}
		commit := complaint.Commit{Case: c, Expect: c.Version}
		turn := complaint.Turn{Policy: p, Now: d.Instant(), By: complaint.Actor{Role: complaint.System}, Duty: duty}
		if commit.Change, err = take(c, turn); err != nil {
			return nil, complaint.Change{}, err
		}
		if answer != nil {
			if commit.Answer, err = answer(ctx, c, commit.Change); err != nil {
				return nil, complaint.Change{}, err
			}
		}
		if commit.Change.Empty() && commit.Answer == nil {
			return c, commit.Change, nil
		}
		if commit.Change.Empty() {
			commit.Case = nil // only the answer is new
		}
		if last = d.Store.Commit(ctx, commit); last == nil {
			return c, commit.Change, nil
		}
		if !fault.Is(last, fault.Stale) {
			return nil, complaint.Change{}, last
		}
	}
	return nil, complaint.Change{}, fault.Wrap(fault.Busy, last, "commit case "+reference)
}

// look reads a case that was not seen just now.
func (d *Desk) look(ctx context.Context, reference string, seen *complaint.Case) (*complaint.Case, error) {
	if seen != nil {
		return seen, nil
	}
	return d.Store.Case(ctx, reference)
}

// settled lets a single-process program carry the effects out, and reads the
// case again when they were.
func (d *Desk) settled(ctx context.Context, c *complaint.Case) (*complaint.Case, error) {
	if d.Settle == nil || !d.Settle(ctx) {
		return c, nil
	}
	return d.Store.Case(ctx, c.Reference)
}
