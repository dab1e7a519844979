package complaint_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// letters gives a command and the messages to the customer that come of it.
func (s *story) letters(cmd complaint.Command) (kinds []string, last complaint.Message) {
	s.t.Helper()
	change, err := s.c.Do(cmd, s.turn(complaint.Public))
	if err != nil {
		s.t.Fatal(err)
	}
	s.note(change)
	for _, e := range change.Effects {
		if e.Kind == complaint.SendMessage {
			if err := json.Unmarshal(e.Data, &last); err != nil {
				s.t.Fatal(err)
			}
			kinds = append(kinds, last.Kind)
		}
	}
	return kinds, last
}

func TestUrgesSoonAfterOneAnotherAreOne(t *testing.T) {
	r := rules(t)
	r.Urges.Apart = 2 * time.Hour
	s := r.begin("2026-03-10 09:00")
	for _, step := range []struct {
		at    string
		urges int
		want  []string
	}{
		{"2026-03-10 09:10", 1, nil},
		{"2026-03-10 09:11", 2, nil}, // the second reaches the county too
		{"2026-03-10 11:10", 2, []string{"urge.merged"}}, {"2026-03-10 11:11", 3, nil},
	} {
		s.at(step.at)
		told := len(s.told)
		kinds, _ := s.letters(complaint.Urging{Text: "快点"})
		if diff := cmp.Diff(step.want, kinds); diff != "" || len(s.c.Urges) != step.urges || (len(s.told) > told) != (step.want == nil) {
			t.Errorf("at %s: %d urges, told %v, letters (-want +got):\n%s", step.at, len(s.c.Urges), s.told[told:], diff)
		}
	}
	s.replays()
}

func TestARatingMayBeChangedForATime(t *testing.T) {
	r := rules(t)
	r.Rating.Window = r.target("7d")
	s := r.begin("2026-03-10 09:00").do(complaint.Withdrawal{})
	s.at("2026-03-30 09:00").do(complaint.Rating{Score: 1}) // the first comes when it comes
	s.at("2026-04-07 23:59").do(complaint.Rating{Score: 4})
	s.at("2026-04-08 00:01")
	s.refused(complaint.Rating{Score: 5}, fault.Conflict)
	s.replays()
	s.do(complaint.Reopening{Reason: "x"}).do(complaint.Dispatching{}).do(complaint.Withdrawal{}).do(complaint.Rating{Score: 2})
	if s.c.Rating.Score != 2 {
		t.Errorf("score %d: what was handled again is rated again", s.c.Rating.Score)
	}
}

func TestWhoIsLeftDissatisfiedIsToldHowToGoOn(t *testing.T) {
	s := calling(t, rules(t), complaint.CustomerDetails{Phone: "139"})
	s.do(complaint.CallbackResult{}).do(complaint.CallbackResult{})
	kinds, last := s.letters(complaint.CallbackResult{})
	want := "如仍有问题，您可在4月9日24:00前拨打95598，凭编号要求重新受理；也可拨打12398能源监管热线或12345政务服务热线。"
	if len(kinds) != 1 || last.Kind != "closing.unreached" || last.Values["advice"] != want || s.c.Advice(s.policy, "zh") != want {
		t.Errorf("letters %v, advice %q, want %q", kinds, last.Values["advice"], want)
	}
	if got := s.c.Withdrawing(s.policy, "zh"); got != "" {
		t.Errorf("a closed case can be withdrawn: %s", got)
	}
	satisfied := calling(t, rules(t), complaint.CustomerDetails{Phone: "139"})
	if satisfied.c.Withdrawing(satisfied.policy, "en") == "" {
		t.Error("nobody says what a withdrawal means")
	}
	if _, last := satisfied.letters(complaint.CallbackResult{Reached: true, Satisfied: new(true)}); last.Values["advice"] != "" {
		t.Errorf("who is satisfied is advised %q", last.Values["advice"])
	}
}
