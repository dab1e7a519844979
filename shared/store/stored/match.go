package stored

import (
	"slices"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// Matches tells whether a query selects a case.
func Matches(q complaint.Query, c *complaint.Case) bool {
	switch {
	case q.Status != "" && c.Status != q.Status,
		q.Open && !c.Status.Open(),
		q.Vulnerable && !c.Customer.Vulnerable,
		q.Units != nil && !slices.Contains(q.Units, c.Unit),
		q.Handlers != nil && !slices.Contains(q.Handlers, c.Handler),
		q.Class != "" && c.Class != q.Class,
		q.Key != "" && q.Key != c.Reference && !slices.Contains(c.Keys(), q.Key),
		!q.NextFrom.IsZero() && !c.NextDue().IsZero() && c.NextDue().Before(q.NextFrom),
		!Within(c.ReceivedAt, q.ReceivedFrom, q.ReceivedTo):
		return false
	}
	if !byClock(q) {
		return true
	}
	return slices.ContainsFunc(c.Clocks, func(k complaint.Clock) bool { return matchesClock(q, &k) })
}

// byClock tells whether a query has conditions on clocks, which must hold of
// one and the same clock.
func byClock(q complaint.Query) bool { return q.Clock != "" || q.State != "" || ByDue(q) }

func matchesClock(q complaint.Query, k *complaint.Clock) bool {
	return (q.Clock == "" || q.Clock == k.Name) && Within(k.DueAt, q.DueFrom, q.DueTo) &&
		MatchesState(q.State, string(k.State), k.Warned())
}

// MatchesState tells whether a clock is in the state that a query asks for.
func MatchesState(want, state string, warned bool) bool {
	switch want {
	case "":
		return true
	case "warned":
		return warned
	}
	return want == state
}

// Within tells whether an instant lies in a half-open period; one that is
// unset lies in none with an end.
func Within(at, from, to time.Time) bool {
	if at.IsZero() {
		return from.IsZero() && to.IsZero()
	}
	return (from.IsZero() || !at.Before(from)) && (to.IsZero() || at.Before(to))
}
