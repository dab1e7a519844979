package reconciliation_test

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// live plays complaints until an instant, seeded, each handled as well as
// chance will have it.
func (h *house) live(seed uint64, cases int, until string) {
	h.t.Helper()
	r := rand.New(rand.NewPCG(seed, 0))
	yes := true
	var open []string
	for to := h.time(until); h.now.Before(to); {
		h.at(h.now.Add(time.Duration(1+r.IntN(9)) * time.Hour).In(h.desk.Policy.Zone()).Format("2006-01-02 15:04"))
		if cases > 0 && r.IntN(2) == 0 {
			open = append(open, h.submit())
			cases--
		}
		for i := len(open) - 1; i >= 0; i-- {
			c := h.read(open[i])
			switch chance := r.IntN(12); {
			case c.Status == complaint.Closed:
				open = append(open[:i], open[i+1:]...)
			case chance > 2: // nobody has the time
			case c.Ready:
				h.do(c.Reference, complaint.System, complaint.Dispatching{})
			case c.Status == complaint.Dispatched && chance == 0:
				h.do(c.Reference, complaint.Supervisor, complaint.Suspending{Kind: "access", Reason: "x", Until: h.now.Add(72 * time.Hour)})
			case c.Status == complaint.Dispatched, c.Status == complaint.Handling && len(c.Contacts) == 0:
				h.do(c.Reference, complaint.Handler, complaint.Contacting{Reached: true})
			case c.Status == complaint.Handling:
				h.do(c.Reference, complaint.Handler, complaint.Answer{Text: "x"})
			case c.Status == complaint.Answered:
				h.do(c.Reference, complaint.Supervisor, complaint.Review{Passed: chance > 0, Reason: "x"})
			case c.Status == complaint.Callback:
				h.do(c.Reference, complaint.Caller, complaint.CallbackResult{Reached: true, Satisfied: &yes})
			}
		}
	}
}

// breaches counts the breached events of a day, from the histories.
func (h *house) breaches(day string) (n int) {
	h.t.Helper()
	page, err := h.db.List(h.t.Context(), complaint.Query{Limit: 1000})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, c := range page.Cases {
		events, err := h.db.Events(h.t.Context(), c.Reference, 0, 10_000)
		if err != nil {
			h.t.Fatal(err)
		}
		for _, e := range events {
			var data struct{ At time.Time }
			if e.Type != "breached" {
				continue
			}
			if err := json.Unmarshal(e.Data, &data); err != nil {
				h.t.Fatal(err)
			}
			if h.desk.Day(data.At.Add(-time.Second)) == day {
				n++
			}
		}
	}
	return n
}

func TestEveryDayOfALivingOfficeAddsUp(t *testing.T) {
	h := open(t, "2026-09-14 08:00")
	first := h.now
	h.live(1, 60, "2026-11-30 00:00")
	due, missed, late := 0, 0, 0
	for day := first; !day.After(h.now); day = day.AddDate(0, 0, 1) {
		out := h.reconcile(reconciliation.In{Day: h.desk.Day(day)})
		if sum := out.Met + out.Missed + out.Cancelled + out.Paused + out.Pending + out.Unaccounted; !out.AddsUp || out.Due != sum {
			t.Errorf("%s does not add up: %+v", out.Day, out)
		}
		if n := h.breaches(out.Day); out.Missed != n || out.Recomputed != out.Due {
			t.Errorf("%s: %d missed, but %d breaches in the histories; %d of %d recomputed", out.Day, out.Missed, n, out.Recomputed, out.Due)
		}
		due, missed, late = due+out.Due, missed+out.Missed, late+out.Late
	}
	// 60 cases: dispatch, contact, return, answer and legal each, callbacks for most.
	if due < 300 || missed < 20 || late == 0 {
		t.Errorf("%d due instants, %d missed, %d done since: the seed shows too little", due, missed, late)
	}
}

func TestTheFiguresOfADayAreAsDocumented(t *testing.T) {
	h := open(t, "2026-09-14 08:00")
	h.live(2, 40, "2026-09-21 20:00")
	h.at("2026-09-22 00:30")
	out := h.reconcile(reconciliation.In{Day: "2026-09-21"})
	golden(t, "testdata/day.json", out)
	if n := len(h.notices); n == 0 {
		t.Fatal("nobody was told")
	}
	golden(t, "testdata/notice.json", h.notices[len(h.notices)-1])
}

func golden(t *testing.T, file string, v any) {
	t.Helper()
	got, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	same(t, file, string(want), string(got))
}

func TestARunTwiceTellsOnce(t *testing.T) {
	h := open(t, "2026-09-14 09:00")
	h.submit()
	h.at("2026-09-17 00:30")
	first := h.reconcile(reconciliation.In{})
	second := h.reconcile(reconciliation.In{})
	same(t, "second run", first, second)
	same(t, "told", []string{"reconciliation/2026-09-16"}, h.told())
	if first.Day != "2026-09-16" {
		t.Errorf("day %s, want the one before", first.Day)
	}
}

func TestADayMustHaveBegun(t *testing.T) {
	h := open(t, "2026-09-14 09:00")
	for _, day := range []string{"2026-09-15", "14.9.2026", "2026-02-30"} {
		if _, err := h.handler.Handle(t.Context(), reconciliation.In{Day: day}); !fault.Is(err, fault.Invalid) {
			t.Errorf("day %s: %v, want Invalid", day, err)
		}
	}
	if out := h.reconcile(reconciliation.In{Day: "2026-09-14"}); out.Minutes != 9*60 || len(h.told()) != 0 {
		t.Errorf("%d minutes of today, told %v; want those so far, and nobody before the day is over", out.Minutes, h.told())
	}
}
