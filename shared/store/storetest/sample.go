package storetest

import (
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// noon is the instant that samples are built around.
var noon = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)

// ref is the reference of the n-th sample.
func ref(n int) string { return fmt.Sprintf("202611-%06d", n) }

// sample is a new case with something in many of its fields.
func sample(reference string) *complaint.Case {
	return &complaint.Case{
		Reference: reference,
		Version:   1,
		Status:    complaint.Received,
		Matter: complaint.Matter{
			Channel: "web", Text: "停电三次了", Language: "zh", OccurredAt: noon.Add(-time.Hour),
			Site:     complaint.Site{Region: "demo", Area: "rural"},
			Customer: complaint.Customer{Kind: "residential", Reachable: true, AccountKey: "account-" + reference},
		},
		Judgement: complaint.Judgement{
			Kind: "complaint", Class: "supply-quality", Confidence: 0.75, Reasons: []string{"frequent", "rural"},
			Alternatives: []complaint.Alternative{{Kind: "complaint", Class: "supply-service", Confidence: 0.25}, {Kind: "enquiry", Confidence: 0.1}},
		},
		ReceivedAt: noon,
		RecordedAt: noon,
		Unit:       "demo-station",
		Clocks: []complaint.Clock{
			running("contact", noon.Add(24*time.Hour)),
			running("answer", noon.Add(120*time.Hour)),
		},
		Events: 1,
		WakeAt: noon.Add(20 * time.Hour),
	}
}

// running is a clock that nothing has happened to.
func running(name string, due time.Time) complaint.Clock {
	return complaint.Clock{
		Name: name, State: complaint.Running, Generation: 1, Target: "24h", StartedAt: noon, DueAt: due,
		Points: []complaint.Point{{Label: "4h before", At: due.Add(-4 * time.Hour)}},
	}
}

// event is the n-th event of a sample.
func event(seq int) complaint.Event {
	return complaint.Event{
		Seq: seq, At: noon.Add(time.Duration(seq) * time.Minute), Type: "noted", By: "agent:demo",
		Data: json.RawMessage(fmt.Sprintf(`{"text":"note %d"}`, seq)),
	}
}

// effect is a deed named by its key, committed at an instant.
func effect(key string, at time.Time) complaint.Effect {
	return complaint.Effect{Key: key, Kind: complaint.SendNotice, Reference: ref(1), At: at, Data: json.RawMessage(`{"id":"` + key + `"}`)}
}

// first is the commit that records a case.
func first(c *complaint.Case, effects ...complaint.Effect) complaint.Commit {
	return complaint.Commit{Case: c, Change: complaint.Change{Events: []complaint.Event{event(1)}, Effects: effects}}
}

// next is a later commit of a case that was read; it counts the version.
func next(c *complaint.Case, events ...complaint.Event) complaint.Commit {
	c.Version++
	c.Events += len(events)
	return complaint.Commit{Case: c, Expect: c.Version - 1, Change: complaint.Change{Events: events}}
}

// commit writes and must succeed.
func commit(t *testing.T, s complaint.Store, c complaint.Commit) {
	t.Helper()
	if err := s.Commit(t.Context(), c); err != nil {
		t.Fatalf("Commit: %v", err)
	}
}

// record writes new cases, several at a time.
func record(t *testing.T, s complaint.Store, cases []*complaint.Case) {
	t.Helper()
	each(32, func(worker int) {
		for i := worker; i < len(cases); i += 32 {
			if err := s.Commit(t.Context(), first(cases[i])); err != nil {
				t.Errorf("Commit %s: %v", cases[i].Reference, err)
			}
		}
	})
	if t.Failed() {
		t.FailNow()
	}
}

// each runs a function in n goroutines and waits for all.
func each(n int, run func(worker int)) {
	var group sync.WaitGroup
	for worker := range n {
		group.Go(func() { run(worker) })
	}
	group.Wait()
}

// read reads a case that must be there.
func read(t *testing.T, s complaint.Store, reference string) *complaint.Case {
	t.Helper()
	c, err := s.Case(t.Context(), reference)
	if err != nil {
		t.Fatalf("Case: %v", err)
	}
	return c
}

// wantKind checks the kind of an error.
func wantKind(t *testing.T, doing string, err error, want fault.Kind) {
	t.Helper()
	if got := fault.KindOf(err); got != want {
		t.Errorf("%s: got %q (%v), want %q", doing, got, err, want)
	}
}

// same compares what was read with what was written.
func same[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", what, diff)
	}
}
