package adviser

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/redress/redress/shared/fault"
)

// rest is how long nobody is asked after an adviser was busy or too slow.
const rest = 30 * time.Second

// Counsel asks an adviser within bounds. It is safe for concurrent use.
type Counsel struct {
	Adviser Adviser
	// Limit is how long the adviser may take, whatever it does.
	Limit time.Duration
	// Enough tells that too little of the caller's time is left to ask; nil for never.
	Enough func(context.Context) bool

	mu    sync.Mutex
	until time.Time // resting
}

// Ask asks once. Every error means that there is no opinion, and harms nobody; it
// is Busy when the adviser was not asked or did not answer in time, and holds no
// word of the question or the answer.
func (c *Counsel) Ask(ctx context.Context, q Question, now time.Time) (Opinion, error) {
	const doing = "ask the adviser"
	if c.resting(now) {
		return Opinion{}, fault.Wrap(fault.Busy, errors.New("it was busy or slow a moment ago"), doing)
	}
	if c.Enough != nil && c.Enough(ctx) {
		return Opinion{}, fault.Wrap(fault.Busy, errors.New("no time is left"), doing)
	}
	o, err := c.ask(ctx, q)
	if fault.Is(err, fault.Busy) {
		c.tire(now)
	}
	if err != nil {
		return Opinion{}, fault.Wrap(fault.KindOf(err), err, doing)
	}
	o, err = q.accept(o)
	return o, fault.Wrap(fault.Internal, err, doing)
}

func (c *Counsel) resting(now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return now.Before(c.until)
}

func (c *Counsel) tire(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.until = now.Add(rest)
}

// ask waits for the answer and no longer than it may: an adviser that does not
// heed its context is left behind.
func (c *Counsel) ask(ctx context.Context, q Question) (Opinion, error) {
	ctx, cancel := context.WithTimeout(ctx, c.Limit)
	defer cancel()
	type answer struct {
		opinion Opinion
		err     error
	}
	answers := make(chan answer, 1)
	go func() {
		o, err := calmly(ctx, c.Adviser, q)
		answers <- answer{o, err}
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
	return a.opinion, a.err
}

// calmly makes an error of a panic. What was panicked with may hold the text.
func calmly(ctx context.Context, a Adviser, q Question) (o Opinion, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("it panicked with a %T", p)
		}
	}()
	return a.Advise(ctx, q)
}
