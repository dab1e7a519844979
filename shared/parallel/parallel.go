// Package parallel runs the same deed over many things, a bounded number at a
// time. A deed that fails does not stop the others.
package parallel

import (
	"errors"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Each calls do for every item, at most width at a time, and joins the errors.
// A width under 2 keeps the order.
func Each[T any](width int, items []T, do func(T) error) error {
	var (
		mu     sync.Mutex
		failed []error
		group  errgroup.Group
	)
	group.SetLimit(max(1, width))
	for _, item := range items {
		group.Go(func() error {
			if err := do(item); err != nil {
				mu.Lock()
				defer mu.Unlock()
				failed = append(failed, err)
			}
			return nil
		})
	}
	_ = group.Wait() // no deed reports through the group
	return errors.Join(failed...)
}
