package functions_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/deadline"
	"github.com/redress/redress/shared/complaint"
)

func TestASweepWhoseTimeIsUpIsCarriedOnByTheNext(t *testing.T) {
	o := newOffice(t)
	const cases = 2*deadline.Page + 10
	for i := range cases {
		o.submit(complaint.Submission{Channel: "web", Text: fmt.Sprint("停电 ", i), Class: "04.03.01", Site: complaint.SiteDetails{Region: "demo"}})
	}
	o.now = o.now.Add(15 * time.Minute) // the dispatch clocks warn
	h := o.sweeper(&outside{})
	h.Enough = func(context.Context) bool { return true }
	var fired []int
	for range 4 {
		out, err := h.Handle(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		fired = append(fired, out.Fired)
	}
	if diff := cmp.Diff([]int{deadline.Page, deadline.Page, 10, 0}, fired); diff != "" {
		t.Errorf("fired by each sweep (-want +got):\n%s", diff)
	}
}

func TestASweepTellsWhatHasWaitedTooLong(t *testing.T) {
	o, x := newOffice(t), &outside{refuse: map[string]error{"dispatched": errors.New("the topic is gone")}}
	o.promise(notices("dispatched")...)
	h := o.sweeper(x)
	var stale []int
	for range 14 { // in most of them the notice is still leased to the sweep before
		o.now = o.now.Add(time.Minute)
		out, _ := h.Handle(t.Context())
		stale = append(stale, out.Stale)
	}
	if diff := cmp.Diff([]int{0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1}, stale); diff != "" {
		t.Errorf("stale after each minute (-want +got):\n%s", diff)
	}
}

func TestTheHeartBeatsWithEverySweep(t *testing.T) {
	o := newOffice(t)
	out, err := o.sweeper(&outside{}).Handle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"Sweeps": 1, "Fired": 0, "Late": 0, "Failed": 0, "Redelivered": 0, "StaleEffects": 0}
	if diff := cmp.Diff(want, out.Counts()); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
}
