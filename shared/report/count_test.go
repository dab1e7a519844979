package report

import (
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

func TestHowADeadlineCounts(t *testing.T) {
	due := time.Date(2026, 3, 17, 16, 0, 0, 0, time.UTC)
	before, after, never := due.Add(-time.Second), due.Add(time.Second), time.Time{}
	for _, tt := range []struct {
		name        string
		state       complaint.ClockState
		ended, asOf time.Time
		want        standing
	}{
		{"done before due", complaint.Met, before, after, inTime},
		{"done at due", complaint.Met, due, after, inTime},
		{"done at due, looked at then", complaint.Met, due, due, inTime},
		{"done after due", complaint.Missed, after, after, late},
		{"done after due, looked at before it was done", complaint.Missed, after.Add(time.Hour), after, late},
		{"missed, and found to have been done in time", complaint.Missed, before, after, late},
		{"open past due", complaint.Missed, never, after, late},
		{"open past due, not yet found", complaint.Running, never, after, late},
		{"open at due", complaint.Running, never, due, notYetDue},
		{"open before due", complaint.Running, never, before, notYetDue},
		{"done, but the limit lies after as-of", complaint.Met, before, before, notYetDue},
		{"paused past due", complaint.Paused, never, after, notYetDue},
		{"cancelled", complaint.Cancelled, before, after, cancelled},
		{"cancelled after as-of", complaint.Cancelled, before, before.Add(-time.Hour), notYetDue},
	} {
		t.Run(tt.name, func(t *testing.T) {
			k := complaint.Clock{State: tt.state, StartedAt: due.Add(-24 * time.Hour), DueAt: due, EndedAt: tt.ended}
			if got, _ := stand(&k, tt.asOf); got != tt.want {
				t.Errorf("standing %d, want %d", got, tt.want)
			}
		})
	}
}

// TestWhatAHigherLevelOrTheRegulatorHasDoneIsCountedAsOf: each complaint once, by
// what stood on it at the as-of instant, and by the regulator's finding alone.
func TestWhatAHigherLevelOrTheRegulatorHasDoneIsCountedAsOf(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 6, 1, 1, 0, 0, 0, time.UTC)
	day := func(n int) time.Time { return at.AddDate(0, 0, n) }
	c := &complaint.Case{
		Judgement: complaint.Judgement{Kind: "complaint"}, ReceivedAt: at, RecordedAt: at, Status: complaint.Handling,
		Matter:              complaint.Matter{Channel: "regulator", Source: complaint.Source{OverLevel: true}},
		Findings:            &complaint.Findings{Verified: "yes", Responsibility: "utility-operation"}, // the company's own
		EarlierSupervisions: []complaint.Supervision{{OpenedAt: day(1), ReleasedAt: day(2)}},
		Supervision:         &complaint.Supervision{OpenedAt: day(5)},
		RegulatorAppeals: []complaint.RegulatorAppeal{
			{FiledAt: day(2), Fault: complaint.NoFault, FoundAt: day(3)}, {FiledAt: day(4), Fault: complaint.PartlyFault, FoundAt: day(6)},
		},
	}
	for _, tt := range []struct {
		asOf                                  time.Time
		supervised, appeals, decided, atFault int64
	}{
		{day(0), 0, 0, 0, 0}, {day(1), 1, 0, 0, 0}, {day(2), 1, 1, 0, 0}, {day(3), 1, 1, 1, 0}, {day(5), 1, 1, 1, 0}, {day(6), 1, 1, 1, 1},
	} {
		o := &order{}
		if !o.look(Spec{From: at, To: day(30), AsOf: tt.asOf, Policy: p}, c) {
			t.Fatalf("as of %s it is not selected", tt.asOf)
		}
		for key, want := range map[string]int64{
			"supervised": tt.supervised, "customerAppeals": tt.appeals, "customerAppealsDecided": tt.decided, "customerAppealsAtFault": tt.atFault,
		} {
			if got := counts[countOf[key]].of(o); got != want {
				t.Errorf("as of %s %s is %d, want %d", tt.asOf, key, got, want)
			}
		}
	}
}

// TestADecidedResponsibilityCountsFromItsInstant: before it the unit's own word does.
func TestADecidedResponsibilityCountsFromItsInstant(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 6, 1, 1, 0, 0, 0, time.UTC)
	day := func(n int) time.Time { return at.AddDate(0, 0, n) }
	for _, tt := range []struct {
		found, decided string
		asOf           time.Time
		want           int64
	}{
		{"customer", "utility-operation", day(1), 0}, {"customer", "utility-operation", day(2), 1},
		{"utility-marketing", "partner", day(1), 1}, {"utility-marketing", "partner", day(2), 0},
	} {
		c := &complaint.Case{
			Judgement: complaint.Judgement{Kind: "complaint"}, ReceivedAt: at, RecordedAt: at, Status: complaint.Handling,
			Findings:       &complaint.Findings{Verified: "yes", Responsibility: tt.found},
			Responsibility: &complaint.Responsibility{Responsibility: tt.decided, At: day(2)},
		}
		o := &order{}
		if !o.look(Spec{From: at, To: day(30), AsOf: tt.asOf, Policy: p}, c) {
			t.Fatal("it is not selected")
		}
		for _, key := range []string{"responsible", "assessedCompany"} {
			if got := counts[countOf[key]].of(o); got != tt.want {
				t.Errorf("found %s, decided %s, as of %s: %s is %d, want %d", tt.found, tt.decided, tt.asOf, key, got, tt.want)
			}
		}
	}
}
