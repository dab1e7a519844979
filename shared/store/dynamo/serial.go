package dynamo

import (
	"context"
	"errors"

	"github.com/redress/redress/shared/fault"
)

// Serial draws the next number of a series. Each draw is a write of its own,
// so that a function that ends wastes none.
func (s *Store) Serial(ctx context.Context, series string) (int64, error) {
	const doing = "draw a serial"
	after, _, err := s.edit(ctx, serialKey(series), edit{set: "ADD drawn :one", values: item{":one": num(1)}}, doing)
	if err != nil {
		return 0, err
	}
	n, ok := numberOf(after, "drawn")
	if !ok {
		return 0, fault.Wrap(fault.Internal, errors.New("the series has no number"), doing)
	}
	return n, nil
}
