package functions_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/await"
	"github.com/redress/redress/functions/relay"
	triagefn "github.com/redress/redress/functions/triage"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/triage"
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
	if got := letters(x, "referred"); len(got) != 3 {
		t.Errorf("letters %v", got)
	}
}

func TestARepeatIsLinkedToTheFirst(t *testing.T) {
	o, x := newOffice(t), &topic{}
	voltage := complaint.Submission{Channel: "web", Text: "晚上电压低", Class: "04.01.01", Site: complaint.SiteDetails{Region: "demo"},
		Customer: complaint.CustomerDetails{Phone: "1390", AccountNumber: "340"}}
	var refs []string
	for n := range 4 {
		ref := o.submit(voltage)
		o.judge(ref)
		refs = append(refs, ref)
		want := &complaint.Repeat{Of: refs[0], Count: n + 1}
		if n == 0 {
			want = nil
		}
		if diff := cmp.Diff(want, o.read(ref).Repeat); diff != "" {
			t.Errorf("time %d (-want +got):\n%s", n+1, diff)
		}
		o.do(ref, complaint.Dispatching{})
		o.do(ref, complaint.Answer{Text: "已调档"})
		o.do(ref, complaint.Review{Passed: true})
		o.do(ref, complaint.CallbackResult{Reached: true, Satisfied: new(true)})
		o.now = o.now.Add(24 * time.Hour)
	}
	o.settle(o.relay(x))
	var told []string
	for _, n := range x.got {
		if n.Kind == "repeat" {
			told = append(told, fmt.Sprint(n.Reference, " ", n.Levels))
		}
	}
	want := []string{refs[1] + " [L2]", refs[2] + " [L2 L3 L4]", refs[3] + " [L2 L3 L4]"}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	var from []string
	for _, r := range o.read(refs[0]).Recurrences {
		from = append(from, r.Case)
	}
	if diff := cmp.Diff(refs[1:], from); diff != "" {
		t.Errorf("the first knows (-want +got):\n%s", diff)
	}
	o.now = o.now.Add(91 * 24 * time.Hour)
	late := o.submit(voltage)
	if o.judge(late); o.read(late).Repeat != nil {
		t.Errorf("after the window it is a repeat: %+v", o.read(late).Repeat)
	}
}

// TestWhatIsNoRepeat: another matter, an invalid one, and an open one.
func TestWhatIsNoRepeat(t *testing.T) {
	for name, test := range map[string]struct {
		class string
		end   complaint.Command
	}{
		"another class": {"02.04.02", complaint.Closure{Outcome: complaint.Referred, Reason: "x"}},
		"invalid":       {"04.01.01", complaint.Closure{Outcome: complaint.Invalid, Reason: "x"}},
		"open":          {"02.04.02", complaint.Note{Text: "x"}},
	} {
		o := newOffice(t)
		s := complaint.Submission{Channel: "web", Text: "晚上电压低", Class: test.class, Site: complaint.SiteDetails{Region: "demo"},
			Customer: complaint.CustomerDetails{AccountNumber: "340"}}
		ref := o.submit(s)
		o.judge(ref)
		o.do(ref, test.end)
		s.Class = "04.01.01"
		again := o.submit(s)
		if o.judge(again); o.read(again).Repeat != nil {
			t.Errorf("%s: %+v", name, o.read(again).Repeat)
		}
	}
}

func TestTheThirdOfAClassMakesAHotSpot(t *testing.T) {
	for days, want := range map[int]int{14: 3, 15: 3, 16: 0} { // from the first to the third: twice as many
		o, x := newOffice(t), &topic{}
		var last string
		for n := range 3 {
			s := outage(n)
			s.Text, s.Class = "晚上电压低", "04.01.01"
			last = o.submit(s)
			o.judge(last)
			o.now = o.now.Add(time.Duration(days) * 24 * time.Hour)
		}
		if got := o.read(last).HotSpot; got != want {
			t.Errorf("every %d days: hot spot %d, want %d", days, got, want)
		}
		o.settle(o.relay(x))
		told := 0
		for _, n := range x.got {
			if n.Kind == "hotspot" {
				told++
			}
		}
		if told != min(want, 1) {
			t.Errorf("every %d days: told %d times", days, told)
		}
	}
}

// TestHeadsOfOneEventAreNoHotSpot: cases of one outage that were not gathered,
// as somebody has separated them, are one outage all the same.
func TestHeadsOfOneEventAreNoHotSpot(t *testing.T) {
	for hours, want := range map[int]int{1: 0, 25: 3} {
		o := newOffice(t)
		var last string
		for n := range 3 {
			last = o.submit(outage(n))
			o.judge(last)
			if o.read(last).Follows() {
				o.separate(last)
			}
			o.now = o.now.Add(time.Duration(hours) * time.Hour)
		}
		if got := o.read(last).HotSpot; got != want {
			t.Errorf("every %d hours: hot spot %d, want %d", hours, got, want)
		}
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

func TestABatchIsOneOfAHotSpot(t *testing.T) {
	o := newOffice(t)
	_, others := o.batch(5)
	for _, ref := range others {
		if c := o.read(ref); c.HotSpot != 0 {
			t.Errorf("%s: hot spot %d", ref, c.HotSpot)
		}
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
	h := o.triage()
	ref := o.submit(new)
	h.Alike = func(a, b triage.Input) float64 {
		if a.Class == b.Class {
			return 1
		}
		return 0
	}
	if _, err := h.Handle(t.Context(), triagefn.In{Reference: ref}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{place, bill}, o.read(ref).Likely); diff != "" {
		t.Errorf("likely (-want +got):\n%s", diff)
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
