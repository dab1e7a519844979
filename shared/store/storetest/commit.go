package storetest

import (
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

func commitTests() []test {
	return []test{
		{"a new case is read back as it was written", newCase},
		{"a reader may change what it read", ownCopy},
		{"a case that was never recorded is not found", noCase},
		{"a later version replaces the case", laterVersion},
		{"a stale version is refused", staleVersion},
		{"a new case cannot take a reference in use", referenceInUse},
		{"a case that is not there cannot be changed", changeOfNothing},
		{"a refused commit writes nothing at all", allOrNothing},
		{"a commit without a case writes effects and answer", withoutCase},
		{"clocks may appear, change and vanish", clocksChange},
	}
}

func newCase(t *testing.T, s complaint.Store) {
	c := sample(ref(1))
	commit(t, s, first(c))
	same(t, "case", read(t, s, ref(1)), sample(ref(1)))
	same(t, "the caller's case", c, sample(ref(1)))
}

func ownCopy(t *testing.T, s complaint.Store) {
	commit(t, s, first(sample(ref(1))))
	c := read(t, s, ref(1))
	c.Clocks[0].State, c.Reasons[0], c.Unit = complaint.Missed, "mine", "elsewhere"
	same(t, "case", read(t, s, ref(1)), sample(ref(1)))
}

func noCase(t *testing.T, s complaint.Store) {
	_, err := s.Case(t.Context(), ref(1))
	wantKind(t, "Case", err, fault.NotFound)
	_, err = s.Case(t.Context(), "")
	wantKind(t, "Case without a reference", err, fault.NotFound)
}

func laterVersion(t *testing.T, s complaint.Store) {
	c := sample(ref(1))
	commit(t, s, first(c))
	c.Status, c.Unit, c.ClosedAt = complaint.Closed, "demo-county", noon.Add(time.Hour)
	commit(t, s, next(c, event(2)))
	same(t, "case", read(t, s, ref(1)), c)
}

func staleVersion(t *testing.T, s complaint.Store) {
	commit(t, s, first(sample(ref(1))))
	commit(t, s, next(read(t, s, ref(1)), event(2)))
	late := sample(ref(1))
	late.Unit = "late"
	wantKind(t, "Commit", s.Commit(t.Context(), next(late, event(2))), fault.Stale)
	if got := read(t, s, ref(1)); got.Version != 2 || got.Unit == "late" {
		t.Errorf("version %d, unit %q after a stale commit", got.Version, got.Unit)
	}
}

func referenceInUse(t *testing.T, s complaint.Store) {
	commit(t, s, first(sample(ref(1))))
	wantKind(t, "Commit", s.Commit(t.Context(), first(sample(ref(1)))), fault.Stale)
}

func changeOfNothing(t *testing.T, s complaint.Store) {
	wantKind(t, "Commit", s.Commit(t.Context(), next(sample(ref(1)), event(2))), fault.Stale)
	_, err := s.Case(t.Context(), ref(1))
	wantKind(t, "Case", err, fault.NotFound)
}

func allOrNothing(t *testing.T, s complaint.Store) {
	commit(t, s, first(sample(ref(1))))
	refused := first(sample(ref(1)), effect("promised", noon))
	refused.Events = []complaint.Event{event(2)}
	refused.Contact = &complaint.Contact{Reference: ref(1), Name: "nobody"}
	refused.Answer = &complaint.StoredAnswer{Key: "key", Status: 201, ExpiresAt: noon.Add(time.Hour)}
	wantKind(t, "Commit", s.Commit(t.Context(), refused), fault.Stale)

	events, err := s.Events(t.Context(), ref(1), 0, 10)
	if err != nil || len(events) != 1 {
		t.Errorf("%d events, %v; want the first alone", len(events), err)
	}
	_, err = s.Contact(t.Context(), ref(1))
	wantKind(t, "Contact", err, fault.NotFound)
	if _, found, err := s.Answer(t.Context(), "key", noon); found || err != nil {
		t.Errorf("answer found: %t, %v", found, err)
	}
	if _, claimed, err := claim(t.Context(), s, "promised", noon, time.Minute); claimed || err != nil {
		t.Errorf("effect claimed: %t, %v", claimed, err)
	}
}

func withoutCase(t *testing.T, s complaint.Store) {
	commit(t, s, complaint.Commit{
		Change: complaint.Change{Effects: []complaint.Effect{effect("alone", noon)}},
		Answer: &complaint.StoredAnswer{Key: "key", Status: 200, ExpiresAt: noon.Add(time.Hour)},
	})
	if _, found, err := s.Answer(t.Context(), "key", noon); !found || err != nil {
		t.Errorf("answer found: %t, %v", found, err)
	}
	if _, claimed, err := claim(t.Context(), s, "alone", noon, time.Minute); !claimed || err != nil {
		t.Errorf("effect claimed: %t, %v", claimed, err)
	}
	page, err := s.List(t.Context(), complaint.Query{Limit: 1})
	if err != nil || len(page.Cases) != 0 {
		t.Errorf("%d cases, %v; want none", len(page.Cases), err)
	}
}

func clocksChange(t *testing.T, s complaint.Store) {
	c := sample(ref(1))
	commit(t, s, first(c))
	c.Clocks = []complaint.Clock{c.Clocks[1], running("callback", noon.Add(9*time.Hour))}
	c.Clocks[0].State, c.Clocks[0].BreachedAt = complaint.Missed, c.Clocks[0].DueAt
	commit(t, s, next(c, event(2)))
	same(t, "case", read(t, s, ref(1)), c)
	for clock, want := range map[string]int{"contact": 0, "answer": 1, "callback": 0} {
		page, err := s.List(t.Context(), complaint.Query{Clock: clock, State: "missed", Limit: 5})
		if err != nil || len(page.Cases) != want {
			t.Errorf("%d cases missed %s, %v; want %d", len(page.Cases), clock, err, want)
		}
	}
}
