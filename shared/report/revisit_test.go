package report_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/report"
)

// said is a call in which the customer was reached, with answers to the policy's questions.
func said(satisfied bool, answers map[string]any) complaint.CallbackResult {
	return complaint.CallbackResult{Reached: true, Satisfied: new(satisfied), Answers: answers, Reason: "王女士说空调还是启动不了"}
}

// answered is a case of March 2 that was answered on March 4; its customer is to
// be called by the end of March 5.
func (o *office) answered(unit, class, channel string) *complaint.Case {
	o.t.Helper()
	c := o.open("2026-03-02 09:00", complaint.Submission{Channel: channel, Site: complaint.SiteDetails{Region: "demo"}})
	o.dispatch(c, "2026-03-02 09:05", unit, class)
	o.do(c, "2026-03-02 10:00", complaint.Contacting{Reached: true})
	o.do(c, "2026-03-04 10:00", complaint.Answer{Text: "已处理"}, complaint.Review{Passed: true})
	return c
}

// again answers a case once more after a dissatisfied call.
func (o *office) again(c *complaint.Case, at string) {
	o.t.Helper()
	o.do(c, at, complaint.Dispatching{}, complaint.Answer{Text: "再次处理"}, complaint.Review{Passed: true})
}

// calls is a month with one call of every sort.
func calls(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	good := map[string]any{"attitude": "很好，李先生很耐心", "satisfied": true, "left": false, "rectified": true, "solved": true, "retaliation": false}
	o.do(o.answered("demo-station", "04.01.01", "hotline"), "2026-03-05 10:00", said(true, good))

	late := o.answered("demo-station", "04.01.01", "app") // reached at the third call
	o.do(late, "2026-03-05 09:00", complaint.CallbackResult{})
	o.do(late, "2026-03-05 11:00", complaint.CallbackResult{})
	o.do(late, "2026-03-05 15:00", said(true, nil))

	won := o.answered("demo-station", "02.04.02", "hotline") // dissatisfied, then satisfied
	o.do(won, "2026-03-05 09:00", said(false, map[string]any{"satisfied": false, "left": true, "solved": false, "suggestions": "请换人"}))
	o.again(won, "2026-03-06 10:00")
	o.do(won, "2026-03-06 11:00", said(true, map[string]any{"satisfied": true, "left": false, "solved": true}))

	lost := o.answered("demo-county", "02.04.02", "hotline") // dissatisfied to the end
	o.do(lost, "2026-03-05 09:00", said(false, map[string]any{"left": true, "retaliation": true}))

	mute := o.answered("demo-county", "01.01.01", "hotline") // dissatisfied, and no answer tells why
	o.do(mute, "2026-03-05 09:00", said(false, nil))

	o.do(o.answered("demo-county", "01.01.01", "counter"), "2026-03-05 09:00", complaint.CallbackResult{}) // not reached so far
	o.answered("demo-county", "01.01.01", "counter")                                                       // not called
	return o
}

func (o *office) revisit() report.Spec {
	spec := o.spec("2026-03-01", "2026-03-31", "2026-04-03 08:00")
	spec.Kind = report.Revisit
	return spec
}

func TestCallsAreCounted(t *testing.T) {
	o := calls(t)
	p := o.build(o.revisit())
	equal(t, "headline", headline(p), map[string]string{
		"callbackRequired": "7", "callbackRate": "85.71%", "reachedRate": "83.33%", "satisfaction": "60.00%", "firstSatisfaction": "40.00%",
		"dissatisfied": "2", "reworkRate": "50.00%",
	})
	equal(t, "units", cells(p, "units", "code", "callbackRequired", "calledBack", "reached", "satisfied", "dissatisfied", "satisfaction", "reworked")[3:5], [][]string{
		{"demo-county", "7", "6", "5", "3", "2", "60.00%", "3"}, {"demo-station", "3", "3", "3", "3", "0", "100.00%", "1"},
	})
	equal(t, "classes", cells(p, "classes", "code", "callbackRequired", "satisfaction"), [][]string{
		{"01", "3", "0.00%"}, {"01.01", "3", "0.00%"}, {"02", "2", "50.00%"}, {"02.04", "2", "50.00%"}, {"04", "2", "100.00%"}, {"04.01", "2", "100.00%"},
	})
	equal(t, "channels", cells(p, "channels", "code", "callbackRequired", "calledBack"), [][]string{{"hotline", "4", "4"}, {"counter", "2", "1"}, {"app", "1", "1"}})
	equal(t, "attempts", cells(p, "attempts", "attempts", "orders", "share"), [][]string{{"1", "4", "66.67%"}, {"3", "1", "16.67%"}, {"not reached so far", "1", "16.67%"}})
	equal(t, "trend", cells(p, "trend", "figure", "now", "previous")[0], []string{"callbackRequired", "7", "0"})
}

func TestAnswersAreReadByWhatTellsOfAFlaw(t *testing.T) {
	o := calls(t)
	p := o.build(o.revisit())
	equal(t, "questions", cells(p, "questions", "question", "yes", "no", "flawed", "share"), [][]string{
		{"satisfied", "2", "0", "0", "0.00%"}, {"left", "1", "2", "1", "33.33%"}, {"rectified", "1", "0", "0", "0.00%"},
		{"solved", "2", "0", "0", "0.00%"}, {"retaliation", "1", "1", "1", "50.00%"},
	})
	equal(t, "reasons", cells(p, "reasons", "question", "orders", "share", "class.01", "class.02"), [][]string{
		{"left", "2", "66.67%", "0", "2"}, {"", "1", "33.33%", "1", "0"}, {"retaliation", "1", "33.33%", "0", "1"},
		{"satisfied", "1", "33.33%", "0", "1"}, {"solved", "1", "33.33%", "0", "1"},
	})
	equal(t, "reasons by unit", cells(p, "reasonUnits", "unit", "orders", "left", "retaliation", "none")[3:], [][]string{
		{"demo-county", "3", "2", "1", "1"}, {"demo-station", "1", "1", "0", "0"},
	})
	equal(t, "conclusions", part(p, "conclusions").Prose, []string{
		"Customers to be called: 7; called: 6 (85.71%); gave an opinion: 5.",
		"Satisfaction is 60.00%, below the 95.00% that are wanted; at the first call it was 40.00%.",
		"The commonest reason of dissatisfaction: a problem is left (2 of 3 orders).",
		"Most of these orders are of the class Billing and connection (2).",
		"Customers who spoke of retaliation: 1. Each is a matter for the discipline function, not for the unit.",
	})
}

// TestWhatWasConfidedIsInNoReportOfTheLine: the county and the city above it read
// neither that somebody spoke of retaliation nor who; the province does.
func TestWhatWasConfidedIsInNoReportOfTheLine(t *testing.T) {
	o := calls(t)
	for unit, want := range map[string]string{"demo-county": "0", "demo-city": "0", "demo-province": "1", "": "1"} {
		spec := o.revisit()
		spec.Filter.Unit = unit
		p := o.build(spec)
		for _, q := range cells(p, "questions", "question", "yes") {
			if q[0] == "retaliation" && q[1] != want {
				t.Errorf("%q reads of %s who spoke of retaliation, want %s", unit, q[1], want)
			}
		}
		listed := "0"
		for _, row := range cells(p, "dissatisfied", "reasons") {
			if strings.Contains(row[0], "trouble made") {
				listed = "1"
			}
		}
		if listed != want {
			t.Errorf("%q: %s orders are listed for retaliation, want %s", unit, listed, want)
		}
	}
}

func TestDissatisfiedOrdersAreListed(t *testing.T) {
	o := calls(t)
	p := o.build(o.revisit())
	equal(t, "orders", cells(p, "dissatisfied", "reference", "class", "unit", "calls", "reworks", "last", "state", "reasons"), [][]string{
		{"202603-000003", "02.04.02", "demo-station", "2", "1", "satisfied", "closed: Resolved", "a problem is left\nnot satisfied with the handling\nnot really solved"},
		{"202603-000004", "02.04.02", "demo-county", "1", "1", "dissatisfied", "sent to the unit", "a problem is left\ntrouble made because of the complaint"},
		{"202603-000005", "01.01.01", "demo-county", "1", "1", "dissatisfied", "sent to the unit", "no answer tells why"},
	})
	before := o.revisit()
	before.AsOf = o.at("2026-03-05 09:30") // before the second round, and before the limits are over
	equal(t, "orders as of the first calls", cells(o.build(before), "dissatisfied", "reference", "calls", "last"), [][]string{
		{"202603-000003", "1", "dissatisfied"}, {"202603-000004", "1", "dissatisfied"}, {"202603-000005", "1", "dissatisfied"},
	})
	scope := o.revisit()
	scope.Filter.Unit = "demo-station"
	equal(t, "orders of the station", cells(o.build(scope), "dissatisfied", "reference"), [][]string{{"202603-000003"}})
}

func TestOrdersBehindAnAnswerAreListed(t *testing.T) {
	o := calls(t)
	for figure, want := range map[string][]string{"question.left.yes": {"202603-000004"}, "question.left.no": {"202603-000001", "202603-000003"}, "question.nothing.yes": nil} {
		got, _, err := report.Cases(t.Context(), o, o.revisit(), figure, "", 10)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, figure, sorted(got), want)
	}
}

func TestWhatCustomersSaidIsNotShown(t *testing.T) {
	o := calls(t)
	for _, format := range []string{"json", "csv", "html"} {
		text := everything(t, o.build(o.revisit()), format)
		for _, secret := range []string{"李先生", "请换人", "王女士", "空调", "13900000001"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s holds %q", format, secret)
			}
		}
	}
}

func TestCallsOfChannelsAddUp(t *testing.T) {
	o := newOffice(t)
	m := caseMaker(o)
	rapid.Check(t, func(t *rapid.T) {
		o.cases = m.cases(t, 20)
		for _, c := range o.cases {
			for range rapid.IntRange(0, 3).Draw(t, "calls") {
				reached := rapid.Bool().Draw(t, "reached")
				call := complaint.Call{At: c.ReceivedAt, CallbackResult: complaint.CallbackResult{Reached: reached}}
				if reached {
					call.Satisfied = new(rapid.Bool().Draw(t, "satisfied"))
					call.Answers = map[string]any{"left": rapid.Bool().Draw(t, "left")}
				}
				c.Callbacks = append(c.Callbacks, call)
			}
		}
		spec := o.spec("2026-01-01", "2026-03-31", "2026-04-10 08:00")
		all := o.count(spec, report.ByChannel)
		for _, key := range []string{"callbackRequired", "calledBack", "reached", "satisfied", "dissatisfied", "reworked"} {
			n := int64(0)
			for _, code := range all.Codes(report.ByChannel) {
				n += all.Of(report.ByChannel, code).Count(key)
			}
			if n != all.Total.Count(key) {
				t.Errorf("%s: channels have %d, all %d", key, n, all.Total.Count(key))
			}
		}
		if r := all.Total.Count("satisfied") + all.Total.Count("dissatisfied"); r != all.Total.Count("reached") {
			t.Errorf("%d said something, %d were reached", r, all.Total.Count("reached"))
		}
	})
}
