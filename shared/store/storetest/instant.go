package storetest

import (
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
)

func instantTests() []test {
	return []test{
		{"instants come back in whole seconds, UTC", wholeSeconds},
		{"instants of events, effects and answers are whole seconds", wholeElsewhere},
		{"the zero instant stays zero", zeroInstants},
		{"instants long ago and far ahead are kept", farInstants},
		{"a sub-second now is taken for its second", subSecondNow},
	}
}

// ragged is an instant as a careless caller might bring it.
var ragged = time.Date(2026, 11, 2, 20, 0, 7, 987_654_321, time.FixedZone("CST", 8*3600))

var wholeRagged = time.Date(2026, 11, 2, 12, 0, 7, 0, time.UTC)

func wholeSeconds(t *testing.T, s complaint.Store) {
	c := sample(ref(1))
	set := func(c *complaint.Case, at time.Time) {
		c.OccurredAt, c.ReceivedAt, c.ClosedAt, c.WakeAt = at, at, at, at
		c.Clocks[0].DueAt, c.Clocks[0].Points[0].At = at, at
		c.Supervision = &complaint.Supervision{OpenedAt: at}
	}
	set(c, ragged)
	commit(t, s, first(c))
	want := sample(ref(1))
	set(want, wholeRagged)
	got := read(t, s, ref(1))
	same(t, "case", got, want)
	if got.ReceivedAt.Location() != time.UTC {
		t.Errorf("received at %v, want UTC", got.ReceivedAt)
	}
	if c.Supervision.OpenedAt != ragged {
		t.Error("the caller's case was changed")
	}
	wantWake(t, s, wholeRagged)
	wantDue(t, s, wholeRagged, 1, ref(1))
	page, err := s.List(t.Context(), complaint.Query{DueFrom: wholeRagged, DueTo: wholeRagged.Add(time.Second), Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "list", page.Cases, []*complaint.Case{want})
}

func wholeElsewhere(t *testing.T, s complaint.Store) {
	written := asked("k", sample(ref(1)))
	written.Events[0].At, written.Answer.ExpiresAt = ragged, ragged
	written.Effects = []complaint.Effect{effect("e", ragged)}
	commit(t, s, written)

	events, err := s.Events(t.Context(), ref(1), 0, 1)
	if err != nil || len(events) != 1 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	answer, _, err := s.Answer(t.Context(), "k", noon)
	if err != nil {
		t.Fatal(err)
	}
	claimed, _, err := claim(t.Context(), s, "e", ragged, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	for what, got := range map[string]time.Time{"event": events[0].At, "answer": answer.ExpiresAt, "effect": claimed.At} {
		if got != wholeRagged {
			t.Errorf("instant of the %s is %v, want %v", what, got, wholeRagged)
		}
	}
}

func zeroInstants(t *testing.T, s complaint.Store) {
	c := sample(ref(1))
	c.OccurredAt, c.WakeAt = time.Time{}, time.Time{}
	c.Clocks[0].DueAt, c.Clocks[0].Points[0].At = time.Time{}, time.Time{}
	written := first(c)
	written.Events[0].At = time.Time{}
	commit(t, s, written)
	got := read(t, s, ref(1))
	for what, at := range map[string]time.Time{
		"occurred": got.OccurredAt, "closed": got.ClosedAt, "wake": got.WakeAt, "due": got.Clocks[0].DueAt,
		"point": got.Clocks[0].Points[0].At, "fired": got.Clocks[0].Points[0].FiredAt,
	} {
		if !at.IsZero() {
			t.Errorf("%s is %v, want zero", what, at)
		}
	}
	events, err := s.Events(t.Context(), ref(1), 0, 1)
	if err != nil || len(events) != 1 || !events[0].At.IsZero() {
		t.Errorf("events %v, %v; want one at zero", events, err)
	}
}

func farInstants(t *testing.T, s complaint.Store) {
	for reference, at := range map[string]time.Time{
		"past":   time.Date(1949, 10, 1, 0, 0, 0, 0, time.UTC),
		"epoch":  time.Unix(0, 0).UTC(),
		"future": time.Date(2199, 12, 31, 23, 59, 59, 0, time.UTC),
	} {
		c := waking(t, s, reference, at)
		c.OccurredAt = at
		commit(t, s, next(c, event(2)))
		same(t, "case", read(t, s, reference), c)
	}
	wantDue(t, s, time.Unix(0, 0), 10, "past", "epoch")
}

func subSecondNow(t *testing.T, s complaint.Store) {
	waking(t, s, ref(1), noon)
	promise(t, s, effect("a", noon))
	late := noon.Add(999 * time.Millisecond)
	wantDue(t, s, noon.Add(-time.Millisecond), 1)
	wantDue(t, s, late, 1, ref(1))
	wantStale(t, s, late, late, 1, "a")
	wantClaim(t, s, "a", late, true)
}
