package report

import (
	"slices"
	"strconv"

	"github.com/redress/redress/shared/complaint"
)

// standing is how one deadline counts at the as-of instant.
type standing int

const (
	absent    standing = iota // the clock did not run yet
	inTime                    // ended at or before due
	late                      // ended after due, or still open past it
	notYetDue                 // the limit lies after as-of, or the clock is paused
	cancelled                 // the limit no longer applied
)

// stand judges a deadline as of an instant. Ended is when the deed was done;
// zero while it is open. A clock that the case calls missed is late even when
// the deed turns out to have been done in time and recorded afterwards: a
// breach is never taken back.
func stand(k *complaint.Clock, asOf complaint.Instant) (s standing, ended complaint.Instant) {
	if k.StartedAt.After(asOf) {
		return absent, ended
	}
	if !k.EndedAt.After(asOf) {
		ended = k.EndedAt
	}
	switch {
	case k.State == complaint.Cancelled && !ended.IsZero():
		return cancelled, ended
	case k.DueAt.After(asOf):
		return notYetDue, ended
	case k.State == complaint.Missed && k.DueAt.Before(asOf):
		return late, ended
	case !ended.IsZero() && !ended.After(k.DueAt):
		return inTime, ended
	case k.State == complaint.Paused || k.DueAt.Equal(asOf):
		return notYetDue, ended
	}
	return late, ended
}

// NoData is said in place of a rate that has nothing to be a share of.
const NoData = "no data"

// percent is part of whole in percent, rounded half-up to two decimals, such
// as "97.50"; [NoData] when there is no whole.
func percent(part, whole int) string {
	if whole <= 0 {
		return NoData
	}
	n := (2*int64(part)*10000 + int64(whole)) / (2 * int64(whole))
	decimals := strconv.FormatInt(100+n%100, 10)[1:]
	return strconv.FormatInt(n/100, 10) + "." + decimals
}

// closedAt tells whether an order was closed at the as-of instant.
func closedAt(c *complaint.Case, asOf complaint.Instant) bool {
	return !c.Status.Open() && !c.ClosedAt.After(asOf)
}

// sortedBy tells whether a person had to decide about an order by the as-of
// instant: it stood in sorting.
func sortedBy(c *complaint.Case, asOf complaint.Instant) bool {
	return slices.ContainsFunc(c.Phases, func(p complaint.Phase) bool {
		return p.Status == complaint.Sorting && !p.At.After(asOf)
	})
}

// reworks counts the rounds of rework that had begun at the as-of instant.
func reworks(c *complaint.Case, asOf complaint.Instant) int {
	n := c.Reworks
	for i := range c.Clocks {
		if k := &c.Clocks[i]; k.Name == "rework" && k.StartedAt.After(asOf) {
			n--
		}
	}
	return max(n, 0)
}
