package reconciliation_test

import (
	"slices"
	"testing"

	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/shared/complaint"
)

func TestWhatIsStoredOtherwiseThanRecordedIsAnAlarm(t *testing.T) {
	contact := func(c *complaint.Case) *complaint.Clock { return c.Clock("contact") }
	for name, change := range map[string]func(*complaint.Case){
		"a breach made good": func(c *complaint.Case) {
			k := contact(c)
			k.State, k.EndedAt, k.BreachedAt, k.FoundAt = complaint.Met, k.DueAt, complaint.Instant{}, complaint.Instant{}
		},
		"a limit cut out": func(c *complaint.Case) {
			c.Clocks = slices.DeleteFunc(c.Clocks, func(k complaint.Clock) bool { return k.Name == "answer" })
		},
		"a limit put off": func(c *complaint.Case) { k := c.Clock("answer"); k.DueAt = k.DueAt.AddDate(2, 0, 0) },
		"another unit":    func(c *complaint.Case) { c.Unit = "demo-county" },
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t, "2026-03-10 09:00")
			sound, touched := h.submit(), h.submit()
			h.at("2026-03-12 00:00")
			h.tamper(touched, change)
			out := h.reconcile(reconciliation.In{})
			if out.AddsUp || out.Differ != 1 || out.Retraced != 2 || !slices.Contains(found(out), "differ "+touched) || slices.Contains(found(out), "differ "+sound) {
				t.Errorf("out %+v, want %s to differ and %s not", out, touched, sound)
			}
			if ids := h.told(); !slices.Contains(ids, "alarm/reconciliation/2026-03-11") {
				t.Errorf("told %v, want an alarm", ids)
			}
		})
	}
}
