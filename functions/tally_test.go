package functions_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/deadline"
	"github.com/redress/redress/functions/relay"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// sweeper is the sweep of an office, with everything beyond the store.
func (o *office) sweeper(x *outside) *deadline.Handler {
	return &deadline.Handler{Desk: o.desk, Relay: &relay.Handler{Desk: o.desk, Workflow: x, Topic: x, Messenger: x}}
}

func (o *office) wantTallies(want map[string]int64) {
	o.t.Helper()
	got, err := o.desk.Store.Tallied(o.t.Context(), o.desk.Day(o.now))
	if err != nil {
		o.t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		o.t.Errorf("tallies (-want +got):\n%s", diff)
	}
}

func TestASweepBeatsOnceAMinuteHoweverOftenItComes(t *testing.T) {
	o := newOffice(t)
	h := o.sweeper(&outside{})
	for second := range 150 {
		o.now = o.now.Add(time.Second)
		if _, err := h.Handle(t.Context()); err != nil {
			t.Fatal(err)
		}
		if second == 0 {
			o.wantTallies(map[string]int64{"sweeps": 1})
		}
	}
	o.wantTallies(map[string]int64{"sweeps": 3})
}

// TestASweepAtTheEdgeOfAMinuteIsNotSilent: where the schedule comes now before
// and now after the full minute, two sweeps fall into one and none into the next.
func TestASweepAtTheEdgeOfAMinuteIsNotSilent(t *testing.T) {
	o := newOffice(t)
	h := o.sweeper(&outside{})
	start := o.now.Truncate(time.Minute)
	for minute := range 61 {
		o.now = start.Add(time.Duration(minute)*time.Minute + 59500*time.Millisecond + time.Duration(minute%3)*400*time.Millisecond)
		if _, err := h.Handle(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	o.wantTallies(map[string]int64{"sweeps": 61})
	o.now = o.now.Add(10 * time.Minute) // a silence
	if _, err := h.Handle(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.wantTallies(map[string]int64{"sweeps": 62})
}

func TestASweepTalliesWhatItFoundAndWhatItFoundLate(t *testing.T) {
	o := newOffice(t)
	ref := o.submit(complaint.Submission{})
	x := o.deliverAll(&outside{})
	h := o.sweeper(x)
	due := func(after time.Duration) time.Time { return time.Date(2026, 3, 10, 1, 0, 0, 0, time.UTC).Add(after) }
	for _, step := range []struct {
		name string
		now  time.Time
		want map[string]int64
	}{
		{"a warning in time", due(15 * time.Minute), map[string]int64{"sweeps": 1, "fired": 1}},
		{"a breach found ten minutes after", due(30 * time.Minute), map[string]int64{"sweeps": 2, "fired": 2, "redelivered": 1}},
		{"a warning found a second later than that, on the next day", due(20*time.Hour + 10*time.Minute + time.Second), map[string]int64{"sweeps": 1, "fired": 1, "late": 1, "redelivered": 1}},
	} {
		o.now = step.now
		if _, err := h.Handle(t.Context()); err != nil {
			t.Fatal(err)
		}
		got, err := o.desk.Store.Tallied(t.Context(), o.desk.Day(o.now))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(step.want, got); diff != "" {
			t.Errorf("%s of %s (-want +got):\n%s", step.name, ref, diff)
		}
	}
}

func TestWhatIsBroughtTwiceIsSuppressedAndCounted(t *testing.T) {
	o := newOffice(t)
	o.submit(complaint.Submission{})
	keys, err := o.desk.Store.Stale(t.Context(), o.now, o.now, 10)
	if err != nil || len(keys) == 0 {
		t.Fatalf("promised %v, %v", keys, err)
	}
	x := &outside{}
	h := &relay.Handler{Desk: o.desk, Workflow: x, Topic: x, Messenger: x}
	for range 3 {
		if err := h.Deliver(t.Context(), keys); err != nil {
			t.Fatal(err)
		}
	}
	o.wantTallies(map[string]int64{"suppressed": 2 * int64(len(keys))})
}

func TestASweepThatFailsIsTalliedToo(t *testing.T) {
	o := newOffice(t)
	o.submit(complaint.Submission{})
	o.now = o.now.Add(15 * time.Minute)
	o.desk.PolicyOf = func(string) (*policy.Policy, error) { return nil, errors.New("no such pack") }
	if _, err := o.sweeper(&outside{}).Handle(t.Context()); err == nil {
		t.Fatal("want an error")
	}
	o.wantTallies(map[string]int64{"sweeps": 1, "failed": 1, "redelivered": 1})
}
