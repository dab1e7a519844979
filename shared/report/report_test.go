package report_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/report/paper"
)

// counted are counts of a group, by key.
func counted(f *report.Figures, keys ...string) map[string]int64 {
	n := map[string]int64{}
	for _, key := range keys {
		n[key] = f.Count(key)
	}
	return n
}

// clockCounts are due, in time, late, late and open, not yet due and cancelled of a clock, and its rate.
func clockCounts(f *report.Figures, clock string) []string {
	var said []string
	for _, base := range []string{"due", "inTime", "late", "lateOpen", "notYetDue", "cancelled", "rate"} {
		said = append(said, f.Value(clock+"."+base).Number())
	}
	return said
}

func (o *office) march2026() report.Spec {
	return o.spec("2026-03-01", "2026-03-31", "2026-04-01 09:00")
}

func TestALateAnswerIsListedWithWorkingDaysAndWhoWasTold(t *testing.T) {
	o := newOffice(t)
	c := o.lowVoltage()
	p := o.build(o.march2026())
	told := []string{
		"2026-03-13 09:00 warning: handler, L1", "2026-03-17 09:00 warning: handler, L1, L2", "2026-03-18 00:00 breach: L2, L3",
	}
	for _, day := range []string{"19", "20", "23", "24", "25", "26"} {
		told = append(told, "2026-03-"+day+" 09:00 escalation: L1, L2, L3, L4")
	}
	supervised := []string{"2026-03-17 24:00 supervision: L3", "2026-03-26 11:00 supervision released"}
	equal(t, "answer", breachOf(t, p, c.Reference, "answer", "unit", "class", "dueAt", "endedAt", "open", "minutesLate", "workingDaysLate", "told", "supervision"), []string{
		"demo-station", "04.01.01", "2026-03-17 24:00", "2026-03-26 09:30", "no", "12090", "7",
		strings.Join(append(told, supervised...), "\n"), strings.Join(supervised, "\n"),
	})
	equal(t, "contact", breachOf(t, p, c.Reference, "contact", "minutesLate", "workingDaysLate", "supervision"), []string{"330", "0", ""})
	equal(t, "a quiet limit", breachOf(t, p, c.Reference, "return", "told"), []string{""})
}

func TestFiguresOfAMonth(t *testing.T) {
	o := newOffice(t).march()
	f := o.count(o.march2026()).Total
	want := map[string]int64{
		"received": 6, "complaints": 6, "duplicates": 1, "orders": 6, "breachedOrders": 3, "openOrders": 3, "reworkRounds": 1,
		"closed.resolved": 2, "closed.invalid": 1, "closed.unreached": 0, "sorted": 1, "overLevel": 0,
	}
	for key, n := range want {
		if got := f.Count(key); got != n {
			t.Errorf("%s: %d, want %d", key, got, n)
		}
	}
	for clock, want := range map[string][]string{
		"dispatch": {"6", "5", "1", "1", "0", "0", "83.33"},
		"contact":  {"5", "3", "2", "1", "0", "1", "60.00"},
		"answer":   {"4", "1", "3", "2", "0", "1", "25.00"},
		"callback": {"3", "3", "0", "0", "0", "0", "100.00"},
		"rework":   {"1", "1", "0", "0", "0", "0", "100.00"},
		"superior": {"0", "0", "0", "0", "0", "0", paper.NoData},
	} {
		equal(t, clock, clockCounts(f, clock), want)
	}
}

func TestAUnitsRowHoldsTheUnitsBelowIt(t *testing.T) {
	o := newOffice(t).march()
	spec := o.march2026()
	equal(t, "whole company", cells(o.build(spec), "units", "code", "received"), [][]string{
		{"national-centre", "5"}, {"demo-province", "5"}, {"demo-city", "5"}, {"demo-county", "5"}, {"demo-station", "4"}, {"demo-discipline", "0"}, {"", "1"},
	})
	spec.Filter.Unit = "demo-county"
	equal(t, "scope of the county", cells(o.build(spec), "units", "code", "received"), [][]string{{"demo-county", "5"}, {"demo-station", "4"}})
	equal(t, "all of the county", counted(o.count(spec).Total, "received", "breachedOrders"), map[string]int64{"received": 5, "breachedOrders": 2})
}

func TestThePeriodIsHalfOpen(t *testing.T) {
	o := newOffice(t)
	o.open("2026-03-24 09:00", complaint.Submission{}) // answer due at 24:00 of 03-31
	o.open("2026-03-31 24:00", complaint.Submission{}) // received as April begins
	march, april := o.spec("2026-03-01", "2026-03-31", "2026-04-10 09:00"), o.spec("2026-04-01", "2026-04-30", "2026-04-10 09:00")
	equal(t, "answer", breachOf(t, o.build(march), o.cases[0].Reference, "answer", "dueAt"), []string{"2026-03-31 24:00"})
	for name, spec := range map[string]report.Spec{"March": march, "April": april} {
		equal(t, name, counted(o.count(spec).Total, "received", "answer.due"), map[string]int64{"received": 1, "answer.due": 1})
	}
}

func TestAsOfDecidesWhatHasHappened(t *testing.T) {
	o := newOffice(t)
	o.lowVoltage()
	for _, tt := range []struct {
		name, asOf string
		want       []string
	}{
		{"before the receipt there is nothing", "2026-03-10 08:59", []string{"0", "0", "0", "0", "0", "0", paper.NoData}},
		{"at the due instant it is not late", "2026-03-17 24:00", []string{"0", "0", "0", "0", "1", "0", paper.NoData}},
		{"a minute later it is late and open", "2026-03-18 00:01", []string{"1", "0", "1", "1", "0", "0", "0.00"}},
		{"after the answer it is late and done", "2026-03-27 09:00", []string{"1", "0", "1", "0", "0", "0", "0.00"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			spec := o.spec("2026-03-01", "2026-03-31", tt.asOf)
			equal(t, "answer", clockCounts(o.count(spec).Total, "answer"), tt.want)
			asOf := strings.Replace(tt.asOf, "17 24:00", "18 00:00", 1)
			for _, row := range cells(o.build(spec), "breaches", "told") {
				for line := range strings.Lines(row[0]) {
					if line[:len(asOf)] > asOf {
						t.Errorf("told %q after %s", line, tt.asOf)
					}
				}
			}
		})
	}
}

// TestRunningAndCancelledLimitsAreNotInTheRate and are shown apart.
func TestRunningAndCancelledLimitsAreNotInTheRate(t *testing.T) {
	o := newOffice(t).march()
	spec := o.spec("2026-03-01", "2026-04-30", "2026-04-01 09:00")
	p := o.build(spec)
	for _, row := range cells(p, "clocks", "clock", "due", "inTime", "notYetDue", "cancelled", "rate") {
		if row[0] == "answer" { // one of six runs on, one was cancelled
			equal(t, "answer", row[1:], []string{"4", "1", "1", "1", "25.00%"})
			return
		}
	}
	t.Error("the answer has no row")
}

// TestAPeriodWithoutEndedLimitsHasNoData in place of 0 % or 100 %.
func TestAPeriodWithoutEndedLimitsHasNoData(t *testing.T) {
	o := newOffice(t)
	o.open("2026-03-10 09:00", complaint.Submission{})
	spec := o.spec("2026-03-01", "2026-03-31", "2026-03-10 09:05")
	f := o.count(spec).Total
	for _, k := range o.policy.Clocks {
		if rate := f.Value(k.Name + ".rate"); rate.Number() != paper.NoData {
			t.Errorf("%s: rate %s", k.Name, rate.Number())
		}
	}
	for _, row := range cells(o.build(spec), "clocks", "clock", "rate") {
		if row[1] != paper.NoData {
			t.Errorf("%s: the page says %s", row[0], row[1])
		}
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
		sorted     int64
		share      string
	}{
		{"2026-03-01 09:00", "", 0, paper.NoData},
		{"2026-04-01 09:00", "", 1, "33.33"},
		{"2026-04-03 09:00", "", 2, "66.67"},
		{"2026-04-03 09:00", "demo-station", 1, "50.00"},
	} {
		spec := o.spec("2026-03-01", "2026-03-31", tt.asOf)
		spec.Filter.Unit = tt.unit
		f := o.count(spec).Total
		if sorted, share := f.Count("sorted"), f.Value("sortedShare").Number(); sorted != tt.sorted || share != tt.share {
			t.Errorf("as of %s in %q: %d, %s; want %d, %s", tt.asOf, tt.unit, sorted, share, tt.sorted, tt.share)
		}
	}
}

func TestManyCasesAreReadInPages(t *testing.T) {
	o := newOffice(t)
	for range 1001 {
		o.open("2026-03-10 09:00", complaint.Submission{Site: complaint.SiteDetails{Region: "demo"}})
	}
	o.pageSize = 100
	spec := o.spec("2026-03-01", "2026-03-31", "2026-03-10 12:00")
	f := o.count(spec).Total
	equal(t, "figures", counted(f, "received", "dispatch.late"), map[string]int64{"received": 1001, "dispatch.late": 1001})
	if o.pages != 12 || o.largest != 100 {
		t.Errorf("%d pages of up to %d cases", o.pages, o.largest)
	}
	if n := len(cells(o.build(spec), "breaches", "reference")); n != 1001 {
		t.Errorf("%d breaches are listed, want 1001", n)
	}
}

// TestEveryFigureListsItsCases: as many as it counts, page by page.
func TestEveryFigureListsItsCases(t *testing.T) {
	o := newOffice(t).march()
	spec := o.march2026()
	f := o.count(spec).Total
	for _, figure := range []string{"received", "complaints", "duplicates", "breachedOrders", "verified", "answer.late", "dispatch.inTime", "callbackRequired"} {
		var all []string
		for cursor, more := "", true; more; more = cursor != "" {
			references, next, err := report.Cases(t.Context(), o, spec, figure, cursor, 2)
			if err != nil {
				t.Fatal(err)
			}
			all, cursor = append(all, references...), next
		}
		slices.Sort(all)
		if n := len(slices.Compact(slices.Clone(all))); n != len(all) || int64(n) != f.Count(figure) {
			t.Errorf("%s counts %d and lists %v", figure, f.Count(figure), all)
		}
	}
	if _, _, err := report.Cases(t.Context(), o, spec, "satisfaction", "", 10); !fault.Is(err, fault.Invalid) {
		t.Errorf("the cases behind a rate: %v, want Invalid", err)
	}
	if _, _, err := report.Cases(t.Context(), o, spec, "received", "9.x", 10); !fault.Is(err, fault.Invalid) {
		t.Errorf("a foreign cursor: %v, want Invalid", err)
	}
}

func TestASpecThatMakesNoSenseIsRefused(t *testing.T) {
	o := newOffice(t)
	spec := o.march2026()
	spec.Kind, spec.Language, spec.Filter.Unit, spec.To, spec.AsOf = "weather", "fr", "nowhere", spec.From, time.Time{}
	_, err := report.Build(t.Context(), o, spec)
	var names []string
	for _, f := range fault.Of(err).Fields {
		names = append(names, f.Name)
	}
	if diff := cmp.Diff([]string{"kind", "language", "to", "asOf", "unit"}, names); diff != "" || !fault.Is(err, fault.Invalid) {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
