package report_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/report/paper"
)

// office is a small company with real cases: every one is opened and changed
// by the domain's own commands, and nothing is stored.
type office struct {
	t        testing.TB
	policy   *policy.Policy
	cases    []*complaint.Case
	events   map[string][]complaint.Event
	pages    int  // lists read
	largest  int  // cases on one page
	asked    int  // histories read
	pageSize int  // when smaller than what is asked for
	all      bool // every list gives every case, on one page
}

func newOffice(t testing.TB) *office {
	t.Helper()
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	return &office{t: t, policy: p, events: map[string][]complaint.Event{}}
}

// at reads a time of the office, "2026-03-10 09:00"; 24:00 is the next midnight.
func (o *office) at(s string) time.Time {
	o.t.Helper()
	day, minute, _ := cutClock(s)
	local, err := time.ParseInLocation(time.DateOnly, day, o.policy.Zone())
	if err != nil {
		o.t.Fatal(err)
	}
	return local.Add(time.Duration(minute) * time.Minute).UTC()
}

func cutClock(s string) (day string, minute int, err error) {
	var h, m int
	_, err = fmt.Sscanf(s[10:], " %d:%d", &h, &m)
	return s[:10], h*60 + m, err
}

// open receives a complaint.
func (o *office) open(at string, s complaint.Submission) *complaint.Case {
	o.t.Helper()
	s.Channel, s.Text = cmp.Or(s.Channel, "hotline"), cmp.Or(s.Text, "晚上电压低，空调启动不了，电话13900000001")
	now := o.at(at)
	reference := now.In(o.policy.Zone()).Format("200601") + fmt.Sprintf("-%06d", len(o.cases)+1)
	c, _, change, err := complaint.Open(s, reference, "code", o.turn(now))
	if err != nil {
		o.t.Fatal(err)
	}
	o.cases = append(o.cases, c)
	o.events[reference] = change.Events
	return c
}

func (o *office) turn(now time.Time) complaint.Turn {
	return complaint.Turn{Policy: o.policy, Now: now, By: complaint.Actor{Role: complaint.System}}
}

// do gives a command after letting time pass up to it.
func (o *office) do(c *complaint.Case, at string, commands ...complaint.Command) {
	o.t.Helper()
	o.advance(c, at)
	for _, cmd := range commands {
		change, err := c.Do(cmd, o.turn(o.at(at)))
		if err != nil {
			o.t.Fatalf("%s at %s: %v", cmd.Name(), at, err)
		}
		o.events[c.Reference] = append(o.events[c.Reference], change.Events...)
	}
}

// advance lets everything fire that is due by an instant.
func (o *office) advance(c *complaint.Case, to string) {
	o.t.Helper()
	for !c.WakeAt.IsZero() && !c.WakeAt.After(o.at(to)) {
		turn := o.turn(c.WakeAt)
		fired := c.Fire(turn).Events
		o.events[c.Reference] = append(o.events[c.Reference], append(fired, c.Climb(turn).Events...)...)
	}
}

// dispatch judges a case as its unit's and hands it over.
func (o *office) dispatch(c *complaint.Case, at, unit, class string) {
	o.t.Helper()
	j := complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: class, Urgency: "general", Grade: "general"}, Unit: unit}
	o.do(c, at, j, complaint.Dispatching{})
}

func (o *office) List(_ context.Context, q complaint.Query) (complaint.Page, error) {
	o.pages++
	if o.all {
		return complaint.Page{Cases: o.cases}, nil
	}
	var all []*complaint.Case
	for _, c := range o.cases {
		if matches(q, c) {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b *complaint.Case) int {
		return cmp.Or(a.NextDue().Compare(b.NextDue()), cmp.Compare(a.Reference, b.Reference))
	})
	from, _ := strconv.Atoi(q.Cursor)
	to := from + q.Limit
	if o.pageSize > 0 {
		to = from + min(q.Limit, o.pageSize)
	}
	if to >= len(all) {
		return complaint.Page{Cases: all[from:]}, nil
	}
	o.largest = max(o.largest, to-from)
	return complaint.Page{Cases: all[from:to], Cursor: strconv.Itoa(to)}, nil
}

func matches(q complaint.Query, c *complaint.Case) bool {
	if q.Units != nil && !slices.Contains(q.Units, c.Unit) {
		return false
	}
	if q.Open && !c.Status.Open() || q.Key != "" && !slices.Contains(c.Keys(), q.Key) {
		return false
	}
	if c.ReceivedAt.Before(q.ReceivedFrom) || !q.ReceivedTo.IsZero() && !c.ReceivedAt.Before(q.ReceivedTo) {
		return false
	}
	return q.DueFrom.IsZero() || slices.ContainsFunc(c.Clocks, func(k complaint.Clock) bool {
		return !k.DueAt.Before(q.DueFrom) && k.DueAt.Before(q.DueTo)
	})
}

func (o *office) Case(_ context.Context, reference string) (*complaint.Case, error) {
	i := slices.IndexFunc(o.cases, func(c *complaint.Case) bool { return c.Reference == reference })
	if i < 0 {
		return nil, fault.New(fault.NotFound, fault.Text{})
	}
	return o.cases[i], nil
}

func (o *office) Events(_ context.Context, reference string, after, limit int) ([]complaint.Event, error) {
	o.asked++
	events := o.events[reference]
	events = events[min(after, len(events)):]
	return events[:min(limit, len(events))], nil
}

// spec asks for a period of whole days.
func (o *office) spec(from, to, asOf string) report.Spec {
	o.t.Helper()
	start, end, err := report.ParsePeriod(from, to, o.policy.Zone())
	if err != nil {
		o.t.Fatal(err)
	}
	return report.Spec{
		Kind: report.SLABreach, From: start, To: end, AsOf: o.at(asOf), Language: "en", Policy: o.policy,
		PolicyOf: func(string) (*policy.Policy, error) { return o.policy, nil },
	}
}

// count counts a period.
func (o *office) count(spec report.Spec, by ...report.Dimension) *report.Tally {
	o.t.Helper()
	t, err := report.Count(o.t.Context(), o, spec, by...)
	if err != nil {
		o.t.Fatal(err)
	}
	return t
}

func (o *office) build(spec report.Spec) *paper.Paper {
	o.t.Helper()
	r, err := report.Build(o.t.Context(), o, spec)
	if err != nil {
		o.t.Fatal(err)
	}
	return r
}

// lowVoltage is a case that goes wrong from the first call on: contact 5 h 30
// min late, the answer 7 working days late, the legal limit missed too.
func (o *office) lowVoltage() *complaint.Case {
	o.t.Helper()
	c := o.open("2026-03-10 09:00", complaint.Submission{Channel: "counter", Site: complaint.SiteDetails{Region: "demo", Area: "rural"}})
	o.dispatch(c, "2026-03-10 09:15", "demo-station", "04.01.01")
	o.do(c, "2026-03-11 14:30", complaint.Contacting{Reached: true})
	o.do(c, "2026-03-26 11:00",
		complaint.Findings{Verified: "yes", Responsibility: "utility-operation"},
		complaint.Answer{At: o.at("2026-03-26 09:30"), Text: "新增变压器布点"},
		complaint.Review{Passed: true})
	o.do(c, "2026-03-27 10:00", complaint.CallbackResult{Reached: true, Satisfied: new(true)})
	return c
}

// march is a month with something of everything.
func (o *office) march() *office {
	o.t.Helper()
	demo := complaint.Submission{Site: complaint.SiteDetails{Region: "demo"}}
	first := o.lowVoltage()
	again := o.open("2026-03-18 10:20", complaint.Submission{Channel: "superior", Source: complaint.Source{Body: "省公司", OverLevel: true}})
	o.do(again, "2026-03-18 10:20", complaint.Judged{Judgement: first.Judgement, Unit: first.Unit, DuplicateOf: first.Reference})

	bill := o.open("2026-03-12 18:05", demo) // dissatisfied, reworked, satisfied
	o.dispatch(bill, "2026-03-12 18:20", "demo-county", "02.04.02")
	o.do(bill, "2026-03-13 09:30", complaint.Contacting{Reached: true})
	o.do(bill, "2026-03-17 16:00", complaint.Answer{Text: "退费"}, complaint.Review{Passed: true})
	o.do(bill, "2026-03-18 10:10", complaint.CallbackResult{Reached: true, Satisfied: new(false)}, complaint.Dispatching{})
	o.do(bill, "2026-03-20 17:00", complaint.Answer{Text: "已退费"}, complaint.Review{Passed: true})
	o.do(bill, "2026-03-23 09:15", complaint.CallbackResult{Reached: true, Satisfied: new(true)})

	lost := o.open("2026-03-20 11:00", complaint.Submission{}) // nobody knows whose it is
	o.do(lost, "2026-03-20 11:00", complaint.Judged{Judgement: first.Judgement, Unsure: true})
	o.advance(lost, "2026-04-01 09:00")

	void := o.open("2026-03-24 09:00", demo) // closed before its limits
	o.dispatch(void, "2026-03-24 09:05", "demo-station", "01.02.01")
	o.do(void, "2026-03-24 10:00", complaint.Closure{Outcome: complaint.Invalid, Reason: "与本单位无关"})

	slow := o.open("2026-03-24 09:00", demo) // missed at 24:00 of the last day, still open
	o.dispatch(slow, "2026-03-24 09:10", "demo-station", "04.03.01")
	o.do(slow, "2026-03-24 15:00", complaint.Contacting{Reached: true})
	o.advance(slow, "2026-04-01 09:00")

	young := o.open("2026-03-30 09:00", demo) // most limits are not yet due
	o.dispatch(young, "2026-03-30 09:10", "demo-station", "03.03.01")
	o.do(young, "2026-03-30 10:00", complaint.Contacting{Reached: true})
	return o
}
