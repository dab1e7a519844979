package storetest

import (
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
)

func timerTests() []test {
	return []test{
		{"only what is due is swept, earliest first", onlyDue},
		{"a case is due at its instant, not before", dueAtInstant},
		{"a sweep gives no more than its limit", dueLimit},
		{"a case that wakes later is not due any more", wakeMoves},
		{"a case without a wake instant is never due", neverDue},
		{"a closed case wakes, and is found, by the limit of an appeal", closedDue},
		{"the next wake is the earliest of all cases", nextWake},
		{"1001 due cases are swept in pages", manyDue},
	}
}

// waking records a case that wakes at an instant.
func waking(t *testing.T, s complaint.Store, reference string, at time.Time) *complaint.Case {
	t.Helper()
	c := sample(reference)
	c.WakeAt = at
	commit(t, s, first(c))
	return c
}

func wantDue(t *testing.T, s complaint.Store, now time.Time, limit int, want ...string) {
	t.Helper()
	got, err := s.Due(t.Context(), now, limit)
	if err != nil {
		t.Fatalf("Due: %v", err)
	}
	same(t, "due", append([]string{}, got...), append([]string{}, want...))
}

func wantWake(t *testing.T, s complaint.Store, want time.Time) {
	t.Helper()
	got, found, err := s.NextWake(t.Context())
	if err != nil || found == want.IsZero() || !got.Equal(want) {
		t.Errorf("NextWake = %v, %t, %v; want %v", got, found, err, want)
	}
}

func onlyDue(t *testing.T, s complaint.Store) {
	wantDue(t, s, noon, 10)
	waking(t, s, ref(1), noon.Add(-time.Minute))
	waking(t, s, ref(2), noon.Add(time.Minute))
	waking(t, s, ref(3), noon.Add(-time.Hour))
	waking(t, s, ref(5), noon.Add(-time.Minute))
	waking(t, s, ref(4), noon.Add(-time.Minute))
	wantDue(t, s, noon, 10, ref(3), ref(1), ref(4), ref(5))
}

func dueAtInstant(t *testing.T, s complaint.Store) {
	waking(t, s, ref(1), noon)
	wantDue(t, s, noon.Add(-time.Second), 10)
	wantDue(t, s, noon, 10, ref(1))
	wantDue(t, s, noon.Add(time.Second), 10, ref(1))
}

func dueLimit(t *testing.T, s complaint.Store) {
	waking(t, s, ref(1), noon.Add(2*time.Second))
	waking(t, s, ref(2), noon.Add(1*time.Second))
	waking(t, s, ref(3), noon)
	later := noon.Add(time.Hour)
	wantDue(t, s, later, 2, ref(3), ref(2))
	wantDue(t, s, later, 0)
	wantDue(t, s, later, -1)
}

func wakeMoves(t *testing.T, s complaint.Store) {
	c := waking(t, s, ref(1), noon)
	c.WakeAt = noon.Add(time.Hour)
	commit(t, s, next(c, event(2)))
	wantDue(t, s, noon, 10)
	wantDue(t, s, noon.Add(time.Hour), 10, ref(1))
	wantWake(t, s, noon.Add(time.Hour))
	c.WakeAt = time.Time{}
	commit(t, s, next(c, event(3)))
	wantDue(t, s, noon.Add(1000*time.Hour), 10)
	wantWake(t, s, time.Time{})
}

func neverDue(t *testing.T, s complaint.Store) {
	waking(t, s, ref(1), time.Time{})
	wantDue(t, s, noon.AddDate(100, 0, 0), 10)
	wantWake(t, s, time.Time{})
}

// closedDue closes a case and files an appeal against it.
func closedDue(t *testing.T, s complaint.Store) {
	for n := range 2 {
		c := waking(t, s, ref(n), noon)
		c.Status, c.WakeAt, c.Clocks = complaint.Closed, time.Time{}, nil
		commit(t, s, next(c))
	}
	wantDue(t, s, noon, 10)
	c, due := read(t, s, ref(1)), noon.Add(time.Hour)
	c.Clocks, c.WakeAt = []complaint.Clock{running("appeal", due)}, due
	c.Appeals = []complaint.Appeal{{
		Type: complaint.NotTrue, Reason: "不予考核", Basis: "验表证书", Stage: 1, FiledAt: noon, By: "handler:demo-station",
		Signatures: []complaint.Signature{{Level: "L1", By: "供电所", At: noon}},
	}}
	commit(t, s, next(c))
	wantDue(t, s, due, 10, ref(1))
	wantWake(t, s, due)
	same(t, "the case", read(t, s, ref(1)), c)
	wantList := func(what string, q complaint.Query, want ...string) {
		t.Helper()
		q.Limit = 10
		page, err := s.List(t.Context(), q)
		var got []string
		for _, c := range page.Cases {
			got = append(got, c.Reference)
		}
		if err != nil || page.Cursor != "" {
			t.Errorf("%s: %v, cursor %q", what, err, page.Cursor)
		}
		same(t, what, got, want)
	}
	wantList("closed cases, next due first", complaint.Query{Status: complaint.Closed}, ref(1), ref(0))
	wantList("those under appeal", complaint.Query{Status: complaint.Closed, Clock: "appeal", State: string(complaint.Running), DueFrom: noon}, ref(1))
	wantList("those due before", complaint.Query{Clock: "appeal", DueTo: due})
}

func nextWake(t *testing.T, s complaint.Store) {
	wantWake(t, s, time.Time{})
	waking(t, s, ref(1), noon.Add(time.Hour))
	waking(t, s, ref(2), noon.Add(time.Minute))
	waking(t, s, ref(3), time.Time{})
	waking(t, s, ref(4), noon.Add(2*time.Hour))
	wantWake(t, s, noon.Add(time.Minute))
}

// manyDue sweeps as the program does: what was swept wakes later.
func manyDue(t *testing.T, s complaint.Store) {
	record(t, s, many(1001))
	now, swept := noon.Add(21*time.Hour), map[string]bool{}
	for {
		due, err := s.Due(t.Context(), now, 100)
		if err != nil {
			t.Fatal(err)
		}
		if len(due) == 0 {
			break
		}
		each(len(due), func(i int) {
			c, err := s.Case(t.Context(), due[i])
			if err != nil {
				t.Errorf("Case: %v", err)
				return
			}
			c.WakeAt = now.Add(time.Hour)
			if err := s.Commit(t.Context(), next(c, event(2))); err != nil {
				t.Errorf("Commit: %v", err)
			}
		})
		for _, reference := range due {
			if swept[reference] {
				t.Fatalf("%s is swept twice", reference)
			}
			swept[reference] = true
		}
	}
	if len(swept) != 1001 {
		t.Errorf("%d cases are swept, want 1001", len(swept))
	}
}
