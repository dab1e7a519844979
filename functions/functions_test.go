// Package functions_test tests the task and event functions over a store in
// memory: doubled and late calls, failing neighbours, and the order of reading
// and writing that no move of a case escapes.
package functions_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/await"
	"github.com/redress/redress/functions/deadline"
	"github.com/redress/redress/functions/dispatch"
	"github.com/redress/redress/functions/escalation"
	"github.com/redress/redress/functions/relay"
	triagefn "github.com/redress/redress/functions/triage"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/notice"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/store/sqlite"
	"github.com/redress/redress/shared/triage"
)

// office is a desk over a store in memory with a clock that can be set.
type office struct {
	t    *testing.T
	desk *desk.Desk
	now  time.Time
}

func newOffice(t *testing.T) *office {
	t.Helper()
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	db, err := sqlite.Open(sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	o := &office{t: t, now: time.Date(2026, 3, 10, 1, 0, 0, 0, time.UTC)}
	o.desk = &desk.Desk{
		Store: db, Policy: p, Now: func() time.Time { return o.now }, NewCode: func() string { return "code" },
		PolicyOf: func(string) (*policy.Policy, error) { return p, nil },
	}
	return o
}

func (o *office) submit(s complaint.Submission) string {
	o.t.Helper()
	if s.Channel == "" {
		s.Channel, s.Text, s.Class, s.Site.Region = "web", "又停电了", "04.03.01", "demo"
	}
	c, _, err := o.desk.Submit(o.t.Context(), s, complaint.Actor{Role: complaint.Public}, nil)
	if err != nil {
		o.t.Fatal(err)
	}
	return c.Reference
}

func (o *office) do(reference string, cmd complaint.Command) {
	o.t.Helper()
	if _, err := o.desk.Do(o.t.Context(), desk.Order{Reference: reference, Command: cmd}); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) triage() *triagefn.Handler {
	judge := triage.New(o.desk.Policy)
	return &triagefn.Handler{Desk: o.desk, JudgeOf: func(string) (*triage.Judge, error) { return judge, nil }}
}

func (o *office) judge(reference string) complaint.Step {
	o.t.Helper()
	out, err := o.triage().Handle(o.t.Context(), triagefn.In{Reference: reference})
	if err != nil {
		o.t.Fatal(err)
	}
	return out.Next
}

// outside stands for everything beyond the store, and can be made to fail.
type outside struct {
	resumed []string
	notices []string
	letters []notice.Letter
	refuse  map[string]error // by kind of notice
}

func (x *outside) Start(context.Context, complaint.Machine, string, json.RawMessage) error {
	return nil
}

func (x *outside) Resume(_ context.Context, token string, output json.RawMessage) error {
	x.resumed = append(x.resumed, token+" "+string(output))
	return nil
}
func (x *outside) Publish(_ context.Context, n complaint.Notice) error {
	if err := x.refuse[n.Kind]; err != nil {
		return err
	}
	x.notices = append(x.notices, n.ID)
	return nil
}
func (x *outside) Send(_ context.Context, l notice.Letter) error {
	x.letters = append(x.letters, l)
	return nil
}

func TestAwaitResumesAtOnceWhenTheCaseHasMovedOn(t *testing.T) {
	o, x := newOffice(t), &outside{}
	ref := o.submit(complaint.Submission{})
	o.judge(ref)
	o.do(ref, complaint.Dispatching{})
	h := &await.Handler{Desk: o.desk, Workflow: x}
	in := await.In{Reference: ref, Token: "t1", Waiting: complaint.StepAwaitHandling}
	if _, err := h.Handle(t.Context(), in); err != nil || len(x.resumed) != 0 {
		t.Fatalf("resumed %v, %v; want nothing", x.resumed, err)
	}
	o.do(ref, complaint.Answer{Text: "已处理"}) // between the wait and its retry
	in.Token = "t2"
	if _, err := h.Handle(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{`t2 {"next":"AwaitReview","steps":1}`}, x.resumed); diff != "" {
		t.Errorf("resumed (-want +got):\n%s", diff)
	}
}

func TestARunOfAnEarlierCycleHasNothingLeftToDo(t *testing.T) {
	o := newOffice(t)
	ref := o.submit(complaint.Submission{})
	o.judge(ref)
	o.do(ref, complaint.Withdrawal{})
	o.do(ref, complaint.Reopening{Reason: "again"})
	d, e := &dispatch.Handler{Desk: o.desk}, &escalation.Handler{Desk: o.desk}
	for cycle, want := range []complaint.Step{complaint.StepClosed, complaint.StepDispatch} {
		out, err := o.triage().Handle(t.Context(), triagefn.In{Reference: ref, Cycle: cycle})
		if err != nil || out.Next != want {
			t.Errorf("triage in cycle %d: next %s, %v; want %s", cycle, out.Next, err, want)
		}
	}
	for cycle, want := range []complaint.Step{complaint.StepClosed, complaint.StepAwaitHandling} {
		dispatched, err := d.Handle(t.Context(), dispatch.In{Reference: ref, Cycle: cycle})
		if err != nil || dispatched.Next != want {
			t.Errorf("dispatch in cycle %d: next %s, %v; want %s", cycle, dispatched.Next, err, want)
		}
		climbed, err := e.Handle(t.Context(), escalation.In{Reference: ref, Cycle: cycle})
		if err != nil || climbed.Next != want {
			t.Errorf("escalation in cycle %d: next %s, %v; want %s", cycle, climbed.Next, err, want)
		}
	}
}

func TestAnOutdatedOrderIsRefused(t *testing.T) {
	o := newOffice(t)
	ref := o.submit(complaint.Submission{})
	o.judge(ref)
	order := desk.Order{Reference: ref, Command: complaint.Note{Text: "n"}, Expect: 1}
	if _, err := o.desk.Do(t.Context(), order); !fault.Is(err, fault.Stale) {
		t.Errorf("order for version 1 of a case at 2: %v, want stale", err)
	}
	order.Expect = 2
	if _, err := o.desk.Do(t.Context(), order); err != nil {
		t.Errorf("order for the present version: %v", err)
	}
}

func TestTasksMayBeCalledTwice(t *testing.T) {
	o := newOffice(t)
	ref := o.submit(complaint.Submission{})
	steps := []complaint.Step{o.judge(ref), o.judge(ref)}
	d := &dispatch.Handler{Desk: o.desk}
	e := &escalation.Handler{Desk: o.desk}
	for range 2 {
		out, err := d.Handle(t.Context(), dispatch.In{Reference: ref})
		if err != nil {
			t.Fatal(err)
		}
		climbed, err := e.Handle(t.Context(), escalation.In{Reference: ref})
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, out.Next, climbed.Next)
	}
	want := []complaint.Step{"Dispatch", "Dispatch", "AwaitHandling", "AwaitHandling", "AwaitHandling", "AwaitHandling"}
	if diff := cmp.Diff(want, steps); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
	c, err := o.desk.Case(t.Context(), ref)
	if err != nil || c.Version != 3 {
		t.Errorf("version %d, %v; want 3: recorded, judged, dispatched", c.Version, err)
	}
}

func TestTwinsWaitForTheEarlierOnesJudgement(t *testing.T) {
	o := newOffice(t)
	same := complaint.Submission{Channel: "web", Text: "又停电了", Class: "04.03.01",
		Site: complaint.SiteDetails{Region: "demo"}, Customer: complaint.CustomerDetails{AccountNumber: "34 0001"}}
	first, second := o.submit(same), o.submit(same)
	_, err := o.triage().Handle(t.Context(), triagefn.In{Reference: second})
	if !fault.Is(err, fault.Busy) {
		t.Fatalf("the later one was judged first: %v", err)
	}
	if next := o.judge(first); next != complaint.StepDispatch {
		t.Errorf("the first needs %s, want Dispatch", next)
	}
	if next := o.judge(second); next != complaint.StepClosed {
		t.Errorf("the second needs %s, want Closed", next)
	}
	c, err := o.desk.Case(t.Context(), first)
	if err != nil || len(c.Urges) != 1 || c.Urges[0].From != second {
		t.Errorf("urges %v, %v; want one from %s", c.Urges, err, second)
	}
}

func TestADangerousFaultLeavesTheQueueAtOnce(t *testing.T) {
	o := newOffice(t)
	ref := o.submit(complaint.Submission{Channel: "web", Text: "电线断了掉在路上，快来人", Site: complaint.SiteDetails{Region: "demo"}, Customer: complaint.CustomerDetails{Phone: "139"}})
	o.judge(ref)
	c, err := o.desk.Case(t.Context(), ref)
	if err != nil || c.Kind != "fault" || c.Outcome != complaint.Referred || c.Unit != "demo-station" {
		t.Fatalf("kind %s, outcome %s, unit %s, %v; want a referred fault", c.Kind, c.Outcome, c.Unit, err)
	}
	x := o.deliverAll(&outside{})
	if len(x.notices) != 1 || x.notices[0] != ref+"/major/0" || len(x.letters) != 1 || x.letters[0].Kind != "referred.fault" {
		t.Errorf("notices %v, letters %v; want one major notice and one letter with advice", x.notices, x.letters)
	}
}

// deliverAll brings every promised effect once.
func (o *office) deliverAll(x *outside) *outside {
	o.t.Helper()
	keys, err := o.desk.Store.Stale(o.t.Context(), o.now, o.now, 100)
	if err != nil {
		o.t.Fatal(err)
	}
	h := &relay.Handler{Desk: o.desk, Workflow: x, Topic: x, Messenger: x}
	if err := h.Deliver(o.t.Context(), keys); err != nil && x.refuse == nil {
		o.t.Fatal(err)
	}
	return x
}

func TestAFailingEffectStopsNobodyAndComesBackAfterItsLease(t *testing.T) {
	o := newOffice(t)
	ref := o.submit(complaint.Submission{Channel: "web", Text: "又停电了", Class: "04.03.01",
		Site: complaint.SiteDetails{Region: "demo"}, Customer: complaint.CustomerDetails{Phone: "139"}})
	o.judge(ref)
	o.do(ref, complaint.Dispatching{})
	x := o.deliverAll(&outside{refuse: map[string]error{"dispatched": errors.New("topic is down")}})
	if len(x.notices) != 0 || len(x.letters) != 1 {
		t.Fatalf("notices %v, letters %d; want none and the receipt", x.notices, len(x.letters))
	}
	x.refuse = nil
	if o.deliverAll(x); len(x.notices) != 0 {
		t.Error("the effect was delivered within the lease of the one who failed")
	}
	o.now = o.now.Add(relay.Lease)
	if o.deliverAll(x); len(x.notices) != 1 {
		t.Errorf("%d notices after the lease, want 1", len(x.notices))
	}
	if o.deliverAll(x); len(x.notices) != 1 || len(x.letters) != 1 {
		t.Error("something was delivered twice")
	}
	if want := "139"; x.letters[0].To != want {
		t.Errorf("letter to %q, want %q", x.letters[0].To, want)
	}
}

func TestASweepTakesUpEveryDueCaseAndGetsPastABrokenOne(t *testing.T) {
	o := newOffice(t)
	const cases = deadline.Page + 50
	for i := range cases {
		o.submit(complaint.Submission{Channel: "web", Text: fmt.Sprint("停电 ", i), Class: "04.03.01", Site: complaint.SiteDetails{Region: "demo"}})
	}
	working := o.desk.PolicyOf
	broken := 0
	o.desk.PolicyOf = func(id string) (*policy.Policy, error) {
		if broken++; broken == 7 {
			return nil, errors.New("no such pack")
		}
		return working(id)
	}
	o.now = o.now.Add(15 * time.Minute) // the dispatch clocks warn
	h := &deadline.Handler{Desk: o.desk, Relay: &relay.Handler{Desk: o.desk, Workflow: &outside{}, Topic: &outside{}, Messenger: &outside{}}}
	out, err := h.Handle(t.Context())
	if err == nil || out.Cases != cases || out.Fired != cases-1 || out.Failed != 1 {
		t.Errorf("sweep %+v, %v; want %d cases, %d fired, 1 failed", out, err, cases, cases-1)
	}
	if out, err = h.Handle(t.Context()); err != nil || out.Fired != 1 || out.Cases != 1 {
		t.Errorf("second sweep %+v, %v; want the one that failed", out, err)
	}
}
