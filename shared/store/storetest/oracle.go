package storetest

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// references pages through a list to its end.
func references(t *testing.T, s complaint.Store, q complaint.Query) []string {
	t.Helper()
	all := []string{}
	for {
		page, err := s.List(t.Context(), q)
		if err != nil {
			t.Fatalf("List: %v", err)
		}
		if len(page.Cases) > q.Limit || page.Cursor != "" && q.Look == 0 && len(page.Cases) < q.Limit {
			t.Fatalf("%d cases on a page of %d, cursor %q", len(page.Cases), q.Limit, page.Cursor)
		}
		for _, c := range page.Cases {
			all = append(all, c.Reference)
		}
		if q.Cursor = page.Cursor; q.Cursor == "" {
			return all
		}
	}
}

// oracle is the list as the contract says it.
func oracle(cases []*complaint.Case, q complaint.Query) []string {
	var selected []*complaint.Case
	for _, c := range cases {
		if matches(q, c) {
			selected = append(selected, c)
		}
	}
	slices.SortFunc(selected, func(a, b *complaint.Case) int {
		return cmp.Or(compareDue(place(q, a), place(q, b)), cmp.Compare(a.Reference, b.Reference))
	})
	all := []string{}
	for _, c := range selected {
		all = append(all, c.Reference)
	}
	return all
}

// place is the instant by which a list is ordered.
func place(q complaint.Query, c *complaint.Case) time.Time {
	if q.DueFrom.IsZero() && q.DueTo.IsZero() {
		if q.ReceivedFrom.IsZero() && q.ReceivedTo.IsZero() {
			return c.NextDue()
		}
		return c.ReceivedAt
	}
	var first time.Time
	for _, k := range c.Clocks {
		if clockMatches(q, k) && (first.IsZero() || k.DueAt.Before(first)) {
			first = k.DueAt
		}
	}
	return first
}

func compareDue(a, b time.Time) int {
	switch {
	case a.Equal(b):
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	return a.Compare(b)
}

func matches(q complaint.Query, c *complaint.Case) bool {
	switch {
	case q.Status != "" && c.Status != q.Status,
		q.Open && !c.Status.Open(),
		q.Vulnerable && !c.Customer.Vulnerable,
		q.Units != nil && !slices.Contains(q.Units, c.Unit),
		q.Handlers != nil && !slices.Contains(q.Handlers, c.Handler),
		q.Class != "" && c.Class != q.Class,
		q.Key != "" && q.Key != c.Reference && !slices.Contains(c.Keys(), q.Key),
		!q.NextFrom.IsZero() && compareDue(c.NextDue(), q.NextFrom) < 0,
		!within(c.ReceivedAt, q.ReceivedFrom, q.ReceivedTo):
		return false
	}
	if q.Clock == "" && q.State == "" && q.DueFrom.IsZero() && q.DueTo.IsZero() {
		return true
	}
	return slices.ContainsFunc(c.Clocks, func(k complaint.Clock) bool { return clockMatches(q, k) })
}

// clockMatches: the conditions on clocks are about one and the same clock.
func clockMatches(q complaint.Query, k complaint.Clock) bool {
	if q.Clock != "" && q.Clock != k.Name || !within(k.DueAt, q.DueFrom, q.DueTo) {
		return false
	}
	switch q.State {
	case "":
		return true
	case "warned":
		return k.Warned()
	default:
		return q.State == string(k.State)
	}
}

func within(at, from, to time.Time) bool {
	return (from.IsZero() || !at.Before(from)) && (to.IsZero() || at.Before(to))
}

// population makes cases that differ in everything that lists select by.
func population(n int) []*complaint.Case {
	random := rand.New(rand.NewPCG(7, 95598))
	statuses := []complaint.Status{complaint.Received, complaint.Dispatched, complaint.Handling, complaint.Callback, complaint.Closed}
	cases := make([]*complaint.Case, n)
	for i := range cases {
		c := sample(ref(i))
		c.Status = statuses[random.IntN(len(statuses))]
		c.Class = fmt.Sprintf("class-%d", random.IntN(4))
		c.Unit = ""
		if unit := random.IntN(6); unit > 0 {
			c.Unit = fmt.Sprintf("unit-%d", unit)
		}
		c.Customer.AccountKey, c.Customer.Vulnerable = fmt.Sprintf("account-%d", random.IntN(60)), random.IntN(5) == 0
		c.Handler = []string{"", "", "handler-1", "handler-2"}[random.IntN(4)]
		c.Customer.PhoneKey = fmt.Sprintf("phone-%d", random.IntN(60))
		c.Site.TransformerArea = fmt.Sprintf("area %d", random.IntN(12))
		c.ReceivedAt = noon.Add(time.Duration(random.IntN(6*24)) * time.Hour)
		c.Clocks = nil
		for _, name := range []string{"contact", "answer", "rework"} {
			for round := range random.IntN(3) {
				c.Clocks = append(c.Clocks, randomClock(random, name, round))
			}
		}
		cases[i] = c
	}
	return cases
}

// placeKey is that of the n-th place of a population.
func placeKey(n int) string {
	return complaint.Site{Region: "demo", TransformerArea: fmt.Sprintf("area %d", n)}.Key()
}

func randomClock(random *rand.Rand, name string, round int) complaint.Clock {
	k := running(name, noon.Add(time.Duration(random.IntN(10*24))*time.Hour))
	k.Round = round
	k.State = []complaint.ClockState{complaint.Running, complaint.Paused, complaint.Met, complaint.Missed, complaint.Cancelled}[random.IntN(5)]
	if k.State == complaint.Met || random.IntN(3) == 0 && k.State == complaint.Missed {
		k.EndedAt = k.DueAt
	}
	if random.IntN(2) == 0 {
		k.Points[0].FiredAt = k.Points[0].At
	}
	return k
}

// randomQuery sets each filter now and then.
func randomQuery(random *rand.Rand) complaint.Query {
	hours := func(n int) time.Time { return noon.Add(time.Duration(random.IntN(n)) * time.Hour) }
	q := complaint.Query{Limit: 1 + random.IntN(40), Open: random.IntN(4) == 0}
	for range 1 + random.IntN(3) {
		switch random.IntN(11) {
		case 0:
			q.Status = []complaint.Status{complaint.Handling, complaint.Closed}[random.IntN(2)]
		case 1:
			q.Units = []string{"unit-1", "unit-2", "unit-3"}[:1+random.IntN(3)]
		case 2:
			q.Class = "class-1"
		case 3:
			q.Clock = []string{"contact", "answer", "rework"}[random.IntN(3)]
		case 4:
			q.State = []string{"warned", "missed"}[random.IntN(2)]
		case 5:
			q.Key = fmt.Sprintf("account-%d", random.IntN(60))
			if random.IntN(2) == 0 {
				q.Key = placeKey(random.IntN(12))
			}
		case 6:
			q.ReceivedFrom = hours(6 * 24)
			q.ReceivedTo = q.ReceivedFrom.Add(48 * time.Hour)
		case 7:
			q.DueFrom = hours(10 * 24)
			q.DueTo = q.DueFrom.Add(48 * time.Hour)
		case 8:
			q.Vulnerable = true
		case 9:
			q.Handlers = []string{"", "handler-1"}[:1+random.IntN(2)]
		case 10:
			q.NextFrom = hours(10 * 24)
		}
	}
	return q
}
