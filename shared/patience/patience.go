// Package patience asks others whose answers are welcome and never waited for:
// asking ends in time, a panic is an error, and who was busy or too slow is left
// alone for a while.
//
// The package knows neither questions nor answers.
package patience

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/redress/redress/shared/fault"
)

// rest is how long nobody is asked after somebody was busy or too slow.
const rest = 30 * time.Second

// Patience bounds how one other is asked. It is safe for concurrent use.
type Patience struct {
	// Limit is how long an answer may take, whatever the other does.
	Limit time.Duration
	// Enough tells that too little of the caller's time is left to ask; nil for never.
	Enough func(context.Context) bool

	mu    sync.Mutex
	until time.Time // resting
}

// Ask asks once. Its errors are those of ask, and Busy when the other was not
// asked or did not answer in time. An ask that does not heed its context is left
// behind. Errors hold no more of the question than those of ask do.
func Ask[A any](ctx context.Context, p *Patience, now time.Time, ask func(context.Context) (A, error)) (A, error) {
	var none A
	if p.resting(now) {
		return none, fault.Wrap(fault.Busy, errors.New("it was busy or slow a moment ago"), "ask")
	}
	if p.Enough != nil && p.Enough(ctx) {
		return none, fault.Wrap(fault.Busy, errors.New("no time is left"), "ask")
	}
	a, err := inTime(ctx, p.Limit, ask)
	if fault.Is(err, fault.Busy) {
		p.tire(now)
	}
	if err != nil {
		return none, err
	}
	return a, nil
}

func (p *Patience) resting(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return now.Before(p.until)
}

func (p *Patience) tire(now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.until = now.Add(rest)
}

// inTime waits for an answer and no longer than it may.
func inTime[A any](ctx context.Context, limit time.Duration, ask func(context.Context) (A, error)) (A, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	type answer struct {
		value A
		err   error
	}
	answers := make(chan answer, 1)
	go func() {
		value, err := calmly(ctx, ask)
		answers <- answer{value, err}
	}()
	var a answer
	select {
	case a = <-answers:
	case <-ctx.Done():
		a.err = ctx.Err()
	}
	if a.err != nil && ctx.Err() != nil { // whatever it says of that
		a.err = fault.Wrap(fault.Busy, ctx.Err(), "wait for its answer")
	}
	return a.value, a.err
}

// calmly makes an error of a panic. What was panicked with may hold the question.
func calmly[A any](ctx context.Context, ask func(context.Context) (A, error)) (a A, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("it panicked with a %T", p)
		}
	}()
	return ask(ctx)
}
