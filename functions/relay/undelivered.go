package relay

import (
	"errors"
	"slices"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// Undelivered is what Deliver fails with: effects that could not be claimed,
// carried out or marked, of those that were asked for or were taken up with
// them. Their leases end, and the sweep brings them again.
type Undelivered struct {
	Keys []string // sorted, each once; empty when no effect was concerned
	Err  error    // all that went wrong
}

// Error is the operator's view.
func (u *Undelivered) Error() string { return u.Err.Error() }

// Unwrap gives the causes.
func (u *Undelivered) Unwrap() error { return u.Err }

// errLate is why an effect was not begun.
var errLate = fault.Wrap(fault.Busy, errors.New("left to the sweep"), "the time is up")

// lose marks an error with the effects that were not delivered for it.
func lose(err error, keys ...string) error {
	if err == nil {
		return nil
	}
	return &Undelivered{Keys: keys, Err: err}
}

// undelivered gathers the keys from everywhere in an error.
func undelivered(err error) error {
	if err == nil {
		return nil
	}
	keys := lost(err, nil)
	slices.Sort(keys)
	return &Undelivered{Keys: slices.Compact(keys), Err: err}
}

func lost(err error, keys []string) []string {
	switch e := err.(type) {
	case *Undelivered:
		return append(keys, e.Keys...)
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			keys = lost(one, keys)
		}
	case interface{ Unwrap() error }:
		return lost(e.Unwrap(), keys)
	}
	return keys
}

func keysOf(effects []complaint.Effect) []string {
	keys := make([]string, len(effects))
	for i, e := range effects {
		keys[i] = e.Key
	}
	return keys
}
