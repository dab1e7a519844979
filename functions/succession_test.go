package functions_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/await"
	"github.com/redress/redress/functions/dispatch"
	"github.com/redress/redress/functions/escalation"
	"github.com/redress/redress/functions/relay"
	"github.com/redress/redress/functions/succession"
	triagefn "github.com/redress/redress/functions/triage"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// starter is the world outside that notes what is started.
type starter struct {
	outside
	started []string
}

func (x *starter) Start(_ context.Context, _ complaint.Machine, name string, input json.RawMessage) error {
	x.started = append(x.started, name+" "+string(input))
	return nil
}

// begun delivers what is promised and gives the executions started by it.
func (o *office) begun() []string {
	o.t.Helper()
	x := &starter{}
	keys, err := o.desk.Store.Stale(o.t.Context(), o.now, o.now, 100)
	if err != nil {
		o.t.Fatal(err)
	}
	h := &relay.Handler{Desk: o.desk, Workflow: x, Topic: x, Messenger: x}
	if err := h.Deliver(o.t.Context(), keys); err != nil {
		o.t.Fatal(err)
	}
	return x.started
}

func TestASuccessorIsStartedOnceWhoeverAsks(t *testing.T) {
	o := newOffice(t)
	ref := o.submit(complaint.Submission{})
	o.begun()
	h := &succession.Handler{Desk: o.desk}
	for _, in := range []succession.In{{Reference: ref, N: 4}, {Reference: ref, N: 4}, {Name: ref + "-0-4"}} {
		out, err := h.Handle(t.Context(), in)
		if err != nil || out.Started != ref+"-0-5" {
			t.Errorf("%+v: started %q, %v; want %s-0-5", in, out.Started, err, ref)
		}
	}
	want := []string{ref + `-0-5 {"name":"` + ref + `-0-5","reference":"` + ref + `","cycle":0,"n":5}`}
	if diff := cmp.Diff(want, o.begun()); diff != "" {
		t.Errorf("started (-want +got):\n%s", diff)
	}
	o.now = o.now.Add(time.Hour)
	if _, err := h.Handle(t.Context(), succession.In{Name: ref + "-0-4"}); err != nil {
		t.Fatal(err)
	}
	if again := o.begun(); len(again) != 0 {
		t.Errorf("started again: %v", again)
	}
}

func TestACaseThatNeedsNoWorkflowGetsNoSuccessor(t *testing.T) {
	o := newOffice(t)
	ref := o.submit(complaint.Submission{})
	o.judge(ref)
	o.do(ref, complaint.Withdrawal{})
	h := &succession.Handler{Desk: o.desk}
	ended := func(name string) string {
		out, err := h.Handle(t.Context(), succession.In{Name: name})
		if err != nil {
			t.Error(err)
		}
		return out.Started
	}
	if got := ended(ref + "-0-0"); got != "" {
		t.Errorf("a closed case got the successor %s", got)
	}
	o.do(ref, complaint.Reopening{Reason: "again"})
	if got := ended(ref + "-0-0"); got != "" {
		t.Errorf("an earlier cycle got the successor %s", got)
	}
	if got := ended(ref + "-1-0"); got != ref+"-1-1" {
		t.Errorf("the reopened case got the successor %q", got)
	}
	for name, want := range map[string]fault.Kind{"by hand": fault.Invalid, "200001-000009-0-0": fault.NotFound} {
		if _, err := h.Handle(t.Context(), succession.In{Name: name}); !fault.Is(err, want) {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
}

func TestASuccessorPausesAndFindsItsPlace(t *testing.T) {
	o := newOffice(t)
	ref := o.submit(complaint.Submission{})
	o.judge(ref)
	o.do(ref, complaint.Dispatching{})
	in := triagefn.In{Reference: ref, Run: complaint.Run{N: 1}, StartedAt: o.now}
	var got []complaint.Standing
	for range 2 {
		out, err := o.triage().Handle(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, out.Standing)
		in.Run.Case = out.Standing
	}
	want := []complaint.Standing{{Next: complaint.StepCoolDown, Steps: 1}, {Next: complaint.StepAwaitHandling, Steps: 2}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	o.do(ref, complaint.Withdrawal{})
	if out, err := o.triage().Handle(t.Context(), triagefn.In{Reference: ref, Run: complaint.Run{N: 2}}); err != nil || out.Next != complaint.StepClosed {
		t.Errorf("the successor for a closed case: %+v, %v", out, err)
	}
}

func TestAnyStepHandsOverWhenTheExecutionIsSpent(t *testing.T) {
	o := newOffice(t)
	ref := o.submit(complaint.Submission{})
	spent := complaint.Run{Case: complaint.Standing{Steps: complaint.MostSteps - 1}}
	old := o.now.Add(-complaint.OldestRun)
	for _, in := range []triagefn.In{{Reference: ref, Run: spent}, {Reference: ref, StartedAt: old}} {
		if out, err := o.triage().Handle(t.Context(), in); err != nil || out.Next != complaint.StepSuccession {
			t.Errorf("triage %+v: %+v, %v", in, out, err)
		}
	}
	if c, err := o.desk.Case(t.Context(), ref); err != nil || c.Version != 1 {
		t.Errorf("version %d, %v: what the successor does is left to it", c.Version, err)
	}
	o.judge(ref)
	if out, err := (&dispatch.Handler{Desk: o.desk}).Handle(t.Context(), dispatch.In{Reference: ref, Run: spent}); err != nil || out.Next != complaint.StepSuccession {
		t.Errorf("dispatch: %+v, %v", out, err)
	}
	if out, err := (&escalation.Handler{Desk: o.desk}).Handle(t.Context(), escalation.In{Reference: ref, StartedAt: old}); err != nil || out.Next != complaint.StepSuccession {
		t.Errorf("escalation: %+v, %v", out, err)
	}
	if c, err := o.desk.Case(t.Context(), ref); err != nil || c.Status != complaint.Dispatched {
		t.Errorf("status %s, %v: a step does its work before it hands over", c.Status, err)
	}
}

// waiting is an execution that comes to wait for the handling of a case.
func waiting(ref string, n, steps int, token string) await.In {
	return await.In{Reference: ref, Token: token, Waiting: complaint.StepAwaitHandling,
		Run: complaint.Run{N: n, Case: complaint.Standing{Steps: steps}}}
}

// TestTheLaterExecutionHasTheCase lets two executions of one cycle overlap, in
// every order in which they can come to wait.
func TestTheLaterExecutionHasTheCase(t *testing.T) {
	const resumed, sentOn = ` {"next":"AwaitReview","steps":8}`, ` {"next":"Succession","steps":8}`
	for _, tt := range []struct {
		name string
		come []await.In
		want []string
	}{
		{"one alone is resumed when the case moves", []await.In{waiting("", 0, 7, "old")}, []string{"old" + resumed}},
		{"one that waits anew is resumed by its last token", []await.In{waiting("", 0, 7, "old"), waiting("", 0, 7, "old-2")}, []string{"old-2" + resumed}},
		{"the successor takes over", []await.In{waiting("", 0, 7, "old"), waiting("", 1, 7, "new")}, []string{"new" + resumed}},
		{"an earlier one that comes again is sent on to its end", []await.In{waiting("", 1, 7, "new"), waiting("", 0, 7, "old")}, []string{"old" + sentOn, "new" + resumed}},
		{"and so is one that had waited before", []await.In{waiting("", 0, 7, "old"), waiting("", 1, 7, "new"), waiting("", 0, 7, "old-2")}, []string{"old-2" + sentOn, "new" + resumed}},
		{"one that is spent leaves the successor's token", []await.In{waiting("", 1, 7, "new"), waiting("", 0, complaint.MostSteps, "old")}, []string{`old {"next":"Succession","steps":121}`, "new" + resumed}},
		{"the tenth comes after the ninth", []await.In{waiting("", 9, 7, "old"), waiting("", 10, 7, "new"), waiting("", 9, 7, "old-2")}, []string{"old-2" + sentOn, "new" + resumed}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o, x := newOffice(t), &outside{}
			ref := o.submit(complaint.Submission{})
			o.judge(ref)
			o.do(ref, complaint.Dispatching{})
			o.deliverAll(x)
			h := &await.Handler{Desk: o.desk, Workflow: x}
			for _, in := range tt.come {
				in.Reference = ref
				if _, err := h.Handle(t.Context(), in); err != nil {
					t.Fatal(err)
				}
			}
			o.do(ref, complaint.Answer{Text: "已处理"})
			o.deliverAll(x)
			if diff := cmp.Diff(tt.want, x.resumed); diff != "" {
				t.Errorf("resumed (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnExecutionThatIsSpentStoresNoToken(t *testing.T) {
	o, x := newOffice(t), &outside{}
	ref := o.submit(complaint.Submission{})
	o.judge(ref)
	o.do(ref, complaint.Dispatching{})
	h := &await.Handler{Desk: o.desk, Workflow: x}
	if _, err := h.Handle(t.Context(), waiting(ref, 0, complaint.MostSteps-1, "t")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{`t {"next":"Succession","steps":120}`}, x.resumed); diff != "" {
		t.Errorf("resumed (-want +got):\n%s", diff)
	}
	if stored, err := o.desk.Store.Token(t.Context(), ref, await.Machine(complaint.Journey, 0)); err != nil || stored != "" {
		t.Errorf("stored %q, %v; want nothing", stored, err)
	}
	o.do(ref, complaint.Withdrawal{})
	if out, err := h.Handle(t.Context(), waiting(ref, 0, complaint.MostSteps-1, "u")); err != nil || out.Next != complaint.StepClosed {
		t.Errorf("for a closed case: %+v, %v", out, err)
	}
}

// TestATokenStoredByItselfIsAnswered: earlier versions of the program stored
// the token without the count.
func TestATokenStoredByItselfIsAnswered(t *testing.T) {
	o, x := newOffice(t), &outside{}
	ref := o.submit(complaint.Submission{})
	o.judge(ref)
	o.do(ref, complaint.Dispatching{})
	if err := o.desk.Store.PutToken(t.Context(), ref, await.Machine(complaint.Journey, 0), "bare"); err != nil {
		t.Fatal(err)
	}
	o.do(ref, complaint.Answer{Text: "已处理"})
	o.deliverAll(x)
	if diff := cmp.Diff([]string{`bare {"next":"AwaitReview","steps":0}`}, x.resumed); diff != "" {
		t.Errorf("resumed (-want +got):\n%s", diff)
	}
}
