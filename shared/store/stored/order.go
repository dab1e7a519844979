package stored

import (
	"cmp"
	"math"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// Position is a case's place in a list: the instant by which the list is
// ordered, in seconds since 1970, then its reference.
type Position struct {
	At        int64
	Reference string
}

// First lies before every case.
var First = Position{At: math.MinInt64}

// Nothing is the place of a case without an instant to be ordered by: after
// all others.
const Nothing = math.MaxInt64 / 2

// Compare orders positions.
func (p Position) Compare(q Position) int {
	return cmp.Or(cmp.Compare(p.At, q.At), cmp.Compare(p.Reference, q.Reference))
}

// ByDue tells whether a list goes by the due instants of its period, and
// ByReceipt whether by the receipt; else it goes by what is due next.
func ByDue(q complaint.Query) bool { return !q.DueFrom.IsZero() || !q.DueTo.IsZero() }

// ByReceipt: see [ByDue].
func ByReceipt(q complaint.Query) bool {
	return !ByDue(q) && (!q.ReceivedFrom.IsZero() || !q.ReceivedTo.IsZero())
}

// PositionOf is a case's place in a list.
func PositionOf(q complaint.Query, c *complaint.Case) Position {
	at := c.NextDue()
	switch {
	case ByDue(q):
		at = firstDue(q, c)
	case ByReceipt(q):
		at = c.ReceivedAt
	}
	return Position{At: Seconds(at), Reference: c.Reference}
}

// Seconds is the number by which an instant is ordered.
func Seconds(at time.Time) int64 {
	if at.IsZero() {
		return Nothing
	}
	return at.Unix()
}

// firstDue is the earliest due instant of the clocks that a query selects by.
func firstDue(q complaint.Query, c *complaint.Case) (first time.Time) {
	for i := range c.Clocks {
		if k := &c.Clocks[i]; matchesClock(q, k) && (first.IsZero() || k.DueAt.Before(first)) {
			first = k.DueAt
		}
	}
	return first
}
