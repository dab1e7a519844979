package report_test

import (
	"testing"
	"time"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report"
)

func TestPeriodsAreDaysOrInstants(t *testing.T) {
	zone := time.FixedZone("office", 8*3600)
	for _, tt := range []struct{ name, from, to, wantFrom, wantTo, saidFrom, saidTo string }{
		{"days are inclusive", "2026-09-01", "2026-09-30", "2026-08-31T16:00:00Z", "2026-09-30T16:00:00Z", "2026-09-01", "2026-09-30"},
		{"one day", "2026-09-01", "2026-09-01", "2026-08-31T16:00:00Z", "2026-09-01T16:00:00Z", "2026-09-01", "2026-09-01"},
		{"instants are half-open", "2026-09-01T08:00:00+08:00", "2026-09-01T04:00:00.9Z", "2026-09-01T00:00:00Z", "2026-09-01T04:00:00Z", "2026-09-01T00:00:00Z", "2026-09-01T04:00:00Z"},
		{"instants at midnight are days", "2026-08-31T16:00:00Z", "2026-09-30T16:00:00Z", "2026-08-31T16:00:00Z", "2026-09-30T16:00:00Z", "2026-09-01", "2026-09-30"},
		{"a day and an instant", "2026-09-01", "2026-09-01T12:00:00+08:00", "2026-08-31T16:00:00Z", "2026-09-01T04:00:00Z", "2026-08-31T16:00:00Z", "2026-09-01T04:00:00Z"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			from, to, err := report.ParsePeriod(tt.from, tt.to, zone)
			if err != nil {
				t.Fatal(err)
			}
			if f, u := from.Format(time.RFC3339), to.Format(time.RFC3339); f != tt.wantFrom || u != tt.wantTo {
				t.Errorf("%s to %s, want %s to %s", f, u, tt.wantFrom, tt.wantTo)
			}
			if f, u := report.Ends(from, to, zone); f != tt.saidFrom || u != tt.saidTo {
				t.Errorf("said %s to %s, want %s to %s", f, u, tt.saidFrom, tt.saidTo)
			}
		})
	}
}

func TestBadPeriodsNameTheirEnds(t *testing.T) {
	for _, tt := range []struct {
		from, to string
		want     int
	}{
		{"", "", 2}, {"2026-02-30", "2026-03-01", 1}, {"2026-03-01", "March", 1},
		{"2026-03-02", "2026-03-01", 1}, {"2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z", 1},
	} {
		_, _, err := report.ParsePeriod(tt.from, tt.to, time.UTC)
		if !fault.Is(err, fault.Invalid) || len(fault.Of(err).Fields) != tt.want {
			t.Errorf("%q to %q: %v, want %d bad fields", tt.from, tt.to, err, tt.want)
		}
	}
}
