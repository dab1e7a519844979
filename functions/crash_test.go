package functions_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/relay"
	"github.com/redress/redress/shared/complaint"
)

// failing is a store whose n-th write fails: before it is done, or after, as
// when the process dies before it hears of it.
type failing struct {
	complaint.Store
	n     int
	after bool
}

func (f *failing) write(do func() error) error {
	f.n--
	if f.n == 0 && !f.after {
		return errors.New("crash before")
	}
	err := do()
	if f.n == 0 {
		return errors.New("crash after")
	}
	return err
}

func (f *failing) Claim(ctx context.Context, keys []string, now time.Time, lease time.Duration) (got []complaint.Effect, err error) {
	err = f.write(func() error { got, err = f.Store.Claim(ctx, keys, now, lease); return err })
	if err != nil {
		return nil, err
	}
	return got, nil
}

func (f *failing) Commit(ctx context.Context, c complaint.Commit) error {
	return f.write(func() error { return f.Store.Commit(ctx, c) })
}

func (f *failing) Fold(ctx context.Context, x complaint.Fold) error {
	return f.write(func() error { return f.Store.Fold(ctx, x) })
}

func (f *failing) Delivered(ctx context.Context, keys []string, now time.Time) error {
	return f.write(func() error { return f.Store.Delivered(ctx, keys, now) })
}

// TestACrashDoublesAndLosesNothing cuts the relay off at every one of its
// writes and publications. Whoever drops repeats of an id hears of each case
// once.
func TestACrashDoublesAndLosesNothing(t *testing.T) {
	crashes := 0
	for point := 1; ; point++ {
		hit := false
		for _, how := range []string{"before", "after", "publish"} {
			o, x := newOffice(t), &topic{}
			o.throttled()
			o.promise(mixed()...)
			store := &failing{Store: o.desk.Store, n: point, after: how == "after"}
			if how == "publish" {
				store.n, x.fail = 0, point
			}
			o.desk.Store = store
			_, err := o.relay(x).Tell(t.Context())
			hit = hit || err != nil
			if err != nil {
				crashes++
			}
			store.n, x.fail = 0, 0
			o.now = o.now.Add(relay.Lease)
			o.promise(breachOf("202603-000999", "demo-city", "L3")) // the company goes on
			for range 3 {
				o.tell(x)
			}
			wantToldOnce(t, fmt.Sprintf("%s %d", how, point), x.got)
		}
		if !hit {
			break
		}
	}
	if crashes < 20 {
		t.Errorf("only %d crashes were played", crashes)
	}
}

// wantToldOnce checks that the county heard of its ten cases and the city of all, each once.
func wantToldOnce(t *testing.T, crash string, notices []complaint.Notice) {
	t.Helper()
	told := map[string]int{}
	for _, n := range notices {
		for _, r := range n.Recipients {
			for _, reference := range n.Cases() {
				told[r.Unit+" "+reference]++
			}
		}
	}
	want := map[string]int{"demo-city 202603-000999": 1}
	for _, n := range mixed() {
		want["demo-city "+n.Reference] = 1
		if len(n.Levels) == 2 {
			want["demo-county "+n.Reference] = 1
		}
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("crash %s (-want +got):\n%s", crash, diff)
	}
}
