package policy

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTheFirstRuleThatFitsGivesTheLimit(t *testing.T) {
	p, err := Load(overlay(t, "testdata/working_limits"))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 6, 1, 9, 0, 0, 0, p.Zone())
	at := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 23, 59, 59, 0, p.Zone()) }
	grave := Matter{Kind: "complaint", Class: "04.03.01", Grade: "major", Urgency: "urgent", Region: "town", Received: now}
	with := func(change func(*Matter)) Matter {
		m := grave
		change(&m)
		return m
	}
	for _, tt := range []struct {
		name, clock string
		matter      Matter
		want        string
	}{
		{"the clock itself", "answer", Matter{Kind: "complaint", Received: now}, "5wd by clock: the promise"},
		{"a variant whose every condition holds", "answer", grave, "2wd by variant 3: the grave promise"},
		{"a condition names any of several", "answer", with(func(m *Matter) { m.Grade = "special" }), "2wd by variant 3: the grave promise"},
		{"one condition that fails is enough", "answer", with(func(m *Matter) { m.Region = "" }), "5wd by clock: the promise"},
		{"a class of another group", "answer", with(func(m *Matter) { m.Class = "05.03.01" }), "5wd by clock: the promise"},
		{"a code is no prefix of another's digits", "answer", with(func(m *Matter) { m.Class = "040.3" }), "5wd by clock: the promise"},
		{"the last day of a validity", "answer", with(func(m *Matter) { m.Received = at(2021, 12, 30) }), "7wd by variant 2: the older promise"},
		{"the day after", "answer", with(func(m *Matter) { m.Received = at(2021, 12, 31) }), "2wd by variant 3: the grave promise"},
		{"the first day of a year", "answer", with(func(m *Matter) { m.Received = at(2011, 1, 1) }), "7wd by variant 2: the older promise"},
		{"the day before", "answer", with(func(m *Matter) { m.Received = at(2010, 12, 31) }), "2wd by variant 3: the grave promise"},
		{"a kind's own table beats variants that do not name it", "answer", with(func(m *Matter) { m.Kind = "enquiry" }), "1wd by kind enquiry: made up"},
		{"a variant that names the kind beats its table", "answer", Matter{Kind: "enquiry", Area: "remote", Received: now}, "3wd by variant 1: the remote promise"},
		{"an unknown kind is a complaint", "answer", Matter{Kind: "riddle", Received: now}, "5wd by clock: the promise"},
		{"an unset clock has limits where a variant gives one", "legal", Matter{Kind: "complaint", Area: "rural", Received: now}, "10wd by variant 1: the rural law"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, ok := p.Limit(tt.matter, tt.clock)
			got := fmt.Sprintf("%s by %s: %s", l.Target, l.Why, l.Source.In("en"))
			if !ok || got != tt.want {
				t.Errorf("got %s, %v; want %s", got, ok, tt.want)
			}
		})
	}
	for _, tt := range []struct{ name, clock, kind string }{
		{"an unset clock", "contact", "complaint"},
		{"an unset clock where no variant fits", "legal", "complaint"},
		{"a clock that the kind does not run", "return", "enquiry"},
		{"a clock that the pack does not have", "appeal", "complaint"},
	} {
		if got, ok := p.Limit(Matter{Kind: tt.kind, Received: now}, tt.clock); ok {
			t.Errorf("%s has the limit %v", tt.name, got)
		}
	}
}

func TestALadderIsClimbedRungByRung(t *testing.T) {
	p, err := Load(overlay(t, "testdata/working_limits"))
	if err != nil {
		t.Fatal(err)
	}
	c, _ := p.Clock("answer")
	type climb struct {
		After  string
		Repeat int
	}
	var got []climb
	for n := range 8 {
		r, repeat, ok := c.Rung(n)
		if !ok {
			got = append(got, climb{"none", 0})
			continue
		}
		got = append(got, climb{r.After.String(), repeat})
	}
	want := []climb{{"none", 0}, {"30m", 0}, {"30m", 1}, {"30m", 2}, {"1wd@09:00", 0}, {"2wd@09:00", 0}, {"2wd@09:00", 1}, {"2wd@09:00", 2}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("climbs 0 to 7 (-want +got):\n%s", diff)
	}
	once, _ := p.Clock("dispatch")
	if r, _, ok := once.Rung(1); ok {
		t.Errorf("a clock without a ladder has the rung %v", r)
	}
}

func TestTheRestOfAClock(t *testing.T) {
	p, err := Load(overlay(t, "testdata/working_limits"))
	if err != nil {
		t.Fatal(err)
	}
	answer, _ := p.Clock("answer")
	back, _ := p.Clock("return")
	contact, _ := p.Clock("contact")
	got := []string{answer.PauseCap.String(), answer.Breach.Supervision, answer.Ladder[1].Supervision, back.After, back.Valid.String(), contact.Unset}
	want := []string{"10wd", "L2", "L2", "dispatch", "from 2012 to 2030-06-30", "the company has not said"}
	if diff := cmp.Diff(want, got); diff != "" || !answer.Pausable || back.Pausable {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
}
