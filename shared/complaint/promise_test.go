package complaint_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// mail gives a command and the messages that come of it.
func (s *story) mail(cmd complaint.Command) (list []complaint.Message) {
	s.t.Helper()
	change, err := s.c.Do(cmd, s.turn(complaint.System))
	if err != nil {
		s.t.Fatal(err)
	}
	s.note(change)
	return messages(s.t, change)
}

// messages are those to the customer that a change promises.
func messages(t *testing.T, change complaint.Change) (list []complaint.Message) {
	t.Helper()
	for _, e := range change.Effects {
		var m complaint.Message
		if e.Kind != complaint.SendMessage {
			continue
		}
		if err := json.Unmarshal(e.Data, &m); err != nil {
			t.Fatal(err)
		}
		list = append(list, m)
	}
	return list
}

// promises are what the progress page shows: clock, due instant and, of what will be
// late, when to expect it.
func (s *story) promises() (list []string) {
	for _, p := range web.Promises(s.policy, s.c) {
		line := p.Clock + " " + s.spoken(p.DueAt)
		if !p.ExpectedAt.IsZero() {
			line += " expected " + s.spoken(p.ExpectedAt)
		}
		list = append(list, line)
	}
	return list
}

// TestALimitDroppedOrRestoredIsTold: an enquiry runs no first contact, a complaint does.
func TestALimitDroppedOrRestoredIsTold(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").at("2026-06-01 12:00").do(complaint.Refusal{Reason: "不是投诉"})
	mail := s.mail(complaint.Classification{Kind: "enquiry"})
	want := map[string]string{"clock": "首次联系您", "due": "6月2日10:00", "reason": "诉求类型经核实已调整"}
	if len(mail) == 0 || mail[0].Kind != "promise.dropped" || cmp.Diff(want, mail[0].Values) != "" {
		t.Errorf("dropped: %+v", mail)
	}
	s.do(complaint.Dispatching{}).at("2026-06-01 14:00").do(complaint.Refusal{Reason: "是投诉"})
	mail = s.mail(complaint.Classification{Kind: "complaint"})
	if len(mail) == 0 || mail[0].Kind != "promise.contact" || cmp.Diff(want, mail[0].Values) != "" {
		t.Errorf("restored: %+v", mail)
	}
	s.replays()
}

// TestAnUnsureGuessMovesNoPromise: triage takes the complaint for an enquiry, which runs
// no first contact, and is not sure. What was promised stands until a person has decided,
// and she who waits is told why it moves then.
func TestAnUnsureGuessMovesNoPromise(t *testing.T) {
	for kind, want := range map[string][]string{"enquiry": {"promise.dropped"}, "": {"promise.dropped"}, "complaint": nil} {
		t.Run("decided "+kind, func(t *testing.T) {
			r := rules(t)
			s := &story{t: t, policy: r.Policy, now: shanghai(t, "2026-06-01 10:00")}
			c, _, change, err := complaint.Open(complaint.Submission{Channel: "web", Text: "想问问", Customer: complaint.CustomerDetails{Phone: "139"}}, "202606-000001", "code", s.turn(complaint.Public))
			if err != nil {
				t.Fatal(err)
			}
			s.c = c
			s.note(change)
			before := s.promises()
			s.do(complaint.Judged{Judgement: complaint.Judgement{Kind: "enquiry", Urgency: "general", Grade: "general", Confidence: 0.4}, Unsure: true}).expect(complaint.Sorting)
			if diff := cmp.Diff(before, s.promises()); diff != "" || len(before) != 2 {
				t.Errorf("promises by the guess (-before +after):\n%s", diff)
			}
			var told []string
			for _, m := range s.at("2026-06-01 11:00").mail(complaint.Classification{Kind: kind, Class: "04.01.01", Unit: "demo-station"}) {
				told = append(told, m.Kind)
				if m.Values["reason"] != "诉求类型经核实已调整" {
					t.Errorf("%s is told because of %q", m.Kind, m.Values["reason"])
				}
			}
			if diff := cmp.Diff(want, told); diff != "" {
				t.Errorf("told (-want +got):\n%s", diff)
			}
			if after := s.promises(); len(after) != 2-len(want) {
				t.Errorf("promises after the decision: %v", after)
			}
			s.replays()
		})
	}
}

// TestNothingIsPromisedThatLiesBehind: a shorter limit that is past when it comes is a
// breach of the company's own rules; the customer keeps the promise that they have.
func TestNothingIsPromisedThatLiesBehind(t *testing.T) {
	s := gradedRules(t, policy.Retroactive, "75%").begin("2026-06-01 10:00").at("2026-06-01 13:00")
	s.do(complaint.Refusal{Reason: "x"})
	if mail := s.mail(complaint.Classification{Grade: "important"}); len(mail) != 0 {
		t.Errorf("told %+v", mail)
	}
	if got := s.clock("answer"); got != "missed 06-01 12:00" {
		t.Fatalf("the clock is %s", got)
	}
	if diff := cmp.Diff([]string{"answer 06-02 10:00"}, s.promises()); diff != "" {
		t.Errorf("promises (-want +got):\n%s", diff)
	}
}

// TestAPromiseThatCannotBeKeptIsToldBefore: by whoever handles the case and foresees it,
// with the reason; the limit and its breach stay what they are (S-036).
func TestAPromiseThatCannotBeKeptIsToldBefore(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").do(complaint.Acceptance{}).at("2026-06-05 16:00")
	late := complaint.Delaying{Until: time.Date(2026, 6, 12, 9, 0, 0, 0, time.UTC), Reason: "变压器需厂家更换。"}
	mail := s.mail(late)
	want := map[string]string{"clock": "答复您", "due": "6月8日24:00", "until": "6月12日17:00", "reason": "变压器需厂家更换"}
	if len(mail) != 1 || mail[0].Kind != "promise.late" || cmp.Diff(want, mail[0].Values) != "" {
		t.Errorf("told %+v", mail)
	}
	if diff := cmp.Diff([]string{"contact 06-02 10:00", "answer 06-09 00:00 expected 06-12 17:00"}, s.promises()); diff != "" {
		t.Errorf("promises (-want +got):\n%s", diff)
	}
	s.at("2026-06-09 09:00")
	if got := s.clock("answer"); got != "missed 06-09 00:00" {
		t.Errorf("the clock is %s", got)
	}
	s.replays()
	s.do(complaint.Answer{Text: "已更换"})
	if diff := cmp.Diff([]string{"contact 06-02 10:00", "answer 06-09 00:00"}, s.promises()); diff != "" {
		t.Errorf("once it is answered (-want +got):\n%s", diff)
	}
}

func TestADelayNamesAPromiseAndALaterTime(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").do(complaint.Acceptance{})
	later, sooner := s.now.Add(30*24*time.Hour), s.now.Add(time.Hour)
	for _, tt := range []struct {
		name string
		cmd  complaint.Delaying
		want []string
	}{
		{"nothing said", complaint.Delaying{}, []string{"reason: is required", "until: is required"}},
		{"before what was promised", complaint.Delaying{Until: sooner, Reason: "x"}, []string{"until: must lie ahead, and after what was promised"}},
		{"further than a year", complaint.Delaying{Until: s.now.AddDate(2, 0, 0), Reason: "x"}, []string{"until: is more than a year away"}},
		{"not promised", complaint.Delaying{Clock: "return", Until: later, Reason: "x"}, []string{"clock: is no promise that is still to be kept"}},
		{"no such limit", complaint.Delaying{Clock: "tea", Until: later, Reason: "x"}, []string{"clock: is no promise that is still to be kept"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, s.flaws(tt.cmd)); diff != "" {
				t.Errorf("fields (-want +got):\n%s", diff)
			}
		})
	}
	s.do(complaint.Contacting{Reached: true})
	s.refused(complaint.Delaying{Clock: "contact", Until: later, Reason: "x"}, fault.Invalid)
}

// TestTheReceiptComesWithTheJudgement: at its instant, not when the complaint was stored,
// and also when a person must still decide (S-205).
func TestTheReceiptComesWithTheJudgement(t *testing.T) {
	for name, judged := range map[string]complaint.Judged{
		"sure":   {Judgement: complaint.Judgement{Kind: "complaint", Class: "04.03.01", Urgency: "general", Grade: "general"}, Unit: "demo-station"},
		"unsure": {Judgement: complaint.Judgement{Kind: "complaint", Class: "04.03.01", Urgency: "general", Grade: "general"}, Unsure: true},
	} {
		t.Run(name, func(t *testing.T) {
			r := rules(t)
			now := shanghai(t, "2026-06-01 10:00")
			turn := complaint.Turn{Policy: r.Policy, Now: now, By: complaint.Actor{Role: complaint.System}}
			c, _, change, err := complaint.Open(complaint.Submission{Channel: "web", Text: "停电", Customer: complaint.CustomerDetails{Phone: "139"}}, "202606-000001", "code", turn)
			if err != nil {
				t.Fatal(err)
			}
			told := len(messages(t, change))
			turn.Now = now.Add(3 * time.Minute)
			if change, err = c.Do(judged, turn); err != nil {
				t.Fatal(err)
			}
			got := messages(t, change)
			if told != 0 || len(got) != 1 || got[0].Kind != "receipt" || !got[0].At.Equal(turn.Now) || got[0].Values["answer"] != "6月8日24:00" {
				t.Errorf("%d told before, then %+v", told, got)
			}
		})
	}
}

// TestABreachIsNotPutOffByALaterSuspension: the answer came in time and is refused after
// its limit is over, while the case is suspended: that began too late to count.
func TestABreachIsNotPutOffByALaterSuspension(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").do(complaint.Contacting{Reached: true}).at("2026-06-05 10:00").do(complaint.Answer{Text: "x"})
	s.at("2026-06-10 10:00").do(complaint.Suspending{Kind: "agreed", Reason: "x", Until: time.Date(2026, 6, 16, 1, 0, 0, 0, time.UTC)})
	s.at("2026-06-11 10:00").do(complaint.Review{Reason: "x"})
	if got := s.clock("answer"); got != "missed 06-09 00:00" {
		t.Errorf("the clock is %s", got)
	}
	if s.c.Clock("answer").NudgedAt.IsZero() {
		t.Error("nobody is asked to escalate it")
	}
}
