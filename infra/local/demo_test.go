package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

// stage is a demo that was played, to be looked at.
type stage struct {
	*testing.T
	*demo
}

func playDemo(t *testing.T) stage {
	t.Helper()
	d := newDemo(testApp(t, demoStart), "en")
	if err := d.run(t.Context(), newProgress(io.Discard)); err != nil {
		t.Fatal(err)
	}
	return stage{t, d}
}

// see reads the case of a sample.
func (s stage) see(id string) web.CaseView {
	s.Helper()
	a, ok := s.cast[id]
	if !ok {
		s.Fatalf("sample %s was not taken in", id)
	}
	var v web.CaseView
	if err := s.staff.call(s.Context(), call{path: "/v1/cases/" + a.reference, as: "dev:supervisor:*", out: &v}); err != nil {
		s.Fatal(err)
	}
	return v
}

// told lists when notices of a kind were sent about a sample.
func (s stage) told(id, kind string) []time.Time {
	s.Helper()
	var list struct{ Notices []complaint.Notice }
	if err := s.staff.call(s.Context(), call{path: "/local/notices?reference=" + s.cast[id].reference, out: &list}); err != nil {
		s.Fatal(err)
	}
	var at []time.Time
	for _, n := range list.Notices {
		if n.Kind == kind {
			at = append(at, n.At)
		}
	}
	return at
}

func clockOf(t *testing.T, v web.CaseView, name string) web.ClockView {
	t.Helper()
	for _, k := range slices.Backward(v.Clocks) {
		if k.Name == name {
			return k
		}
	}
	t.Fatalf("case %s has no clock %s", v.Reference, name)
	return web.ClockView{}
}

func TestDemoBehavioursLeadToTheirEndings(t *testing.T) {
	s := playDemo(t)
	for id, want := range map[string]string{
		"five-outages": "closed resolved", "august-bill": "closed explained", "wire-on-the-road": "closed referred",
		"landlords-price": "closed referred", "wrong-reminder": "closed withdrawn", "water-bill": "closed invalid",
		"pole-on-the-field": "closed dissatisfied", "cut-off-by-mistake": "closed unreached", "nameless": "closed resolved",
		"old-transformer-again": "closed duplicate", "no-power-east": "closed duplicate", "broke-again": "closed resolved",
		"open-trench": "handling", "swearing-builders": "dispatched", "billed-twice": "handling", "nowhere": "sorting",
	} {
		v := s.see(id)
		if got := strings.TrimSpace(string(v.Status) + " " + string(v.Outcome)); got != want {
			t.Errorf("%s is %s, want %s", id, got, want)
		}
	}
	t.Run("who never answers is escalated on each working day", s.absent)
	t.Run("who answers late is so many working days late", s.late)
	t.Run("who does poor work does it again", s.rework)
	t.Run("odd ones are taken in", s.odd)
	t.Run("every sample is counted", s.counted)
}

func (s stage) absent(t *testing.T) {
	answer := clockOf(t, s.see("open-trench"), "answer")
	if answer.State != complaint.Missed || !answer.EndedAt.IsZero() {
		t.Errorf("the answer is %s, ended %v; want missed and never ended", answer.State, answer.EndedAt)
	}
	var want []time.Time
	end, _ := time.Parse(time.RFC3339, demoEnd)
	calendar := s.app.policy.Calendar
	daily, _ := clock.ParseOffset("1wd@09:00")
	for at := calendar.After(answer.DueAt, daily); !at.After(end); at = calendar.After(at, daily) {
		want = append(want, at)
	}
	if diff := cmp.Diff(want, s.told("open-trench", "escalation")); diff != "" || len(want) < 10 {
		t.Errorf("escalations (-want +got):\n%s", diff)
	}
	if v := s.see("swearing-builders"); v.Watch == nil || v.Watch.Level != "L3" {
		t.Errorf("supervision over the case that nobody accepted: %v, want L3", v.Watch)
	}
}

func (s stage) late(t *testing.T) {
	for id, want := range map[string]int{"pole-in-the-drive": 3, "cut-trees": 6} {
		v := s.see(id)
		k := clockOf(t, v, "answer")
		if k.State != complaint.Missed || k.DaysLate != want {
			t.Errorf("the answer of %s is %s, %d working days late; want missed, %d", id, k.State, k.DaysLate, want)
		}
		if v.Watch == nil || v.Watch.ReleasedAt.IsZero() {
			t.Errorf("supervision over %s is %v, want released", id, v.Watch)
		}
	}
	if k := clockOf(t, s.see("old-reading"), "callback"); k.State != complaint.Missed {
		t.Errorf("the late callback is %s, want missed", k.State)
	}
	if k := clockOf(t, s.see("rude-counter"), "contact"); k.State != complaint.Missed {
		t.Errorf("the late contact is %s, want missed", k.State)
	}
	if k := clockOf(t, s.see("before-the-holiday"), "answer"); k.State != complaint.Met || k.DueAt.In(s.app.policy.Zone()).Format("01-02 15:04") != "10-14 00:00" {
		t.Errorf("the answer over the holiday is %s, due %s; want met, due at the end of 13 October", k.State, k.DueAt)
	}
}

func (s stage) rework(t *testing.T) {
	for id, want := range map[string][2]int{"broke-again": {1, 1}, "hole-in-the-lawn": {1, 1}, "pole-on-the-field": {2, 2}, "five-oclock": {1, 0}, "shop-tariff": {0, 0}} {
		if v := s.see(id); v.Round != want[0] || v.Reworks != want[1] {
			t.Errorf("%s is in round %d after %d reworks, want %v", id, v.Round, v.Reworks, want)
		}
	}
	if k := clockOf(t, s.see("hole-in-the-lawn"), "rework"); k.State != complaint.Missed {
		t.Errorf("the late rework is %s, want missed", k.State)
	}
	if v := s.see("five-oclock"); v.Cycle != 1 {
		t.Errorf("the reopened case is in cycle %d, want 1", v.Cycle)
	}
	if v := s.see("cut-off-by-mistake"); len(v.Callbacks) != 3 {
		t.Errorf("%d calls before giving up, want 3", len(v.Callbacks))
	}
}

func (s stage) odd(t *testing.T) {
	if v := s.see("old-transformer-again"); v.LinkedTo != s.cast["old-transformer"].reference {
		t.Errorf("the duplicate is linked to %q", v.LinkedTo)
	}
	if v := s.see("old-transformer"); len(v.Urges) != 3 {
		t.Errorf("%d urges, want 2 of the customer and 1 of the duplicate", len(v.Urges))
	}
	if v := s.see("four-thousand-emoji"); utf8.RuneCountInString(v.Matter.Text) != 4000 || strings.ContainsFunc(v.Matter.Text, unicode.IsLetter) {
		t.Errorf("the text of emoji has %d characters", utf8.RuneCountInString(v.Matter.Text))
	}
	if v := s.see("letter-of-the-seventh"); !v.Received.Before(v.Recorded) {
		t.Error("the letter is not back-dated")
	}
	if v := s.see("left-out"); v.Unit != "demo-county" {
		t.Errorf("the county's case is with %s", v.Unit)
	}
	for id, want := range map[string]string{"time-of-use": "enquiry", "thanks-in-the-rain": "praise", "wire-on-the-road": "fault", "round-the-meter": "misconduct"} {
		if v := s.see(id); v.Kind != want {
			t.Errorf("%s is a %s, want %s", id, v.Kind, want)
		}
	}
}

func (s stage) counted(t *testing.T) {
	sum, err := s.sum(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if n := len(s.script.samples); sum.cases != n || n < 60 {
		t.Errorf("%d cases of %d samples, want at least 60 and each counted", sum.cases, n)
	}
	english, groups, classes := 0, map[string]bool{}, map[string]bool{}
	for id := range s.cast {
		v := s.see(id)
		if v.Matter.Language == "en" {
			english++
		}
		if v.Class != "" {
			groups[v.Class[:2]], classes[v.Class] = true, true
		}
	}
	if share := float64(english) / float64(sum.cases); len(groups) != 5 || len(classes) < 30 || share < 0.25 || share > 0.4 {
		t.Errorf("%d groups, %d classes, %.0f%% in English", len(groups), len(classes), 100*share)
	}
}

func TestDemoIsTheSameEachTime(t *testing.T) {
	play := func() (printed string, files map[string]string) {
		folder, files := filepath.Join(t.TempDir(), "out"), map[string]string{}
		var stdout bytes.Buffer
		if err := runDemo(t.Context(), []string{"-out", folder, "-language", "en"}, &stdout, io.Discard); err != nil {
			t.Fatal(err)
		}
		for _, format := range []string{"json", "csv", "xlsx", "html"} {
			text, err := os.ReadFile(filepath.Join(folder, demoFile+"."+format))
			if err != nil {
				t.Fatal(err)
			}
			files[format] = string(text)
		}
		return strings.ReplaceAll(stdout.String(), folder, "OUT"), files
	}
	printed, files := play()
	again, filesAgain := play()
	if diff := cmp.Diff(printed, again); diff != "" {
		t.Errorf("the second run prints otherwise:\n%s", diff)
	}
	if diff := cmp.Diff(files, filesAgain); diff != "" {
		t.Errorf("the second run reports otherwise:\n%s", diff)
	}
	if lines := strings.Split(strings.TrimSpace(printed), "\n"); len(lines) != 6 || !strings.Contains(lines[5], "OUT/"+demoFile+".html") {
		t.Errorf("printed %d lines, want 5 and where the report lies:\n%s", len(lines), printed)
	}
	var r struct {
		From, To string
		Tables   struct{ Breaches struct{ Rows []any } }
	}
	if err := json.Unmarshal([]byte(files["json"]), &r); err != nil || len(r.Tables.Breaches.Rows) < 15 || r.From != demoFrom || r.To != demoTo {
		t.Errorf("the report of %s to %s has %d breaches: %v", r.From, r.To, len(r.Tables.Breaches.Rows), err)
	}
}

func TestDemoKeepsOutOfAStoreWithCases(t *testing.T) {
	data := t.TempDir()
	if err := runDemo(t.Context(), []string{"-out", t.TempDir(), "-data", data}, io.Discard, io.Discard); err != nil {
		t.Fatal(err)
	}
	err := runDemo(t.Context(), []string{"-out", t.TempDir(), "-data", data}, io.Discard, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "holds cases already") {
		t.Errorf("the second play into the same data: %v", err)
	}
}
