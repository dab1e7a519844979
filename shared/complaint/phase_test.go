package complaint_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

func TestKindsOfTimeAreKeptApart(t *testing.T) {
	s := rules(t).hours(nineToFive).begin("2026-06-01 15:00").do(complaint.Contacting{Reached: true})
	s.at("2026-06-02 09:00").do(complaint.Suspending{Kind: "customer", Reason: "x", Until: shanghai(t, "2026-06-20 10:00")})
	s.at("2026-06-02 10:00").do(complaint.Suspending{Kind: "access", Reason: "x", Until: shanghai(t, "2026-06-03 10:00")})
	s.at("2026-06-02 12:00").do(complaint.Resuming{Kind: "customer"})
	s.at("2026-06-03 12:00").do(complaint.Answer{Text: "好"})
	s.at("2026-06-03 14:00").do(complaint.Review{Passed: true})
	s.at("2026-06-04 09:00").do(complaint.CallbackResult{Reached: true, Satisfied: new(true)})
	s.at("2026-06-05 09:00")
	want := complaint.Spent{
		Running: 4 * 3600, OutHours: 16 * 3600, // 15-17 and 10-12 in hours
		Paused:   map[string]int64{"customer": 3 * 3600, "access": 22 * 3600},
		Awaiting: 21 * 3600, Closed: 24 * 3600,
	}
	if diff := cmp.Diff(want, s.c.Spent(s.policy, s.now)); diff != "" {
		t.Errorf("spent (-want +got):\n%s", diff)
	}
}

func TestUseOfALimitStandsStillFromACreationInPause(t *testing.T) {
	r := rules(t).hours(`{timeZone: Asia/Shanghai, week: {mon: ["00:00-24:00"], tue: ["00:00-24:00"], wed: ["00:00-24:00"], thu: ["00:00-24:00"], fri: ["00:00-24:00"], sat: ["00:00-24:00"], sun: ["00:00-24:00"]}}`)
	r.clock("answer", func(c *policy.Clock) { c.Target, c.Warnings = r.target("240m working"), nil })
	suspend := complaint.Suspending{Kind: "customer", Reason: "x", Until: shanghai(t, "2026-06-01 23:00")}
	s := r.begin("2026-06-01 09:00").do(suspend)
	s.at("2026-06-01 10:30").do(complaint.Resuming{}).at("2026-06-01 11:00").do(suspend)
	s.at("2026-06-01 11:30").do(complaint.Resuming{}).at("2026-06-01 12:00").do(complaint.Withdrawal{})
	count, err := s.c.Count(s.c.Clock("answer"), s.policy)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Calendar.Used(count.From, count.Target, s.now, count.Pauses...); got != 60*60 {
		t.Errorf("used %d s, want an hour", got)
	}
	s = r.begin("2026-06-01 09:00").do(suspend).at("2026-06-01 12:00").do(complaint.Withdrawal{})
	if count, err = s.c.Count(s.c.Clock("answer"), s.policy); err != nil {
		t.Fatal(err)
	}
	if got := r.Calendar.Used(count.From, count.Target, s.now, count.Pauses...); got != 0 {
		t.Errorf("never resumed, and used %d s", got)
	}
}

func TestASuspensionToldLateCountsWhereItLay(t *testing.T) {
	s := rules(t).hours(nineToFive).begin("2026-06-01 09:00").do(complaint.Contacting{Reached: true})
	s.at("2026-06-01 14:00").do(complaint.Suspending{Kind: "customer", Reason: "x"})
	s.at("2026-06-01 15:00").do(complaint.Resuming{})
	s.do(complaint.Suspending{Kind: "access", Reason: "x", At: shanghai(t, "2026-06-01 11:00")})
	s.do(complaint.Resuming{At: shanghai(t, "2026-06-01 13:00")})
	want := complaint.Spent{Running: 3 * 3600, Paused: map[string]int64{"customer": 3600, "access": 2 * 3600}}
	if diff := cmp.Diff(want, s.c.Spent(s.policy, s.now)); diff != "" {
		t.Errorf("spent (-want +got):\n%s", diff)
	}
}

// TestEveryUnitAnswersForItsOwnTime goes through a refusal, a suspension, a
// reassignment and a rework.
func TestEveryUnitAnswersForItsOwnTime(t *testing.T) {
	s := rules(t).hours(nineToFive).begin("2026-06-01 15:00")
	s.at("2026-06-01 16:00").do(complaint.Refusal{Reason: "退单"})
	s.at("2026-06-01 16:30").do(complaint.Classification{Unit: "demo-county"}).do(complaint.Dispatching{})
	s.at("2026-06-02 09:30").do(complaint.Acceptance{})
	s.at("2026-06-02 10:00").do(complaint.Suspending{Kind: "access", Reason: "x", Until: shanghai(t, "2026-06-03 10:00")})
	s.at("2026-06-02 18:00").do(complaint.Resuming{})
	s.at("2026-06-03 09:00").do(complaint.Reassignment{Unit: "demo-station", Reason: "x"}).do(complaint.Dispatching{})
	s.at("2026-06-03 10:00").do(complaint.Answer{Text: "好"})
	s.at("2026-06-03 11:00").do(complaint.Review{Passed: true})
	s.at("2026-06-03 13:00").do(complaint.CallbackResult{Reached: true, Satisfied: new(false)}).do(complaint.Dispatching{})
	s.at("2026-06-03 14:00").do(complaint.Answer{Text: "好"}).do(complaint.Review{Passed: true})
	s.at("2026-06-03 15:00").do(complaint.CallbackResult{Reached: true, Satisfied: new(true)}).at("2026-06-08 10:00")
	const hour, station, county = 3600, "demo-station", "demo-county"
	want := []complaint.Holding{
		{Unit: station, Status: complaint.Dispatched, Running: 3 * hour}, // first, after the reassignment, and in the rework
		{Status: complaint.Sorting, Running: hour / 2},
		{Unit: county, Status: complaint.Dispatched, Running: hour, OutHours: 16 * hour},
		{Unit: county, Status: complaint.Handling, Running: hour / 2, OutHours: 15 * hour},
		{Unit: county, Status: complaint.Handling, Waiting: "access", Running: 7 * hour, OutHours: hour},
		{Unit: station, Status: complaint.Answered, Running: hour},
		{Unit: station, Status: complaint.Callback, Running: 3 * hour},
	}
	if diff := cmp.Diff(want, s.c.Held(s.policy, s.now)); diff != "" {
		t.Errorf("held (-want +got):\n%s", diff)
	}
	asOf := []complaint.Holding{want[0], want[1], want[2]}
	asOf[0].Running, asOf[2].Running, asOf[2].OutHours = hour, hour/2, 0
	if diff := cmp.Diff(asOf, s.c.Held(s.policy, shanghai(t, "2026-06-01 17:00"))); diff != "" {
		t.Errorf("held as of the first evening (-want +got):\n%s", diff)
	}
}

// wholly adds up everything that time was spent on.
func wholly(s complaint.Spent) int64 {
	sum := s.Running + s.OutHours + s.Awaiting
	for _, n := range s.Paused {
		sum += n
	}
	return sum
}

// TestNoSecondIsLostOrCountedTwice: whatever happened to a case, the time of all
// who held it is that from the receipt on, as far as it was not closed; and who
// held it changes nothing about what it was spent on.
func TestNoSecondIsLostOrCountedTwice(t *testing.T) {
	p, err := defaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		l := born(t, p)
		l.wander()
		until := l.now.Add(l.minutes(60 * 24 * 10))
		if rapid.Bool().Draw(t, "past") {
			until = l.c.ReceivedAt.Add(l.minutes(60 * 24 * 30))
		}
		var held int64
		for _, h := range l.c.Held(p, until) {
			held += h.Running + h.OutHours
		}
		spent := l.c.Spent(p, until)
		if whole := int64(until.Sub(l.c.ReceivedAt).Seconds()); held != wholly(spent) || held+spent.Closed != whole {
			t.Fatalf("held %d s, spent %d s and closed %d s, of %d s", held, wholly(spent), spent.Closed, whole)
		}
		plain := *l.c
		plain.Phases = nil
		for _, phase := range l.c.Phases { // as they were kept before
			if n := len(plain.Phases); n == 0 || plain.Phases[n-1].Status != phase.Status {
				plain.Phases = append(plain.Phases, complaint.Phase{At: phase.At, Status: phase.Status})
			}
		}
		if diff := cmp.Diff(plain.Spent(p, until), spent); diff != "" {
			t.Fatalf("spent (-by statuses +by units):\n%s", diff)
		}
		if names := complaint.Differences(&plain, l.c); names != nil {
			t.Fatalf("a case from before units were kept differs in %q", names)
		}
	})
}

// TestACaseFromBeforeUnitsWereKeptGoesOn reads phases without units.
func TestACaseFromBeforeUnitsWereKeptGoesOn(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00").do(complaint.Acceptance{})
	stored, err := json.Marshal(s.c)
	if err != nil {
		t.Fatal(err)
	}
	s.c = new(complaint.Case)
	if err := json.Unmarshal([]byte(strings.ReplaceAll(string(stored), `,"unit":"demo-station"}`, "}")), s.c); err != nil {
		t.Fatal(err)
	}
	s.c.Unit = "demo-station"
	before := len(s.c.Phases)
	s.at("2026-06-01 10:00").do(complaint.Note{Text: "x"}).do(complaint.Note{Text: "x"})
	added := s.c.Phases[before:]
	if len(added) != 1 || added[0] != (complaint.Phase{At: s.now, Status: complaint.Handling, Unit: "demo-station"}) {
		t.Errorf("phases since: %+v", added)
	}
	again := complaint.Retrace(s.c, s.events, complaint.Under(s.policy))
	if names := complaint.Differences(s.c, again.Case); again.Stopped != nil || names != nil {
		t.Errorf("its record gives another case: %v, %q", again.Stopped, names)
	}
}

func TestAnAnswerPassedWhenItPassedWhicheverUnitHasTheCaseSince(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00").do(complaint.Answer{Text: "好"})
	s.at("2026-06-01 10:00").do(complaint.Review{Passed: true})
	s.at("2026-06-01 11:00").do(complaint.Reassignment{Unit: "demo-county", Reason: "x"})
	if r, ok := s.c.Restoration(); !ok || !r.At.Equal(shanghai(t, "2026-06-01 10:00")) {
		t.Errorf("passed %t at %s", ok, s.spoken(r.At))
	}
}
