package sqlite

import (
	"context"
	"errors"
	"iter"

	"github.com/redress/redress/shared/complaint"
)

// loadBlock is how many commits share a transaction in Load.
const loadBlock = 2000

// Load writes many commits in a few large transactions: for imports and
// benchmarks. It stops at the first that fails; the blocks before it stay. Each
// block is written while the commits of the next are made.
func (db *DB) Load(ctx context.Context, commits iter.Seq[complaint.Commit]) error {
	written := make(chan error, 1) // of the block before
	written <- nil
	var block []*step
	for c := range commits {
		s, err := newStep(c)
		if err != nil {
			return errors.Join(<-written, err)
		}
		if block = append(block, s); len(block) < loadBlock {
			continue
		}
		if err := <-written; err != nil {
			return err
		}
		go func(block []*step) { written <- db.load(ctx, block) }(block)
		block = make([]*step, 0, loadBlock)
	}
	if err := <-written; err != nil {
		return err
	}
	return db.load(ctx, block)
}

func (db *DB) load(ctx context.Context, block []*step) error {
	return db.writer.do(ctx, func(t *tx) error {
		for _, s := range block {
			if err := s.write(t); err != nil {
				return err
			}
		}
		return nil
	})
}
