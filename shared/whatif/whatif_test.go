package whatif_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/whatif"
)

func TestTheSamePackChangesNothing(t *testing.T) {
	o := newOffice(t).march()
	r := o.build(o.spec(o.policy))
	if r.Cases != len(o.cases) || r.Record.Proven != len(o.cases) {
		t.Errorf("%d cases, %+v; want %d, all proven", r.Cases, r.Record, len(o.cases))
	}
	if r.Flips.ToMissed+r.Flips.FromMissed+len(r.Flips.List)+r.Stops.Own+r.Stops.Draft != 0 {
		t.Errorf("flips %+v, stops %+v; want none", r.Flips, r.Stops)
	}
	for _, l := range r.Limits {
		if l.Own != l.Draft || l.Moved != 0 || l.Own == (whatif.Counts{}) {
			t.Errorf("%s is %+v and %+v, want the same", l.Clock, l.Own, l.Draft)
		}
	}
	sent := 0
	for _, n := range r.Notices {
		sent += n.Own
		if n.Own != n.Draft {
			t.Errorf("%d and %d notices %s, want as many", n.Own, n.Draft, n.Kind)
		}
	}
	for _, l := range r.Load {
		sent -= l.Notices.Own
		if l.Due.Own != l.Due.Draft || l.Notices.Own != l.Notices.Draft {
			t.Errorf("load %+v, want the same on both sides", l)
		}
	}
	if sent != 0 {
		t.Errorf("the hours hold %d notices too few", sent)
	}
}

func TestAShorterLimitFlipsWhatCameAfterIt(t *testing.T) {
	o := newOffice(t).march()
	r := o.build(o.spec(shorter(t)))
	side := func(state complaint.ClockState, due, ended string) whatif.Side {
		s := whatif.Side{State: string(state), DueAt: o.at(due)}
		if ended != "" {
			s.EndedAt = o.at(ended)
		}
		return s
	}
	want := []whatif.Flip{
		{"202603-000002", "demo-station", "answer", 0,
			side(complaint.Met, "2026-03-10 00:00", "2026-03-09 10:00"), side(complaint.Missed, "2026-03-06 00:00", "2026-03-09 10:00")},
		{"202603-000004", "demo-station", "answer", 0,
			side(complaint.Running, "2026-04-03 00:00", ""), side(complaint.Missed, "2026-04-01 00:00", "")},
		{"202603-000007", "demo-station", "answer", 0,
			side(complaint.Cancelled, "2026-03-26 00:00", "2026-03-24 09:00"), side(complaint.Missed, "2026-03-24 00:00", "2026-03-24 09:00")},
	}
	if diff := cmp.Diff(want, r.Flips.List); diff != "" || r.Flips.ToMissed != 3 || r.Flips.FromMissed != 0 {
		t.Errorf("%d and %d flips (-want +got):\n%s", r.Flips.ToMissed, r.Flips.FromMissed, diff)
	}
	answer := whatif.Limit{
		Clock: "answer", Name: "answer", ToMissed: 3, Moved: 7,
		Own:   whatif.Counts{Met: 4, Missed: 1, Cancelled: 1, Running: 1},
		Draft: whatif.Counts{Met: 3, Missed: 4},
	}
	if diff := cmp.Diff(answer, limit(r, "answer")); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
	for _, l := range r.Limits {
		if l.Clock != "answer" && (l.Own != l.Draft || l.Moved != 0) {
			t.Errorf("%s is %+v and %+v, want the same", l.Clock, l.Own, l.Draft)
		}
	}
}

func TestALongerLimitFlipsBack(t *testing.T) {
	o := newOffice(t).march()
	r := o.build(o.spec(draft(t, "clocks.yaml", "    target: 5wd\n", "    target: 12wd\n")))
	if len(r.Flips.List) != 1 || r.Flips.FromMissed != 1 || r.Flips.List[0].Reference != "202603-000003" || r.Flips.List[0].Draft.State != "met" {
		t.Errorf("flips %+v, want the answer on the eleventh day alone", r.Flips)
	}
}

func TestAHolidayMovesWhatItLiesIn(t *testing.T) {
	o := newOffice(t).march()
	r := o.build(o.spec(draft(t, "calendars/china.yaml", "off:\n", "off:\n  - \"2026-03-09\"\n")))
	if got := limit(r, "answer").Moved; got != 3 { // received on the 2nd and the 3rd; that of the 4th was suspended on the 9th
		t.Errorf("%d answers are due at another instant, want 3", got)
	}
	if r.Flips.ToMissed != 0 {
		t.Errorf("%d clocks flip to missed by a holiday", r.Flips.ToMissed)
	}
}

func TestAClockThatOnlyTheDraftRunsIsAFlip(t *testing.T) {
	o := newOffice(t)
	c := o.open("2026-03-02 09:00", complaint.Submission{})
	o.do(c, "2026-03-02 10:00", complaint.Refusal{Reason: "x"}, complaint.Classification{Kind: "enquiry", Unit: "demo-station"}, complaint.Dispatching{})
	o.answered(c, "2026-03-06 09:00", "2026-03-09 09:00")
	r := o.build(o.spec(draft(t, "kinds.yaml", "en: enquiry\n    limits: {", "en: enquiry\n    limits: {return: 1wd, ")))
	if len(r.Flips.List) != 1 || r.Flips.List[0].Own.State != "cancelled" || r.Flips.List[0].Draft.State != "missed" || r.Flips.List[0].Clock != "return" {
		t.Errorf("flips %+v, want the order's return, which enquiries do not run now", r.Flips.List)
	}
}

func TestWhatCannotBeReplayedIsUnknown(t *testing.T) {
	o := newOffice(t)
	c := o.open("2026-03-02 09:00", complaint.Submission{})
	o.do(c, "2026-03-03 09:00", complaint.Refusal{Reason: "x"}, complaint.Classification{Class: "02.04.02", Unit: "demo-station"}, complaint.Dispatching{})
	o.advance(c, "2026-04-01 09:00")
	p := shorter(t)
	for i := range p.Classes {
		if p.Classes[i].Code == "02.04.02" {
			p.Classes[i].Code = "02.04.99"
		}
	}
	r := o.build(o.spec(p))
	want := whatif.Stops{Pair: whatif.Pair{Draft: 1}, List: []whatif.Stop{{
		Reference: c.Reference, Side: "draft", At: o.at("2026-03-03 09:00"), Event: "classified",
		Reason: "some values are not acceptable; class must be a class of the policy",
	}}}
	if diff := cmp.Diff(want, r.Stops); diff != "" {
		t.Errorf("stops (-want +got):\n%s", diff)
	}
	if l := limit(r, "answer"); l.Own.Missed != 1 || l.Draft.Unknown != 1 || r.Flips.ToMissed+r.Flips.FromMissed != 0 {
		t.Errorf("answer %+v, flips %+v; want it missed, unknown under the draft, and no flip", l, r.Flips)
	}
}

func TestASuspensionIsCutByTheDraftsCap(t *testing.T) {
	o := newOffice(t).march()
	p := draft(t, "pack.yaml", "cap: 30d", "cap: 2d")
	r := o.build(o.spec(p))
	want := whatif.Suspensions{
		Count: whatif.Pair{Own: 1, Draft: 1}, RanOut: whatif.Pair{Own: 1, Draft: 1}, Shortened: 1,
		Hours: whatif.Pair{Own: 15 * 24, Draft: 39}, // the day on which it begins is one of the two
	}
	if diff := cmp.Diff(want, r.Suspensions); diff != "" {
		t.Errorf("suspensions (-want +got):\n%s", diff)
	}
	if l := limit(r, "answer"); l.ToMissed != 1 {
		t.Errorf("%d answers are missed only without the suspension, want 1", l.ToMissed)
	}
}

func TestLateSweepsAndForeignHandsAreTold(t *testing.T) {
	o := newOffice(t)
	late := o.open("2026-03-10 09:00", complaint.Submission{})
	o.advance(late, "2026-03-17 12:00")
	turn := o.turn(o.at("2026-03-20 09:30")) // nothing ran meanwhile: one reminder instead of two
	o.note(late, late.Fire(turn))
	o.note(late, late.Climb(turn))
	touched := o.open("2026-03-10 09:00", complaint.Submission{})
	o.answered(touched, "2026-03-11 09:00", "2026-03-12 09:00")
	touched.Clock("answer").EndedAt = o.at("2026-03-10 10:00")
	young := o.open("2026-03-31 09:00", complaint.Submission{})
	o.do(young, "2026-04-02 09:00", complaint.Note{Text: "x"})
	r := o.build(o.spec(o.policy))
	want := whatif.Record{SweptLate: 1, Unproven: 1, Differing: 1, List: []whatif.Differing{{touched.Reference, []string{"clocks"}}}}
	if diff := cmp.Diff(want, r.Record); diff != "" {
		t.Errorf("record (-want +got):\n%s", diff)
	}
}

func TestWhatWasDoneAfterAsOfHasNotHappened(t *testing.T) {
	o := newOffice(t).march()
	spec := o.spec(shorter(t))
	spec.AsOf = o.at("2026-03-04 12:00")
	r := o.build(spec)
	if r.Cases != 4 || r.Flips.ToMissed+r.Flips.FromMissed != 0 {
		t.Errorf("%d cases, flips %+v; want the first 4 cases and no flip", r.Cases, r.Flips)
	}
	if got := limit(r, "answer"); got.Own.Running != 4 || got.Draft.Running != 4 {
		t.Errorf("answer %+v, want 4 running on both sides", got)
	}
}

func TestListsAreCutAndTheRestIsCounted(t *testing.T) {
	o := newOffice(t)
	for range 5 {
		o.answered(o.open("2026-03-02 10:00", complaint.Submission{}), "2026-03-09 10:00", "2026-03-10 10:00")
	}
	for i, j := 0, 4; i < j; i, j = i+1, j-1 {
		o.cases[i], o.cases[j] = o.cases[j], o.cases[i]
	}
	spec := o.spec(shorter(t))
	spec.Most = 1
	r := o.build(spec)
	if len(r.Flips.List) != 1 || r.Flips.List[0].Reference != "202603-000001" || r.Flips.More != 4 || r.Flips.ToMissed != 5 {
		t.Errorf("flips %+v, want the first of 5", r.Flips)
	}
	spec.Most = 0
	if r = o.build(spec); len(r.Flips.List) != 0 || r.Flips.More != 5 {
		t.Errorf("flips %+v, want all of 5 counted only", r.Flips)
	}
}

func TestTheReportDoesNotDependOnPagesAndPace(t *testing.T) {
	o := newOffice(t).march()
	spec := o.spec(shorter(t))
	want := o.build(spec)
	o.pageSize, spec.Parallel = 1, 8
	if diff := cmp.Diff(want, o.build(spec)); diff != "" {
		t.Errorf("by single cases and many at a time (-want +got):\n%s", diff)
	}
	o.cases = append(o.cases, o.cases...) // a case that moves in the list is read again
	if diff := cmp.Diff(want, o.build(spec)); diff != "" {
		t.Errorf("cases read twice (-want +got):\n%s", diff)
	}
}

func TestCasesAreReadDayByDay(t *testing.T) {
	o := newOffice(t).march()
	spec := o.spec(o.policy)
	spec.From = o.at("2026-03-02 09:30")
	var steps []int
	spec.Step = func(_ complaint.Instant, cases int) { steps = append(steps, cases) }
	o.build(spec)
	if len(o.queries) != 30 || len(steps) != 30 || steps[0] != 1 || steps[29] != 6 {
		t.Fatalf("%d queries, steps %v; want one a day", len(o.queries), steps)
	}
	for i, q := range o.queries {
		if length := q.ReceivedTo.Sub(q.ReceivedFrom); length > 24*time.Hour || i > 0 && !q.ReceivedFrom.Equal(o.queries[i-1].ReceivedTo) {
			t.Errorf("query %d reads %s to %s", i, q.ReceivedFrom, q.ReceivedTo)
		}
	}
	if last := o.queries[29]; !last.ReceivedTo.Equal(spec.To) {
		t.Errorf("the last query ends at %s, want %s", last.ReceivedTo, spec.To)
	}
}

func TestAnAlarmOfManyCasesIsSentOnce(t *testing.T) {
	o := newOffice(t)
	p, err := clock.ParseTarget("250wd")
	if err != nil {
		t.Fatal(err)
	}
	o.open("2026-03-02 10:00", complaint.Submission{})
	o.open("2026-03-02 09:00", complaint.Submission{})
	d := shorter(t)
	for i := range d.Clocks {
		if d.Clocks[i].Name == "legal" {
			d.Clocks[i].Target = p
		}
	}
	r := o.build(o.spec(d))
	for _, n := range r.Notices {
		if n.Kind == "alarm" {
			if diff := cmp.Diff(whatif.Telling{Kind: "alarm", Pair: whatif.Pair{Draft: 1}, Levels: []whatif.Level{{"centre", whatif.Pair{Draft: 1}}}}, n); diff != "" {
				t.Errorf("alarm (-want +got):\n%s", diff)
			}
			return
		}
	}
	t.Errorf("no alarm among %+v", r.Notices)
}

// broken fails where it is asked for.
type broken struct {
	whatif.Source
	err error
}

func (b broken) Events(context.Context, string, int, int) ([]complaint.Event, error) {
	return nil, b.err
}

func TestItFailsWithWhatFails(t *testing.T) {
	o := newOffice(t).march()
	lost := errors.New("lost")
	spec := o.spec(o.policy)
	if _, err := whatif.Build(t.Context(), broken{o, lost}, spec); !errors.Is(err, lost) {
		t.Errorf("got %v, want the source's error", err)
	}
	spec.PolicyOf = func(string) (*policy.Policy, error) { return nil, lost }
	if _, err := whatif.Build(t.Context(), o, spec); !errors.Is(err, lost) {
		t.Errorf("got %v, want the shelf's error", err)
	}
	_, err := whatif.Build(t.Context(), o, whatif.Spec{Draft: o.policy})
	var names []string
	for _, f := range fault.Of(err).Fields {
		names = append(names, f.Name)
	}
	if diff := cmp.Diff([]string{"language", "to", "as-of"}, names); diff != "" {
		t.Errorf("bad fields (-want +got):\n%s", diff)
	}
}
