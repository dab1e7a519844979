package listing

import (
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

// Breach is a deadline of a case that was missed, beside the one that is due next. Ended
// tells that it was met in the end, By then how late.
type Breach struct {
	Name  string
	DueAt time.Time
	Ended bool
	By    time.Duration
}

// worst is the deadline that was missed worst, beside the next one: what is still owed,
// the longest, and else what came latest; nil for none.
func worst(clocks []web.ClockView, next time.Time) (found *Breach) {
	for _, k := range clocks {
		if k.State != complaint.Missed || Unended(k) && k.DueAt.Equal(next) {
			continue
		}
		b := &Breach{Name: k.Name, DueAt: k.DueAt, Ended: !k.EndedAt.IsZero()}
		if b.Ended {
			b.By = k.EndedAt.Sub(k.DueAt)
		}
		if found == nil || b.worse(*found) {
			found = b
		}
	}
	return found
}

// worse tells whether a deadline was missed worse than another.
func (b Breach) worse(than Breach) bool {
	switch {
	case b.Ended != than.Ended:
		return than.Ended
	case b.Ended:
		return b.By > than.By
	}
	return b.DueAt.Before(than.DueAt)
}
