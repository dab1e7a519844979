package reconciliation_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// alarmed checks that the day's alarm has been told once, about these cases.
func (h *house) alarmed(day string, references ...string) {
	h.t.Helper()
	var alarms []complaint.Notice
	for _, n := range h.notices {
		if n.ID == "alarm/reconciliation/"+day {
			alarms = append(alarms, n)
		}
	}
	if len(alarms) != 1 || alarms[0].Kind != "alarm" || !strings.Contains(alarms[0].Text, day) {
		h.t.Fatalf("alarms %+v, want one", alarms)
	}
	same(h.t, "references of the alarm", references, alarms[0].References)
}

func TestATamperedDueInstantIsAnAlarm(t *testing.T) {
	h := open(t, "2026-03-10 09:00")
	ref := h.submit()
	h.submit()
	h.tamper(ref, func(c *complaint.Case) { k := c.Clock("contact"); k.DueAt = k.DueAt.Add(time.Hour) })
	h.at("2026-03-12 00:30")
	out := h.reconcile(reconciliation.In{})
	if out.AddsUp || out.Disagree != 1 || out.Unaccounted != 0 || out.Missed != 2 {
		t.Errorf("out %+v, want one that disagrees", out)
	}
	same(t, "findings", []string{"differ " + ref, "disagree " + ref + " contact"}, found(out))
	if f := out.Findings[1]; h.times(f.DueAt, f.Want) != "03-11 10:00 03-11 09:00" {
		t.Errorf("finding %+v", f)
	}
	h.alarmed("2026-03-11", ref)
}

func TestAnOutcomeThatIsNotItsClocksIsUnaccountedFor(t *testing.T) {
	for _, tt := range []struct {
		name   string
		tamper func(k *complaint.Clock)
	}{
		{"met after its due instant", func(k *complaint.Clock) { k.State, k.EndedAt = complaint.Met, k.DueAt.Add(time.Second) }},
		{"met without an end", func(k *complaint.Clock) { k.State = complaint.Met }},
		{"missed without a breach", func(k *complaint.Clock) { k.State = complaint.Missed }},
		{"found before it was missed", func(k *complaint.Clock) {
			k.State, k.BreachedAt, k.FoundAt = complaint.Missed, k.DueAt, k.DueAt.Add(-time.Second)
		}},
		{"of no known state", func(k *complaint.Clock) { k.State = "" }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := open(t, "2026-03-10 09:00")
			ref := h.submit()
			h.tamper(ref, func(c *complaint.Case) { tt.tamper(c.Clock("contact")) })
			h.at("2026-03-12 00:30")
			out := h.reconcile(reconciliation.In{Look: true})
			if out.AddsUp || out.Unaccounted != 1 || out.Due != 1 || found(out)[len(out.Findings)-1] != "unaccounted "+ref+" contact" {
				t.Errorf("out %+v, want one unaccounted for", out)
			}
		})
	}
}

func TestALostWakeUpIsFoundRecoveredAndCounted(t *testing.T) {
	h := open(t, "2026-03-10 09:00")
	ref := h.submit()
	h.do(ref, complaint.System, complaint.Dispatching{})
	h.tamper(ref, func(c *complaint.Case) { c.WakeAt = time.Time{} })
	h.at("2026-03-12 00:30")

	look := h.reconcile(reconciliation.In{Look: true})
	same(t, "findings of a look", []string{"woken " + ref, "unaccounted " + ref + " contact"}, found(look))
	if c := h.read(ref); c.Version != 4 || len(h.told()) != 0 {
		t.Errorf("a look made it version %d and told %v", c.Version, h.told())
	}

	out := h.reconcile(reconciliation.In{})
	if out.Woken != 1 || out.Recovered != 1 || out.Unaccounted != 0 || out.Missed != 1 || out.AddsUp {
		t.Errorf("out %+v, want one woken and its breach recovered", out)
	}
	if lag := h.now.Sub(h.time("2026-03-11 09:00")); *out.LagMax != int64(lag/time.Second) {
		t.Errorf("lag %d s, want %s", *out.LagMax, lag)
	}
	if k := h.read(ref).Clock("contact"); k.State != complaint.Missed || !k.FoundAt.Equal(h.now) {
		t.Errorf("contact %+v, want missed and found now", k)
	}
	h.alarmed("2026-03-11", ref)

	again := h.reconcile(reconciliation.In{})
	if again.Woken != 0 || again.Recovered != 1 {
		t.Errorf("second run %+v, want nobody woken", again)
	}
	h.at("2026-03-13 10:00") // the case goes on by itself
	if k := h.read(ref).Clock("answer"); k.Points[0].FiredAt.IsZero() {
		t.Error("no warning of the answer")
	}
}

func TestALostWakeUpIsFoundBeforeAnythingIsMissed(t *testing.T) {
	h := open(t, "2026-03-10 09:00")
	ref := h.submit()
	h.tamper(ref, func(c *complaint.Case) { c.WakeAt = c.WakeAt.AddDate(0, 0, 9) })
	out := h.reconcile(reconciliation.In{Day: "2026-03-09"})
	same(t, "findings", []string{"woken " + ref}, found(out))
	if again := h.reconcile(reconciliation.In{Day: "2026-03-09"}); len(again.Findings) != 0 || !again.AddsUp {
		t.Errorf("second run %+v", again)
	}
}

func TestASweepThatStaysAwayIsNoticedByWhatItFindsLate(t *testing.T) {
	h := open(t, "2026-03-10 09:00")
	ref := h.submit()
	h.do(ref, complaint.System, complaint.Dispatching{})
	h.at("2026-03-11 08:00").off("2026-03-11 11:30").swept()
	h.at("2026-03-12 00:30")
	out := h.reconcile(reconciliation.In{})
	if out.Missed != 1 || out.Recovered != 1 || *out.LagMax != 2*3600+1800 || out.FiredLate != 1 || out.Unaccounted != 0 {
		t.Errorf("out %+v, want one found two and a half hours late", out)
	}
	h.alarmed("2026-03-11")
}

func TestTheMachineIsNotLateForWhatPeopleToldLate(t *testing.T) {
	t.Run("a complaint recorded after its limits", func(t *testing.T) {
		h := open(t, "2026-03-12 09:00")
		h.receive(complaint.Submission{Channel: "letter", Text: "又停电了", ReceivedAt: h.time("2026-03-10 09:00")})
		h.at("2026-03-13 00:30")
		if out := h.reconcile(reconciliation.In{Day: "2026-03-11"}); out.Missed != 1 || out.Recovered != 0 || *out.LagMax != 0 {
			t.Errorf("out %+v, want one missed without a lag", out)
		}
	})
	t.Run("an answer refused after its limit", func(t *testing.T) {
		h := open(t, "2026-03-10 09:00")
		ref := h.submit()
		h.do(ref, complaint.System, complaint.Dispatching{}, complaint.Contacting{Reached: true})
		h.at("2026-03-17 12:00").do(ref, complaint.Handler, complaint.Answer{Text: "换线"})
		h.at("2026-03-19 10:00").do(ref, complaint.Supervisor, complaint.Review{Reason: "没有回答诉求"})
		if out := h.reconcile(reconciliation.In{Day: "2026-03-17"}); out.Missed != 1 || out.Recovered != 0 || *out.LagMax != 0 {
			t.Errorf("out %+v, want the answer missed without a lag", out)
		}
	})
	t.Run("a suspension told after the breach that it corrects", func(t *testing.T) {
		h := open(t, "2026-03-10 09:00")
		ref := h.submit()
		h.do(ref, complaint.System, complaint.Dispatching{}, complaint.Contacting{Reached: true})
		h.at("2026-03-18 10:00").do(ref, complaint.Supervisor,
			complaint.Suspending{Kind: "access", Reason: "x", At: h.time("2026-03-12 10:00"), Until: h.time("2026-03-20 10:00")})
		out := h.reconcile(reconciliation.In{Day: "2026-03-17"})
		if k := h.read(ref).Clock("answer"); k.Correction == nil || !out.AddsUp || out.Missed != 1 || out.Superseded != 0 {
			t.Errorf("answer %+v, out %+v; want a breach that the second calculation confirms as corrected", k, out)
		}
	})
}

func TestACaseThatCannotBeCheckedStopsNobody(t *testing.T) {
	h := open(t, "2026-03-10 09:00")
	first, second := h.submit(), h.submit()
	h.at("2026-03-12 00:00")
	h.tamper(first, func(c *complaint.Case) { c.PolicyID = "lost@1" })
	p := h.desk.Policy
	h.desk.PolicyOf = func(id string) (*policy.Policy, error) {
		if id != p.ID() {
			return nil, errors.New("no such pack")
		}
		return p, nil
	}
	out, err := h.handler.Handle(t.Context(), reconciliation.In{})
	if err == nil || out.Stopped != nil || out.AddsUp || out.Unchecked != 1 || out.Recomputed != 1 || out.Due != 2 {
		t.Errorf("out %+v, %v; want %s recomputed and %s unchecked", out, err, second, first)
	}
}

func TestACaseWithNothingAheadIsListed(t *testing.T) {
	h := open(t, "2026-03-10 09:00")
	ref := h.submit()
	h.submit()
	h.tamper(ref, func(c *complaint.Case) { c.Clocks, c.WakeAt = nil, time.Time{} })
	p := *h.desk.Policy
	p.Clocks = append([]policy.Clock{{Name: "appeal", Unset: "no document says"}}, p.Clocks...)
	h.desk.Policy = &p
	out := h.reconcile(reconciliation.In{})
	same(t, "findings", []string{"withoutLimit " + ref}, found(out))
	same(t, "unset", []string{"appeal"}, out.Unset)
	if n := h.notices[len(h.notices)-1]; out.AddsUp || n.Kind != "alarm" || len(n.References) != 1 || !strings.Contains(n.Text, "无时限1") {
		t.Errorf("notice %+v, want an alarm that names the case", n)
	}
	if n := h.notices[len(h.notices)-2]; len(n.References) != 1 || !strings.Contains(n.Text, "appeal") {
		t.Errorf("notice %+v, want the case and the clock that is unset", n)
	}
}
