package main

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/redress/redress/functions/deadline"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/store/sqlite"
)

// benchStart is a Tuesday morning in office time.
var benchStart = time.Date(2026, 3, 10, 1, 0, 0, 0, time.UTC)

func benchPolicy(b *testing.B) *policy.Policy {
	b.Helper()
	p, err := policy.Default()
	if err != nil {
		b.Fatal(err)
	}
	return p
}

const (
	sweeps   = 14   // that a store is built for
	measured = 6    // in a row, after one to warm up
	sweepDue = 1000 // cases of each
	// apart is how far the sweeps lie from each other in virtual time: all of
	// them within a minute, so that no effect is late.
	apart = 3 * time.Second
)

// BenchmarkSweep measures one sweep that warns of 1,000 cases, among ever more
// open ones that are not due: each case is read, decides, and is committed.
// Sweeps of the small and the large store take turns; ratio is large to small.
// Figures are medians. A million cases take minutes to load: left out by -short.
func BenchmarkSweep(b *testing.B) {
	small := newSwept(b, 100_000) // enough due for both runs
	b.Run("1000 due of 100000 open", func(b *testing.B) { benchSweep(b, small, small) })
	b.Run("1000 due of 1000000 open", func(b *testing.B) {
		if testing.Short() {
			b.Skip("loads a million cases")
		}
		benchSweep(b, small, newSwept(b, 1_000_000))
	})
}

func benchSweep(b *testing.B, small, large *swept) {
	var each, ratios []float64
	small.sweep(b)
	if large != small {
		large.sweep(b)
	}
	for n := 0; b.Loop(); n++ {
		if n > 0 {
			continue // every case is due once only
		}
		for range measured {
			took := small.sweep(b)
			of := 1.0
			if large != small {
				before := took
				took = large.sweep(b)
				of = took / before
			}
			each, ratios = append(each, took), append(ratios, of)
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(quantile(each, 0.5), "ms/sweep")
	b.ReportMetric(quantile(ratios, 0.5), "ratio")
}

// swept is a store with its sweep. The contact clocks of 1,000 cases warn 20
// hours after benchStart, those of the next 1,000 so much later as sweeps are
// apart, and so on; the others' later than all of them.
type swept struct {
	now     time.Time
	handler deadline.Handler
}

func newSwept(b *testing.B, open int) *swept {
	b.Helper()
	db, err := sqlite.Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	if err := db.Load(b.Context(), openCases(b, open)); err != nil {
		b.Fatal(err)
	}
	s := &swept{now: benchStart.Add(20 * time.Hour)}
	p := benchPolicy(b)
	s.handler = deadline.Handler{Parallel: parallelDeeds, Relay: noneLate{}, Desk: &desk.Desk{
		Store: db, Policy: p, PolicyOf: func(string) (*policy.Policy, error) { return p, nil }, Now: func() time.Time { return s.now },
	}}
	return s
}

// noneLate takes the effects that are late; within a minute none are.
type noneLate struct{}

func (noneLate) Deliver(_ context.Context, keys []string) error {
	if len(keys) > 0 {
		return errors.New("the sweep delivers effects that it has just promised")
	}
	return nil
}

// sweep sweeps once, in ms, and moves time on to the next.
func (s *swept) sweep(b *testing.B) float64 {
	b.Helper()
	start := time.Now()
	out, err := s.handler.Handle(b.Context())
	took := time.Since(start)
	if err != nil || out != (deadline.Out{Cases: sweepDue, Fired: sweepDue}) {
		b.Fatalf("sweep: %+v, %v", out, err)
	}
	s.now = s.now.Add(apart)
	return took.Seconds() * 1000
}

// openCases are dispatched cases, made once and then varied. Those that will
// be due are spread evenly among the others.
func openCases(b *testing.B, n int) func(yield func(complaint.Commit) bool) {
	b.Helper()
	first := recorded(b, 1)
	turn := complaint.Turn{Policy: benchPolicy(b), Now: benchStart, By: complaint.Actor{Role: complaint.System}}
	for _, cmd := range []complaint.Command{
		complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: "04.03.01", Urgency: "general", Grade: "general", Confidence: 0.9}, Unit: "demo-station"},
		complaint.Dispatching{},
	} {
		change, err := first.Case.Do(cmd, turn)
		if err != nil {
			b.Fatal(err)
		}
		first.Events = append(first.Events, change.Events...)
	}
	first.Effects, first.Answer = nil, nil // all delivered, and forgotten
	every := n / (sweeps * sweepDue)
	return func(yield func(complaint.Commit) bool) {
		for i := range n {
			later := time.Hour + time.Duration(i%500_000)*time.Second
			if k := i / every; i%every == 0 && k < sweeps*sweepDue {
				later = time.Duration(k%sweeps) * apart
			}
			if !yield(varied(first, int64(i), later)) {
				return
			}
		}
	}
}

// varied is the same case of another customer, received later.
func varied(first complaint.Commit, n int64, later time.Duration) complaint.Commit {
	c, contact := *first.Case, *first.Contact
	c.Reference = complaint.Reference("202603", n+2)
	contact.Reference = c.Reference
	c.Customer.AccountKey, c.Customer.PhoneKey = complaint.Key(c.Reference), complaint.Key("+"+c.Reference)
	c.Clocks = slices.Clone(c.Clocks)
	for i := range c.Clocks {
		k := &c.Clocks[i]
		k.Points = slices.Clone(k.Points)
		for j := range k.Points {
			k.Points[j].At = k.Points[j].At.Add(later)
		}
		k.StartedAt, k.DueAt = k.StartedAt.Add(later), k.DueAt.Add(later)
	}
	c.ReceivedAt, c.RecordedAt, c.WakeAt = c.ReceivedAt.Add(later), c.RecordedAt.Add(later), c.WakeAt.Add(later)
	first.Case, first.Contact = &c, &contact
	return first
}
