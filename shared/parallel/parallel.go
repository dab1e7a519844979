// Package parallel runs the same deed over many things, a bounded number at a
// time. A deed that fails does not stop the others.
package parallel

import (
	"errors"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Each calls do for every item, at most width at a time, and joins the errors.
// A width under 2 keeps the order, and does everything in the caller's goroutine:
// a panic is the caller's.
func Each[T any](width int, items []T, do func(T) error) error {
	if width < 2 {
		var failed []error
		for _, item := range items {
			if err := do(item); err != nil {
				failed = append(failed, err)
			}
		}
		return errors.Join(failed...)
	}
	var (
		mu     sync.Mutex
		failed []error
		group  errgroup.Group
	)
	group.SetLimit(width)
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
