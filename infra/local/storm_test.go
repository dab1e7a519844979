package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/functions/relay"
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
	for name, text := range map[string]string{"units.yaml": units.String(), "duty.yaml": duty} {
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

// noticesOf are the notices so far.
func noticesOf(tb testing.TB, a *app) []complaint.Notice {
	tb.Helper()
	docs, err := a.db.ListPublished(tb.Context(), "notice", "", "", 1_000_000)
	if err != nil {
		tb.Fatal(err)
	}
	list := make([]complaint.Notice, len(docs))
	for i, doc := range docs {
		if err := json.Unmarshal(doc, &list[i]); err != nil {
			tb.Fatal(err)
		}
	}
	return list
}

// TestAStormReachesEverybodyAFewTimes: all at one instant, 10,000 cases become
// overdue. Each breach is recorded once and told to all of its levels; nobody
// gets more notices than the throttle allows.
func TestAStormReachesEverybodyAFewTimes(t *testing.T) {
	cases := 10_000
	if testing.Short() {
		cases = 2_000
	}
	a, due := stormApp(t, cases)
	if fired, err := a.advance(t.Context(), due.Add(time.Minute)); err != nil || fired != cases {
		t.Fatalf("%d fired, %v; want %d", fired, err, cases)
	}
	got := received(t, noticesOf(t, a))
	breachedOnce(t, a, cases)
	want := expected(cases)
	for to, references := range want {
		if diff := len(references) - len(got[to].references); diff != 0 || !maps.Equal(references, got[to].references) {
			t.Errorf("%s is told of %d cases, want %d", to, len(got[to].references), len(references))
		}
	}
	for to, r := range got {
		if want[to] == nil {
			t.Errorf("%s is told, who is not in charge", to)
		}
		if limit := most(a.policy.Throttle, len(want[to])); r.notices > limit {
			t.Errorf("%s gets %d notices of %d cases, want at most %d", to, r.notices, len(want[to]), limit)
		}
	}
	if r := got["city-quiet"]; r.notices != stormQuiet || r.bundles != 0 {
		t.Errorf("the quiet city gets %d notices, %d of them bundles, want %d singles", r.notices, r.bundles, stormQuiet)
	}
	if r := got["city-0"]; r.notices != r.bundles || r.bundles > 3 {
		t.Errorf("a city in the storm gets %d notices, %d of them bundles", r.notices, r.bundles)
	}
}

// TestRemindersOfManyCasesAreBundled: what the workflows of many cases send at
// one instant waits until the last of them has moved.
func TestRemindersOfManyCasesAreBundled(t *testing.T) {
	a := testApp(t, "2026-03-10T09:00:00+08:00")
	const cases = 80
	for i := range cases {
		if _, _, err := a.desk.Submit(t.Context(), submission(int64(i)).Complaint(), complaint.Actor{Role: complaint.Public}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := a.advance(t.Context(), a.watch.Now().Add(9*24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	type letterbox struct {
		kind, clock, unit string
		at                int64
	}
	got, told := map[letterbox]int{}, map[letterbox]int{}
	for _, n := range noticesOf(t, a) {
		for _, r := range n.Recipients {
			box := letterbox{n.Kind, n.Clock, r.Unit, n.At.Unix()}
			got[box]++
			told[box] += len(n.Cases())
		}
	}
	seen := map[string]bool{}
	for box, n := range got {
		seen[box.kind+" "+box.clock] = true
		if told[box] != cases {
			t.Errorf("%v is told of %d cases, want %d", box, told[box], cases)
		}
		if box.kind != "dispatched" && n != 1 {
			t.Errorf("%v gets %d notices, want a bundle", box, n)
		}
	}
	for _, want := range []string{"warning contact", "breach contact", "warning answer", "breach answer", "escalation answer"} {
		if !seen[want] {
			t.Errorf("no %s among %v", want, slices.Sorted(maps.Keys(seen)))
		}
	}
}

// most is how many notices of n cases a recipient gets, all of one round, at most.
func most(t policy.Throttle, n int) int {
	rounds := (n + relay.Gather - 1) / relay.Gather
	return rounds * max(t.Singles, (min(n, relay.Gather)+t.Bundle-1)/t.Bundle)
}

// receipt is what one recipient got.
type receipt struct {
	notices, bundles int
	references       map[string]bool
}

// received sorts breach notices by unit or unit/person, and looks at each.
func received(t *testing.T, notices []complaint.Notice) map[string]*receipt {
	t.Helper()
	got := map[string]*receipt{}
	for _, n := range notices {
		if n.Kind != "breach" {
			t.Errorf("a notice of kind %s", n.Kind)
		}
		if len(n.Recipients) == 0 || !slices.IsSorted(n.References) || n.Clock != "answer" || n.Text == "" || len(n.References) > 1000 {
			t.Errorf("notice %s to %d recipients, about %s", n.ID, len(n.Recipients), n.Clock)
		}
		for _, r := range n.Recipients {
			to := strings.TrimSuffix(r.Unit+"/"+r.Person, "/")
			if got[to] == nil {
				got[to] = &receipt{references: map[string]bool{}}
			}
			got[to].notices++
			if n.References != nil {
				got[to].bundles++
			}
			for _, reference := range n.Cases() {
				if got[to].references[reference] {
					t.Errorf("%s is told of %s twice", to, reference)
				}
				got[to].references[reference] = true
			}
		}
	}
	return got
}

// expected are the cases that each recipient is to hear of: a breach of the
// answer goes to county and city; where one of them has nobody, to the other.
func expected(cases int) map[string]map[string]bool {
	want := map[string]map[string]bool{}
	tell := func(to, reference string) {
		if want[to] == nil {
			want[to] = map[string]bool{}
		}
		want[to][reference] = true
	}
	units := stormUnits()
	for i := range cases {
		reference := complaint.Reference("202603", int64(i)+2)
		county := strings.TrimPrefix(units[i%len(units)], "station-")
		county = "county-" + county[:strings.LastIndex(county, "-")]
		city := "city-" + strings.Split(county, "-")[1]
		if i >= cases-stormQuiet {
			county, city = "county-quiet", "city-quiet"
		}
		if county == "county-0-0" {
			county += "/night"
		}
		if county != "county-0-1" {
			tell(county, reference)
		}
		if city != "city-1" {
			tell(city, reference)
		}
	}
	return want
}

// breachedOnce checks that every case has one event of the breach.
func breachedOnce(t *testing.T, a *app, cases int) {
	t.Helper()
	for i := range cases {
		events, err := a.db.Events(t.Context(), complaint.Reference("202603", int64(i)+2), 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, e := range events {
			if e.Type == "breached" {
				n++
			}
		}
		if n != 1 {
			t.Errorf("case %d has %d breaches", i, n)
		}
	}
}
