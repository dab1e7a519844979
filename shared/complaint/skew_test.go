package complaint_test

import (
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// TestAClockThatIsBehindBreaksNoOrder: functions on machines whose clocks differ
// by seconds tell one story in order; a clock that is wrong tells its own time.
func TestAClockThatIsBehindBreaksNoOrder(t *testing.T) {
	for behind, want := range map[time.Duration]time.Duration{
		0: 0, time.Second: 0, time.Minute: 0, 61 * time.Second: -61 * time.Second, 24 * time.Hour: -24 * time.Hour,
	} {
		s := rules(t).begin("2026-06-01 09:00").at("2026-06-02 10:00").do(complaint.Contacting{Reached: true})
		at := s.now
		s.now = at.Add(-behind)
		s.do(complaint.Note{Text: "x"})
		if last := s.events[len(s.events)-1]; !last.At.Equal(at.Add(want)) {
			t.Errorf("%s behind, the event is of %s, want %s", behind, last.At, at.Add(want))
		}
		s.replays()
	}
}

// TestAClockThatIsWrongPausesNothingThatGoesOn: to a machine whose clock is minutes
// behind, a suspension that has ended seems to hold; nothing would end it again.
func TestAClockThatIsWrongPausesNothingThatGoesOn(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00").at("2026-06-02 09:00").do(complaint.Contacting{Reached: true})
	s.at("2026-06-02 10:00").do(complaint.Suspending{Kind: "customer", Reason: "x", Until: shanghai(t, "2026-06-05 10:00")})
	s.at("2026-06-02 10:30").do(complaint.Resuming{})
	s.at("2026-06-02 10:21").do(complaint.Suspending{Kind: "access", Reason: "x", At: shanghai(t, "2026-06-02 09:50"), Until: shanghai(t, "2026-06-02 10:10")})
	for _, name := range []string{"answer", "return"} {
		if got := s.c.Clock(name).State; got != complaint.Running {
			t.Errorf("%s is %s", name, got)
		}
	}
	s.replays()
}
