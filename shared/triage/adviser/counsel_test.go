package adviser

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/patience"
)

// advises is an adviser that does one thing, and counts how often it is asked.
type advises struct {
	asked int
	do    func(ctx context.Context) (Opinion, error)
}

func (a *advises) Advise(ctx context.Context, _ Question) (Opinion, error) {
	a.asked++
	return a.do(ctx)
}

const secret = "和平里三号"

var (
	good = Opinion{Kind: "enquiry", Reason: "only asks", Model: "m"}

	answers   = func(context.Context) (Opinion, error) { return good, nil }
	nonsense  = func(context.Context) (Opinion, error) { return Opinion{Kind: secret, Reason: secret}, nil }
	throttles = func(context.Context) (Opinion, error) {
		return Opinion{}, fault.Wrap(fault.Busy, errors.New("throttled"), "ask the model")
	}
	fails  = func(context.Context) (Opinion, error) { return good, errors.New("no access") }
	panics = func(context.Context) (Opinion, error) { panic(secret) }
	heeds  = func(ctx context.Context) (Opinion, error) { <-ctx.Done(); return Opinion{}, ctx.Err() }
	sleeps = func(context.Context) (Opinion, error) { time.Sleep(time.Hour); return good, nil }
)

func TestCounselEndsInTimeAndWell(t *testing.T) {
	q := About(pack(t, "state-grid"), secret)
	for _, tt := range []struct {
		name string
		do   func(context.Context) (Opinion, error)
		kind fault.Kind
		says string
		took time.Duration
	}{
		{"an answer", answers, "", "", 0},
		{"an answer that was not offered", nonsense, fault.Internal, "no kind that was offered", 0},
		{"a throttle", throttles, fault.Busy, "throttled", 0},
		{"an error", fails, fault.Internal, "no access", 0},
		{"a panic", panics, fault.Internal, "panicked with a string", 0},
		{"one who takes too long", heeds, fault.Busy, "deadline exceeded", 3 * time.Second},
		{"one who does not heed its context", sleeps, fault.Busy, "deadline exceeded", 3 * time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			c := &Counsel{Adviser: &advises{do: tt.do}, Patience: patience.Patience{Limit: 3 * time.Second}}
			defer time.Sleep(2 * time.Hour) // until who was left behind is done
			started := time.Now()
			got, err := c.Ask(t.Context(), q, started)
			if took := time.Since(started); took != tt.took {
				t.Errorf("%s took %s, want %s", tt.name, took, tt.took)
			}
			if tt.kind == "" {
				if got != good || err != nil {
					t.Errorf("%s gives %+v, %v; want %+v", tt.name, got, err, good)
				}
				return
			}
			if got != (Opinion{}) || !fault.Is(err, tt.kind) || !strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), secret) {
				t.Errorf("%s gives %+v, %v; want nothing, %s with %q and no word of the text", tt.name, got, err, tt.kind, tt.says)
			}
		})
	}
}

func TestAfterAThrottleNobodyIsAskedForAWhile(t *testing.T) {
	q := About(pack(t, "state-grid"), "停电")
	start := time.Date(2026, 11, 2, 1, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name  string
		do    func(context.Context) (Opinion, error)
		asked []int // in all, after each of the calls below
	}{
		{"a throttle", throttles, []int{1, 1, 1, 2, 2}},
		{"an error that is no throttle", fails, []int{1, 2, 3, 4, 5}},
		{"a nonsense", nonsense, []int{1, 2, 3, 4, 5}},
		{"an answer", answers, []int{1, 2, 3, 4, 5}},
	} {
		a := &advises{do: tt.do}
		c := &Counsel{Adviser: a, Patience: patience.Patience{Limit: time.Second}}
		for i, after := range []time.Duration{0, time.Second, 29 * time.Second, 30 * time.Second, 59 * time.Second} {
			_, err := c.Ask(t.Context(), q, start.Add(after))
			if a.asked != tt.asked[i] {
				t.Errorf("%s: asked %d times by %s, want %d", tt.name, a.asked, after, tt.asked[i])
			}
			if tt.name == "a throttle" && !fault.Is(err, fault.Busy) {
				t.Errorf("at %s: %v, want Busy", after, err)
			}
		}
	}
}

func TestNobodyIsAskedWithoutTime(t *testing.T) {
	a := &advises{do: answers}
	c := &Counsel{Adviser: a, Patience: patience.Patience{Limit: time.Second, Enough: func(context.Context) bool { return true }}}
	if _, err := c.Ask(t.Context(), Question{}, time.Time{}); !fault.Is(err, fault.Busy) || a.asked != 0 {
		t.Errorf("asked %d times, %v; want Busy", a.asked, err)
	}
	c.Enough = func(context.Context) bool { return false }
	if _, err := c.Ask(t.Context(), About(pack(t, "state-grid"), "停电"), time.Time{}); err != nil {
		t.Errorf("with time enough: %v", err)
	}
}
