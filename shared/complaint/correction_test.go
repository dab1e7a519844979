package complaint_test

import (
	"testing"

	"github.com/redress/redress/shared/complaint"
)

func TestADeedToldLateCorrectsTheBreachBesideIt(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").at("2026-06-02 12:00")
	s.do(complaint.Contacting{Reached: true, At: shanghai(t, "2026-06-02 09:00")})
	k := s.c.Clock("contact")
	if got := s.clock("contact"); got != "missed 06-02 10:00 06-02 09:00" || !k.WouldBeMet() || k.Correction.Because != "late event" {
		t.Errorf("the contact is %s, %+v", got, k.Correction)
	}
}

func TestADeedThatWasLateIsNoCorrection(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").at("2026-06-02 12:00")
	s.do(complaint.Contacting{Reached: true, At: shanghai(t, "2026-06-02 11:00")})
	if k := s.c.Clock("contact"); k.Correction != nil || k.WouldBeMet() {
		t.Errorf("the contact is %+v", k)
	}
}

func TestTheFirstContactIsTheEarliestThatIsTold(t *testing.T) {
	s := rules(t).begin("2026-06-01 10:00").at("2026-06-02 12:00").do(complaint.Contacting{Reached: true})
	s.at("2026-06-03 09:00").do(complaint.Contacting{Reached: true})
	if got := s.clock("contact"); got != "missed 06-02 10:00 06-02 12:00" {
		t.Errorf("a later contact changed the first: %s", got)
	}
	s.do(complaint.Contacting{Reached: true, At: shanghai(t, "2026-06-02 09:30")})
	if k := s.c.Clock("contact"); s.clock("contact") != "missed 06-02 10:00 06-02 09:30" || !k.WouldBeMet() {
		t.Errorf("the contact is %s, %+v", s.clock("contact"), k.Correction)
	}
}
