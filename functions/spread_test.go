package functions_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/await"
	"github.com/redress/redress/functions/relay"
	"github.com/redress/redress/shared/complaint"
)

// settle delivers until nothing waits.
func (o *office) settle(h *relay.Handler) {
	o.t.Helper()
	for {
		keys, err := o.desk.Store.Stale(o.t.Context(), o.now, o.now, 500)
		if err != nil {
			o.t.Fatal(err)
		}
		if len(keys) == 0 {
			return
		}
		if err := h.Deliver(o.t.Context(), keys); err != nil {
			o.t.Fatal(err)
		}
	}
}

func (o *office) paged(x *topic, page int) *relay.Handler {
	h := o.relay(x)
	h.Page = page
	return h
}

// letters counts messages of a kind by whom they go to, repeats of an id dropped.
func letters(x *topic, kind string) map[string]int {
	to, seen := map[string]int{}, map[string]bool{}
	for _, l := range x.letters {
		if l.Kind == kind && !seen[l.ID] {
			seen[l.ID] = true
			to[l.To]++
		}
	}
	return to
}

// TestWhoJoinsAnAnsweredHeadIsAnswered: the head is answered, and its followers
// are told, between the look at it and the commit of the one that joins it.
func TestWhoJoinsAnAnsweredHeadIsAnswered(t *testing.T) {
	for name, test := range map[string]struct {
		end     []complaint.Command
		outcome complaint.Outcome
		next    complaint.Step
	}{
		"answered":                   {[]complaint.Command{complaint.Answer{Text: "已恢复供电"}, complaint.Review{Passed: true}}, complaint.Resolved, complaint.StepClosed},
		"answered and closed":        {[]complaint.Command{complaint.Answer{Text: "已恢复供电"}, complaint.Review{Passed: true}, complaint.CallbackResult{Reached: true, Satisfied: new(true)}}, complaint.Resolved, complaint.StepClosed},
		"withdrawn":                  {[]complaint.Command{complaint.Withdrawal{}}, "", complaint.StepDispatch},
		"answered and handled again": {[]complaint.Command{complaint.Answer{Text: "已恢复供电"}, complaint.Review{Passed: true}, complaint.Rework{Reason: "又停了"}}, "", complaint.StepAwaitHandling},
	} {
		o, x := newOffice(t), &topic{}
		head, _ := o.batch(0)
		ref := o.submit(outage(1))
		store := &hooked{Store: o.desk.Store}
		o.desk.Store = store
		store.commit = func(c complaint.Commit) {
			if c.Case == nil || c.Case.Reference != ref {
				return
			}
			store.commit = nil
			for _, cmd := range test.end {
				o.do(head, cmd)
			}
			o.settle(o.relay(x))
		}
		if next := o.judge(ref); next != complaint.StepAwaitHandling || store.commit != nil {
			t.Fatalf("%s: it needs %s", name, next)
		}
		h := &await.Handler{Desk: o.desk, Workflow: x}
		out, err := h.Handle(t.Context(), await.In{Reference: ref, Token: "t", Waiting: complaint.StepAwaitHandling})
		if err != nil || out.Next != test.next {
			t.Errorf("%s: next %s, %v, want %s", name, out.Next, err, test.next)
		}
		if c := o.read(ref); c.Outcome != test.outcome || c.Follows() != (test.next == complaint.StepAwaitHandling) {
			t.Errorf("%s: outcome %q, %+v", name, c.Outcome, c.Batch)
		}
		if test.next == complaint.StepAwaitHandling { // it hears of the second answer
			o.do(head, complaint.Answer{Text: "再次恢复"})
			o.do(head, complaint.Review{Passed: true})
			o.settle(o.relay(x))
			if c := o.read(ref); c.Answer == nil || c.Answer.Text != "再次恢复" {
				t.Errorf("%s: answered %+v", name, c.Answer)
			}
		}
	}
}

func TestOneAnswerClosesAllAndTellsEachOnce(t *testing.T) {
	o, x := newOffice(t), &topic{}
	head, others := o.batch(7)
	same := outage(0) // the head's customer, about another class of the same outage
	same.Text, same.Class, same.Customer.AccountNumber = "停电没有通知", "03.01.01", ""
	twice := same
	twice.Customer.Phone = "1391"
	for _, s := range []complaint.Submission{same, twice} {
		ref := o.submit(s)
		o.judge(ref)
		others = append(others, ref)
	}
	o.settle(o.relay(x))
	o.do(head, complaint.Answer{Text: "10:30已恢复供电"})
	o.do(head, complaint.Review{Passed: true})
	o.settle(o.paged(x, 2))
	for _, ref := range others {
		c := o.read(ref)
		if c.Outcome != complaint.Resolved || c.Answer.Text != "10:30已恢复供电" || c.Clock("answer").State != complaint.Met {
			t.Errorf("%s: %s %s, answered %+v", ref, c.Status, c.Outcome, c.Answer)
		}
	}
	want := map[string]int{}
	for n := range 7 {
		want[fmt.Sprint("139", n+1)] = 1
	}
	if diff := cmp.Diff(want, letters(x, "batch.restored")); diff != "" {
		t.Errorf("told of the restoration (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int{"1390": 1}, letters(x, "answer")); diff != "" {
		t.Errorf("answered (-want +got):\n%s", diff)
	}
}

func TestTheNextTakesThePlaceOfAHeadThatEndsUnanswered(t *testing.T) {
	o, x := newOffice(t), &topic{}
	head, others := o.batch(6)
	o.settle(o.relay(x))
	x.got = nil
	o.do(head, complaint.Withdrawal{})
	o.settle(o.paged(x, 2))
	first := o.read(others[0])
	if !first.Ready || !first.MayLead() || !first.Batch.Leads {
		t.Fatalf("the first is %s, ready %t, %+v", first.Status, first.Ready, first.Batch)
	}
	for _, ref := range others[1:] {
		if c := o.read(ref); c.Batch.Of != others[0] || c.Ready || !c.Follows() {
			t.Errorf("%s: %s, %+v", ref, c.Status, c.Batch)
		}
	}
	o.do(others[0], complaint.Dispatching{})
	o.settle(o.relay(x))
	if len(x.got) != 1 || x.got[0].Kind != "dispatched" || x.got[0].Reference != others[0] {
		t.Errorf("told %v, want one dispatch", x.got)
	}
	o.do(others[0], complaint.Answer{Text: "已恢复"})
	o.do(others[0], complaint.Review{Passed: true})
	o.settle(o.paged(x, 2))
	if got := letters(x, "batch.restored"); len(got) != 5 {
		t.Errorf("told of the restoration: %v", got)
	}
}

// TestASpreadIsResumedWhereverItWasCut cuts the relay off at every one of its
// writes, before and after it, for an answer and for a withdrawal.
func TestASpreadIsResumedWhereverItWasCut(t *testing.T) {
	for name, end := range map[string][]complaint.Command{
		"answer":     {complaint.Answer{Text: "已恢复供电"}, complaint.Review{Passed: true}},
		"withdrawal": {complaint.Withdrawal{}},
	} {
		crashes := 0
		for point := 1; ; point++ {
			hit := false
			for _, after := range []bool{false, true} {
				o, x := newOffice(t), &topic{}
				head, others := o.batch(5)
				o.settle(o.relay(x))
				for _, cmd := range end {
					o.do(head, cmd)
				}
				store := &failing{Store: o.desk.Store, n: point, after: after}
				o.desk.Store = store
				h := o.paged(x, 2)
				for store.n > 0 { // what a crash has cut off comes again after its lease
					keys, err := o.desk.Store.Stale(t.Context(), o.now, o.now, 100)
					if err != nil || len(keys) == 0 {
						break
					}
					_ = h.Deliver(t.Context(), keys)
				}
				if store.n <= 0 {
					hit = true
					crashes++
				}
				store.n = 0
				o.now = o.now.Add(relay.Lease)
				o.settle(o.paged(x, 2))
				wantSpread(t, fmt.Sprintf("%s, cut %d, after %t", name, point, after), o, x, others, len(end) > 1)
			}
			if !hit {
				break
			}
		}
		if crashes < 20 {
			t.Errorf("%s: only %d crashes were played", name, crashes)
		}
	}
}

func wantSpread(t *testing.T, crash string, o *office, x *topic, others []string, answered bool) {
	t.Helper()
	if answered {
		for _, ref := range others {
			if c := o.read(ref); c.Outcome != complaint.Resolved {
				t.Errorf("%s: %s is %s", crash, ref, c.Status)
			}
		}
		want := map[string]int{"1391": 1, "1392": 1, "1393": 1, "1394": 1, "1395": 1}
		if diff := cmp.Diff(want, letters(x, "batch.restored")); diff != "" {
			t.Errorf("%s: told (-want +got):\n%s", crash, diff)
		}
		return
	}
	for n, ref := range others {
		c := o.read(ref)
		switch {
		case n == 0 && c.Ready && c.Batch.Leads && c.Batch.Of == "":
		case n > 0 && c.Batch.Of == others[0] && c.Follows():
		default:
			t.Errorf("%s: %s is %s, ready %t, %+v", crash, ref, c.Status, c.Ready, c.Batch)
		}
	}
}

func TestAChosenHeadThatMovesOnIsReplaced(t *testing.T) {
	o, x := newOffice(t), &topic{}
	head, others := o.batch(3)
	o.settle(o.relay(x))
	o.do(head, complaint.Withdrawal{})
	h := o.paged(x, 2)
	deliver := func() {
		keys, err := o.desk.Store.Stale(t.Context(), o.now, o.now, 100)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.Deliver(t.Context(), keys); err != nil {
			t.Fatal(err)
		}
	}
	deliver() // the first is chosen
	o.do(others[0], complaint.Withdrawal{})
	o.settle(h)
	second, third := o.read(others[1]), o.read(others[2])
	if !second.Ready || !second.Batch.Leads || third.Batch.Of != others[1] {
		t.Errorf("%+v ready %t, %+v", second.Batch, second.Ready, third.Batch)
	}
}
