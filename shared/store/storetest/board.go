package storetest

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
)

func boardTests() []test {
	return []test{
		{"an empty store has an empty board", emptyBoard},
		{"a board counts the open cases by their units, as lists find them", boardCounts},
		{"what is due at the end of the day is due today", boardEdges},
		{"a board follows what has changed within a minute", boardFollows},
		{"storms are the open heads that others follow, the largest first", boardStorms},
	}
}

// eve is the end of the day of noon.
var eve = noon.Truncate(24 * time.Hour).Add(24 * time.Hour)

func boardOf(t *testing.T, s complaint.Store, now, dayEnd time.Time) complaint.Board {
	t.Helper()
	b, err := s.Board(t.Context(), now, dayEnd)
	if err != nil {
		t.Fatalf("Board: %v", err)
	}
	if age := now.Sub(b.At); age < 0 || age > time.Minute {
		t.Errorf("the board of %v was counted at %v", now, b.At)
	}
	return b
}

func emptyBoard(t *testing.T, s complaint.Store) {
	if b := boardOf(t, s, noon, eve); len(b.Units) != 0 || len(b.Storms) != 0 {
		t.Errorf("got %+v", b)
	}
}

// counted is the board's count as the contract says it.
func counted(cases []*complaint.Case, now, dayEnd time.Time) (list []complaint.UnitCount) {
	for _, c := range cases {
		if !c.Status.Open() {
			continue
		}
		at := slices.IndexFunc(list, func(u complaint.UnitCount) bool { return u.Unit == c.Unit })
		if at < 0 {
			list, at = append(list, complaint.UnitCount{Unit: c.Unit}), len(list)
		}
		n := complaint.Counted{Open: 1}
		switch due := c.NextDue(); {
		case due.IsZero() || due.After(dayEnd):
		case due.Before(now):
			n.Overdue = 1
		default:
			n.DueToday = 1
		}
		if matches(complaint.Query{State: "warned"}, c) {
			n.Warned = 1
		}
		if matches(complaint.Query{State: "missed"}, c) {
			n.Missed = 1
		}
		list[at].Add(n)
	}
	slices.SortFunc(list, func(a, b complaint.UnitCount) int { return cmp.Compare(a.Unit, b.Unit) })
	return list
}

func boardCounts(t *testing.T, s complaint.Store) {
	cases := population(160)
	record(t, s, cases)
	for day := range 4 { // each with an end of its own, so that each is counted
		now, dayEnd := noon.Add(time.Duration(2*day)*24*time.Hour), eve.Add(time.Duration(2*day)*24*time.Hour)
		same(t, "board", boardOf(t, s, now, dayEnd).Units, counted(cases, now, dayEnd))
	}
}

func boardEdges(t *testing.T, s complaint.Store) {
	for n, due := range []time.Time{noon.Add(-time.Second), noon, eve, eve.Add(time.Second), {}} {
		c := sample(ref(n))
		if c.Clocks = nil; !due.IsZero() {
			c.Clocks = []complaint.Clock{running("answer", due)}
		}
		commit(t, s, first(c))
	}
	want := []complaint.UnitCount{{Unit: "demo-station", Counted: complaint.Counted{Open: 5, DueToday: 2, Overdue: 1}}}
	same(t, "board", boardOf(t, s, noon, eve).Units, want)
}

func boardFollows(t *testing.T, s complaint.Store) {
	c, other := sample(ref(1)), sample(ref(2))
	record(t, s, []*complaint.Case{c, other})
	boardOf(t, s, noon, eve)
	c.Unit, c.Clocks[0].State = "", complaint.Missed
	commit(t, s, next(c, event(2)))
	other.Status = complaint.Closed
	commit(t, s, next(other, event(2)))
	later := noon.Add(time.Minute)
	same(t, "board", boardOf(t, s, later, eve).Units, counted([]*complaint.Case{c, other}, later, eve))
}

func boardStorms(t *testing.T, s complaint.Store) {
	var cases []*complaint.Case
	for n, followers := range []int{2, 3, 0, 2} {
		head := sample(ref(n))
		head.Status, head.Batch.Leads = complaint.Handling, true
		cases = append(cases, head)
		for i := range followers {
			cases = append(cases, following(ref(100+10*n+i), ref(n)))
		}
	}
	record(t, s, cases)
	storm := func(n, followers int) complaint.Storm {
		c := sample(ref(n))
		return complaint.Storm{Reference: c.Reference, Unit: c.Unit, Class: c.Class, ReceivedAt: c.ReceivedAt, Followers: followers}
	}
	same(t, "storms", boardOf(t, s, noon, eve).Storms, []complaint.Storm{storm(1, 3), storm(0, 2), storm(3, 2)})
	over := read(t, s, ref(1))
	over.Status = complaint.Closed
	commit(t, s, next(over, event(2)))
	left := read(t, s, ref(100))
	left.Batch.Of = ""
	commit(t, s, next(left, event(2)))
	same(t, "storms later", boardOf(t, s, noon.Add(time.Minute), eve).Storms, []complaint.Storm{storm(3, 2), storm(0, 1)})
}
