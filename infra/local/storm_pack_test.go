package main

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// The storm's company: stations below counties below cities below a province,
// and one station more that has only a few cases.
const (
	stormCities   = 4
	stormCounties = 5 // of each city
	stormStations = 6 // of each county
	stormQuiet    = 15
)

// stormPack is the default pack with that company in the place of its own. The
// people of a county and of the province are on duty by shifts, one county at
// no time.
func stormPack(tb testing.TB) string {
	tb.Helper()
	files, err := policy.Files("state-grid")
	if err != nil {
		tb.Fatal(err)
	}
	dir := tb.TempDir()
	if err := os.CopyFS(dir, files); err != nil {
		tb.Fatal(err)
	}
	var units strings.Builder
	unit := func(id, level, parent, more string) {
		fmt.Fprintf(&units, "  - {id: %s, level: %s, parent: %s, zh: 单位, en: Unit%s}\n", id, level, parent, more)
	}
	units.WriteString("units:\n  - {id: national-centre, level: L5, zh: 中心, en: Centre}\n")
	unit("province", "L4", "national-centre", "")
	for c := range stormCities {
		city := fmt.Sprint("city-", c)
		unit(city, "L3", "province", "")
		for n := range stormCounties {
			county := fmt.Sprintf("county-%d-%d", c, n)
			unit(county, "L2", city, "")
			for s := range stormStations {
				unit(fmt.Sprintf("station-%d-%d-%d", c, n, s), "L1", county, "")
			}
		}
	}
	unit("city-quiet", "L3", "province", "")
	unit("county-quiet", "L2", "city-quiet", "")
	unit("station-quiet", "L1", "county-quiet", ", regions: [demo]")
	duty := `units:
  - {unit: county-0-0, shifts: [{hours: "08:30-17:30", people: [day]}, {hours: "17:30-08:30", people: [left, night]}], absent: [{person: left}]}
  - {unit: county-0-1, shifts: [{hours: "00:00-24:00", people: [left]}], absent: [{person: left}]}
  - {unit: city-1, shifts: [{days: [sun], hours: "03:00-03:01", people: [nobody]}]}
`
	for name, text := range map[string]string{"units.yaml": units.String(), "duty.yaml": duty, "reports.yaml": "schedule: []\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	return dir
}

// stormUnits are the units that answer cases, without the quiet one.
func stormUnits() []string {
	var ids []string
	for c := range stormCities {
		for n := range stormCounties {
			for s := range stormStations {
				ids = append(ids, fmt.Sprintf("station-%d-%d-%d", c, n, s))
			}
		}
	}
	return ids
}

// stormApp is the program with so many open cases, all of whose answers are
// due at one instant; the last few are the quiet station's.
func stormApp(tb testing.TB, cases int) (a *app, due time.Time) {
	tb.Helper()
	log := slog.New(slog.NewTextHandler(tb.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	a, err := newApp(tb.Context(), config{data: ":memory:", policy: stormPack(tb), clock: benchStart.Format(time.RFC3339), dev: true}, log)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(a.close)
	first := stormCase(tb, a.policy)
	units := stormUnits()
	commits := func(yield func(complaint.Commit) bool) {
		for i := range cases {
			c := varied(first, int64(i), 0)
			c.Case.Unit = units[i%len(units)]
			if i >= cases-stormQuiet {
				c.Case.Unit = "station-quiet"
			}
			if !yield(c) {
				return
			}
		}
	}
	if err := a.db.Load(tb.Context(), commits); err != nil {
		tb.Fatal(err)
	}
	return a, first.Case.Clocks[0].DueAt
}

// stormCase is a dispatched case of which only the answer is left to wait for.
func stormCase(tb testing.TB, p *policy.Policy) complaint.Commit {
	tb.Helper()
	turn := complaint.Turn{Policy: p, Now: benchStart, By: complaint.Actor{Role: complaint.System}}
	c, contact, change, err := complaint.Open(submission(1).Complaint(), complaint.Reference("202603", 1), "ABCDEFGHJKLM", turn)
	if err != nil {
		tb.Fatal(err)
	}
	for _, cmd := range []complaint.Command{
		complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: "04.03.01", Urgency: "general", Grade: "general", Confidence: 0.9}, Unit: "station-quiet"},
		complaint.Dispatching{},
	} {
		more, err := c.Do(cmd, turn)
		if err != nil {
			tb.Fatal(err)
		}
		change.Events = append(change.Events, more.Events...)
	}
	answer := *c.Clock("answer")
	for i := range answer.Points {
		answer.Points[i].Passed = true
	}
	c.Clocks, c.WakeAt = []complaint.Clock{answer}, answer.DueAt.Add(time.Second)
	return complaint.Commit{Case: c, Contact: &contact, Change: complaint.Change{Events: change.Events}}
}
