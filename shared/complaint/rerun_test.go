package complaint_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// draft is the default pack with another limit for the answer.
func draft(t *testing.T, target string) *policy.Policy {
	t.Helper()
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.Clocks {
		if p.Clocks[i].Name == "answer" {
			if p.Clocks[i].Target, err = clock.ParseTarget(target); err != nil {
				t.Fatal(err)
			}
		}
	}
	return p
}

func TestAReplayUnderAShorterLimitMissesIt(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
	s.do(complaint.Dispatching{}).do(complaint.Contacting{Reached: true})
	s.at("2026-03-16 10:00").do(complaint.Answer{Text: "换线"})
	r := complaint.Replay(s.c, s.events, complaint.Under(draft(t, "3wd")))
	k := r.Case.Clock("answer")
	if r.Stopped != nil || k.State != complaint.Missed || !k.DueAt.Equal(shanghai(t, "2026-03-14 00:00")) || !k.EndedAt.Equal(s.now) {
		t.Errorf("stopped %v, answer %+v; want missed at the end of 13 March and done on the 16th", r.Stopped, k)
	}
	told := 0
	for _, n := range r.Notices {
		if n.Kind == "breach" && n.Clock == "answer" {
			told++
		}
	}
	if told != 1 || s.c.Clock("answer").State != complaint.Met {
		t.Errorf("told of the breach %d times, want once; the stored clock is %s, want met", told, s.c.Clock("answer").State)
	}
	if diff := cmp.Diff([]string{"clocks", "supervision"}, complaint.Differences(s.c, r.Case)); diff != "" {
		t.Errorf("differences (-want +got):\n%s", diff)
	}
}

func TestAReplayStopsWhereACommandIsIllegal(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
	s.do(complaint.Dispatching{}).do(complaint.Answer{Text: "换线"}).do(complaint.Review{Passed: true})
	s.do(complaint.CallbackResult{}).at("2026-03-12 10:00").do(complaint.CallbackResult{}).do(complaint.Note{Text: "x"})
	p := draft(t, "5wd")
	p.Callback.Attempts = 1
	r := complaint.Replay(s.c, s.events, complaint.Under(p))
	if r.Stopped == nil || r.Stopped.Event.Type != "called" || !r.Stopped.Event.At.Equal(s.now) || !fault.Is(r.Stopped.Err, fault.Conflict) {
		t.Fatalf("stopped %+v, want at the second call, which is illegal", r.Stopped)
	}
	if r.Case.Outcome != complaint.Unreached || len(r.Case.Callbacks) != 1 {
		t.Errorf("outcome %q after %d calls, want unreached after 1", r.Case.Outcome, len(r.Case.Callbacks))
	}
}

func TestTimeStandsStillWhereAReplayStopped(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
	s.do(complaint.Dispatching{}).do(complaint.Refusal{Reason: "不属我所"})
	s.at("2026-03-10 10:00").do(complaint.Classification{Class: "04.03.01", Unit: "demo-county"})
	p := draft(t, "5wd")
	p.Classes = p.Classes[:1]
	r := complaint.Replay(s.c, s.events, complaint.Under(p))
	r.Advance(shanghai(t, "2026-05-01 00:00"))
	if r.Stopped == nil || r.Stopped.Event.Type != "classified" || r.Case.Status != complaint.Sorting || r.Case.Clock("answer").State != complaint.Running {
		t.Errorf("stopped %+v while %s with the answer %s; want at the class that is not in the pack", r.Stopped, r.Case.Status, r.Case.Clock("answer").State)
	}
}

func TestARecordThatCannotBeReadStopsTheReplay(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
	for name, events := range map[string][]complaint.Event{
		"nothing":      nil,
		"no beginning": s.events[1:],
		"no command":   {s.events[0], {Seq: 2, At: s.now, Type: "judged", Data: json.RawMessage("[]")}},
	} {
		r := complaint.Replay(s.c, events, complaint.Under(s.policy))
		if r.Stopped == nil || r.Stopped.Err == nil || r.Case.Status != complaint.Received {
			t.Errorf("%s: stopped %+v while %s", name, r.Stopped, r.Case.Status)
		}
	}
}

func TestALateSweepIsRetracedButNotReplayed(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
	s.do(complaint.Dispatching{}).do(complaint.Contacting{Reached: true})
	s.at("2026-03-17 12:00")
	s.now = shanghai(t, "2026-03-20 09:30") // nothing ran meanwhile: one reminder instead of two
	s.note(s.c.Fire(s.turn(complaint.System)))
	s.note(s.c.Climb(s.turn(complaint.System)))
	same(t, s.c, s.events, complaint.Retrace(s.c, s.events, complaint.Under(s.policy)))
	if diff := cmp.Diff([]string{"clocks"}, complaint.Differences(s.c, complaint.Replay(s.c, s.events, complaint.Under(s.policy)).Case)); diff != "" {
		t.Errorf("differences (-want +got):\n%s", diff)
	}
}

func TestAReplayFollowsACaseToANewPolicy(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
	s.do(complaint.Dispatching{}).do(complaint.Contacting{Reached: true})
	next := draft(t, "8wd")
	next.Version = "next"
	s.at("2026-03-16 10:00")
	change, moved, err := s.c.Adopt(complaint.Turn{Policy: next, Now: s.now})
	if err != nil || len(moved) != 1 {
		t.Fatalf("%d clocks moved, %v; want the answer's", len(moved), err)
	}
	s.note(change)
	former := s.policy
	s.policy = next
	s.at("2026-03-19 10:00").do(complaint.Answer{Text: "换线"})
	both := func(id string) (*policy.Policy, error) {
		if id == next.ID() {
			return next, nil
		}
		return former, nil
	}
	same(t, s.c, s.events, complaint.Replay(s.c, s.events, both))
	r := complaint.Replay(s.c, s.events, complaint.Under(former))
	if k := r.Case.Clock("answer"); k.State != complaint.Missed || r.Case.PolicyID != former.ID() {
		t.Errorf("under the former policy alone the answer is %s by %s, want missed", k.State, r.Case.PolicyID)
	}
}

func TestAReplayNeedsThePoliciesOfACase(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
	lost := errors.New("lost")
	r := complaint.Replay(s.c, s.events, func(string) (*policy.Policy, error) { return nil, lost })
	r.Advance(shanghai(t, "2026-05-01 00:00"))
	if r.Stopped == nil || !errors.Is(r.Stopped.Err, lost) || r.Case.Reference != s.c.Reference || len(r.Case.Clocks) != 0 {
		t.Errorf("stopped %+v with %d clocks, want at once and with none", r.Stopped, len(r.Case.Clocks))
	}
}

func TestASuspensionLastsAsLongAsAPolicyAllows(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
	s.do(complaint.Dispatching{}).do(complaint.Contacting{Reached: true})
	s.at("2026-03-11 10:00").do(complaint.Suspending{Kind: "access", Reason: "门锁", Until: shanghai(t, "2026-03-31 10:00")})
	s.at("2026-03-12 10:00").do(complaint.Suspending{Kind: "customer", Reason: "外出", Until: shanghai(t, "2026-03-13 10:00")})
	s.at("2026-04-01 10:00").do(complaint.Resuming{})
	for limit, want := range map[string]struct {
		shortened, refused int
		end                string
	}{
		"30d": {0, 0, "2026-03-31 10:00"},
		"5d":  {1, 0, "2026-03-16 00:00"},
		"1d":  {1, 1, "2026-03-12 00:00"},
	} {
		p := draft(t, "5wd")
		var err error
		if p.Suspension.Cap, err = clock.ParseTarget(limit); err != nil {
			t.Fatal(err)
		}
		r := complaint.Replay(s.c, s.events, complaint.Under(p))
		if r.Stopped != nil {
			t.Fatalf("%s: stopped at %s: %v", limit, r.Stopped.Event.Type, r.Stopped.Err)
		}
		if r.Shortened != want.shortened || r.Refused != want.refused || !r.Case.Suspensions[0].EndedAt.Equal(shanghai(t, want.end)) {
			t.Errorf("%s: %d shortened, %d refused, the first ended %s; want %+v", limit, r.Shortened, r.Refused, r.Case.Suspensions[0].EndedAt.In(p.Zone()), want)
		}
	}
}

func TestDifferencesAreThoseThatLast(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
	s.do(complaint.Dispatching{}).at("2026-03-12 10:00")
	for name, test := range map[string]struct {
		change func(*complaint.Case)
		want   []string
	}{
		"a sweep that came by at another instant": {func(c *complaint.Case) {
			c.Clocks[1].FoundAt, c.Clocks[1].NudgedAt, c.WakeAt = s.now, s.now, s.now
			c.Clocks[1].Points[0].FiredAt = s.now
		}, nil},
		"another version of the calendar": {func(c *complaint.Case) { c.Clocks[1].Calendar = "other" }, nil},
		"a point that was not sent":       {func(c *complaint.Case) { c.Clocks[1].Points[0].FiredAt = complaint.Instant{} }, []string{"clocks"}},
		"another end":                     {func(c *complaint.Case) { c.Clocks[0].EndedAt = s.now }, []string{"clocks"}},
		"a member that is gone":           {func(c *complaint.Case) { c.Unit = "" }, []string{"unit"}},
		"members that have come":          {func(c *complaint.Case) { c.LinkedTo, c.Distinct = "x", true }, []string{"distinct", "linkedTo"}},
	} {
		other := *s.c
		other.Clocks = slices.Clone(s.c.Clocks)
		for i := range other.Clocks {
			other.Clocks[i].Points = slices.Clone(other.Clocks[i].Points)
		}
		test.change(&other)
		if diff := cmp.Diff(test.want, complaint.Differences(s.c, &other)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
