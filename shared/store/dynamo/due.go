package dynamo

import (
	"context"
	"strings"
	"time"

	"github.com/redress/redress/shared/fault"
)

// Due lists cases that time changes, earliest first. It reads what is due and
// no more.
func (s *Store) Due(ctx context.Context, now time.Time, limit int) ([]string, error) {
	doing := "list due cases"
	if limit < 1 {
		return nil, broken(ctx.Err(), doing)
	}
	m := s.merged(wakeIndex, "", through(now), limit, doing)
	m.addShards("")
	due, err := m.take(ctx, limit)
	if err != nil {
		return nil, err
	}
	references := make([]string, len(due))
	for n, i := range due {
		references[n] = referenceOf(i)
	}
	return references, nil
}

// referenceOf is the case that an item of an index belongs to.
func referenceOf(i item) string {
	_, reference, _ := strings.Cut(stringOf(i, "pk"), "#")
	return reference
}

// NextWake is the earliest instant at which time changes a case.
func (s *Store) NextWake(ctx context.Context) (time.Time, bool, error) {
	doing := "find the next wake-up"
	m := s.merged(wakeIndex, "", "", 1, doing)
	m.addShards("")
	i, err := m.next(ctx)
	if err != nil || i == nil {
		return time.Time{}, false, err
	}
	p, err := positionOf(m.placeOf(i))
	return time.Unix(p.At, 0).UTC(), err == nil, fault.Wrap(fault.Internal, err, doing)
}
