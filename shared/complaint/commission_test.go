package complaint_test

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// passedOnBy is a story of a case that a hotline has passed on.
func passedOnBy(r rulebook) *story {
	return r.beginWith("2026-06-01 09:00", complaint.Submission{
		Channel: "superior", Text: "电压低", Class: "04.01.01", Customer: complaint.CustomerDetails{Phone: "139"}, Site: complaint.SiteDetails{Region: "demo"},
		Commission: complaint.Commission{Partner: "12345", Order: "G-1"},
	})
}

// posts are what a change tells partners.
func posts(t *testing.T, change complaint.Change) (list []complaint.PartnerPost) {
	t.Helper()
	for _, e := range change.Effects {
		if e.Kind == complaint.TellPartner {
			var p complaint.PartnerPost
			if err := json.Unmarshal(e.Data, &p); err != nil {
				t.Fatal(err)
			}
			list = append(list, p)
		}
	}
	return list
}

// TestAPartnerHearsThatACaseWasWithdrawnAndNotWhy: why is in the customer's words.
func TestAPartnerHearsThatACaseWasWithdrawnAndNotWhy(t *testing.T) {
	s := passedOnBy(rules(t))
	got := posts(t, s.as(complaint.Public, complaint.Withdrawal{Reason: "我叫王五，不用了"}))
	if len(got) != 1 || got[0].Outcome != complaint.Withdrawn || got[0].Reason != "" || got[0].Order != "G-1" {
		t.Errorf("posts %+v", got)
	}
	s = passedOnBy(rules(t))
	got = posts(t, s.as(complaint.Supervisor, complaint.Closure{Outcome: complaint.Referred, Reason: "属供水公司"}))
	if len(got) != 1 || got[0].Outcome != complaint.Referred || got[0].Reason != "属供水公司" {
		t.Errorf("posts %+v", got)
	}
}

// TestACaseHasABoundForThoseWhoWait: of orders closed in its favour; one counts once.
func TestACaseHasABoundForThoseWhoWait(t *testing.T) {
	s := passedOnBy(rules(t))
	for i := range 30 {
		link := complaint.Link{From: "202606-0001" + strconv.Itoa(10+i), Commissions: []complaint.Commission{{Partner: "12398", Order: "N-" + strconv.Itoa(i/2)}}}
		s.as(complaint.System, link)
	}
	if n := len(s.c.Awaited()); n != 16 {
		t.Errorf("%d wait, want the hotline and 15 others", n)
	}
	for i := range 30 {
		link := complaint.Link{From: "202606-0002" + strconv.Itoa(10+i), Commissions: []complaint.Commission{{Partner: "12398", Order: "M-" + strconv.Itoa(i)}}}
		s.as(complaint.System, link)
	}
	if n := len(s.c.Awaited()); n != 21 {
		t.Errorf("%d wait, want the hotline and 20 others", n)
	}
	s.replays()
}

// TestAnOrderOfARepairIsOneAndSaysHowItGoes: of another partner or without an order a
// word is refused, each bad value is named, and what is behind changes nothing.
func TestAnOrderOfARepairIsOneAndSaysHowItGoes(t *testing.T) {
	s := passedOnBy(rules(t))
	word := complaint.RepairProgress{State: complaint.CrewArrived, At: s.now}
	by := func(id string, c complaint.RepairProgress) (complaint.Change, error) {
		turn := s.turn(complaint.Partner)
		turn.By = complaint.Actor{Role: complaint.Partner, ID: id}
		copied := *s.c
		if r := copied.Repair; r != nil {
			own := *r
			copied.Repair = &own
		}
		change, err := copied.Do(c, turn)
		if err == nil {
			s.c = &copied
		}
		return change, err
	}
	if _, err := by("repair", word); !fault.Is(err, fault.Conflict) {
		t.Errorf("a word about no order: %v", err)
	}
	s.do(complaint.Refusal{Reason: "是故障"})
	if got := posts(t, s.as(complaint.Supervisor, complaint.Classification{Kind: "fault", Unit: "demo-station"})); len(got) != 2 || got[1].Type != complaint.RepairOrdered || got[1].Partner != "repair" || got[1].Order != "" {
		t.Fatalf("posts %+v", got)
	}
	if _, err := by("12345", word); !fault.Is(err, fault.Conflict) {
		t.Errorf("another partner's word: %v", err)
	}
	for name, c := range map[string]complaint.RepairProgress{
		"state": {State: complaint.RepairPlaced, At: s.now}, "at": {State: complaint.CrewArrived}, "note": {State: complaint.RepairCancelled, At: s.now},
	} {
		_, err := by("repair", c)
		if f := fault.Of(err); f.Kind != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Name != name {
			t.Errorf("a bad %s: %v", name, err)
		}
	}
	for i, c := range []struct {
		state   complaint.RepairState
		changes bool
	}{{complaint.CrewArrived, true}, {complaint.CrewOnTheWay, false}, {complaint.RepairCancelled, true}, {complaint.RepairCancelled, false}, {complaint.CrewArrived, false}} {
		if change, err := by("repair", complaint.RepairProgress{State: c.state, At: s.now, Note: "x"}); err != nil || change.Empty() == c.changes {
			t.Errorf("word %d, %s: %v, %d events", i+1, c.state, err, len(change.Events))
		}
	}
	if _, err := by("repair", complaint.RepairProgress{State: complaint.SupplyRestored, At: s.now}); !fault.Is(err, fault.Conflict) {
		t.Errorf("restored after it was cancelled: %v", err)
	}
}
