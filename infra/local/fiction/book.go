package fiction

import (
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// Spec says what to make.
type Spec struct {
	Policy *policy.Policy // of [Policy], or another whose stations have regions
	Seed   uint64
	Cases  int
	// From and To are the period of the receipts, half-open. Lives end at
	// Until: what would come later has not happened. Cases that would be
	// recorded later are left out.
	From, To, Until time.Time
}

// Book makes cases.
type Book struct {
	spec     Spec
	arrivals []arrival
	returns  map[int][]int // the arrivals that bring a matter again, by the one they bring
	regions  []string
	err      error
}

// New draws what is to come. It fails for a spec that makes no sense.
func New(s Spec) (*Book, error) {
	made := &Book{spec: s, returns: map[int][]int{}}
	for _, u := range s.Policy.Units {
		made.regions = append(made.regions, u.Regions...)
	}
	switch {
	case s.Cases < 0 || !s.From.Before(s.To):
		return nil, fmt.Errorf("%d cases from %s to %s cannot be made", s.Cases, s.From, s.To)
	case len(made.regions) == 0:
		return nil, errors.New("no unit of the policy answers for a region")
	}
	made.arrivals = s.arrivals()
	for i, a := range made.arrivals {
		if a.again >= 0 {
			made.returns[a.again] = append(made.returns[a.again], i)
		}
	}
	return made, nil
}

// Commits lives the cases, in the order of their recording: each whole, as one
// commit without effects. They are lived as they are asked for. When they end
// early, [Book.Err] says why.
func (b *Book) Commits() iter.Seq[complaint.Commit] {
	return func(yield func(complaint.Commit) bool) {
		for i := range b.arrivals {
			if b.arrivals[i].recorded.After(b.spec.Until) {
				return
			}
			c, err := b.live(i)
			if err != nil {
				b.err = fmt.Errorf("case %s: %w", b.arrivals[i].reference, err)
				return
			}
			if !yield(c) {
				return
			}
		}
	}
}

// Err is what stopped the commits before their end; nil when nothing did.
func (b *Book) Err() error { return b.err }
