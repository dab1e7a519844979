package main

import (
	"log/slog"
	"runtime"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
)

// BenchmarkLifeCycle measures one case from its submission to its closing, in
// virtual time over a store in memory: triage, dispatch, notices, messages and
// the workflow included. Ratio is against what SQLite alone needs to insert
// the recorded case once for each version of it, one insert a transaction.
func BenchmarkLifeCycle(b *testing.B) {
	a, err := newApp(b.Context(), config{data: ":memory:", policy: "state-grid", clock: benchStart.Format(time.RFC3339)}, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(a.close)
	bare := newBare(b, "file:/bare?vfs=memdb")
	var versions int64
	n := int64(0)
	for b.Loop() {
		n++
		versions += lifeCycle(b, a, n)
	}
	whole := b.Elapsed()
	runtime.GC()
	inserts := min(int(versions), 10_000)
	insert := 1 / perSecond(inserts, func() { bare.inserts(b, 1, inserts) })
	least := insert * float64(versions) / float64(n)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(whole.Seconds()*1e6/float64(n), "µs/cycle")
	b.ReportMetric(least*1e6, "bare-µs")
	b.ReportMetric(whole.Seconds()/float64(n)/least, "ratio")
}

// lifeCycle takes a case through and gives its last version.
func lifeCycle(b *testing.B, a *app, n int64) int64 {
	b.Helper()
	c, _, err := a.desk.Submit(b.Context(), submission(n).Complaint(), complaint.Actor{Role: complaint.Public}, nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, cmd := range handled {
		if c, err = a.desk.Do(b.Context(), desk.Order{Reference: c.Reference, Command: cmd, By: complaint.Actor{Role: complaint.Supervisor}}); err != nil {
			b.Fatalf("%s: %v", cmd.Name(), err)
		}
	}
	if c.Status != complaint.Closed || c.Outcome != complaint.Resolved {
		b.Fatalf("the case is %s %s", c.Status, c.Outcome)
	}
	return c.Version
}

// handled is what people do with a case that triage and dispatch have passed on.
var handled = []complaint.Command{
	complaint.Acceptance{Handler: "李师傅"},
	complaint.Contacting{Reached: true, Summary: "已致歉并了解情况"},
	complaint.Findings{Verified: "yes", Responsibility: "utility-operation", Cause: "线路老化", Facts: "两个月内停电4次"},
	complaint.Answer{Text: "已安排线路改造", Agreed: true, Remedy: "更换老化导线"},
	complaint.Review{Passed: true},
	complaint.CallbackResult{Reached: true, Satisfied: new(true)},
}
