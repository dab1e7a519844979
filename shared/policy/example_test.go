package policy

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// holding puts examples beside the clocks of working_limits.
func holding(t *testing.T, examples string) (*Policy, error) {
	t.Helper()
	fsys := overlay(t, "testdata/working_limits")
	fsys["examples.yaml"] = &fstest.MapFile{Data: []byte("examples:\n" + examples)}
	return Load(fsys)
}

func TestExamplesThatHoldAreKept(t *testing.T) {
	p, err := holding(t, `
  - name: every way to say it
    given:
      received: 2026-06-01 09:00
      started: 2026-06-01T10:30:00+01:00
      kind: complaint
      class: 04.03.01
      grade: special
      urgency: urgent
      region: town
      area: rural
      pauses: ["2026-06-02 12:00/2026-06-03 13:00"]
    clock: answer
    due: 2026-06-05 24:00
    warnings: {"0wd before@09:00": 2026-06-05 09:00}
  - {name: an unset clock, given: {received: 2026-06-01 09:00}, clock: contact, due: none}
  - {name: the calendar alone, given: {received: 2026-06-05 16:30}, target: 2h working, due: 2026-06-08 10:30}
  - {name: to the second, given: {received: "2026-06-05 16:30:15"}, target: 1h, due: "2026-06-05 17:30:15"}
`)
	if err != nil {
		t.Fatal(err)
	}
	at := func(day, hour int) time.Time { return time.Date(2026, 6, day, hour, 0, 0, 0, time.UTC) }
	got := p.Examples[0]
	if !got.Started.Equal(at(1, 9).Add(30*time.Minute)) || !got.Due.Equal(at(6, 0)) || !got.Pauses[0].To.Equal(at(3, 13)) {
		t.Errorf("got %v", got)
	}
	want := Matter{"complaint", "04.03.01", "special", "urgent", "town", "rural", at(1, 9)}
	if diff := cmp.Diff(want, got.Matter); diff != "" || len(p.Examples) != 4 {
		t.Errorf("%d examples, matter (-want +got):\n%s", len(p.Examples), diff)
	}
}

func TestAnExampleLeavesOutWhatIsUsual(t *testing.T) {
	p, err := holding(t, "  - {name: short, given: {received: 2026-06-01 09:00}, clock: dispatch, due: 2026-06-01 09:30}\n")
	if err != nil {
		t.Fatal(err)
	}
	e := p.Examples[0]
	want := Matter{Kind: "complaint", Grade: "general", Urgency: "general", Received: time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)}
	if diff := cmp.Diff(want, e.Matter); diff != "" || !e.Started.Equal(want.Received) || e.Provisional {
		t.Errorf("started %s, matter (-want +got):\n%s", e.Started, diff)
	}
}

func TestExamplesAreNotWorkedInABrokenPack(t *testing.T) {
	fsys := overlay(t, "testdata/busted_expectations")
	fsys["units.yaml"] = &fstest.MapFile{Data: []byte("units: []")}
	_, err := Load(fsys)
	if want := "units.yaml:1: there are no units"; err == nil || err.Error() != want {
		t.Errorf("got %v, want only %s", err, want)
	}
}

func TestInstantsAreWrittenInTheOfficesTime(t *testing.T) {
	p := loadDefault(t)
	for want, at := range map[string]time.Time{
		"2026-10-13 24:00":    time.Date(2026, 10, 13, 16, 0, 0, 0, time.UTC),
		"2026-10-14 00:00:01": time.Date(2026, 10, 13, 16, 0, 1, 0, time.UTC),
		"2026-10-13 16:20":    time.Date(2026, 10, 13, 8, 20, 0, 0, time.UTC),
		"2025-12-31 24:00":    time.Date(2025, 12, 31, 16, 0, 0, 0, time.UTC),
	} {
		if got := p.Local(at); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
