package storetest

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/redress/redress/shared/complaint"
)

func eventTests() []test {
	return []test{
		{"events are read in their order", eventsInOrder},
		{"events are paged by sequence number", eventPages},
		{"events belong to their case alone", eventsApart},
		{"a limit of nothing gives nothing", noEvents},
		{"long events of one commit come back whole, in their order", longEvents},
	}
}

// history records a case with n events, a few a commit.
func history(t *testing.T, s complaint.Store, reference string, n int) {
	t.Helper()
	c := sample(reference)
	commit(t, s, first(c))
	for seq := 2; seq <= n; {
		var few []complaint.Event
		for ; seq <= n && len(few) < 7; seq++ {
			few = append(few, event(seq))
		}
		commit(t, s, next(c, few...))
	}
}

func eventsInOrder(t *testing.T, s complaint.Store) {
	history(t, s, ref(1), 25)
	got, err := s.Events(t.Context(), ref(1), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	var want []complaint.Event
	for seq := 1; seq <= 25; seq++ {
		want = append(want, event(seq))
	}
	same(t, "history", got, want)
}

func eventPages(t *testing.T, s complaint.Store) {
	history(t, s, ref(1), 25)
	tests := []struct{ after, limit, first, count int }{
		{0, 10, 1, 10},
		{10, 10, 11, 10},
		{20, 10, 21, 5},
		{25, 10, 0, 0},
		{1000, 10, 0, 0},
		{24, 1, 25, 1},
	}
	for _, test := range tests {
		got, err := s.Events(t.Context(), ref(1), test.after, test.limit)
		if err != nil || len(got) != test.count {
			t.Errorf("after %d: %d events, %v; want %d", test.after, len(got), err, test.count)
		} else if test.count > 0 && got[0].Seq != test.first {
			t.Errorf("after %d: first is %d, want %d", test.after, got[0].Seq, test.first)
		}
	}
}

func eventsApart(t *testing.T, s complaint.Store) {
	history(t, s, ref(1), 3)
	history(t, s, ref(1)+"0", 5)
	for reference, want := range map[string]int{ref(1): 3, ref(1) + "0": 5, ref(2): 0} {
		got, err := s.Events(t.Context(), reference, 0, 100)
		if err != nil || len(got) != want {
			t.Errorf("%s: %d events, %v; want %d", reference, len(got), err, want)
		}
	}
}

func noEvents(t *testing.T, s complaint.Store) {
	history(t, s, ref(1), 3)
	for _, limit := range []int{0, -1} {
		if got, err := s.Events(t.Context(), ref(1), 0, limit); err != nil || len(got) != 0 {
			t.Errorf("limit %d: %d events, %v", limit, len(got), err)
		}
	}
}

// longEvents together are more than some stores keep in one item.
func longEvents(t *testing.T, s complaint.Store) {
	written := first(sample(ref(1)))
	written.Events = nil
	for seq := 1; seq <= 12; seq++ {
		e := event(seq)
		e.Data = json.RawMessage(`"` + strings.Repeat("电", 15_000) + `"`)
		written.Events = append(written.Events, e)
	}
	written.Case.Events = 12
	commit(t, s, written)
	for _, after := range []int{0, 5, 11} {
		got, err := s.Events(t.Context(), ref(1), after, 100)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "events", got, written.Events[after:])
	}
}
