package sqlite

import (
	"context"
	"iter"

	"github.com/redress/redress/shared/complaint"
)

// loadBlock is how many commits share a transaction in Load.
const loadBlock = 2000

// Load writes many commits in a few large transactions: for imports and
// benchmarks. It stops at the first that fails; the blocks before it stay.
func (db *DB) Load(ctx context.Context, commits iter.Seq[complaint.Commit]) error {
	block := make([]*step, 0, loadBlock)
	flush := func() error {
		return db.writer.do(ctx, func(t *tx) error {
			for _, s := range block {
				if err := s.write(t); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for c := range commits {
		s, err := newStep(c)
		if err != nil {
			return err
		}
		if block = append(block, s); len(block) < loadBlock {
			continue
		}
		if err := flush(); err != nil {
			return err
		}
		block = block[:0]
	}
	return flush()
}
