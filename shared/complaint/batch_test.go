package complaint_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// headRef is an earlier case than the one that stories are about.
const headRef = "202608-000007"

// neighbour begins the story of a case that is not judged yet.
func neighbour(t *testing.T) *story { return neighbourAt(t, "2026-03-10 09:00") }

func neighbourAt(t *testing.T, at string) *story {
	t.Helper()
	p, err := defaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	s := &story{t: t, policy: p, now: shanghai(t, at)}
	c, _, change, err := complaint.Open(complaint.Submission{
		Channel: "web", Text: "又停电了", Class: "04.03.01",
		Site:     complaint.SiteDetails{Region: "demo", TransformerArea: "李村2号台区"},
		Customer: complaint.CustomerDetails{Phone: "13900000001"},
	}, "202609-000001", "code", s.turn(complaint.Public))
	if err != nil {
		t.Fatal(err)
	}
	s.c = c
	s.note(change)
	return s
}

func judgedAs(change func(*complaint.Judged)) complaint.Judged {
	j := complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: "04.03.01", Urgency: "general", Grade: "general"}, Unit: "demo-station"}
	change(&j)
	return j
}

// give gives a command and what it promises: notices and messages by their ids.
func (s *story) give(cmd complaint.Command) []string {
	s.t.Helper()
	change, err := s.c.Do(cmd, s.turn(complaint.System))
	if err != nil {
		s.t.Fatalf("%s: %v", cmd.Name(), err)
	}
	s.note(change)
	keys := []string{}
	for _, e := range change.Effects {
		if e.Kind != complaint.ResumeWorkflow {
			keys = append(keys, e.Key)
		}
	}
	return keys
}

func (s *story) refused(cmd complaint.Command, kind fault.Kind) {
	s.t.Helper()
	stored := *s.c
	_, err := stored.Do(cmd, s.turn(complaint.System))
	if !fault.Is(err, kind) {
		s.t.Errorf("%s: %v, want %s", cmd.Name(), err, kind)
	}
}

func (s *story) kinds() (types []string) {
	for _, e := range s.events {
		types = append(types, e.Type)
	}
	return types
}

func (s *story) replays() {
	s.t.Helper()
	same(s.t, s.c, s.events, complaint.Retrace(s.c, s.events, complaint.Under(s.policy)))
	same(s.t, s.c, s.events, complaint.Replay(s.c, s.events, complaint.Under(s.policy)))
}

// follower is a case that follows the head.
func follower(t *testing.T) *story {
	t.Helper()
	s := neighbour(t)
	s.give(judgedAs(func(j *complaint.Judged) { j.BatchOf, j.Number = headRef, 4 }))
	return s
}

func TestACaseOfABatchCountsAsDispatchedAndTellsNobody(t *testing.T) {
	s := neighbour(t)
	got := s.give(judgedAs(func(j *complaint.Judged) { j.BatchOf, j.Number = headRef, 4 }))
	if diff := cmp.Diff([]string{"message/202609-000001/3/receipt"}, got); diff != "" {
		t.Errorf("promised (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"received", "judged", "batched"}, s.kinds()); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	if s.c.Status != complaint.Dispatched || s.c.Ready || s.c.Unit != "demo-station" || s.c.Clock("dispatch").State != complaint.Met {
		t.Errorf("%s, ready %t, unit %s, dispatch %s", s.c.Status, s.c.Ready, s.c.Unit, s.c.Clock("dispatch").State)
	}
	if diff := cmp.Diff([]string{complaint.Key("13900000001"), complaint.BatchKey(headRef)}, s.c.Keys()); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
	if got := s.give(complaint.Dispatching{}); len(got) != 0 {
		t.Errorf("a late dispatch promises %q", got)
	}
	s.replays()
}

func TestABatchTellsHowItHasGrown(t *testing.T) {
	for number, want := range map[int][]string{
		9: nil, 10: {"notice/" + headRef + "/batch/10"}, 12: {"notice/" + headRef + "/batch/10"}, 100: {"notice/" + headRef + "/batch/100"},
	} {
		s := neighbour(t)
		s.give(judgedAs(func(j *complaint.Judged) { j.BatchOf, j.Number = headRef, number }))
		var got []string
		for _, line := range s.told {
			if strings.HasPrefix(line, "batch ") {
				got = append(got, line)
			}
		}
		if len(got) != len(want) {
			t.Errorf("member %d tells %q, want %q", number, got, want)
		}
	}
	s := neighbour(t)
	change, err := s.c.Do(judgedAs(func(j *complaint.Judged) { j.BatchOf, j.Number = headRef, 101 }), s.turn(complaint.System))
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(change.Effects, func(e complaint.Effect) bool { return e.Kind == complaint.SendNotice })
	var n complaint.Notice
	if err := json.Unmarshal(change.Effects[i].Data, &n); err != nil {
		t.Fatal(err)
	}
	if n.Reference != headRef || n.ID != headRef+"/batch/100" || !strings.Contains(n.Text, "已有100户反映") || !slices.Equal(n.Levels, []string{"L2", "L3"}) {
		t.Errorf("the notice is %+v, want one about the head", n)
	}
}

func TestADangerIsToldOnceForABatch(t *testing.T) {
	for name, test := range map[string]struct {
		news []string
		want []string
	}{
		"that the head has too": {nil, nil},
		"that is new":           {[]string{"sparks", "injury"}, []string{"notice/" + headRef + "/major/sparks", "notice/" + headRef + "/major/injury"}},
	} {
		s := neighbour(t)
		got := s.give(judgedAs(func(j *complaint.Judged) {
			j.BatchOf, j.Number, j.Levels, j.News = headRef, 2, []string{"L2"}, test.news
		}))
		if diff := cmp.Diff(append(test.want, "message/202609-000001/3/receipt"), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestAReferredFaultIsReferredWithItsBatch(t *testing.T) {
	s := neighbour(t)
	got := s.give(judgedAs(func(j *complaint.Judged) {
		j.Kind, j.BatchOf, j.Number, j.Refer, j.Levels = "fault", headRef, 2, "repair-dispatch", []string{"L2"}
	}))
	if diff := cmp.Diff([]string{"message/202609-000001/7/referred.fault", "partner/202609-000001/7/repair.ordered/repair"}, got); diff != "" {
		t.Errorf("promised (-want +got):\n%s", diff)
	}
	if s.c.Outcome != complaint.Referred || s.c.Batch.Of != headRef || len(s.c.Keys()) != 1 {
		t.Errorf("outcome %q, batch %+v, keys %q", s.c.Outcome, s.c.Batch, s.c.Keys())
	}
	s.replays()
}

// head is a story of a case that others follow.
func head(t *testing.T) *story {
	t.Helper()
	s := neighbour(t)
	s.give(judgedAs(func(*complaint.Judged) {}))
	s.do(complaint.Dispatching{})
	if got := s.give(complaint.Gathering{}); len(got) != 0 || !s.c.Batch.Leads {
		t.Fatalf("promised %q, leads %t", got, s.c.Batch.Leads)
	}
	version := s.c.Version
	if s.give(complaint.Gathering{}); s.c.Version != version {
		t.Fatal("a second gathering writes the head again")
	}
	return s
}

func TestTheEndOfAHeadIsSpread(t *testing.T) {
	answered := func(s *story) { s.do(complaint.Answer{Text: "已恢复供电"}) }
	for name, test := range map[string]struct {
		before func(*story)
		cmd    complaint.Command
		want   string // the answer that is spread
		spread bool
	}{
		"an answer passes":              {answered, complaint.Review{Passed: true}, "已恢复供电", true},
		"an answer is refused":          {answered, complaint.Review{Reason: "x"}, "", false},
		"it is withdrawn":               {func(*story) {}, complaint.Withdrawal{}, "", true},
		"it is withdrawn when answered": {answered, complaint.Withdrawal{}, "", true},
		"it is merged":                  {func(*story) {}, complaint.Merge{Into: headRef}, "", true},
		"it is closed":                  {func(*story) {}, complaint.Closure{Outcome: complaint.Invalid, Reason: "x"}, "", true},
		"nobody follows any more": {func(s *story) { answered(s); s.do(complaint.Review{Passed: true}) },
			complaint.CallbackResult{Reached: true, Satisfied: new(true)}, "", false},
	} {
		s := head(t)
		test.before(s)
		change, err := s.c.Do(test.cmd, s.turn(complaint.System))
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(change.Effects, func(e complaint.Effect) bool { return e.Kind == complaint.SpreadBatch })
		if got := i >= 0; got != test.spread {
			t.Errorf("%s: spread %t, want %t", name, got, test.spread)
			continue
		}
		if i < 0 {
			continue
		}
		var got complaint.Spread
		if err := json.Unmarshal(change.Effects[i].Data, &got); err != nil {
			t.Fatal(err)
		}
		if got.Text != test.want || got.Of != s.c.Reference || !got.At.Equal(s.now) || s.c.Batch.Leads {
			t.Errorf("%s: %+v, leads %t", name, got, s.c.Batch.Leads)
		}
	}
}

func TestACaseThatNobodyFollowsSpreadsNothing(t *testing.T) {
	s := neighbour(t)
	s.give(judgedAs(func(*complaint.Judged) {}))
	for _, key := range s.give(complaint.Withdrawal{}) {
		if strings.HasPrefix(key, "spread/") {
			t.Errorf("promised %s", key)
		}
	}
}

func TestARestorationAnswersWhoFollows(t *testing.T) {
	s := follower(t).at("2026-03-10 11:00")
	passed := shanghai(t, "2026-03-10 10:40")
	got := s.give(complaint.Restoration{Of: headRef, Text: "10:30恢复供电", At: passed})
	want := []string{"message/" + headRef + "/restored/1773110400/202609-000001"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("promised (-want +got):\n%s", diff)
	}
	if s.c.Outcome != complaint.Resolved || s.c.Answer.Text != "10:30恢复供电" || !s.c.Clock("answer").EndedAt.Equal(passed) || s.c.Clock("contact").State != complaint.Cancelled {
		t.Errorf("outcome %q, answer %+v", s.c.Outcome, s.c.Answer)
	}
	if diff := cmp.Diff([]string{complaint.Key("13900000001")}, s.c.Keys()); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
	s.refused(complaint.Restoration{Of: headRef, Text: "x"}, fault.Conflict)
	s.replays()
}

// TestACustomerWithSeveralCasesInABatchHearsOnce: all of them promise the same
// message; the head's customer has the answer itself.
func TestACustomerWithSeveralCasesInABatchHearsOnce(t *testing.T) {
	for with, want := range map[string][]string{
		"":              {"message/" + headRef + "/restored/1773104400/202609-000001"},
		"202608-000009": {"message/" + headRef + "/restored/1773104400/202608-000009"},
		headRef:         {},
	} {
		s := neighbour(t)
		s.give(judgedAs(func(j *complaint.Judged) { j.BatchOf, j.Number, j.With = headRef, 4, with }))
		if diff := cmp.Diff(want, s.give(complaint.Restoration{Of: headRef, Text: "x", At: s.now})); diff != "" {
			t.Errorf("with %q (-want +got):\n%s", with, diff)
		}
		s.replays()
	}
}

func TestARestorationOfAnotherBatchChangesNothing(t *testing.T) {
	s := follower(t)
	version := s.c.Version
	if s.give(complaint.Restoration{Of: "202608-000001", Text: "x"}); s.c.Version != version {
		t.Error("it was taken")
	}
}

func TestAHeadThatFollowsSpreadsWhatItHears(t *testing.T) {
	s := head(t)
	s.give(complaint.Joining{Into: headRef})
	got := s.give(complaint.Restoration{Of: headRef, Text: "已恢复", At: s.now})
	if len(got) != 2 || !strings.HasPrefix(got[0], "spread/202609-000001/") {
		t.Errorf("promised %q, want a spread and a message", got)
	}
	s.replays()
}

func TestWhoIsTakenUpByItselfGoesItsOwnWay(t *testing.T) {
	for name, test := range map[string]struct {
		cmd    complaint.Command
		status complaint.Status
		next   complaint.Step
	}{
		"separated":  {complaint.Separation{Reason: "户内故障"}, complaint.Dispatched, complaint.StepDispatch},
		"answered":   {complaint.Answer{Text: "户内故障"}, complaint.Answered, complaint.StepAwaitReview},
		"refused":    {complaint.Refusal{Reason: "不属我所"}, complaint.Sorting, complaint.StepAwaitSorting},
		"reassigned": {complaint.Reassignment{Unit: "demo-county", Reason: "x"}, complaint.Dispatched, complaint.StepDispatch},
	} {
		s := follower(t)
		s.do(test.cmd)
		if s.c.Batch != (complaint.Batch{Apart: true}) || s.c.Status != test.status || s.c.Next(s.now) != test.next {
			t.Errorf("%s: %+v, %s, needs %s", name, s.c.Batch, s.c.Status, s.c.Next(s.now))
		}
		if !slices.Contains(s.kinds(), "separated") {
			t.Errorf("%s: events %q", name, s.kinds())
		}
		s.replays()
	}
	s := follower(t)
	s.do(complaint.Contacting{Reached: true}) // work on it that leaves it where it is
	if !s.c.Follows() || s.c.Status != complaint.Handling {
		t.Errorf("after a contact: %+v, %s", s.c.Batch, s.c.Status)
	}
	s.give(complaint.Separation{Reason: "x"})
	if s.c.Status != complaint.Handling || s.c.Ready {
		t.Errorf("somebody works on it, yet it is %s, ready %t", s.c.Status, s.c.Ready)
	}
	s.refused(complaint.Separation{Reason: "again"}, fault.Conflict)
	s.replays()
}

func TestAReopenedCaseIsNoMemberAnyMore(t *testing.T) {
	s := follower(t)
	s.give(complaint.Restoration{Of: headRef, Text: "x", At: s.now})
	s.do(complaint.Reopening{Reason: "还是没电"})
	if s.c.Batch != (complaint.Batch{Apart: true}) || s.c.Status != complaint.Dispatched || !s.c.Ready {
		t.Errorf("%+v, %s, ready %t", s.c.Batch, s.c.Status, s.c.Ready)
	}
	s.replays()
}

func TestOnlyAnEarlierCaseIsJoined(t *testing.T) {
	s := neighbour(t)
	s.refused(complaint.Joining{Into: headRef}, fault.Invalid) // it is not judged
	s.refused(complaint.Gathering{}, fault.Conflict)
	s.give(judgedAs(func(*complaint.Judged) {}))
	s.refused(complaint.Joining{Into: s.c.Reference}, fault.Invalid)
	s.refused(complaint.Joining{Into: "202609-000002"}, fault.Invalid)
	s.refused(complaint.Joining{}, fault.Invalid)
	s.give(complaint.Joining{Into: headRef})
	if !s.c.Follows() || s.c.Ready || s.c.MayLead() {
		t.Errorf("%s, %+v", s.c.Status, s.c.Batch)
	}
	version := s.c.Version
	if s.give(complaint.Joining{Into: headRef}); s.c.Version != version {
		t.Error("joined twice")
	}
	s.replays()
}

func TestRulesWithoutBatchesReplayARecordWithOne(t *testing.T) {
	s := neighbour(t)
	s.give(judgedAs(func(j *complaint.Judged) {
		j.BatchOf, j.Number, j.HotSpot, j.Repeat = headRef, 10, 3, &complaint.Repeat{Of: headRef, Count: 3}
	}))
	bare := draft(t, "5wd")
	bare.Batch, bare.Repeat, bare.HotSpots = policy.Batch{}, policy.Repeat{}, policy.HotSpots{}
	r := complaint.Replay(s.c, s.events, complaint.Under(bare))
	if r.Stopped != nil || r.Case.Batch.Of != headRef {
		t.Fatalf("stopped %+v, batch %+v", r.Stopped, r.Case.Batch)
	}
	for _, n := range r.Notices {
		t.Errorf("told of %s", n.ID)
	}
}
