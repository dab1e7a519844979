package report_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report"
)

// clockOf finds the figures of a clock.
func clockOf(t *testing.T, f report.Figures, name string) report.ClockFigures {
	t.Helper()
	for _, k := range f.Clocks {
		if k.Clock == name {
			k.Name = ""
			return k
		}
	}
	t.Fatalf("no figures of clock %s", name)
	return report.ClockFigures{}
}

func breachOf(t *testing.T, r *report.Report, reference, clock string) report.Breach {
	t.Helper()
	for _, b := range r.Breaches {
		if b.Reference == reference && b.Clock == clock {
			return b
		}
	}
	t.Fatalf("no breach of %s in %s", clock, reference)
	return report.Breach{}
}

func TestALateAnswerIsListedWithWorkingDaysAndWhoWasTold(t *testing.T) {
	o := newOffice(t)
	c := o.lowVoltage()
	r := o.build(o.spec("2026-03-01", "2026-03-31", "2026-04-01 09:00"))

	got := breachOf(t, r, c.Reference, "answer")
	told := func(kind, point, at, sent string, levels ...string) report.Told {
		return report.Told{Kind: kind, Point: point, At: o.at(at), SentAt: o.at(sent), Levels: levels}
	}
	want := report.Breach{
		Reference: "202603-000001", Unit: "demo-station", UnitName: "Demo station", Kind: "complaint",
		Class: "04.01.01", ClassName: "Long-lasting abnormal voltage", Clock: "answer", ClockName: "answer",
		DueAt: o.at("2026-03-17 24:00"), EndedAt: o.at("2026-03-26 09:30"), FoundAt: o.at("2026-03-17 24:00").Add(time.Second),
		MinutesLate: 8*24*60 + 9*60 + 30, WorkingDaysLate: 7,
		Told: []report.Told{
			told("warning", "2wd before@09:00", "2026-03-13 09:00", "2026-03-13 09:00", "handler", "L1"),
			told("warning", "0wd before@09:00", "2026-03-17 09:00", "2026-03-17 09:00", "handler", "L1", "L2"),
			{Kind: "breach", At: o.at("2026-03-17 24:00"), SentAt: o.at("2026-03-17 24:00").Add(time.Second), Levels: []string{"L2", "L3"}},
		},
		Supervision: &report.Supervision{Level: "L3", OpenedAt: o.at("2026-03-17 24:00"), ReleasedAt: o.at("2026-03-26 11:00")},
	}
	for _, day := range []string{"19", "20", "23", "24", "25", "26"} {
		want.Told = append(want.Told, told("escalation", "", "2026-03-"+day+" 09:00", "2026-03-"+day+" 09:00", "L1", "L2", "L3", "L4"))
	}
	want.ClassName = got.ClassName // the pack's words
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("breach (-want +got):\n%s", diff)
	}
	if b := breachOf(t, r, c.Reference, "contact"); b.MinutesLate != 330 || b.WorkingDaysLate != 0 || b.Supervision != nil {
		t.Errorf("contact: %d minutes, %d working days late, supervision %v", b.MinutesLate, b.WorkingDaysLate, b.Supervision)
	}
	if b := breachOf(t, r, c.Reference, "return"); len(b.Told) != 0 {
		t.Errorf("a quiet limit told %v", b.Told)
	}
}

func TestFiguresOfAMonth(t *testing.T) {
	o := newOffice(t).march()
	r := o.build(o.spec("2026-03-01", "2026-03-31", "2026-04-01 09:00"))

	total := r.Total
	if total.Received != 6 || total.Complaints != 6 || total.Duplicates != 1 || total.Orders != 6 || total.Breached != 3 || total.StillOpen != 3 || total.Reworks != 1 {
		t.Errorf("received %d, complaints %d, duplicates %d, orders %d, breached %d, open %d, reworks %d",
			total.Received, total.Complaints, total.Duplicates, total.Orders, total.Breached, total.StillOpen, total.Reworks)
	}
	if total.Closed[complaint.Resolved] != 2 || total.Closed[complaint.Invalid] != 1 {
		t.Errorf("closed %v", total.Closed)
	}
	for _, want := range []report.ClockFigures{
		{Clock: "dispatch", Due: 6, InTime: 5, Late: 1, Open: 1, Rate: "83.33"},
		{Clock: "contact", Due: 5, InTime: 3, Late: 2, Open: 1, Rate: "60.00", Cancelled: 1},
		{Clock: "answer", Due: 4, InTime: 1, Late: 3, Open: 2, Rate: "25.00", Cancelled: 1},
		{Clock: "callback", Due: 3, InTime: 3, Rate: "100.00"},
		{Clock: "rework", Due: 1, InTime: 1, Rate: "100.00"},
		{Clock: "superior", Rate: report.NoData},
	} {
		got := clockOf(t, total, want.Clock)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", want.Clock, diff)
		}
	}
}

func TestAUnitsRowHoldsTheUnitsBelowIt(t *testing.T) {
	o := newOffice(t).march()
	spec := o.spec("2026-03-01", "2026-03-31", "2026-04-01 09:00")
	r := o.build(spec)
	type row struct {
		Unit            string
		Depth, Received int
	}
	rows := func(r *report.Report) (list []row) {
		for _, u := range r.Units {
			list = append(list, row{u.Unit, u.Depth, u.Received})
		}
		return list
	}
	want := []row{{"national-centre", 0, 5}, {"demo-province", 1, 5}, {"demo-city", 2, 5}, {"demo-county", 3, 5}, {"demo-station", 4, 4}, {"demo-discipline", 2, 0}, {"", 0, 1}}
	if diff := cmp.Diff(want, rows(r)); diff != "" {
		t.Errorf("whole company (-want +got):\n%s", diff)
	}
	spec.Unit = "demo-county"
	r = o.build(spec)
	if diff := cmp.Diff([]row{{"demo-county", 0, 5}, {"demo-station", 1, 4}}, rows(r)); diff != "" {
		t.Errorf("scope of the county (-want +got):\n%s", diff)
	}
	if r.Total.Received != 5 || r.Total.Breached != 2 {
		t.Errorf("scope of the county: received %d, breached %d", r.Total.Received, r.Total.Breached)
	}
}

func TestThePeriodIsHalfOpen(t *testing.T) {
	o := newOffice(t)
	o.open("2026-03-24 09:00", complaint.Submission{}) // answer due at 24:00 of 03-31
	o.open("2026-03-31 24:00", complaint.Submission{}) // received as April begins
	march := o.build(o.spec("2026-03-01", "2026-03-31", "2026-04-10 09:00"))
	april := o.build(o.spec("2026-04-01", "2026-04-30", "2026-04-10 09:00"))

	if got := breachOf(t, march, o.cases[0].Reference, "answer").DueAt; !got.Equal(time.Date(2026, 3, 31, 16, 0, 0, 0, time.UTC)) {
		t.Errorf("due %s", got)
	}
	if m, a := clockOf(t, march.Total, "answer").Due, clockOf(t, april.Total, "answer").Due; m != 1 || a != 1 {
		t.Errorf("answers due: March %d, April %d; want 1 and 1", m, a)
	}
	if march.Total.Received != 1 || april.Total.Received != 1 {
		t.Errorf("received: March %d, April %d; want 1 and 1", march.Total.Received, april.Total.Received)
	}
}

func TestAsOfDecidesWhatHasHappened(t *testing.T) {
	o := newOffice(t)
	o.lowVoltage()
	for _, tt := range []struct {
		name, asOf string
		want       report.ClockFigures
	}{
		{"before the receipt there is nothing", "2026-03-10 08:59", report.ClockFigures{Rate: report.NoData}},
		{"at the due instant it is not late", "2026-03-17 24:00", report.ClockFigures{NotYetDue: 1, Rate: report.NoData}},
		{"a minute later it is late and open", "2026-03-18 00:01", report.ClockFigures{Due: 1, Late: 1, Open: 1, Rate: "0.00"}},
		{"after the answer it is late and done", "2026-03-27 09:00", report.ClockFigures{Due: 1, Late: 1, Rate: "0.00"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := o.build(o.spec("2026-03-01", "2026-03-31", tt.asOf))
			tt.want.Clock = "answer"
			if diff := cmp.Diff(tt.want, clockOf(t, r.Total, "answer")); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			for _, b := range r.Breaches {
				for _, n := range b.Told {
					if n.SentAt.After(r.AsOf) {
						t.Errorf("told %s, after %s", n.SentAt, r.AsOf)
					}
				}
			}
		})
	}
}

func TestWhatAPersonHadToSortIsCounted(t *testing.T) {
	o := newOffice(t)
	unsure := complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Urgency: "general", Grade: "general"}, Unsure: true}
	decided := complaint.Classification{Class: "04.01.01", Unit: "demo-station"}
	o.do(o.open("2026-02-27 09:00", complaint.Submission{}), "2026-03-02 09:00", unsure) // sorted in March, received before
	o.do(o.open("2026-03-02 09:00", complaint.Submission{}), "2026-03-02 09:00", unsure, decided, complaint.Dispatching{})
	o.dispatch(o.open("2026-03-03 09:00", complaint.Submission{}), "2026-03-03 09:00", "demo-station", "04.01.01")
	late := o.open("2026-03-04 09:00", complaint.Submission{})
	o.dispatch(late, "2026-03-04 09:00", "demo-station", "04.01.01")
	o.do(late, "2026-04-02 09:00", complaint.Refusal{Reason: "wrong unit"}) // after the first as-of
	twin := o.open("2026-03-05 09:00", complaint.Submission{})
	o.do(twin, "2026-03-05 09:00", unsure, complaint.Merge{Into: late.Reference}) // no figure but duplicates
	for _, tt := range []struct {
		asOf, unit string
		sorted     int
		share      string
	}{
		{"2026-03-01 09:00", "", 0, report.NoData},
		{"2026-04-01 09:00", "", 1, "33.33"},
		{"2026-04-03 09:00", "", 2, "66.67"},
		{"2026-04-03 09:00", "demo-station", 1, "50.00"},
	} {
		spec := o.spec("2026-03-01", "2026-03-31", tt.asOf)
		spec.Unit = tt.unit
		total := o.build(spec).Total
		if total.Sorted != tt.sorted || total.SortedShare != tt.share {
			t.Errorf("as of %s in %q: %d of %d, %s; want %d, %s", tt.asOf, tt.unit, total.Sorted, total.Received, total.SortedShare, tt.sorted, tt.share)
		}
	}
}

func TestAPeriodWithoutCasesHasNoData(t *testing.T) {
	o := newOffice(t)
	r := o.build(o.spec("2026-03-01", "2026-03-31", "2026-04-01 09:00"))
	for _, k := range r.Total.Clocks {
		if k.Rate != report.NoData {
			t.Errorf("%s: rate %s", k.Clock, k.Rate)
		}
	}
	if r.Breaches == nil || len(r.Units) != 7 {
		t.Errorf("breaches %v, %d units", r.Breaches, len(r.Units))
	}
}

func TestManyCasesAreReadInPages(t *testing.T) {
	o := newOffice(t)
	for range 1001 {
		o.open("2026-03-10 09:00", complaint.Submission{Site: complaint.SiteDetails{Region: "demo"}})
	}
	o.pageSize = 100
	r := o.build(o.spec("2026-03-01", "2026-03-31", "2026-03-10 12:00"))
	if got := clockOf(t, r.Total, "dispatch"); r.Total.Received != 1001 || got.Late != 1001 || len(r.Breaches) != 1001 {
		t.Errorf("received %d, late %d, listed %d; want 1001", r.Total.Received, got.Late, len(r.Breaches))
	}
	if o.pages != 22 || o.largest != 100 {
		t.Errorf("%d pages of up to %d cases", o.pages, o.largest)
	}
}

func TestASpecThatMakesNoSenseIsRefused(t *testing.T) {
	o := newOffice(t)
	spec := o.spec("2026-03-01", "2026-03-31", "2026-04-01 09:00")
	spec.Kind, spec.Language, spec.Unit, spec.To, spec.AsOf = "weather", "fr", "nowhere", spec.From, time.Time{}
	_, err := report.Build(t.Context(), o, spec)
	var names []string
	for _, f := range fault.Of(err).Fields {
		names = append(names, f.Name)
	}
	if diff := cmp.Diff([]string{"kind", "language", "to", "asOf", "unit"}, names); diff != "" || !fault.Is(err, fault.Invalid) {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
