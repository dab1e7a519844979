package functions_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	triagefn "github.com/redress/redress/functions/triage"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/fault"
)

// outage is a complaint of one of the neighbours about the same outage.
func outage(n int) complaint.Submission {
	return complaint.Submission{
		Channel: "web", Text: "我们这里又停电了", Class: "04.03.01",
		Site:     complaint.SiteDetails{Region: "demo", TransformerArea: "李村2号台区"},
		Customer: complaint.CustomerDetails{Phone: fmt.Sprint("139", n), AccountNumber: fmt.Sprint("34", n)},
	}
}

func (o *office) read(reference string) *complaint.Case {
	o.t.Helper()
	c, err := o.desk.Case(o.t.Context(), reference)
	if err != nil {
		o.t.Fatal(err)
	}
	return c
}

// batch is a head that was dispatched, and so many that follow it.
func (o *office) batch(followers int) (head string, others []string) {
	o.t.Helper()
	head = o.submit(outage(0))
	o.judge(head)
	o.do(head, complaint.Dispatching{})
	for n := range followers {
		ref := o.submit(outage(n + 1))
		if next := o.judge(ref); next != complaint.StepAwaitHandling {
			o.t.Fatalf("a neighbour needs %s", next)
		}
		others = append(others, ref)
	}
	return head, others
}

func TestNeighboursFollowTheFirst(t *testing.T) {
	o, x := newOffice(t), &topic{}
	head, others := o.batch(3)
	o.settle(o.relay(x))
	if c := o.read(head); !c.Batch.Leads || c.Batch.Of != "" {
		t.Errorf("the head is %+v", c.Batch)
	}
	for n, ref := range others {
		if diff := cmp.Diff(complaint.Batch{Of: head, Number: n + 2}, o.read(ref).Batch); diff != "" {
			t.Errorf("%s (-want +got):\n%s", ref, diff)
		}
	}
	var kinds []string
	for _, n := range x.got {
		kinds = append(kinds, n.Kind+" "+n.Reference)
	}
	if diff := cmp.Diff([]string{"dispatched " + head}, kinds); diff != "" {
		t.Errorf("notices (-want +got):\n%s", diff)
	}
	if got := letters(x, "receipt"); len(got) != 4 {
		t.Errorf("receipts to %v", got)
	}
}

func TestWhatIsNoNeighboursOutageGoesItsOwnWay(t *testing.T) {
	for name, change := range map[string]func(*complaint.Submission){
		"another place":    func(s *complaint.Submission) { s.Site.TransformerArea = "李村3号台区" },
		"no place":         func(s *complaint.Submission) { s.Site.TransformerArea = "" },
		"another matter":   func(s *complaint.Submission) { s.Text, s.Class = "5月电费多收", "02.04.02" },
		"long before":      func(s *complaint.Submission) { s.Channel, s.ReceivedAt = "letter", newOffice(t).now.Add(-25*time.Hour) },
		"another province": func(s *complaint.Submission) { s.Site.Region = "" },
	} {
		o := newOffice(t)
		o.batch(0)
		s := outage(1)
		change(&s)
		ref := o.submit(s)
		o.judge(ref)
		if c := o.read(ref); c.Batch.Of != "" {
			t.Errorf("%s: it follows %s", name, c.Batch.Of)
		}
	}
}

// outagePlace is the key of the place of [outage].
var outagePlace = complaint.Site{Region: "demo", TransformerArea: "李村2号台区"}.Key()

// hooked is a store that lets something happen around its calls.
type hooked struct {
	complaint.Store
	place  func() bool // whether a look at a place sees nothing
	commit func(c complaint.Commit)
}

func (s *hooked) List(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	if s.place != nil && q.Key == outagePlace && q.Class == "" && s.place() {
		return complaint.Page{}, nil
	}
	return s.Store.List(ctx, q)
}

func (s *hooked) Commit(ctx context.Context, c complaint.Commit) error {
	if s.commit != nil {
		s.commit(c)
	}
	return s.Store.Commit(ctx, c)
}

// TestHeadsThatDidNotSeeEachOtherComeTogether: two cases are judged at the same
// time and each becomes a head. Whichever is committed later brings them
// together, also when its call was cut off after the commit.
func TestHeadsThatDidNotSeeEachOtherComeTogether(t *testing.T) {
	for name, order := range map[string][]int{"the earlier one first": {0, 1}, "the later one first": {1, 0}} {
		for _, cut := range []bool{false, true} {
			o := newOffice(t)
			refs := []string{o.submit(outage(0)), o.submit(outage(1))}
			store := &hooked{Store: o.desk.Store}
			o.desk.Store = store
			o.judge(refs[order[0]])
			o.do(refs[order[0]], complaint.Dispatching{})
			looks := 0
			store.place = func() bool { looks++; return looks == 1 || cut && looks == 2 }
			if _, err := o.triage().Handle(t.Context(), triagefn.In{Reference: refs[order[1]]}); err != nil {
				t.Fatal(err)
			}
			if cut { // the workflow asks again
				if c := o.read(refs[order[1]]); c.Batch.Of != "" || !c.Ready {
					t.Fatalf("%s: it was not cut off: %+v", name, c.Batch)
				}
				o.judge(refs[order[1]])
			}
			first, second := o.read(refs[0]), o.read(refs[1])
			if !first.Batch.Leads || first.Batch.Of != "" || second.Batch.Of != first.Reference || second.Ready {
				t.Errorf("%s, cut %t: %+v and %+v", name, cut, first.Batch, second.Batch)
			}
		}
	}
}

func TestADangerOfABatchIsToldOnce(t *testing.T) {
	o, x := newOffice(t), &topic{}
	head, _ := o.batch(0)
	o.settle(o.relay(x))
	x.got = nil
	for n := range 4 {
		s := outage(n + 1)
		s.Text = "停电了，我要找媒体曝光你们"
		o.judge(o.submit(s))
	}
	o.settle(o.relay(x))
	signals := map[string]int{}
	for _, n := range x.got {
		if n.Kind == "major" {
			signals[n.ID]++
		}
	}
	if len(signals) == 0 {
		t.Fatal("nothing was told; the text gives no signal")
	}
	for id, n := range signals {
		if n != 1 || id[:len(head)] != head {
			t.Errorf("%s was told %d times", id, n)
		}
	}
}

func TestReferredFaultsOfOnePlaceAreLinked(t *testing.T) {
	o, x := newOffice(t), &topic{}
	var refs []string
	for n := range 3 {
		s := outage(n)
		s.Text, s.Class = "电线断了掉在路上，快来人", ""
		refs = append(refs, o.submit(s))
		o.judge(refs[n])
	}
	o.settle(o.relay(x))
	for n, ref := range refs {
		c := o.read(ref)
		if c.Kind != "fault" || c.Outcome != complaint.Referred || (c.Batch.Of == refs[0]) != (n > 0) {
			t.Errorf("%s: %s %s, %+v", ref, c.Kind, c.Outcome, c.Batch)
		}
	}
	if len(x.got) != 1 || x.got[0].ID != refs[0]+"/major/0" {
		t.Errorf("told %v, want the danger once", x.got)
	}
	if got := letters(x, "referred.fault"); len(got) != 3 {
		t.Errorf("letters %v", got)
	}
}

// separate is a person's word that a case is a matter of its own.
func (o *office) separate(reference string) {
	o.t.Helper()
	order := desk.Order{Reference: reference, Command: complaint.Separation{Reason: "户内故障"}, By: complaint.Actor{Role: complaint.Handler}}
	if _, err := o.desk.Do(o.t.Context(), order); err != nil {
		o.t.Fatal(err)
	}
}

// TestAMatterOfItsOwnLeadsNobody: what a person has separated neither leads
// those who come later nor is joined again by them.
func TestAMatterOfItsOwnLeadsNobody(t *testing.T) {
	o := newOffice(t)
	head, others := o.batch(1)
	o.separate(others[0])
	o.do(head, complaint.Withdrawal{})
	ref := o.submit(outage(2))
	if next := o.judge(ref); next != complaint.StepDispatch || o.read(ref).Batch != (complaint.Batch{}) {
		t.Errorf("it needs %s, %+v", next, o.read(ref).Batch)
	}
	if got := o.read(others[0]).Batch; got != (complaint.Batch{Apart: true}) {
		t.Errorf("the separated one is %+v", got)
	}
}

func TestLikelyDuplicatesAreOfferedTheLikeliestFirst(t *testing.T) {
	o := newOffice(t)
	submit := func(s complaint.Submission) string {
		ref := o.submit(s)
		o.judge(ref)
		return ref
	}
	mine := outage(1)
	mine.Text, mine.Class = "5月电费多收86.40元", "02.04.02"
	bill := submit(mine)
	theirs := outage(2)
	theirs.Text, theirs.Class = "晚上电压低，空调带不动", "04.01.01"
	place := submit(theirs)
	closed := submit(outage(3))
	o.do(closed, complaint.Withdrawal{})
	new := outage(1)
	new.Text, new.Class = "晚上电压低，灯不亮", "04.01.01"
	ref := submit(new)
	if diff := cmp.Diff([]string{place, bill}, o.read(ref).Likely); diff != "" {
		t.Errorf("likely (-want +got):\n%s", diff)
	}
}

// TestWhatAnotherUnitWorksOnIsNotSpokenOf: a case that was taken out of the
// line is neither offered nor followed by its neighbours.
func TestWhatAnotherUnitWorksOnIsNotSpokenOf(t *testing.T) {
	o := newOffice(t)
	kept, _ := o.batch(0)
	o.do(kept, complaint.Reassignment{Unit: "demo-discipline", Reason: "涉及举报"})
	same, neighbour := outage(1), outage(2)
	same.Customer.Phone = outage(0).Customer.Phone
	for _, s := range []complaint.Submission{same, neighbour} {
		ref := o.submit(s)
		o.judge(ref)
		if c := o.read(ref); slices.Contains(c.Likely, kept) || c.Batch.Of == kept {
			t.Errorf("%s knows of %s: likely %v, batch %+v", ref, kept, c.Likely, c.Batch)
		}
	}
	if c := o.read(kept); c.Batch.Of != "" || c.Batch.Leads {
		t.Errorf("it is gathered: %+v", c.Batch)
	}
}

func TestADuplicateOfAFollowerUrgesIt(t *testing.T) {
	o := newOffice(t)
	_, others := o.batch(2)
	again := o.submit(outage(1))
	if next := o.judge(again); next != complaint.StepClosed {
		t.Fatalf("it needs %s", next)
	}
	if c := o.read(again); c.LinkedTo != others[0] || len(o.read(others[0]).Urges) != 1 {
		t.Errorf("linked to %s, urges %v", c.LinkedTo, o.read(others[0]).Urges)
	}
}

func TestAHeadThatMovedOnWhileItIsJoinedIsAskedAgain(t *testing.T) {
	o := newOffice(t)
	head, _ := o.batch(0)
	ref := o.submit(outage(1))
	store := &hooked{Store: o.desk.Store}
	o.desk.Store = store
	// The head is withdrawn between the look and its marking.
	store.commit = func(c complaint.Commit) {
		if c.Case != nil && c.Case.Reference == head && c.Case.Batch.Leads {
			store.commit = nil
			o.do(head, complaint.Withdrawal{})
		}
	}
	_, err := o.triage().Handle(t.Context(), triagefn.In{Reference: ref})
	if !fault.Is(err, fault.Busy) {
		t.Fatalf("joined a head that was withdrawn: %v", err)
	}
	if next := o.judge(ref); next != complaint.StepDispatch {
		t.Errorf("asked again it needs %s", next)
	}
}
