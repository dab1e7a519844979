package complaint_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// calling is a case whose customer is to be called, on a Tuesday at 10:00.
func calling(t *testing.T, r rulebook, customer complaint.CustomerDetails) *story {
	t.Helper()
	s := r.beginWith("2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01", Customer: customer, Site: complaint.SiteDetails{Region: "demo"}})
	s.do(complaint.Dispatching{}).at("2026-03-10 10:00")
	return s.do(complaint.Answer{Text: "换线"}).do(complaint.Review{Passed: true}).expect(complaint.Callback)
}

// choosing are the rules with a choice for the attitude.
func choosing(t *testing.T) rulebook {
	r := rules(t)
	r.Callback.Questions = slices.Clone(r.Callback.Questions)
	option := func(code, zh string) policy.Option {
		return policy.Option{Code: code, Name: policy.Text{"zh": zh, "en": code}}
	}
	r.Callback.Questions[0].Type, r.Callback.Questions[0].Options = policy.Choices, []policy.Option{option("good", "好"), option("fair", "一般"), option("poor", "差")}
	return r
}

// flaws are the fields that a command is refused for.
func (s *story) flaws(cmd complaint.Command) (fields []string) {
	s.t.Helper()
	_, err := s.c.Do(cmd, s.turn(complaint.Caller))
	for _, f := range fault.Of(err).Fields {
		fields = append(fields, f.Name+": "+f.Reason.EN)
	}
	return fields
}

func TestOpinionsEndACallback(t *testing.T) {
	for _, tt := range []struct {
		name    string
		call    complaint.CallbackResult
		neutral bool
		status  complaint.Status
		outcome complaint.Outcome
		counts  *bool
	}{
		{"satisfied", complaint.CallbackResult{Reached: true, Outcome: complaint.Satisfied}, false, complaint.Closed, complaint.Resolved, new(true)},
		{"basically satisfied counts as satisfied", complaint.CallbackResult{Reached: true, Outcome: complaint.Basically}, true, complaint.Closed, complaint.Resolved, new(true)},
		{"basically satisfied does not", complaint.CallbackResult{Reached: true, Outcome: complaint.Basically}, false, complaint.Dispatched, "", new(false)},
		{"dissatisfied", complaint.CallbackResult{Reached: true, Outcome: complaint.Discontented, Satisfied: new(false)}, true, complaint.Dispatched, "", new(false)},
		{"reached and silent", complaint.CallbackResult{Reached: true, Outcome: complaint.Declined}, true, complaint.Closed, complaint.Resolved, nil},
		{"not reached", complaint.CallbackResult{Outcome: complaint.NotReached}, true, complaint.Callback, "", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := rules(t)
			r.Callback.Neutral = tt.neutral
			s := calling(t, r, complaint.CustomerDetails{Phone: "139"}).do(tt.call).expect(tt.status)
			if got := s.c.Callbacks[0].Satisfied; s.c.Outcome != tt.outcome || !cmp.Equal(got, tt.counts) {
				t.Errorf("outcome %q, counts as %v", s.c.Outcome, got)
			}
			same(t, s.c, s.events, complaint.Retrace(s.c, s.events, complaint.Under(s.policy)))
		})
	}
}

func TestCallbacksAreHeldAgainstTheQuestions(t *testing.T) {
	for _, tt := range []struct {
		name string
		call complaint.CallbackResult
		want []string
	}{
		{"answers as the questions want them", complaint.CallbackResult{Reached: true, Satisfied: new(true), Answers: map[string]any{"attitude": "好", "left": "否", "suggestions": "无"}}, nil},
		{"an unknown question", complaint.CallbackResult{Reached: true, Satisfied: new(true), Answers: map[string]any{"weather": true}}, []string{"answers.weather: is no question of the policy"}},
		{"other answers", complaint.CallbackResult{Reached: true, Satisfied: new(true), Answers: map[string]any{"attitude": "superb", "left": 1.0, "suggestions": true}},
			[]string{"answers.attitude: must be one of good, fair, poor", "answers.left: must be true or false", "answers.suggestions: must be text"}},
		{"an opinion of one who was not reached", complaint.CallbackResult{Outcome: complaint.Satisfied}, []string{"outcome: does not agree with reached"}},
		{"answers of one who was not reached", complaint.CallbackResult{Answers: map[string]any{"suggestions": "无"}}, []string{"answers: needs a customer who was reached"}},
		{"two opinions", complaint.CallbackResult{Reached: true, Satisfied: new(true), Outcome: complaint.Discontented}, []string{"outcome: does not agree with satisfied"}},
		{"an answer that agrees", complaint.CallbackResult{Reached: true, Outcome: complaint.Discontented, Answers: map[string]any{"satisfied": "否"}}, nil},
		{"an answer against the opinion", complaint.CallbackResult{Reached: true, Satisfied: new(true), Answers: map[string]any{"satisfied": false}}, []string{"answers.satisfied: does not agree with satisfied"}},
		{"an answer against the finer opinion", complaint.CallbackResult{Reached: true, Outcome: complaint.Discontented, Answers: map[string]any{"satisfied": true}}, []string{"answers.satisfied: does not agree with satisfied"}},
		{"an answer beside no opinion", complaint.CallbackResult{Reached: true, Outcome: complaint.Declined, Answers: map[string]any{"satisfied": true}}, nil},
		{"no opinion", complaint.CallbackResult{Reached: true}, []string{"satisfied: is required when the customer was reached"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := calling(t, choosing(t), complaint.CustomerDetails{Phone: "139"})
			if diff := cmp.Diff(tt.want, s.flaws(tt.call)); diff != "" {
				t.Errorf("refused (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnswersAreKeptAsTheQuestionsWantThem(t *testing.T) {
	s := calling(t, choosing(t), complaint.CustomerDetails{Phone: "139"})
	s.do(complaint.CallbackResult{Reached: true, Satisfied: new(true), Answers: map[string]any{"attitude": "一般", "left": "否", "solved": true}})
	want := map[string]any{"attitude": "fair", "left": false, "solved": true}
	if diff := cmp.Diff(want, s.c.Callbacks[0].Answers); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
}

// TestAPackOfOldTakesAnyAnswer: its questions do not say what they are answered by.
func TestAPackOfOldTakesAnyAnswer(t *testing.T) {
	r := rules(t)
	r.Callback.Questions = []policy.Question{{ID: "attitude"}}
	s := calling(t, r, complaint.CustomerDetails{Phone: "139"})
	s.do(complaint.CallbackResult{Reached: true, Satisfied: new(true), Answers: map[string]any{"attitude": 5.0, "other": "x"}})
	if diff := cmp.Diff(map[string]any{"attitude": 5.0, "other": "x"}, s.c.Callbacks[0].Answers); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
}

func TestTriesLieApartAndOutsideQuietHours(t *testing.T) {
	r := rules(t)
	r.Callback.Apart, r.Callback.Quiet = 2*60*60*1e9, []policy.Span{{From: 21 * 60, To: 7 * 60}, {From: 7 * 60, To: 8 * 60}}
	s := calling(t, r, complaint.CustomerDetails{Phone: "139"})
	next := func(when string, first string) {
		t.Helper()
		s.at(when)
		if got := s.spoken(s.c.NextCall(s.policy, s.now)); got != first {
			t.Errorf("at %s the next call is from %s, want %s", when, got, first)
		}
	}
	next("2026-03-10 20:00", "03-10 20:00")
	s.do(complaint.CallbackResult{})
	next("2026-03-10 20:59", "03-11 08:00") // from 22:00 on, which is quiet
	if got := s.flaws(complaint.CallbackResult{}); len(got) != 1 || !strings.HasPrefix(got[0], "reached: does not count as a try: the customer may be called again from 08:00 on 11 March") {
		t.Errorf("refused %q", got)
	}
	next("2026-03-11 07:59", "03-11 08:00")
	next("2026-03-11 08:00", "03-11 08:00")
	s.do(complaint.CallbackResult{})
	next("2026-03-11 09:59", "03-11 10:00")
	next("2026-03-11 23:00", "03-12 08:00")
	s.do(complaint.CallbackResult{Reached: true, Satisfied: new(true)}).expect(complaint.Closed) // the customer has called by themselves
}

// TestQuietHoursAreThoseOfTheCustomersPlace: not of the office in Shanghai; where clocks
// are put forward an hour earlier from the next morning on.
func TestQuietHoursAreThoseOfTheCustomersPlace(t *testing.T) {
	zoned := func(zone string) rulebook {
		r := rules(t)
		r.Callback.Quiet = []policy.Span{{From: 21 * 60, To: 8 * 60}}
		r.Units = slices.Clone(r.Units)
		place, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(r.Units, func(u policy.Unit) bool { return u.ID == "demo-county" }) // above the station of the region
		r.Units[i].Zone = place
		return r
	}
	for _, tt := range []struct{ zone, at, first string }{
		{"Asia/Urumqi", "2026-03-11 08:00", "03-11 10:00"}, // two hours behind: 06:00 there
		{"Asia/Urumqi", "2026-03-11 22:59", "03-11 22:59"},
		{"Asia/Urumqi", "2026-03-11 23:00", "03-12 10:00"},
		{"Europe/London", "2026-03-28 12:00", "03-28 16:00"}, // 04:00 there
		{"Europe/London", "2026-03-29 12:00", "03-29 15:00"}, // 05:00 of the first day of summer time
		{"Europe/London", "2026-03-29 05:00", "03-29 15:00"}, // 21:00 the evening before
		{"Europe/London", "2026-10-25 04:00", "10-25 16:00"}, // 21:00 before the hour that comes twice
	} {
		t.Run(tt.zone+" "+tt.at, func(t *testing.T) {
			s := calling(t, zoned(tt.zone), complaint.CustomerDetails{Phone: "139"})
			s.at(tt.at)
			if got := s.spoken(s.c.NextCall(s.policy, s.now)); got != tt.first {
				t.Errorf("the first call is from %s, want %s", got, tt.first)
			}
		})
	}
}

func TestAVulnerableCustomerIsTriedMoreOften(t *testing.T) {
	for vulnerable, want := range map[bool]int{false: 3, true: 5} {
		s := calling(t, rules(t), complaint.CustomerDetails{Phone: "139", Vulnerable: vulnerable})
		for s.c.Status == complaint.Callback {
			s.do(complaint.CallbackResult{})
		}
		if len(s.c.Callbacks) != want || s.c.Outcome != complaint.Unreached {
			t.Errorf("vulnerable %t: %s after %d tries, want %d", vulnerable, s.c.Outcome, len(s.c.Callbacks), want)
		}
	}
}

// TestRetaliationOpensAReportOfItsOwn: whatever the customer thinks of the answer.
func TestRetaliationOpensAReportOfItsOwn(t *testing.T) {
	s := calling(t, rules(t), complaint.CustomerDetails{Phone: "139"})
	turn := s.turn(complaint.Caller)
	turn.Drawn = "202603-000009"
	change, err := s.c.Do(complaint.CallbackResult{Reached: true, Satisfied: new(true), Reason: "所长上门威胁。", Answers: map[string]any{"retaliation": "是"}}, turn)
	if err != nil {
		t.Fatal(err)
	}
	s.note(change)
	same(t, s.c, s.events, complaint.Retrace(s.c, s.events, complaint.Under(s.policy)))
	i := slices.IndexFunc(change.Effects, func(e complaint.Effect) bool { return e.Kind == complaint.OpenReport })
	if i < 0 || change.Effects[i].Key != "report/202603-000009" {
		t.Fatalf("effects %+v", change.Effects)
	}
	contact := complaint.Contact{Reference: s.c.Reference, Name: "王五", Phone: "139", TrackingCode: "old"}
	later := s.turn(complaint.System)
	later.Now = later.Now.Add(60e9)
	r, contact, opened, err := s.c.OpenReport("202603-000009", "new", contact, later)
	if err != nil {
		t.Fatal(err)
	}
	if r.Kind != "misconduct" || r.Unit != "demo-discipline" && r.Unit != "" || r.CallOf != s.c.Reference || !r.ReceivedAt.Equal(s.now) || contact.TrackingCode != "new" || contact.Reference != r.Reference {
		t.Errorf("report %+v of %+v", r, contact)
	}
	if want := "客户在工单" + s.c.Reference + "回访中反映，投诉后受到刁难或打击报复。客户陈述：所长上门威胁。"; r.Text != want {
		t.Errorf("text %q, want %q", r.Text, want)
	}
	same(t, r, opened.Events, complaint.Retrace(r, opened.Events, complaint.Under(s.policy)))
	if _, _, _, err := s.c.OpenReport("202603-000010", "new", contact, later); !fault.Is(err, fault.NotFound) {
		t.Errorf("another report: %v", err)
	}
	for _, e := range s.events {
		if said, _ := json.Marshal(complaint.DiscreetEvent(s.policy, e)); strings.Contains(string(said), "retaliation") || strings.Contains(string(said), "000009") {
			t.Errorf("event %s", said)
		}
	}
	for scope, want := range map[string]bool{"demo-station": false, "demo-county": false, "demo-city": false, "demo-discipline": true, "demo-province": true, "": true} {
		if s.c.Confided(s.policy, scope) != want {
			t.Errorf("scope %q: want %t", scope, want)
		}
	}
}
