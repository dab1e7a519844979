package cost

import (
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/redress/redress/shared/store/dynamo"
	"github.com/redress/redress/shared/store/dynamo/units"
)

// sweptAt is on a working day.
var sweptAt = time.Date(2026, 11, 3, 2, 0, 0, 0, time.UTC)

// sweepOf fills a table with open cases and sweeps it once. It gives what the
// sweep consumed, and what came of it.
func sweepOf(t testing.TB, open, due int) (consumed units.Count, took, filled time.Duration) {
	t.Helper()
	h := newHouse(t, sweptAt, false)
	started := time.Now()
	fill(t, h.db, h.table, h.policy, h.now, open, due)
	filled, started = time.Since(started), time.Now()
	out, err := h.sweep.Handle(t.Context())
	if err != nil || out.Cases != due || out.Fired != due {
		t.Fatalf("the sweep found %+v, %v; want %d cases to fire", out, err, due)
	}
	took = time.Since(started)
	page, err := dynamo.New(h.db, h.table).Due(t.Context(), h.now, 1)
	if err != nil || len(page) > 0 {
		t.Fatalf("%v is still due, %v", page, err)
	}
	return h.meters["deadline"].Total(), took, filled
}

// slack is what pages may be rounded by.
const slack = 1.02

// TestASweepReadsInProportionToWhatIsDue: ten times the open cases are read no more
// for, ten times the due ones are.
func TestASweepReadsInProportionToWhatIsDue(t *testing.T) {
	few, _, _ := sweepOf(t, 1000, 10)
	many, _, _ := sweepOf(t, 10000, 10)
	late, _, _ := sweepOf(t, 1000, 100)
	t.Logf("10 due of 1,000: %g read units; 10 of 10,000: %g; 100 of 1,000: %g", few.Read, many.Read, late.Read)
	if ratio := many.Read / few.Read; ratio > slack || ratio < 1/slack {
		t.Errorf("10 due cases cost %g read units among 1,000 open ones, and %g among 10,000", few.Read, many.Read)
	}
	if ratio := late.Read / few.Read; ratio > 10 || ratio < 5 {
		t.Errorf("10 due cases cost %g read units, 100 due ones %g", few.Read, late.Read)
	}
}

// BenchmarkSweep measures the sweep with ten due cases among as many open ones as
// SWEEP_OPEN says, 100,000 if it does not.
func BenchmarkSweep(b *testing.B) {
	open := 100_000
	if n, err := strconv.Atoi(os.Getenv("SWEEP_OPEN")); err == nil {
		open = n
	}
	for b.Loop() {
		few, _, _ := sweepOf(b, 1000, 10)
		many, took, filled := sweepOf(b, open, 10)
		b.ReportMetric(0, "ns/op") // filling is most of it
		b.ReportMetric(float64(open), "open")
		b.ReportMetric(few.Read, "RRU/sweep-of-1000")
		b.ReportMetric(many.Read, "RRU/sweep")
		b.ReportMetric(many.Write, "WRU/sweep")
		b.ReportMetric(many.Read/few.Read, "ratio")
		b.ReportMetric(took.Seconds(), "s/sweep")
		b.ReportMetric(filled.Seconds(), "s/fill")
		if many.Read > few.Read*slack {
			b.Errorf("10 due cases cost %g read units among %d open ones, and %g among 1,000", many.Read, open, few.Read)
		}
	}
}
