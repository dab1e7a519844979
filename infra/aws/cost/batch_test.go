package cost

import (
	"fmt"
	"testing"
	"time"

	"github.com/redress/redress/functions/await"
	"github.com/redress/redress/functions/dispatch"
	triagefn "github.com/redress/redress/functions/triage"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/store/dynamo/units"
	"github.com/redress/redress/shared/triage"
)

// gathering are the functions that a batch needs, each with its meter.
type gathering struct {
	*house
	triage *triagefn.Handler
	await  *await.Handler
	n      int
}

func newGathering(t *testing.T) *gathering {
	t.Helper()
	h := newHouse(t, time.Date(2026, 11, 3, 2, 0, 0, 0, time.UTC), false)
	judge := func(string) (*triage.Judge, error) { return h.judge, nil }
	return &gathering{
		house: h, triage: &triagefn.Handler{Desk: h.desk("triage"), JudgeOf: judge}, await: &await.Handler{Desk: h.desk("await"), Workflow: flow{h}},
	}
}

// neighbour is one complaint more about the same outage. It gives what judging
// it and parking it have consumed.
func (g *gathering) neighbour() (reference string, consumed units.Count) {
	g.t.Helper()
	g.n++
	s := complaint.Submission{
		Channel: "web", Text: "我们这里又停电了", Class: "04.03.01",
		Site:     complaint.SiteDetails{Region: "demo", TransformerArea: "李村2号台区"},
		Customer: complaint.CustomerDetails{Phone: fmt.Sprint("139", g.n), AccountNumber: fmt.Sprint("34", g.n)},
	}
	c, _, err := g.desk("intake").Submit(g.t.Context(), s, complaint.Actor{Role: complaint.Public}, nil)
	g.must(err)
	before := g.consumed()
	out, err := g.triage.Handle(g.t.Context(), triagefn.In{Reference: c.Reference})
	g.must(err)
	if out.Next == complaint.StepDispatch {
		_, err := (&dispatch.Handler{Desk: g.desk("dispatch")}).Handle(g.t.Context(), dispatch.In{Reference: c.Reference})
		g.must(err)
	}
	_, err = g.await.Handle(g.t.Context(), await.In{Reference: c.Reference, Token: g.token(), Waiting: complaint.StepAwaitHandling})
	g.must(err)
	after := g.consumed()
	return c.Reference, units.Count{Read: after.Read - before.Read, Write: after.Write - before.Write}
}

func (g *gathering) consumed() units.Count {
	t, a := g.meters["triage"].Total(), g.meters["await"].Total()
	return units.Count{Read: t.Read + a.Read, Write: t.Write + a.Write}
}

// TestJoiningABatchCostsTheSameHoweverLargeItIs: of a batch one case stands for
// its place, and it is written once.
func TestJoiningABatchCostsTheSameHoweverLargeItIs(t *testing.T) {
	g := newGathering(t)
	head, _ := g.neighbour()
	g.neighbour() // it marks the head
	_, few := g.neighbour()
	for range 5 {
		g.neighbour()
	}
	version := func() int64 {
		c, err := g.bare.Case(t.Context(), head)
		g.must(err)
		return c.Version
	}
	marked := version()
	for range 60 {
		g.neighbour()
	}
	last, many := g.neighbour()
	t.Logf("the third joins for %g read and %g write units, number %d for %g and %g", few.Read, few.Write, g.n, many.Read, many.Write)
	if c, err := g.bare.Case(t.Context(), last); err != nil || c.Batch.Of != head {
		t.Fatalf("%+v, %v; want one that follows %s", c.Batch, err, head)
	}
	if many.Read > few.Read*slack || many.Write > few.Write*slack {
		t.Errorf("the third joins for %+v, number %d for %+v", few, g.n, many)
	}
	if got := version(); got != marked {
		t.Errorf("the head was written %d times while others joined it", got-marked)
	}
}

// TestACustomersClosedCasesCostNothing: what a customer has brought forward in
// earlier months costs a new complaint nothing but the rows that it is found by.
func TestACustomersClosedCasesCostNothing(t *testing.T) {
	read := func(former int) float64 {
		g := newGathering(t)
		customer := complaint.CustomerDetails{Phone: "1390", AccountNumber: "340"}
		g.now = g.now.AddDate(0, -6, 0)
		for range former {
			c, _, err := g.desk("intake").Submit(t.Context(), complaint.Submission{Channel: "web", Text: "晚上电压低", Class: "04.01.01", Customer: customer}, complaint.Actor{Role: complaint.Public}, nil)
			g.must(err)
			g.must(g.desk("casework").System(t.Context(), c.Reference, complaint.Withdrawal{}))
		}
		g.now = g.now.AddDate(0, 6, 0)
		c, _, err := g.desk("intake").Submit(t.Context(), complaint.Submission{Channel: "web", Text: "晚上电压低", Class: "04.01.01", Customer: customer}, complaint.Actor{Role: complaint.Public}, nil)
		g.must(err)
		_, err = g.triage.Handle(t.Context(), triagefn.In{Reference: c.Reference})
		g.must(err)
		return g.meters["triage"].Total().Read
	}
	none, some := read(0), read(30)
	t.Logf("no former case: %g read units; 30 of them: %g", none, some)
	if some > none+4 { // a row takes a fortieth of a unit
		t.Errorf("30 closed cases of long ago cost %g read units", some-none)
	}
}
