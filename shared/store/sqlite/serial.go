package sqlite

import (
	"context"
	"sync"
)

// serialBlock is how many numbers one write reserves. Those left over when
// the program ends are never drawn.
const serialBlock = 64

// serials are the numbers that were reserved and not drawn yet.
type serials struct {
	mu     sync.Mutex
	blocks map[string]*block
}

type block struct {
	mu         sync.Mutex
	next, last int64
}

func (s *serials) block(series string) *block {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.blocks == nil {
		s.blocks = map[string]*block{}
	}
	if s.blocks[series] == nil {
		s.blocks[series] = &block{next: 1}
	}
	return s.blocks[series]
}

// Serial draws a number. Most draws touch no disk.
func (db *DB) Serial(ctx context.Context, series string) (int64, error) {
	b := db.serials.block(series)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.next > b.last || ctx.Err() != nil { // the writer says what an ended context means
		const reserve = `INSERT INTO counters (series, last) VALUES (?1, ?2)
			ON CONFLICT DO UPDATE SET last = last + ?2 RETURNING last`
		var last int64
		err := db.writer.do(ctx, func(t *tx) error {
			_, err := t.changeOne(reserve, []any{series, serialBlock}, &last)
			return err
		})
		if err != nil {
			return 0, err
		}
		b.next, b.last = last-serialBlock+1, last
	}
	b.next++
	return b.next - 1, nil
}
