package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/functions/relay"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// noticesOf are the notices about cases so far.
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
	return slices.DeleteFunc(list, func(n complaint.Notice) bool { return n.Kind == "reconciliation" })
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
	a.reportAt = never // reports are of no case
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
