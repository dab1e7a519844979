package reconciliation_test

import (
	"slices"
	"testing"

	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/shared/complaint"
)

func TestAHolidayPublishedLateCorrectsTheBreachOfAClosedCase(t *testing.T) {
	h := open(t, "2026-06-01 09:00")
	h.adopt("1", "2026")
	ref := h.submit()
	h.do(ref, complaint.System, complaint.Dispatching{}, complaint.Contacting{Reached: true})
	h.at("2026-06-09 10:00") // the answer was due at the end of 06-08
	h.do(ref, complaint.Handler, complaint.Answer{Text: "x"})
	h.do(ref, complaint.Supervisor, complaint.Review{Passed: true})
	h.do(ref, complaint.Caller, complaint.CallbackResult{Reached: true, Satisfied: new(true)})

	h.adopt("2", "2026", `"2026-06-05"`)
	h.reconcile(reconciliation.In{})
	c, err := h.desk.Case(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	k := c.Clock("answer")
	if c.Status != complaint.Closed || k.State != complaint.Missed || k.Correction == nil || !k.WouldBeMet() {
		t.Errorf("the case is %s, its answer %s, corrected by %+v", c.Status, k.State, k.Correction)
	}
	version := c.Version
	h.reconcile(reconciliation.In{})
	if c, err = h.desk.Case(t.Context(), ref); err != nil || c.Version != version {
		t.Errorf("a second run wrote version %d after %d, %v", c.Version, version, err)
	}
}

func TestAYearPublishedWithoutAHolidayMakesDeadlinesFinal(t *testing.T) {
	h := open(t, "2026-12-30 09:00")
	h.adopt("1", "2026")
	ref := h.submit()
	h.do(ref, complaint.System, complaint.Dispatching{}, complaint.Contacting{Reached: true})
	if out := h.reconcile(reconciliation.In{}); out.Provisional["2027"] == 0 {
		t.Fatalf("provisional %v, want some of 2027", out.Provisional)
	}
	h.adopt("2", "2026, 2027")
	h.at("2026-12-31 09:00")
	if out := h.reconcile(reconciliation.In{}); len(out.Provisional) > 0 || out.Reissued > 0 {
		t.Errorf("provisional %v, %d re-issued", out.Provisional, out.Reissued)
	}
}

func TestManyMovedCasesHideNoneThatIsUnaccountedFor(t *testing.T) {
	h := open(t, "2026-12-28 09:00")
	h.adopt("1", "2026")
	lost := h.submit()
	for range reconciliation.MaxFindings {
		h.submit()
	}
	h.tamper(lost, func(c *complaint.Case) { c.Clock("dispatch").State = complaint.Met })
	h.adopt("2", "2026, 2027", holiday)
	h.now = h.time("2026-12-29 00:30")
	h.reconcile(reconciliation.In{})
	for _, n := range h.notices {
		if n.ID == "alarm/reconciliation/2026-12-28" && slices.Contains(n.References, lost) {
			return
		}
	}
	t.Errorf("no alarm names %s", lost)
}

func TestASuspensionToldAfterTheAnswerIsNoDisagreement(t *testing.T) {
	h := open(t, "2026-06-01 09:00")
	ref := h.submit()
	h.do(ref, complaint.System, complaint.Dispatching{}, complaint.Contacting{Reached: true})
	h.at("2026-06-04 09:00").do(ref, complaint.Handler, complaint.Answer{Text: "x"})
	h.at("2026-06-04 10:00").do(ref, complaint.Handler,
		complaint.Suspending{Kind: "customer", Reason: "x", At: h.time("2026-06-02 10:00")}, complaint.Resuming{At: h.time("2026-06-03 10:00")})
	h.at("2026-06-09 00:30")
	if out := h.reconcile(reconciliation.In{}); !out.AddsUp || out.Met != 1 || out.Superseded != 1 {
		t.Errorf("out %+v, want the answer met and superseded", out)
	}
}
