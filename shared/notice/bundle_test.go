package notice

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

var noon = time.Date(2026, 6, 1, 4, 0, 0, 0, time.UTC)

func pack(t testing.TB, throttle policy.Throttle) *policy.Policy {
	t.Helper()
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	p.Throttle = throttle
	return p
}

func breach(n int, unit, levels string) *Waiting {
	reference := fmt.Sprintf("202606-%06d", n)
	return &Waiting{Key: "notice/" + reference, Notice: complaint.Notice{
		ID: reference + "/answer/0/breach", At: noon, Kind: "breach", Reference: reference, Clock: "answer", Point: "breach",
		Levels: strings.Fields(levels), Unit: unit, Grade: "general", Class: "04.03.01", Language: "zh",
	}}
}

func TestAnAddressedNoticeNamesEachRecipientOnce(t *testing.T) {
	p := pack(t, policy.Throttle{Singles: 20, Bundle: 1000})
	d := NewDirectory(p, policy.Rota{}, noon)
	got := d.Address(breach(1, "demo-station", "handler L1 L2").Notice, "")
	want := []policy.Recipient{{Level: "handler", Unit: "demo-station", Why: "inbox"}, {Level: "L2", Unit: "demo-county", Why: "inbox"}}
	if diff := cmp.Diff(want, got.Recipients); diff != "" || !got.SentAt.Equal(noon) || got.Empty != nil {
		t.Errorf("sent at %s, empty %v, recipients (-want +got):\n%s", got.SentAt, got.Empty, diff)
	}
	levels := Attributes(d.Address(complaint.Notice{Kind: "breach", Reference: "x", Levels: []string{"L1"}}, ""))["levels"]
	if levels != "L1,L5" {
		t.Errorf("subscribers filter by levels %s, want L1 and, in its place, L5", levels)
	}
	whole := d.Address(complaint.Notice{Kind: "report", Levels: []string{"L2", "centre"}}, "")
	want = []policy.Recipient{{Level: "L2", Unit: "*", Why: "inbox"}, {Level: "centre", Unit: "national-centre", Why: "inbox"}}
	if diff := cmp.Diff(want, whole.Recipients); diff != "" {
		t.Errorf("a report for the whole company (-want +got):\n%s", diff)
	}
}

func TestABundleSaysWhatItsMembersAgreeOn(t *testing.T) {
	p := pack(t, policy.Throttle{Singles: 1, Bundle: 10})
	a, b := breach(2, "demo-county", "L2"), breach(1, "demo-station", "L2")
	b.Notice.ID, b.Notice.Clock, b.Notice.Grade, b.Notice.Round = "b", "legal", "major", 1
	b.Notice.At, b.Notice.DueAt, b.Notice.Class = noon.Add(time.Hour), noon, "04.03.02"
	again := breach(2, "demo-county", "handler") // the unit itself: the same inbox
	again.Notice.ID, again.Notice.Language = "again", "en"
	p.Language = "en"
	list := NewDirectory(p, policy.Rota{}, noon).Bundles([]*Waiting{a, b, again})
	if len(list) != 1 {
		t.Fatalf("%d bundles, want one", len(list))
	}
	want := complaint.Notice{
		ID: list[0].Notice.ID, At: noon.Add(time.Hour), Kind: "breach", References: []string{"202606-000001", "202606-000002"}, Point: "breach",
		Levels: []string{"handler", "L2"}, Unit: "demo-county", Grade: "major", Language: "en",
		Text: "[Overdue] Demo county company: 2 cases are overdue (answer, statutory answer), listed with this notice. Please act at once and give the reason for each.",
	}
	if diff := cmp.Diff(want, list[0].Notice); diff != "" {
		t.Errorf("bundle (-want +got):\n%s", diff)
	}
	same := NewDirectory(p, policy.Rota{}, noon).Bundles([]*Waiting{again, a, b})
	if same[0].Notice.ID != want.ID {
		t.Error("the same members in another order make another bundle")
	}
	fewer := NewDirectory(p, policy.Rota{}, noon).Bundles([]*Waiting{a, b})
	if fewer[0].Notice.ID == want.ID {
		t.Error("other members make the same bundle")
	}
}

func TestHandlersGetTheirOwnCases(t *testing.T) {
	p := pack(t, policy.Throttle{Singles: 2, Bundle: 10})
	var list []*Waiting
	for i := range 9 {
		w := breach(i, "demo-station", "handler L2")
		w.Handler = []string{"li", "li", "wang"}[i%3]
		if i == 8 {
			w.Handler = ""
		}
		list = append(list, w)
	}
	got := map[string]int{}
	for _, b := range NewDirectory(p, policy.Rota{}, noon).Bundles(list) {
		b.Take()
		got[b.Notice.Unit+"/"+b.Notice.Handler] = len(b.Notice.References)
	}
	if diff := cmp.Diff(map[string]int{"demo-station/li": 6, "demo-county/": 9}, got); diff != "" {
		t.Errorf("bundles (-want +got):\n%s", diff)
	}
	left := 0
	for _, w := range list {
		switch {
		case w.Handler == "li" && !w.Told():
			t.Errorf("%s has levels %v left", w.Notice.ID, w.Notice.Levels)
		case w.Handler != "li" && (w.Told() || strings.Join(w.Notice.Levels, "") != "handler" || strings.Join(w.Notice.Bundled, "") != "L2"):
			t.Errorf("%s has levels %v left and %v bundled", w.Notice.ID, w.Notice.Levels, w.Notice.Bundled)
		case w.Handler != "li":
			left++
		}
	}
	if left != 3 {
		t.Errorf("%d are left, want those of wang and of nobody", left)
	}
}

// TestABundleTellsWhoStandsInForAHandler: the handlers give their cases up between
// the bundle for their unit and what is left for themselves.
func TestABundleTellsWhoStandsInForAHandler(t *testing.T) {
	p := pack(t, policy.Throttle{Singles: 2, Bundle: 10})
	list := []*Waiting{breach(1, "demo-station", "handler L1"), breach(2, "demo-station", "handler L1"), breach(3, "demo-station", "handler L1")}
	for i, w := range list {
		w.Handler = []string{"li", "wang", "zhao"}[i]
	}
	d := NewDirectory(p, policy.Rota{}, noon)
	bundles := d.Bundles(list)
	if len(bundles) != 1 {
		t.Fatalf("%d bundles, want that for the unit", len(bundles))
	}
	bundles[0].Take()
	inbox := []policy.Recipient{{Level: "L1", Unit: "demo-station", Why: "inbox"}}
	if diff := cmp.Diff(inbox, d.Address(bundles[0].Notice, "").Recipients); diff != "" {
		t.Errorf("the bundle goes to (-want +got):\n%s", diff)
	}
	for _, w := range list {
		own := []policy.Recipient{{Level: "handler", Unit: "demo-station", Person: w.Handler, Why: "handler"}}
		if diff := cmp.Diff(own, d.Address(w.Notice, w.Handler).Recipients); diff != "" {
			t.Errorf("what is left goes to (-want +got):\n%s", diff)
		}
		if got := d.Address(w.Notice, "").Recipients; got != nil {
			t.Errorf("when nobody has the case, what the unit was told in a bundle goes to %v", got)
		}
	}
	alone := breach(4, "demo-station", "handler").Notice
	if got := d.Address(alone, "").Recipients; len(got) != 1 {
		t.Errorf("what no bundle tells goes to %v", got)
	}
}

func TestWhatIsNotBundled(t *testing.T) {
	p := pack(t, policy.Throttle{Singles: 1, Bundle: 10, Alone: []string{"major"}})
	var list []*Waiting
	for i := range 5 {
		order, bundle, report, again := breach(i, "demo-station", "L1"), breach(i, "demo-station", "L1"), breach(i, "", "L1"), breach(i, "demo-station", "L1")
		order.Notice.Kind = "major"
		bundle.Notice.Reference, bundle.Notice.References = "", []string{"a", "b"}
		report.Notice.Reference = ""
		again.Again = true
		list = append(list, order, bundle, report, again)
	}
	if got := NewDirectory(p, policy.Rota{}, noon).Bundles(list); len(got) != 0 {
		t.Errorf("%d bundles of dangers, of bundles, of notices about no case, and of what may have been sent", len(got))
	}
}

// TestEverybodyIsToldOnceAndNobodyTooOften is the promise of bundles, for any
// notices at all: each recipient whom a notice would have reached by itself is
// told of it, once, and gets no more notices of a kind than the bound.
func TestEverybodyIsToldOnceAndNobodyTooOften(t *testing.T) {
	p := pack(t, policy.Throttle{})
	units := []string{"", "gone", "demo-station", "demo-county", "demo-city", "demo-province", "national-centre"}
	rapid.Check(t, func(rt *rapid.T) {
		p.Throttle = policy.Throttle{Singles: rapid.IntRange(1, 5).Draw(rt, "singles"), Bundle: rapid.IntRange(2, 7).Draw(rt, "bundle")}
		rota := p.Rota(rosters(rt, units[2:]))
		var list []*Waiting
		for i := range rapid.IntRange(0, 40).Draw(rt, "notices") {
			levels := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"handler", "L1", "L2", "L3", "L4", "L5", "centre"}), 1, 3, rapid.ID[string]).Draw(rt, "levels")
			w := breach(i, rapid.SampledFrom(units).Draw(rt, "unit"), strings.Join(levels, " "))
			w.Notice.Kind = rapid.SampledFrom([]string{"breach", "warning"}).Draw(rt, "kind")
			w.Handler = rapid.SampledFrom([]string{"", "li", "wang"}).Draw(rt, "handler")
			list = append(list, w)
		}
		want := told(p, rota, list)
		got := sendAll(p, rota, list)
		for to, references := range want {
			if diff := cmp.Diff(references, got[to].references); diff != "" {
				rt.Fatalf("%s (-want +got):\n%s", to, diff)
			}
			if n, most := got[to].notices, max(p.Throttle.Singles, (len(references)+p.Throttle.Bundle-1)/p.Throttle.Bundle); n > most {
				rt.Fatalf("%s gets %d notices of %d cases, at most %d are allowed", to, n, len(references), most)
			}
		}
		if len(got) != len(want) {
			rt.Fatalf("%d recipients, want %d", len(got), len(want))
		}
	})
}

// rosters draws rotas for some units: somebody, or nobody, is always on duty.
func rosters(rt *rapid.T, units []string) map[string]policy.Roster {
	all := map[string]policy.Roster{}
	for _, unit := range units {
		r := policy.Roster{Shifts: []policy.Shift{{Hours: "00:00-24:00", People: []string{"on-" + unit}}}}
		switch rapid.SampledFrom([]string{"inbox", "somebody", "nobody", "li is away"}).Draw(rt, unit) {
		case "inbox":
			continue
		case "nobody":
			r.Absent = []policy.Absence{{Person: "on-" + unit}}
		case "li is away":
			r.Absent = []policy.Absence{{Person: "li"}}
		}
		all[unit] = r
	}
	return all
}

// told are the cases that each recipient would hear of singly, by kind.
func told(p *policy.Policy, rota policy.Rota, list []*Waiting) map[string][]string {
	d, all := NewDirectory(p, rota, noon), map[string][]string{}
	for _, w := range list {
		for _, r := range d.Address(w.Notice, w.Handler).Recipients {
			to := w.Notice.Kind + " " + r.Unit + "/" + r.Person
			all[to] = append(all[to], w.Notice.Reference)
		}
	}
	return all
}

// mail is what one recipient gets of one kind.
type mail struct {
	notices    int
	references []string
}

// sendAll bundles and sends as the relay does.
func sendAll(p *policy.Policy, rota policy.Rota, list []*Waiting) map[string]mail {
	d, all := NewDirectory(p, rota, noon), map[string]mail{}
	send := func(n complaint.Notice) {
		for _, r := range n.Recipients {
			to := n.Kind + " " + r.Unit + "/" + r.Person
			m := mail{all[to].notices + 1, append(all[to].references, n.Cases()...)}
			slices.Sort(m.references)
			all[to] = m
		}
	}
	for _, b := range d.Bundles(list) {
		b.Take()
		send(d.Address(b.Notice, ""))
	}
	for _, w := range list {
		if !w.Told() {
			send(d.Address(w.Notice, w.Handler))
		}
	}
	return all
}
