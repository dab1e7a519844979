package reconciliation_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

func TestARunWhoseTimeIsUpGoesOnWhereItStopped(t *testing.T) {
	h := open(t, "2026-03-10 09:00")
	const cases = reconciliation.Page + 10
	for i := range cases {
		ref := h.submit()
		if i%100 == 0 {
			h.tamper(ref, func(c *complaint.Case) { c.WakeAt = time.Time{} })
		}
	}
	whole := h.reconcile(reconciliation.In{Day: "2026-03-10", Look: true})
	if whole.Due != cases || whole.Open != cases || whole.Woken != 11 {
		t.Fatalf("due %d, open %d, woken %d, want %d, %d and 11", whole.Due, whole.Open, whole.Woken, cases, cases)
	}

	h.handler.Enough = func(context.Context) bool { return true }
	in := reconciliation.In{Day: "2026-03-10", Look: true}
	runs := 0
	for ; ; runs++ {
		out := h.reconcile(in)
		if out.Stopped == nil {
			same(t, "the last of many runs", whole, out)
			break
		}
		doc, err := json.Marshal(reconciliation.In{Look: true, After: &out})
		if err != nil {
			t.Fatal(err)
		}
		in = reconciliation.In{}
		if err := json.Unmarshal(doc, &in); err != nil {
			t.Fatal(err)
		}
	}
	if runs != 8 { // two pages of three passes, and one of none under appeal and to correct
		t.Errorf("%d runs stopped, want 7", runs)
	}
	bad := reconciliation.Out{Day: "2026-03-11", Stopped: &reconciliation.Place{Pass: "lunch"}}
	if _, err := h.handler.Handle(t.Context(), reconciliation.In{After: &bad}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a run that no run gave: %v, want Invalid", err)
	}
}

func TestASilenceOfTheSweepIsAnAlarm(t *testing.T) {
	const day, before = "2026-03-11", "2026-03-08"
	for _, tt := range []struct {
		name    string
		tallies map[string]int64 // sweeps by day
		silence time.Duration
		want    int64
	}{
		{"a sweep in each minute", map[string]int64{before: 1, day: 1440}, 15 * time.Minute, 0},
		{"a restart", map[string]int64{before: 1, day: 1425}, 15 * time.Minute, 0},
		{"more than a restart", map[string]int64{before: 1, day: 1424}, 15 * time.Minute, 16},
		{"no sweep at all", map[string]int64{before: 1}, 15 * time.Minute, 1440},
		{"the first day of the machine", map[string]int64{day: 10}, 15 * time.Minute, 0},
		{"a machine that was off for a week", map[string]int64{"2026-03-03": 1, day: 10}, 15 * time.Minute, 0},
		{"virtual time", map[string]int64{before: 1, day: 10}, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := open(t, "2026-03-12 00:30")
			h.handler.Silence = tt.silence
			for day, n := range tt.tallies {
				if err := h.db.Tally(t.Context(), day, map[string]int64{complaint.TallySweeps: n}); err != nil {
					t.Fatal(err)
				}
			}
			out := h.reconcile(reconciliation.In{})
			if out.Silent != tt.want || out.AddsUp != (tt.want == 0) || out.Sweeps != tt.tallies[day] {
				t.Errorf("silent %d, adds up %t, %d sweeps; want %d silent", out.Silent, out.AddsUp, out.Sweeps, tt.want)
			}
			want := []string{"reconciliation/" + day}
			if tt.want > 0 {
				want = append(want, "alarm/reconciliation/"+day)
			}
			same(t, "told", want, h.told())
		})
	}
}

func TestASuspendedCaseIsPausedAndThenCounted(t *testing.T) {
	h := open(t, "2026-03-10 09:00")
	ref := h.submit()
	h.do(ref, complaint.System, complaint.Dispatching{}, complaint.Contacting{Reached: true})
	h.at("2026-03-11 10:00")
	h.do(ref, complaint.Supervisor, complaint.Suspending{Kind: "customer", Reason: "x", Until: h.time("2026-03-20 10:00")})
	due := h.read(ref).Clock("answer").DueAt
	h.at("2026-03-12 00:30")
	if out := h.reconcile(reconciliation.In{}); !out.AddsUp || out.WithoutLimit != 0 {
		t.Errorf("while it is suspended %+v", out)
	}
	h.at("2026-03-13 10:00").do(ref, complaint.Handler, complaint.Answer{Text: "x"}) // which ends the suspension
	k := h.read(ref).Clock("answer")
	if k.State != complaint.Met || !k.DueAt.Before(due) {
		t.Fatalf("answer %+v, want met and due before %s", k, due)
	}
	h.at("2026-03-25 00:30")
	for day, met := range map[string]int{"2026-03-11": 1, "2026-03-19": 1, "2026-03-20": 1} { // contact, return, answer
		if out := h.reconcile(reconciliation.In{Day: day}); !out.AddsUp || out.Met != met || out.Superseded != 0 {
			t.Errorf("%s: %+v, want %d met", day, out, met)
		}
	}
}

func TestAClockThatEndedWithinASuspensionIsBelieved(t *testing.T) {
	h := open(t, "2026-03-10 09:00")
	h.pausable("callback")
	ref := h.submit()
	h.do(ref, complaint.System, complaint.Dispatching{}, complaint.Contacting{Reached: true})
	h.do(ref, complaint.Handler, complaint.Answer{Text: "x"})
	h.do(ref, complaint.Supervisor, complaint.Review{Passed: true}, complaint.Suspending{Kind: "customer", Reason: "x", Until: h.time("2026-03-16 10:00")})
	due := h.read(ref).Clock("callback").DueAt
	h.at("2026-03-11 10:00").do(ref, complaint.Caller, complaint.CallbackResult{Reached: true, Satisfied: new(true)})
	h.at("2026-03-20 00:30")
	out := h.reconcile(reconciliation.In{Day: h.desk.Day(due.Add(-time.Second))})
	if !out.AddsUp || out.Superseded != 1 || out.Met == 0 {
		t.Errorf("out %+v, want the callback met and superseded", out)
	}
}

// pausable lets suspensions stop a clock that they do not stop in the pack.
func (h *house) pausable(name string) {
	p := *h.desk.Policy
	p.Clocks = slices.Clone(p.Clocks)
	p.Clocks[slices.IndexFunc(p.Clocks, func(c policy.Clock) bool { return c.Name == name })].Pausable = true
	h.desk.Policy = &p
}

func TestADayThatIsNotOverHasPausedAndPendingOnes(t *testing.T) {
	h := open(t, "2026-03-10 09:00")
	h.pausable("contact")
	ref := h.submit()
	h.submit()
	h.at("2026-03-11 08:00").do(ref, complaint.Supervisor, complaint.Suspending{Kind: "access", Reason: "x", Until: h.time("2026-03-11 10:00")})
	h.at("2026-03-11 09:10")
	out := h.reconcile(reconciliation.In{Day: "2026-03-11", Look: true})
	if !out.AddsUp || out.Due != 2 || out.Paused != 1 || out.Missed != 1 {
		t.Errorf("out %+v, want one paused until 11:00 and one missed", out)
	}
	h.at("2026-03-11 10:30")
	out = h.reconcile(reconciliation.In{Day: "2026-03-11", Look: true})
	if !out.AddsUp || out.Pending != 1 || out.Missed != 1 || out.Recomputed != 2 {
		t.Errorf("out %+v, want one pending and one missed", out)
	}
}

func TestAPackWithoutTextsGetsPlainOnes(t *testing.T) {
	h := open(t, "2026-03-12 00:30")
	p := *h.desk.Policy
	p.Texts.Notices = nil
	p.Tell = map[string][]string{"alarm": {"centre"}}
	h.desk.Policy = &p
	h.reconcile(reconciliation.In{})
	const want = "reconciliation: cancelled 0, count 0, day 2026-03-11, differ 0, disagree 0, instants 0, lag –, late 0, met 0, missed 0, open 0, paused 0, " +
		"provisional 0, recovered 0, redelivered 0, reissued 0, silent 0, suppressed 0, sweeps 0, unaccounted 0, unchecked 0, unset –, withoutLimit 0, woken 0, years –"
	if len(h.notices) != 1 || h.notices[0].Text != want || h.notices[0].Levels[0] != "centre" {
		t.Errorf("notices %+v, want one to those who hear alarms: %s", h.notices, want)
	}
}

// busy is a store whose cases go on while those due on a day are listed, one a page.
type busy struct {
	complaint.Store
	goOn func(page complaint.Page)
}

func (b busy) List(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	q.Limit = 1
	page, err := b.Store.List(ctx, q)
	if !q.DueFrom.IsZero() && q.State == "" {
		b.goOn(page)
	}
	return page, err
}

func TestACaseThatGoesOnMeanwhileIsCountedOnce(t *testing.T) {
	h := open(t, "2026-03-10 09:00")
	first := h.submit()
	h.do(first, complaint.System, complaint.Dispatching{})
	h.at("2026-03-10 10:00")
	h.do(h.submit(), complaint.System, complaint.Dispatching{})
	h.at("2026-03-11 08:00")
	h.desk.Store = busy{h.db, func(page complaint.Page) {
		if len(page.Cases) > 0 && page.Cases[0].Reference == first && page.Cases[0].Clock("contact").EndedAt.IsZero() {
			h.do(first, complaint.Handler, complaint.Contacting{Reached: true})
		}
	}}
	if out := h.reconcile(reconciliation.In{Day: "2026-03-11", Look: true}); out.Open != 2 || out.Due != 2 {
		t.Errorf("%d open cases and %d due instants, want two of each", out.Open, out.Due)
	}
}
