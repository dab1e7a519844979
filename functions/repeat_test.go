package functions_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
)

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

func TestABatchIsOneOfAHotSpot(t *testing.T) {
	o := newOffice(t)
	_, others := o.batch(5)
	for _, ref := range others {
		if c := o.read(ref); c.HotSpot != 0 {
			t.Errorf("%s: hot spot %d", ref, c.HotSpot)
		}
	}
}
