package functions_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/await"
	"github.com/redress/redress/functions/succession"
	"github.com/redress/redress/shared/complaint"
)

// passedOn records a complaint that a superior body has passed on, and judges it.
func (o *office) passedOn() string {
	o.t.Helper()
	ref := o.submit(complaint.Submission{Channel: "superior", Text: "晚上电压低", Class: "04.01.01",
		Site: complaint.SiteDetails{Region: "demo"}, Source: complaint.Source{Body: "省公司", OverLevel: true}})
	o.judge(ref)
	return ref
}

// asks is an execution of the over-level flow that asks or waits.
func asks(ref string, n, steps int, waiting complaint.Step, token string) await.In {
	return await.In{Machine: complaint.OverLevelFlow, Reference: ref, Cycle: 1, Token: token, Waiting: waiting,
		Run: complaint.Run{N: n, Case: complaint.Standing{Steps: steps}}}
}

func TestAFlowIsStartedBesideTheJourney(t *testing.T) {
	o := newOffice(t)
	ref := o.passedOn()
	want := []string{
		ref + `-0-0 {"name":"` + ref + `-0-0","reference":"` + ref + `","cycle":0,"n":0}`,
		ref + `-overlevel-1-0 {"name":"` + ref + `-overlevel-1-0","machine":"overlevel","reference":"` + ref + `","cycle":1,"n":0}`,
	}
	if diff := cmp.Diff(want, o.begun()); diff != "" {
		t.Errorf("started (-want +got):\n%s", diff)
	}
}

// TestAFlowIsToldWhereItStands: at its start, after a pause, when another flow
// has followed it, and when the execution is spent.
func TestAFlowIsToldWhereItStands(t *testing.T) {
	o := newOffice(t)
	ref := o.passedOn()
	h := &await.Handler{Desk: o.desk, Workflow: &outside{}}
	for _, tt := range []struct {
		name string
		in   await.In
		want complaint.Standing
	}{
		{"at its start", asks(ref, 0, 0, "", ""), complaint.Standing{Next: complaint.StepAwaitGroupOrder, Steps: 1}},
		{"a successor pauses", asks(ref, 1, 0, "", ""), complaint.Standing{Next: complaint.StepCoolDown, Steps: 1}},
		{"and takes the flow up", asks(ref, 1, 1, "", ""), complaint.Standing{Next: complaint.StepAwaitGroupOrder, Steps: 2}},
		{"one that is spent hands over", asks(ref, 0, complaint.MostSteps-1, "", ""), complaint.Standing{Next: complaint.StepSuccession, Steps: complaint.MostSteps}},
		{"a flow that never was", await.In{Machine: complaint.EmergencyPlan, Reference: ref, Cycle: 1}, complaint.Standing{Next: complaint.StepClosed, Steps: 1}},
		{"an earlier flow", await.In{Machine: complaint.OverLevelFlow, Reference: ref}, complaint.Standing{Next: complaint.StepClosed, Steps: 1}},
	} {
		if out, err := h.Handle(t.Context(), tt.in); err != nil || out != tt.want {
			t.Errorf("%s: %+v, %v; want %+v", tt.name, out, err, tt.want)
		}
	}
}

// TestAFlowAndItsJourneyWaitApart: each is resumed by what it waits for, under a
// token of its own.
func TestAFlowAndItsJourneyWaitApart(t *testing.T) {
	o, x := newOffice(t), &outside{}
	ref := o.passedOn()
	o.do(ref, complaint.Dispatching{})
	o.deliverAll(x)
	h := &await.Handler{Desk: o.desk, Workflow: x}
	for _, in := range []await.In{waiting(ref, 0, 7, "journey"), asks(ref, 0, 1, complaint.StepAwaitGroupOrder, "flow")} {
		if _, err := h.Handle(t.Context(), in); err != nil || len(x.resumed) != 0 {
			t.Fatalf("resumed %v, %v", x.resumed, err)
		}
	}
	o.do(ref, complaint.GroupOrder{Order: "x"})
	o.deliverAll(x)
	o.do(ref, complaint.Answer{Text: "已处理"})
	o.deliverAll(x)
	if _, err := h.Handle(t.Context(), asks(ref, 0, 2, complaint.StepAwaitGroupOrder, "late")); err != nil { // it has moved on meanwhile
		t.Fatal(err)
	}
	o.do(ref, complaint.Withdrawal{})
	o.deliverAll(x)
	want := []string{
		`flow {"next":"AwaitPlan","steps":2}`, `journey {"next":"AwaitReview","steps":8}`, `late {"next":"AwaitPlan","steps":3}`,
		`journey {"next":"Closed","steps":8}`, `late {"next":"Closed","steps":3}`,
	}
	if diff := cmp.Diff(want, x.resumed); diff != "" {
		t.Errorf("resumed (-want +got):\n%s", diff)
	}
}

func TestAFlowThatEndsBadlyGetsASuccessor(t *testing.T) {
	o := newOffice(t)
	ref := o.passedOn()
	o.begun()
	h := &succession.Handler{Desk: o.desk}
	for _, in := range []succession.In{{Machine: complaint.OverLevelFlow, Reference: ref, Cycle: 1}, {Name: ref + "-overlevel-1-0"}} {
		if out, err := h.Handle(t.Context(), in); err != nil || out.Started != ref+"-overlevel-1-1" {
			t.Errorf("%+v: started %q, %v", in, out.Started, err)
		}
	}
	if begun := o.begun(); len(begun) != 1 {
		t.Errorf("started %v", begun)
	}
	o.do(ref, complaint.Withdrawal{})
	if out, err := h.Handle(t.Context(), succession.In{Name: ref + "-overlevel-1-1"}); err != nil || out.Started != "" {
		t.Errorf("for a flow that has ended: %q, %v", out.Started, err)
	}
}

// TestAnOverLevelDuplicateLeadsTheGroupToTheOriginal, whoever finds that it is
// one; asked twice nothing more happens.
func TestAnOverLevelDuplicateLeadsTheGroupToTheOriginal(t *testing.T) {
	o := newOffice(t)
	first := o.submit(complaint.Submission{Channel: "web", Text: "晚上电压低", Class: "04.01.01",
		Site: complaint.SiteDetails{Region: "demo"}, Customer: complaint.CustomerDetails{AccountNumber: "34 0001"}})
	o.judge(first)
	o.do(first, complaint.Dispatching{})
	second := o.submit(complaint.Submission{Channel: "superior", Text: "供电所不管", Class: "04.01.01", Source: complaint.Source{Body: "12398", OverLevel: true},
		Site: complaint.SiteDetails{Region: "demo"}, Customer: complaint.CustomerDetails{AccountNumber: "34 0001"}})
	o.judge(second)
	c, err := o.desk.Case(t.Context(), first)
	if err != nil || c.OverLevel == nil || c.OverLevel.By != second || c.OverLevel.Body != "12398" || c.Grade == "general" {
		t.Fatalf("%v, grade %s, flow %+v", err, c.Grade, c.OverLevel)
	}
	link := complaint.Link{From: second, PassedOn: &complaint.PassedOn{At: o.now}}
	o.do(first, link)
	if again, err := o.desk.Case(t.Context(), first); err != nil || again.Version != c.Version {
		t.Errorf("linked again: version %d, %v; want %d", again.Version, err, c.Version)
	}
	if c, err := o.desk.Case(t.Context(), second); err != nil || c.OverLevel != nil || c.Outcome != complaint.Duplicate {
		t.Errorf("the duplicate: %v, %+v", err, c.OverLevel)
	}
}

// TestTokensAreKeptByMachine, and those of before there were machines are found.
func TestTokensAreKeptByMachine(t *testing.T) {
	for want, got := range map[string]string{
		"complaint/2": await.Machine(complaint.Journey, 2), "complaint/0": await.Machine("", 0),
		"overlevel/1": await.Machine(complaint.OverLevelFlow, 1), "emergency/3": await.Machine(complaint.EmergencyPlan, 3),
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	var in await.In // of an execution that began before there were machines
	if err := json.Unmarshal([]byte(`{"reference":"r","cycle":1,"token":"t"}`), &in); err != nil || in.Machine != "" {
		t.Errorf("%+v, %v", in, err)
	}
}
