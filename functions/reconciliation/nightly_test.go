package reconciliation_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// night runs the function as the schedule does.
func (h *house) night() (reconciliation.Out, error) {
	h.t.Helper()
	out, err := h.handler.Nightly(h.t.Context(), reconciliation.In{})
	h.deliver()
	return out, err
}

func TestANightGoesOnByItselfUntilTheDayIsDone(t *testing.T) {
	h := open(t, "2026-03-10 09:00")
	const cases = reconciliation.Page + 10
	for range cases {
		h.submit()
	}
	h.off("2026-03-11 00:30") // without a sweep: all have to be woken
	h.handler.Enough = func(context.Context) bool { return true }
	stops := 0
	out, err := h.night()
	for ; fault.Is(err, fault.Busy) && out.Stopped != nil; out, err = h.night() {
		if stops++; stops > 20 {
			t.Fatal("it never ends")
		}
		h.now = h.now.Add(time.Minute)
	}
	if err != nil || out.Stopped != nil || out.Day != "2026-03-10" || out.Woken != cases || out.Open != cases {
		t.Errorf("after %d stops: %v, day %s, stopped %v, %d woken, %d open", stops, err, out.Day, out.Stopped, out.Woken, out.Open)
	}
	if stops != 9 { // two pages of four passes, and one of none under appeal
		t.Errorf("it stopped %d times, want 9", stops)
	}
	told := len(h.told())
	again, err := h.night()
	if err != nil || told == 0 || len(h.told()) != told {
		t.Errorf("again: %v, %d notices, then %d", err, told, len(h.told()))
	}
	same(t, "a day that is done", out, again)
}

func TestADayThatIsNotOverIsDoneAgain(t *testing.T) {
	h := open(t, "2026-03-10 09:00")
	h.submit()
	in := reconciliation.In{Day: "2026-03-10"}
	if out, err := h.handler.Nightly(t.Context(), in); err != nil || out.Open != 1 {
		t.Fatalf("%d open, %v", out.Open, err)
	}
	h.submit()
	h.at("2026-03-11 00:30")
	if out, err := h.handler.Nightly(t.Context(), in); err != nil || out.Open != 2 {
		t.Errorf("%d open, %v; want 2", out.Open, err)
	}
}

func TestWhatFailsForAMomentIsNotDone(t *testing.T) {
	h := open(t, "2026-03-10 09:00")
	ref := h.submit()
	h.tamper(ref, func(c *complaint.Case) { c.WakeAt = time.Time{} })
	h.off("2026-03-11 00:30")
	whole := h.desk.Store
	h.desk.Store = deaf{whole}
	if out, err := h.handler.Nightly(t.Context(), reconciliation.In{}); !fault.Is(err, fault.Busy) || out.Stopped == nil {
		t.Fatalf("a store that does not answer: %v, stopped %v", err, out.Stopped)
	}
	h.desk.Store = whole
	if out, err := h.night(); err != nil || out.Stopped != nil || out.Woken != 1 {
		t.Errorf("the next run: %v, stopped %v, %d woken", err, out.Stopped, out.Woken)
	}
}

// deaf is a store that lists nothing for the moment.
type deaf struct{ complaint.Store }

func (deaf) List(context.Context, complaint.Query) (complaint.Page, error) {
	return complaint.Page{}, fault.New(fault.Busy, fault.Text{})
}

func TestAFindingSaysNoMoreThanItsReason(t *testing.T) {
	h := open(t, "2026-03-10 09:00")
	ref := h.submit()
	h.desk.PolicyOf = func(string) (*policy.Policy, error) { return nil, errors.New(strings.Repeat("电", 1000)) }
	h.off("2026-03-11 00:30")
	out, err := h.handler.Handle(t.Context(), reconciliation.In{})
	if err == nil || len(out.Findings) == 0 {
		t.Fatalf("%s was found in order", ref)
	}
	for _, f := range out.Findings {
		if n := len([]rune(f.Reason)); n > 301 {
			t.Errorf("a reason of %d runes", n)
		}
	}
}
