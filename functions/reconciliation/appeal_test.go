package reconciliation_test

import (
	"testing"
	"time"

	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/shared/complaint"
)

// underAppeal is a case that was closed on 06-01, with an appeal against it
// that is to be decided by the end of 06-04.
func (h *house) underAppeal() string {
	h.t.Helper()
	ref := h.submit()
	h.do(ref, complaint.System, complaint.Dispatching{}, complaint.Contacting{Reached: true})
	h.do(ref, complaint.Handler, complaint.Answer{Text: "x"})
	h.do(ref, complaint.Supervisor, complaint.Review{Passed: true})
	h.do(ref, complaint.Caller, complaint.CallbackResult{Reached: true, Satisfied: new(true)})
	h.do(ref, complaint.Handler, complaint.Appealing{Type: complaint.NotTrue, Reason: "x", Basis: "x", Signatures: []complaint.Signature{
		{Level: "L1", By: "x"}, {Level: "L2", By: "x"}, {Level: "L3", By: "x"},
	}})
	return ref
}

func TestAnAppealInAClosedCaseIsAccountedFor(t *testing.T) {
	h := open(t, "2026-06-01 09:00")
	decided := h.underAppeal()
	h.underAppeal()
	h.at("2026-06-04 10:00").do(decided, complaint.Supervisor, complaint.AppealDecision{Upheld: true, Reason: "x"})
	h.off("2026-06-05 00:05")
	if out := h.reconcile(reconciliation.In{Day: "2026-06-04", Look: true}); !out.AddsUp || out.Met != 1 || out.Pending != 1 {
		t.Errorf("before the sweep %+v, want one met and one pending", out.Figures)
	}
	h.at("2026-06-05 00:30")
	if out := h.reconcile(reconciliation.In{Day: "2026-06-04"}); out.Met != 1 || out.Missed != 1 || out.Unaccounted+out.Differ+out.Disagree != 0 || out.Recomputed != 2 || out.Retraced != 2 {
		t.Errorf("after the sweep %+v, want one met and one missed", out.Figures)
	}
}

func TestAnAppealThatLostItsWakeUpIsWoken(t *testing.T) {
	h := open(t, "2026-06-01 09:00")
	ref := h.underAppeal()
	h.tamper(ref, func(c *complaint.Case) { c.WakeAt = time.Time{} })
	h.off("2026-06-03 00:30")
	if out := h.reconcile(reconciliation.In{}); out.Woken != 1 {
		t.Errorf("woken %d, want the case under appeal", out.Woken)
	}
	h.at("2026-06-05 09:00")
	if k := h.read(ref).Clock("appeal"); k.State != complaint.Missed || k.FoundAt.Sub(k.DueAt) > complaint.LateAfter {
		t.Errorf("the decision is %s, found %s", k.State, k.FoundAt)
	}
}

func TestAHolidayPublishedLateMovesTheDecisionOfAnAppeal(t *testing.T) {
	h := open(t, "2026-06-01 09:00")
	h.adopt("1", "2026")
	ref := h.underAppeal()
	due := h.read(ref).Clock("appeal").DueAt
	h.adopt("2", "2026", `"2026-06-03"`)
	h.off("2026-06-02 00:30")
	out := h.reconcile(reconciliation.In{})
	if k := h.read(ref).Clock("appeal"); out.Reissued != 1 || !k.DueAt.Equal(due.AddDate(0, 0, 1)) {
		t.Errorf("re-issued %d, the decision is due %s, before %s", out.Reissued, k.DueAt, due)
	}
	h.deliver()
	for _, l := range h.letters {
		if l.Kind == "promise" {
			t.Errorf("the customer was told: %s", l.Text)
		}
	}
}

// TestARegulatorsLimitInAClosedCaseIsAccountedFor: it runs through closing and
// reopening, and is proved like any other.
func TestARegulatorsLimitInAClosedCaseIsAccountedFor(t *testing.T) {
	h := open(t, "2026-06-01 09:00")
	to := complaint.RegulatorAppealing{Body: "12398", Reference: "N-7", Facts: "x", AnswerBy: time.Date(2026, 6, 4, 10, 0, 0, 0, time.UTC)}
	var refs []string
	for range 2 {
		ref := h.submit()
		h.do(ref, complaint.System, complaint.Dispatching{})
		h.do(ref, complaint.Supervisor, to)
		h.do(ref, complaint.Supervisor, complaint.Closure{Outcome: complaint.Referred, Reason: "x"})
		refs = append(refs, ref)
	}
	h.at("2026-06-03 10:00").do(refs[0], complaint.Handler, complaint.RegulatorAnswering{Text: "x"})
	h.do(refs[0], complaint.Supervisor, complaint.RegulatorReview{Passed: true})
	h.at("2026-06-05 00:30")
	if out := h.reconcile(reconciliation.In{Day: "2026-06-04"}); out.Met != 1 || out.Missed != 1 || out.Unaccounted+out.Differ+out.Disagree != 0 || out.Recomputed != 2 || out.Retraced != 2 {
		t.Errorf("after the sweep %+v, want one met and one missed", out.Figures)
	}
}

func TestAHolidayPublishedLateMovesWhatOutlivesTheCase(t *testing.T) {
	h := open(t, "2026-06-01 09:00")
	h.adopt("1", "2026")
	ref := h.submit()
	h.do(ref, complaint.System, complaint.Dispatching{})
	h.do(ref, complaint.Supervisor, complaint.RegulatorAppealing{Body: "12398", Reference: "N-7", Facts: "x"})
	h.do(ref, complaint.Supervisor, complaint.Closure{Outcome: complaint.Referred, Reason: "x"})
	due := h.read(ref).Clock("regulator").DueAt
	h.adopt("2", "2026", `"2026-06-03"`)
	h.off("2026-06-02 00:30")
	out := h.reconcile(reconciliation.In{})
	if k := h.read(ref).Clock("regulator"); out.Reissued != 1 || !k.DueAt.Equal(due.AddDate(0, 0, 1)) {
		t.Errorf("re-issued %d, the regulator is answered by %s, before by %s", out.Reissued, k.DueAt, due)
	}
}
