package transfer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/store/stored"
)

// Into takes records, several at a time. The same record again changes nothing.
type Into func(context.Context, Record) error

// Restore gives every record of a file to a store, up to width of them at a
// time, and counts those that it has taken. Each kind is done before the next
// begins; effects keep their order. It stops at the first record that is refused;
// a store that is busy is asked again for about a minute.
func Restore(ctx context.Context, r *Reader, width int, into Into) (Counts, error) {
	c := &carrier{into: into}
	for kind, next := "", (Line{}); ; {
		group, groupCtx := errgroup.WithContext(ctx)
		group.SetLimit(max(1, width))
		if kind == "effects" {
			group.SetLimit(1)
		}
		var err error
		for next.kind() == kind && err == nil && groupCtx.Err() == nil {
			if l := next; l.text != nil {
				group.Go(func() error { return c.carry(groupCtx, l) })
			}
			next, err = r.Next()
		}
		if failed := group.Wait(); failed != nil || ctx.Err() != nil {
			return c.counts, errors.Join(failed, ctx.Err())
		}
		if errors.Is(err, io.EOF) {
			return c.counts, c.agree(r.End)
		}
		if err != nil {
			return c.counts, err
		}
		kind = next.kind()
	}
}

// Check reads a file from end to end, as Restore would, and gives its counts.
func Check(ctx context.Context, r *Reader, width int) (Counts, error) {
	return Restore(ctx, r, width, func(context.Context, Record) error { return nil })
}

// carrier gives records to a store and counts them.
type carrier struct {
	into   Into
	mu     sync.Mutex // guards counts
	counts Counts
}

func (c *carrier) carry(ctx context.Context, l Line) error {
	r, err := l.Record()
	if err != nil {
		return err
	}
	if err := patiently(ctx, func() error { return c.into(ctx, r) }); err != nil {
		return fmt.Errorf("line %d, %s: %w", l.Number, r.what(), err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.counts.add(r)
	return nil
}

func (c *carrier) agree(end End) error {
	if c.counts != end.Counts {
		return fmt.Errorf("line %d: it counts %s; the file has %s", end.Lines+1, end.Counts, c.counts)
	}
	return nil
}

// How long a busy store is asked again, and after what pauses.
const (
	asked    = 12
	soon     = 100 * time.Millisecond
	longWait = 10 * time.Second
)

// patiently does a deed until it is not Busy any more.
func patiently(ctx context.Context, do func() error) error {
	wait := soon
	for n := 1; ; n++ {
		err := do()
		if !fault.Is(err, fault.Busy) || n == asked {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(wait):
		}
		wait = min(2*wait, longWait)
	}
}

// There tells whether a case that a store holds already is the one of the file:
// as the file has it, or further on, since work may go on during a restore.
func There(held, given *complaint.Case) error {
	if !held.RecordedAt.Equal(given.RecordedAt) || held.Version < given.Version {
		return fmt.Errorf("another case of this reference is there, at version %d", held.Version)
	}
	if held.Version > given.Version {
		return nil
	}
	a, err := stored.Encode(held)
	if err != nil {
		return err
	}
	b, err := stored.Encode(given)
	if err == nil && string(a) != string(b) {
		err = fmt.Errorf("another case of this reference is there, at the same version %d", held.Version)
	}
	return err
}
