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
)

func TestRefusedReviewLetsTheClocksRunOn(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
	s.do(complaint.Dispatching{}).do(complaint.Contacting{Reached: true})
	s.at("2026-03-12 10:00").do(complaint.Answer{Text: "换线"})
	s.at("2026-03-13 10:00").do(complaint.Review{Reason: "没有回答诉求"}).expect(complaint.Handling)
	s.at("2026-03-18 00:01")
	s.check([]string{ // the first warning's instant passed while the answer stood
		"warning answer 0wd before@09:00 03-17 09:00 handler L1 L2",
		"breach answer breach 03-18 00:00 L2 L3",
	}, map[string]string{
		"answer": "missed 03-18 00:00", "legal": "running 03-25 00:00", "return": "missed 03-17 00:00",
		"callback": "cancelled 03-14 00:00 03-13 10:00",
	})
}

func TestAnswerRefusedAfterItsLimitIsABreachAtOnce(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
	s.do(complaint.Dispatching{}).do(complaint.Contacting{Reached: true})
	s.at("2026-03-17 12:00").do(complaint.Answer{Text: "换线"})
	s.at("2026-03-19 10:00").do(complaint.Review{Reason: "没有回答诉求"})
	s.check([]string{
		"warning answer 2wd before@09:00 03-13 09:00 handler L1",
		"warning answer 0wd before@09:00 03-17 09:00 handler L1 L2",
		"warning callback 4h before 03-18 17:30 centre",
		"breach callback breach 03-19 00:00 centre",
		"breach answer breach 03-18 00:00 L2 L3",
	}, map[string]string{"answer": "missed 03-18 00:00"})
}

func TestOfRepeatsMissedInASilenceTheLatestIsSent(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
	s.do(complaint.Dispatching{}).do(complaint.Contacting{Reached: true})
	s.at("2026-03-17 12:00")
	s.now = shanghai(t, "2026-03-20 09:30") // nothing ran meanwhile
	s.note(s.c.Fire(s.turn(complaint.System)))
	s.note(s.c.Climb(s.turn(complaint.System)))
	s.check([]string{
		"warning answer 2wd before@09:00 03-13 09:00 handler L1",
		"warning answer 0wd before@09:00 03-17 09:00 handler L1 L2",
		"breach answer breach 03-18 00:00 L2 L3",
		"warning legal 2wd before@09:00 03-20 09:00 L2 L3",
		"escalation answer repeat 1 03-20 09:00 L1 L2 L3 L4",
	}, map[string]string{})
	if sv := s.c.Supervision; sv == nil || sv.Level != "L3" {
		t.Errorf("supervision = %+v, want opened", sv)
	}
}

func TestCallbackAnswersAreScalars(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
	s.do(complaint.Dispatching{}).do(complaint.Answer{Text: "换线"}).do(complaint.Review{Passed: true})
	_, err := s.c.Do(complaint.CallbackResult{Reached: true, Answers: map[string]any{"attitude": []any{[]any{}}, "suggestions": "好", "solved": true}}, s.turn(complaint.Caller))
	var names []string
	for _, f := range fault.Of(err).Fields {
		names = append(names, f.Name)
	}
	if diff := cmp.Diff([]string{"satisfied", "answers.attitude"}, names); diff != "" {
		t.Errorf("bad fields (-want +got):\n%s", diff)
	}
}

func TestADeedAtTheDueInstantIsInTimeAndASecondLaterIsNot(t *testing.T) {
	for late, want := range map[time.Duration]string{
		0:           "met 03-11 09:00 03-11 09:00",
		time.Second: "missed 03-11 09:00 03-11 09:00",
	} {
		s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
		s.do(complaint.Dispatching{}).at("2026-03-11 09:00")
		s.now = s.now.Add(late)
		s.do(complaint.Contacting{Reached: true})
		s.check(s.told, map[string]string{"contact": want})
	}
}

func TestABackDatedRecordIsNotWarnedOfWhatHasPassed(t *testing.T) {
	s := begin(t, "2026-03-11 06:00", complaint.Submission{Channel: "letter", Text: "电压低", Class: "04.01.01", ReceivedAt: shanghai(t, "2026-03-10 09:00")})
	s.do(complaint.Dispatching{}).at("2026-03-11 10:00")
	s.check([]string{ // the warning of 05:00 lay in the past; the dispatch was late when it was recorded
		"breach dispatch breach 03-10 09:20 centre",
		"breach contact breach 03-11 09:00 L2 L3",
	}, map[string]string{"dispatch": "missed 03-10 09:20 03-11 06:00", "contact": "missed 03-11 09:00"})
}

func TestClassificationKeepsTheUnitThatAPersonChose(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01", Site: complaint.SiteDetails{Region: "demo"}})
	s.do(complaint.Dispatching{}).do(complaint.Refusal{Reason: "不属我所"})
	s.do(complaint.Reassignment{Unit: "demo-county", Reason: "由县公司办理"}).expect(complaint.Sorting)
	s.do(complaint.Classification{})
	if s.c.Unit != "demo-county" {
		t.Errorf("unit = %s, want the one that was chosen", s.c.Unit)
	}
}

// TestAUnitHearsWhereItsCaseHasGone: but not that it went to those who look
// into what may be about the unit itself.
func TestAUnitHearsWhereItsCaseHasGone(t *testing.T) {
	tests := []struct{ name, former, unit, text string }{
		{"up the line", "demo-station", "demo-county", "由示范供电所改派至示范县供电公司"},
		{"to the discipline function", "demo-station", "demo-discipline", "由示范供电所改派至其他单位"},
		{"to the discipline function, from who stands over it", "demo-province", "demo-discipline", "由示范省电力公司改派至示范省公司纪检监察（供电服务监督）"},
		{"back from the discipline function", "demo-discipline", "demo-station", "由示范省公司纪检监察（供电服务监督）改派至示范供电所"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01", Site: complaint.SiteDetails{Region: "demo"}})
			s.do(complaint.Dispatching{})
			s.c.Unit = tt.former
			change, err := s.c.Do(complaint.Reassignment{Unit: tt.unit, Reason: "x"}, s.turn(complaint.Supervisor))
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(change.Effects, func(e complaint.Effect) bool { return e.Kind == complaint.SendNotice })
			if i < 0 {
				t.Fatal("nobody is told")
			}
			var n complaint.Notice
			if err := json.Unmarshal(change.Effects[i].Data, &n); err != nil {
				t.Fatal(err)
			}
			if n.Kind != "reassigned" || n.Unit != tt.former || !strings.Contains(n.Text, tt.text) {
				t.Errorf("%s hears %q of %s, want %q", n.Unit, n.Text, n.Kind, tt.text)
			}
		})
	}
}

func TestAcknowledgementStopsTheRepeatsForATime(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
	s.do(complaint.Dispatching{}).do(complaint.Contacting{Reached: true})
	s.at("2026-03-18 10:00").do(complaint.Acknowledgement{}) // until 03-19 24:00
	s.at("2026-03-20 09:00")
	var repeats []string
	for _, line := range s.told {
		if line[:6] == "escala" {
			repeats = append(repeats, line)
		}
	}
	want := []string{"escalation answer repeat 1 03-20 09:00 L1 L2 L3 L4"}
	if diff := cmp.Diff(want, repeats); diff != "" {
		t.Errorf("repeats (-want +got):\n%s", diff)
	}
}

func TestIllegalCommandNamesStatusAndWhatIsAllowed(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
	s.do(complaint.Dispatching{})
	_, err := s.c.Do(complaint.Review{Passed: true}, s.turn(complaint.Supervisor))
	f := fault.Of(err)
	if f.Kind != fault.Conflict || f.Facts["caseStatus"] != complaint.Dispatched {
		t.Fatalf("err = %v with %v, want a conflict that names dispatched", err, f.Facts)
	}
	want := []string{"acceptance", "refusal", "assignment", "handdown", "contact", "findings", "answer",
		"offer", "documents", "remedy", "written-reply", "determination",
		"closure", "merge", "reassignment", "joining", "suspension", "delay", "supervision", "acknowledgement", "note", "evidence",
		"rectification", "lessons", "regulator-appeal", "emergency", "urge", "supplement", "withdrawal"}
	if diff := cmp.Diff(want, f.Facts["allowed"]); diff != "" {
		t.Errorf("allowed (-want +got):\n%s", diff)
	}
}

// TestWhatHasNoObjectIsNotOffered, and it is refused.
func TestWhatHasNoObjectIsNotOffered(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
	s.do(complaint.Dispatching{})
	for _, cmd := range []complaint.Command{
		complaint.Handback{Reason: "不属本单位"}, complaint.DocumentsReceived{}, complaint.RemedyApproval{Approved: true, Reason: "属实"}, complaint.RemedyPaid{Voucher: "3301"},
		complaint.ResponsibilityDecision{Responsibility: "customer", Reason: "内线"}, complaint.DeterminationApproval{Approved: true, Reason: "属实"},
		complaint.Separation{Reason: "另一线路"}, complaint.SupervisionReply{Text: "已整改"}, complaint.SupervisionRelease{},
		complaint.RepeatReview{Finding: "同一原因"}, complaint.RegulatorAnswering{Text: "情况说明"}, complaint.RegulatorReview{Passed: true},
	} {
		if slices.Contains(s.c.Allowed(), cmd.Name()) {
			t.Errorf("%s is offered", cmd.Name())
		}
		if err := s.refuse(cmd, complaint.Supervisor); !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: %v, want a conflict", cmd.Name(), err)
		}
	}
	if slices.Contains(s.c.Allowed(), "resumption") || !slices.Contains(s.do(complaint.Suspending{Kind: "customer", Reason: "外出"}).c.Allowed(), "resumption") {
		t.Error("a resumption is offered before a suspension, or not after it")
	}
}

func TestUnreachedCustomerEndsTheCaseAtTheThirdTry(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
	s.do(complaint.Dispatching{}).do(complaint.Answer{Text: "换线"}).do(complaint.Review{Passed: true})
	s.do(complaint.CallbackResult{}).do(complaint.CallbackResult{}).expect(complaint.Callback)
	s.do(complaint.CallbackResult{}).expect(complaint.Closed)
	if s.c.Outcome != complaint.Unreached {
		t.Errorf("outcome = %s, want unreached", s.c.Outcome)
	}
}

func TestReopeningStartsANewCycleAndKeepsTheBreach(t *testing.T) {
	s := begin(t, "2026-03-10 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
	s.do(complaint.Dispatching{})
	s.at("2026-03-11 14:30").do(complaint.Contacting{Reached: true}).do(complaint.Answer{Text: "换线"}).do(complaint.Review{Passed: true})
	s.do(complaint.CallbackResult{Reached: true, Satisfied: new(true)})
	s.at("2026-03-12 10:00").do(complaint.Reopening{Reason: "电压仍低"})
	if s.c.Next(s.now) != complaint.StepDispatch || s.c.Cycle != 1 || s.c.Round != 1 {
		t.Fatalf("next %s, cycle %d, round %d; want Dispatch, 1, 1", s.c.Next(s.now), s.c.Cycle, s.c.Round)
	}
	var states []string
	for _, k := range s.c.Clocks {
		if k.Name == "contact" {
			states = append(states, string(k.State))
		}
	}
	if diff := cmp.Diff([]string{"missed", "running"}, states); diff != "" {
		t.Errorf("contact clocks (-want +got):\n%s", diff)
	}
	s.at("2026-05-30 10:00").do(complaint.Withdrawal{})
	s.at("2026-07-30 10:00")
	if _, err := s.c.Do(complaint.Reopening{Reason: "x"}, s.turn(complaint.Supervisor)); !fault.Is(err, fault.Conflict) {
		t.Errorf("reopening after the window: %v, want a conflict", err)
	}
}

func TestSubmissionNamesEveryBadValue(t *testing.T) {
	p, err := defaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	now := shanghai(t, "2026-03-10 09:00")
	_, _, _, err = complaint.Open(complaint.Submission{Channel: "pigeon", Text: " \n", Class: "99", OccurredAt: now.Add(time.Hour), ReceivedAt: now.AddDate(-1, 0, 0)},
		"202603-000001", "code", complaint.Turn{Policy: p, Now: now})
	var names []string
	for _, f := range fault.Of(err).Fields {
		names = append(names, f.Name)
	}
	if diff := cmp.Diff([]string{"channel", "text", "class", "occurredAt", "receivedAt"}, names); diff != "" {
		t.Errorf("bad fields (-want +got):\n%s", diff)
	}
}

func TestATextSaysSomethingAndATimeIsNotOfAnotherAge(t *testing.T) {
	p, err := defaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	now := shanghai(t, "2026-03-10 09:00")
	for _, test := range []struct {
		text     string
		occurred time.Time
		bad      string
	}{
		{"停电", time.Time{}, ""}, {"😡", time.Time{}, ""}, {"?", time.Time{}, ""}, {"e\u0301", time.Time{}, ""},
		{" \n\t\u3000", time.Time{}, "text"}, {"\u200b\u200d\ufeff", time.Time{}, "text"}, {"\ufe0f\u2060", time.Time{}, "text"}, {"\u3164\u2800", time.Time{}, "text"},
		{"停电", now.AddDate(-99, 0, 0), ""}, {"停电", now.AddDate(-100, 0, -1), "occurredAt"}, {"停电", time.Date(0, 12, 31, 15, 54, 17, 0, time.UTC), "occurredAt"},
	} {
		var bad string
		for _, f := range (complaint.Submission{Channel: "web", Text: test.text, OccurredAt: test.occurred}).Check(complaint.Turn{Policy: p, Now: now}) {
			bad += f.Name
		}
		if bad != test.bad {
			t.Errorf("of %+q at %s it refuses %q, want %q", test.text, test.occurred, bad, test.bad)
		}
	}
}

func TestAWayInBelongsToItsChannel(t *testing.T) {
	p, err := defaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	turn := complaint.Turn{Policy: p, Now: shanghai(t, "2026-03-10 09:00")}
	for _, test := range []struct{ channel, via, bad string }{
		{"letter", "fax", ""},
		{"letter", "", ""},
		{"superior", "petition", ""},
		{"hotline", "fax", "Invalid: some values are not acceptable: source.via belongs to the channel letter"},
		{"letter", "pigeon", "Invalid: some values are not acceptable: source.via is not a way in of the policy"},
	} {
		c, _, _, err := complaint.Open(complaint.Submission{Channel: test.channel, Text: "停电", Source: complaint.Source{Via: test.via}}, "202603-000001", "code", turn)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != test.bad {
			t.Errorf("%s via %q: got %q, want %q", test.channel, test.via, got, test.bad)
		}
		if test.bad == "" && c.Source.Via != test.via {
			t.Errorf("%s via %q: the case has %q", test.channel, test.via, c.Source.Via)
		}
	}
}

func TestEndOfDayIsSpokenAs24(t *testing.T) {
	at := shanghai(t, "2026-10-14 00:00")
	zone, _ := time.LoadLocation("Asia/Shanghai")
	if got, want := complaint.Spoken(at, zone, "zh"), "10月13日24:00"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	newYear := time.Date(2027, 1, 1, 0, 0, 0, 0, zone)
	for _, x := range []struct {
		at, now        time.Time
		language, want string
	}{
		{at, newYear, "zh", "10月13日24:00"}, // the end of the year is still of it
		{newYear, at, "zh", "12月31日24:00"},
		{at, newYear.Add(time.Second), "zh", "2026年10月13日24:00"},
		{newYear.Add(time.Hour), at, "en", "01:00 on 1 January 2027"},
		{at, newYear.Add(time.Second), "en", "24:00 on 13 October 2026"},
		{time.Time{}, at, "en", ""},
	} {
		if got := complaint.SpokenAt(x.at, x.now, zone, x.language); got != x.want {
			t.Errorf("%s at %s is spoken of as %q, want %q", x.at, x.now, got, x.want)
		}
	}
	if got, want := complaint.Spoken(at.Add(90*time.Minute), zone, "en"), "01:30 on 14 October"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
