package complaint_test

import (
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

func TestASuspensionStopsTheClocksThatMayPause(t *testing.T) {
	s := rules(t).begin("2026-09-30 16:20").at("2026-10-01 10:05").do(complaint.Contacting{Reached: true})
	s.at("2026-10-09 10:00").do(complaint.Suspending{Kind: "customer", Reason: "客户出差", Until: shanghai(t, "2026-10-20 09:00")})
	for name, want := range map[string]string{"answer": "paused 10-27 00:00", "return": "paused 10-24 00:00", "legal": "running 10-21 00:00"} {
		if got := s.clock(name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	s.at("2026-10-12 11:00").do(complaint.Resuming{})
	// 10-09, the adjusted Saturday 10-10 and 10-12 are lost; 10-08, 13, 14, 15, 16 count.
	if got := s.clock("answer"); got != "running 10-17 00:00" {
		t.Errorf("resumed, the answer is %s", got)
	}
	s.at("2026-10-16 12:00").check([]string{
		"warning answer 2wd before@09:00 10-14 09:00 handler L1",
		"warning answer 0wd before@09:00 10-16 09:00 handler L1 L2",
		"warning legal 2wd before@09:00 10-16 09:00 L2 L3",
	}, map[string]string{})
	if k := s.c.Clock("answer"); s.spoken(k.FirstDueAt) != "10-14 00:00" {
		t.Errorf("first due %s", s.spoken(k.FirstDueAt))
	}
}

func TestASuspensionEndsByItselfAtItsInstant(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").do(complaint.Contacting{Reached: true})
	s.at("2026-06-02 10:00").do(complaint.Suspending{Kind: "access", Reason: "无法进入", Until: shanghai(t, "2026-06-03 10:00")})
	if got := s.spoken(s.c.WakeAt); got != "06-03 10:00" {
		t.Fatalf("wakes at %s", got)
	}
	s.now = shanghai(t, "2026-06-10 10:00") // nothing ran meanwhile
	s.note(s.c.Fire(s.turn(complaint.System)))
	s.check([]string{
		"warning answer 2wd before@09:00, 0wd before@09:00 06-10 09:00 handler L1 L2",
	}, map[string]string{"answer": "running 06-11 00:00"})
	if end := s.c.Suspensions[0].EndedAt; s.spoken(end) != "06-03 10:00" {
		t.Errorf("ended %s", s.spoken(end))
	}
}

func TestNothingFiresWhileAClockIsPaused(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").do(complaint.Contacting{Reached: true})
	s.at("2026-06-03 10:00").do(complaint.Suspending{Kind: "customer", Reason: "x", Until: shanghai(t, "2026-06-30 10:00")})
	s.at("2026-06-29 10:00").check([]string{
		"warning legal 2wd before@09:00 06-11 09:00 L2 L3", "breach legal breach 06-16 00:00 L3 L4", // by law it does not pause
	}, map[string]string{"answer": "paused 07-07 00:00"})
}

func TestASuspensionIsAPromiseChanged(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").at("2026-06-02 10:00")
	change, err := s.c.Do(complaint.Suspending{Kind: "agreed", Reason: "客户要求下周", Until: shanghai(t, "2026-06-08 10:00")}, s.turn(complaint.Handler))
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, e := range change.Effects {
		if e.Kind == complaint.SendMessage {
			texts = append(texts, string(e.Data))
		}
	}
	if len(texts) != 1 || !strings.Contains(texts[0], "客户同意延期") || !strings.Contains(texts[0], "6月15日24:00") {
		t.Errorf("messages %v", texts)
	}
}

func TestTheCapsOfASuspensionNeedASupervisorToGoBeyond(t *testing.T) {
	r := rules(t)
	r.Suspension.Cap = r.target("10d")
	r.clock("answer", func(c *policy.Clock) { c.PauseCap = r.target("3wd") })
	s := r.begin("2026-06-01 10:00").at("2026-06-02 10:00") // three working days: until 06-04 24:00
	late := complaint.Suspending{Kind: "customer", Reason: "x", Until: shanghai(t, "2026-06-08 10:00")}
	err := s.refuse(late, complaint.Handler)
	if f := fault.Of(err).Fields; len(f) != 1 || f[0].Name != "until" || !strings.Contains(f[0].Reason.EN, "24:00 on 4 June") || !strings.Contains(f[0].Reason.ZH, "6月4日24:00") {
		t.Fatalf("fields %+v", f)
	}
	s.do(complaint.Suspending{Kind: "customer", Reason: "x"}) // as long as the policy allows
	if got := s.c.Suspensions[0]; s.spoken(got.Until) != "06-05 00:00" || got.Approved {
		t.Fatalf("suspended %+v", got)
	}
	s.at("2026-06-08 10:00")
	if got := s.clock("answer"); got != "running 06-12 00:00" {
		t.Fatalf("after the cap the answer is %s", got)
	}
	err = s.refuse(complaint.Suspending{Kind: "access", Reason: "x"}, complaint.Handler)
	if !strings.Contains(fault.Of(err).Fields[0].Reason.EN, "approval") {
		t.Errorf("refused with %v", err)
	}
	err = s.refuse(complaint.Suspending{Kind: "access", Reason: "x"}, complaint.Supervisor)
	if !strings.Contains(fault.Of(err).Fields[0].Reason.EN, "is required beyond") {
		t.Errorf("refused with %v", err)
	}
	change, err := s.c.Do(complaint.Suspending{Kind: "access", Reason: "x", Until: shanghai(t, "2026-06-10 10:00")}, s.turn(complaint.Supervisor))
	if err != nil || !s.c.Suspensions[1].Approved {
		t.Errorf("approved: %v, %+v, %d events", err, s.c.Suspensions[1], len(change.Events))
	}
}

func TestOverlappingSuspensionsCountOnce(t *testing.T) {
	s := rules(t).hours(nineToFive).begin("2026-06-01 10:00")
	s.at("2026-06-02 10:00").do(complaint.Suspending{Kind: "customer", Reason: "x", Until: shanghai(t, "2026-06-20 10:00")})
	s.at("2026-06-03 10:00").do(complaint.Suspending{Kind: "force-majeure", Reason: "台风", Until: shanghai(t, "2026-06-05 10:00")})
	s.at("2026-06-04 10:00").do(complaint.Resuming{Kind: "customer"})
	if got := s.clock("answer"); got != "paused 06-13 00:00" {
		t.Errorf("one of two ended: %s", got)
	}
	s.at("2026-06-05 12:00")
	if got := s.clock("answer"); got != "running 06-13 00:00" { // 06-02 to 06-05 are lost
		t.Errorf("both ended: %s", got)
	}
}

func TestTheSameSuspensionTwiceIsOne(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").at("2026-06-02 10:00")
	s.do(complaint.Suspending{Kind: "customer", Reason: "x", Until: shanghai(t, "2026-06-04 10:00")})
	s.do(complaint.Suspending{Kind: "customer", Reason: "x", Until: shanghai(t, "2026-06-03 10:00")})
	s.do(complaint.Suspending{Kind: "customer", Reason: "x", Until: shanghai(t, "2026-06-05 10:00")})
	if got := s.c.Suspensions; len(got) != 1 || s.spoken(got[0].Until) != "06-05 10:00" {
		t.Errorf("suspensions %+v", got)
	}
}

func TestResumingWhatIsNotSuspendedSaysSoAndChangesNothing(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00")
	before := s.clock("answer")
	s.do(complaint.Resuming{})
	last := s.events[len(s.events)-1]
	if last.Type != "resumed" || !strings.Contains(string(last.Data), "not suspended") || s.clock("answer") != before {
		t.Errorf("event %s %s, answer %s", last.Type, last.Data, s.clock("answer"))
	}
}

func TestSuspendedAndResumedAtOneInstantIsNoTime(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").at("2026-06-02 10:00")
	before := s.due("answer")
	s.do(complaint.Suspending{Kind: "customer", Reason: "x"}).do(complaint.Resuming{})
	if got := s.due("answer"); got != before {
		t.Errorf("due %s, was %s", got, before)
	}
}

func TestAnAnswerWhileSuspendedEndsTheClockAllTheSame(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").do(complaint.Contacting{Reached: true})
	s.at("2026-06-03 10:00").do(complaint.Suspending{Kind: "customer", Reason: "x", Until: shanghai(t, "2026-06-20 10:00")})
	s.at("2026-06-04 10:00").do(complaint.Answer{Text: "好"})
	s.check(nil, map[string]string{"answer": "met 06-11 00:00 06-04 10:00", "callback": "running 06-06 00:00"})
	s.do(complaint.Review{Reason: "不完整"}) // the clock runs on, and is suspended no more
	if got := s.clock("answer"); got != "running 06-11 00:00" {
		t.Errorf("after a refused review %s", got)
	}
}

func TestAClosedCaseIsNotSuspended(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").do(complaint.Suspending{Kind: "customer", Reason: "x"}).do(complaint.Withdrawal{})
	if err := s.refuse(complaint.Suspending{Kind: "customer", Reason: "x"}, complaint.Handler); !fault.Is(err, fault.Conflict) {
		t.Errorf("refused with %v", err)
	}
	if k := s.c.Suspensions[0]; k.EndedAt.IsZero() || !s.c.WakeAt.IsZero() {
		t.Errorf("suspension %+v, wakes at %s", k, s.c.WakeAt)
	}
}

func TestASuspensionToldLateCorrectsTheBreachBesideIt(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").do(complaint.Contacting{Reached: true})
	s.at("2026-06-09 08:00") // missed at 06-09 00:00
	late := complaint.Suspending{Kind: "access", Reason: "无信号", At: shanghai(t, "2026-06-04 10:00"), Until: shanghai(t, "2026-06-09 18:00")}
	if f := fault.Of(s.refuse(late, complaint.Handler)).Fields; len(f) != 1 || f[0].Name != "at" {
		t.Fatalf("a handler may not undo a breach alone: %+v", f)
	}
	change, err := s.c.Do(late, s.turn(complaint.Supervisor))
	if err != nil {
		t.Fatal(err)
	}
	s.note(change)
	s.do(complaint.Resuming{At: shanghai(t, "2026-06-05 12:00")})
	k := s.c.Clock("answer")
	if k.State != complaint.Missed || s.spoken(k.BreachedAt) != "06-09 00:00" || k.Correction == nil || s.spoken(k.Correction.DueAt) != "06-11 00:00" {
		t.Fatalf("the answer is %+v, %+v", k, k.Correction)
	}
	s.at("2026-06-10 10:00").do(complaint.Answer{Text: "好"})
	if k := s.c.Clock("answer"); k.State != complaint.Missed || !k.WouldBeMet() {
		t.Errorf("answered, the clock is %+v", k)
	}
}

func TestWhatIsToldTooLateIsRefused(t *testing.T) {
	r := rules(t)
	r.Intake.BackDate = 48 * time.Hour
	s := r.begin("2026-06-01 10:00").at("2026-06-05 10:00")
	for _, cmd := range []complaint.Command{
		complaint.Suspending{Kind: "access", Reason: "x", At: shanghai(t, "2026-06-03 09:59"), Until: shanghai(t, "2026-06-08 10:00")},
		complaint.Resuming{At: shanghai(t, "2026-06-03 09:59")},
		complaint.Contacting{Reached: true, At: shanghai(t, "2026-06-03 09:59")},
		complaint.Answer{Text: "好", At: shanghai(t, "2026-06-03 09:59")},
	} {
		f := fault.Of(s.refuse(cmd, complaint.Handler)).Fields
		if len(f) != 1 || f[0].Name != "at" || !strings.Contains(f[0].Reason.EN, "further back") {
			t.Errorf("%s: fields %+v", cmd.Name(), f)
		}
	}
}

func TestASuspensionTakenBackTakesItsCorrectionBack(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").do(complaint.Contacting{Reached: true})
	s.at("2026-06-09 08:00") // missed at 06-09 00:00
	late := complaint.Suspending{Kind: "access", Reason: "无信号", At: shanghai(t, "2026-06-04 10:00"), Until: shanghai(t, "2026-06-09 18:00")}
	if f := fault.Of(s.refuse(late, complaint.Handler)).Fields; len(f) != 1 || f[0].Name != "at" {
		t.Fatalf("a handler may not undo a breach alone: %+v", f)
	}
	change, err := s.c.Do(late, s.turn(complaint.Supervisor))
	if err != nil {
		t.Fatal(err)
	}
	s.note(change)
	s.do(complaint.Resuming{At: shanghai(t, "2026-06-04 10:00")}) // it was none
	s.do(complaint.Answer{Text: "好"})
	if k := s.c.Clock("answer"); k.WouldBeMet() || s.spoken(k.Correction.DueAt) != "06-09 00:00" {
		t.Errorf("the answer is %s, corrected by %+v", s.clock("answer"), k.Correction)
	}
}

func TestARefusedReviewLeavesNoPausedClockOverItsLimit(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").do(complaint.Contacting{Reached: true})
	s.at("2026-06-02 10:00").do(complaint.Answer{Text: "好"})
	s.at("2026-06-02 11:00").do(complaint.Suspending{Kind: "customer", Reason: "x", Until: shanghai(t, "2026-06-12 10:00")})
	s.at("2026-06-02 12:00").do(complaint.Review{Reason: "不完整"})
	if got := s.clock("answer"); got != "paused 06-23 00:00" { // 06-15 to 06-18 and 06-22 are left
		t.Errorf("after the refused review the answer is %s", got)
	}
	s.at("2026-06-13 10:00")
	if got := s.clock("answer"); got != "running 06-23 00:00" {
		t.Errorf("after the suspension the answer is %s", got)
	}
}

func TestALongerSuspensionSpendsItsCapOnce(t *testing.T) {
	r := rules(t)
	r.Suspension.Cap = r.target("10d")
	s := r.begin("2026-06-01 10:00").at("2026-06-02 10:00")
	s.do(complaint.Suspending{Kind: "customer", Reason: "x", Until: shanghai(t, "2026-06-08 10:00")}) // seven dates
	s.at("2026-06-05 10:00").do(complaint.Suspending{Kind: "customer", Reason: "x"})
	if got := s.spoken(s.c.Suspensions[0].Until); got != "06-12 00:00" { // three more
		t.Errorf("the policy allows it until %s", got)
	}
}

func TestSuspensionsOfACaseAreBounded(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00")
	for range 100 {
		s.do(complaint.Suspending{Kind: "customer", Reason: "x"}).do(complaint.Resuming{})
	}
	if err := s.refuse(complaint.Suspending{Kind: "customer", Reason: "x"}, complaint.Supervisor); !fault.Is(err, fault.Invalid) {
		t.Errorf("refused with %v", err)
	}
}
