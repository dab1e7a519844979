package complaint_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
)

// byPartner draws what partners do with a case, and the steps that they hear of.
func byPartner(t *rapid.T, l *life) (complaint.Command, complaint.Actor) {
	at := l.now.Add(-time.Duration(rapid.IntRange(-1, 3).Draw(t, "ago")) * time.Hour)
	id := rapid.SampledFrom([]string{"12398", "12345", "repair"}).Draw(t, "partner")
	partner := complaint.Actor{Role: complaint.Partner, ID: id}
	staff := complaint.Actor{Role: complaint.Supervisor}
	note := rapid.SampledFrom([]string{"", "误报"}).Draw(t, "note")
	switch rapid.IntRange(0, 10).Draw(t, "deed") {
	case 0:
		return complaint.RegulatorAppealing{Body: id, Reference: "S", Facts: "x"}, partner
	case 1:
		return complaint.RegulatorAnswering{Text: "x"}, staff
	case 2:
		return complaint.RegulatorReview{Passed: true}, staff
	case 3:
		return complaint.RegulatorFinding{Fault: complaint.NoFault, Finding: "x", Appeal: rapid.SampledFrom([]string{"", "S", "T"}).Draw(t, "appeal")}, partner
	case 4, 5:
		state := rapid.SampledFrom([]complaint.RepairState{complaint.CrewOnTheWay, complaint.CrewArrived, complaint.SupplyRestored, complaint.RepairCancelled, "x"})
		return complaint.RepairProgress{State: state.Draw(t, "state"), At: at, Note: note}, partner
	case 6:
		order := rapid.SampledFrom([]string{"G-1", "G-2", "G-3"}).Draw(t, "order")
		return complaint.Link{From: "202601-00000" + order[2:], Commissions: []complaint.Commission{{Partner: "12345", Order: order}}}, complaint.Actor{Role: complaint.System}
	case 7:
		return complaint.Classification{Kind: "fault", Unit: "demo-station"}, staff
	case 8:
		return complaint.Reopening{Reason: "x"}, staff
	}
	return commands(t, l.now, l.c.Status), l.turn().By
}

// TestPartnersHearWhatBecomesOfACase takes a case that a partner has passed on any
// way: each who waits hears once of every passed answer, closing and reopening, in an
// order that the sequence gives; an appeal's answer goes to whoever has appealed; no
// post holds what the customer said; and the record gives the case back.
func TestPartnersHearWhatBecomesOfACase(t *testing.T) {
	p := rules(t).Policy
	rapid.Check(t, func(rt *rapid.T) {
		w := &walker{t: rt, policy: p, keys: map[string]bool{}, missed: map[string]bool{}}
		l := &life{t: rt, policy: p, now: time.Date(2026, 1, 5, 2, 0, 0, 0, time.UTC), walker: w}
		submission := complaint.Submission{Channel: "superior", Text: "电压低", Customer: complaint.CustomerDetails{Phone: "139"}}
		if rapid.Bool().Draw(rt, "passed on") {
			submission.Commission = complaint.Commission{Partner: "12398", Order: "N-1"}
		}
		c, _, change, err := complaint.Open(submission, "202601-000001", "code", l.turn())
		if err != nil {
			rt.Fatal(err)
		}
		l.c = c
		l.note(change)
		ids, last := map[string]bool{}, 0
		for range rapid.IntRange(10, 80).Draw(rt, "steps") {
			l.now = l.now.Add(l.minutes(8 * 60))
			l.note(l.c.Fire(l.system()))
			cmd, by := byPartner(rt, l)
			turn := l.turn()
			turn.By = by
			waiting, answered := l.c.Awaited(), appealAnswered(l.c)
			change := w.try(&l.c, cmd, turn)
			l.note(change)
			if link, ok := cmd.(complaint.Link); ok && !change.Empty() && len(link.Commissions) > 0 && !slices.Contains(l.c.Awaited(), link.Commissions[0]) {
				rt.Fatalf("%v does not wait, whose order was closed in favour of the case", link.Commissions)
			}
			want := map[string]int{}
			for _, e := range change.Events {
				switch {
				case e.Type == "closed":
					want[complaint.OrderClosed] = len(waiting)
				case e.Type == "reopened":
					want[complaint.OrderReopened] = len(waiting)
				case e.Type == "reviewed" && cmd.(complaint.Review).Passed, e.Type == "settled":
					want[complaint.OrderAnswered] = len(waiting)
				}
			}
			if n := appealAnswered(l.c); n > answered && l.c.RegulatorAppeals[len(l.c.RegulatorAppeals)-1].Partner != "" {
				want[complaint.AppealAnswered] = 1
			}
			if l.c.Outcome == complaint.Referred && l.c.Kind == "fault" && closedNow(change) && cmd.Name() == "classification" {
				want[complaint.RepairOrdered] = 1
			}
			got := map[string]int{}
			for _, e := range change.Effects {
				if e.Kind != complaint.TellPartner {
					continue
				}
				var post complaint.PartnerPost
				if err := json.Unmarshal(e.Data, &post); err != nil {
					rt.Fatal(err)
				}
				got[post.Type]++
				if ids[post.ID] || post.Sequence < last || post.Text == submission.Text || post.Partner == "" {
					rt.Fatalf("post %+v after sequence %d", post, last)
				}
				ids[post.ID], last = true, post.Sequence
			}
			for _, kind := range []string{complaint.OrderClosed, complaint.OrderReopened, complaint.OrderAnswered, complaint.AppealAnswered, complaint.RepairOrdered} {
				if got[kind] != want[kind] {
					rt.Fatalf("%s: %d posts of %s, want %d", cmd.Name(), got[kind], kind, want[kind])
				}
			}
			if r := l.c.Repair; r != nil && r.State == complaint.RepairCancelled && r.Note == "" {
				rt.Fatalf("repair %+v without a reason", r)
			}
		}
		same(rt, l.c, l.events, complaint.Retrace(l.c, l.events, complaint.Under(p)))
	})
}

func closedNow(change complaint.Change) bool {
	return slices.ContainsFunc(change.Events, func(e complaint.Event) bool { return e.Type == "closed" })
}

// appealAnswered counts the answers that have passed to the regulator.
func appealAnswered(c *complaint.Case) (n int) {
	for _, p := range c.RegulatorAppeals {
		for _, a := range p.Answers {
			if a.Passed {
				n++
			}
		}
	}
	return n
}
