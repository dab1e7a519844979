package storetest

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
)

func outboxTests() []test {
	return []test{
		{"an effect is claimed as it was promised", claimBack},
		{"a claimed effect is leased to one", leased},
		{"an effect that was claimed elsewhere is claimed again", claimedElsewhere},
		{"an expired lease is free again", leaseExpires},
		{"a delivered effect is never handed out again", delivered},
		{"several are claimed and delivered together, in the order asked for", together},
		{"an unknown effect cannot be claimed", unknownEffect},
		{"an effect whose key is known is left out", duplicateLeftOut},
		{"of two effects with one key in a commit the first is promised", duplicateInOne},
		{"a delivered effect's key stays known", deliveredKeyKnown},
		{"of 32 claims exactly one succeeds", oneClaim},
		{"stale effects are listed oldest first", staleInOrder},
		{"leased and delivered effects are not stale", staleFree},
		{"1001 effects are delivered from the stale list", manyEffects},
	}
}

func promise(t *testing.T, s complaint.Store, effects ...complaint.Effect) {
	t.Helper()
	commit(t, s, complaint.Commit{Change: complaint.Change{Effects: effects}})
}

// claim claims one effect; false when it is not to be had.
func claim(ctx context.Context, s complaint.Store, key string, now time.Time, lease time.Duration) (complaint.Effect, bool, error) {
	got, err := s.Claim(ctx, []string{key}, now, lease)
	if err != nil || len(got) == 0 {
		return complaint.Effect{}, false, err
	}
	return got[0], true, nil
}

func wantClaim(t *testing.T, s complaint.Store, key string, now time.Time, want bool) {
	t.Helper()
	if _, got, err := claim(t.Context(), s, key, now, 2*time.Minute); err != nil || got != want {
		t.Errorf("Claim %s at %v: %t, %v; want %t", key, now.Sub(noon), got, err, want)
	}
}

func deliver(t *testing.T, s complaint.Store, key string, now time.Time) {
	t.Helper()
	if err := s.Delivered(t.Context(), []string{key}, now); err != nil {
		t.Fatalf("Delivered: %v", err)
	}
}

func wantStale(t *testing.T, s complaint.Store, before, now time.Time, limit int, want ...string) {
	t.Helper()
	got, err := s.Stale(t.Context(), before, now, limit)
	if err != nil {
		t.Fatalf("Stale: %v", err)
	}
	same(t, "stale", append([]string{}, got...), append([]string{}, want...))
}

func claimBack(t *testing.T, s complaint.Store) {
	want := effect("202611-000001/warned/contact/0", noon)
	commit(t, s, first(sample(ref(1)), want))
	got, claimed, err := claim(t.Context(), s, want.Key, noon, time.Minute)
	if err != nil || !claimed {
		t.Fatalf("Claim: %t, %v", claimed, err)
	}
	same(t, "effect", got, want)
}

func claimedElsewhere(t *testing.T, s complaint.Store) {
	before := effect("a", noon)
	before.Again = true
	promise(t, s, before)
	if got, claimed, err := claim(t.Context(), s, "a", noon, time.Minute); err != nil || !claimed || !got.Again {
		t.Errorf("Claim: %t, again %t, %v", claimed, got.Again, err)
	}
}

func leased(t *testing.T, s complaint.Store) {
	promise(t, s, effect("a", noon), effect("b", noon))
	wantClaim(t, s, "a", noon, true)
	wantClaim(t, s, "a", noon, false)
	wantClaim(t, s, "a", noon.Add(time.Minute), false)
	wantClaim(t, s, "b", noon, true)
}

func leaseExpires(t *testing.T, s complaint.Store) {
	promise(t, s, effect("a", noon))
	wantClaim(t, s, "a", noon, true)
	wantClaim(t, s, "a", noon.Add(2*time.Minute-time.Second), false)
	again, claimed, err := claim(t.Context(), s, "a", noon.Add(2*time.Minute), 2*time.Minute)
	if err != nil || !claimed || !again.Again {
		t.Errorf("Claim after the lease: %t, again %t, %v", claimed, again.Again, err)
	}
	wantClaim(t, s, "a", noon.Add(3*time.Minute), false)
}

func delivered(t *testing.T, s complaint.Store) {
	promise(t, s, effect("a", noon), effect("b", noon))
	wantClaim(t, s, "a", noon, true)
	deliver(t, s, "a", noon)
	deliver(t, s, "a", noon.Add(time.Minute))
	wantClaim(t, s, "a", noon.Add(time.Hour), false)
	deliver(t, s, "b", noon) // never claimed
	wantClaim(t, s, "b", noon.Add(time.Hour), false)
}

func together(t *testing.T, s complaint.Store) {
	promise(t, s, effect("a", noon), effect("b", noon), effect("c", noon))
	wantClaim(t, s, "b", noon, true)
	got, err := s.Claim(t.Context(), []string{"c", "unknown", "b", "a"}, noon, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "claimed", got, []complaint.Effect{effect("c", noon), effect("a", noon)})
	if err := s.Delivered(t.Context(), []string{"a", "unknown", "c"}, noon); err != nil {
		t.Fatal(err)
	}
	late := noon.Add(time.Hour)
	wantStale(t, s, late, late, 10, "b")
}

func unknownEffect(t *testing.T, s complaint.Store) {
	wantClaim(t, s, "a", noon, false)
	deliver(t, s, "a", noon)
	promise(t, s, effect("a", noon))
	wantClaim(t, s, "a", noon, true)
}

func duplicateLeftOut(t *testing.T, s complaint.Store) {
	promise(t, s, effect("a", noon))
	again := effect("a", noon.Add(time.Hour))
	again.Kind = complaint.StartWorkflow
	c := sample(ref(1))
	commit(t, s, first(c, again, effect("b", noon)))
	got, _, err := claim(t.Context(), s, "a", noon, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "effect", got, effect("a", noon))
	wantClaim(t, s, "b", noon, true)
	same(t, "case", read(t, s, ref(1)), c)
}

func duplicateInOne(t *testing.T, s complaint.Store) {
	promise(t, s, effect("a", noon), effect("a", noon.Add(time.Hour)), effect("b", noon))
	got, err := s.Claim(t.Context(), []string{"a", "b"}, noon, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "effects", got, []complaint.Effect{effect("a", noon), effect("b", noon)})
}

func deliveredKeyKnown(t *testing.T, s complaint.Store) {
	promise(t, s, effect("a", noon))
	deliver(t, s, "a", noon)
	promise(t, s, effect("a", noon.Add(time.Hour)))
	wantClaim(t, s, "a", noon.Add(time.Hour), false)
	wantStale(t, s, noon.Add(2*time.Hour), noon.Add(2*time.Hour), 10)
}

func oneClaim(t *testing.T, s complaint.Store) {
	promise(t, s, effect("a", noon))
	var claims atomic.Int64
	each(32, func(int) {
		_, claimed, err := claim(t.Context(), s, "a", noon, time.Minute)
		if err != nil {
			t.Errorf("Claim: %v", err)
		}
		if claimed {
			claims.Add(1)
		}
	})
	if claims.Load() != 1 {
		t.Errorf("%d claims succeed", claims.Load())
	}
}

func staleInOrder(t *testing.T, s complaint.Store) {
	promise(t, s, effect("c", noon), effect("a", noon.Add(time.Second)), effect("b", noon.Add(-time.Second)), effect("d", noon.Add(time.Minute)))
	wantStale(t, s, noon.Add(-time.Minute), noon, 10)
	wantStale(t, s, noon, noon, 10, "b", "c")
	wantStale(t, s, noon.Add(time.Hour), noon.Add(time.Hour), 10, "b", "c", "a", "d")
	wantStale(t, s, noon.Add(time.Hour), noon.Add(time.Hour), 3, "b", "c", "a")
	wantStale(t, s, noon.Add(time.Hour), noon.Add(time.Hour), 0)
}

func staleFree(t *testing.T, s complaint.Store) {
	promise(t, s, effect("a", noon), effect("b", noon.Add(time.Second)), effect("c", noon.Add(2*time.Second)))
	wantClaim(t, s, "a", noon.Add(time.Minute), true) // until 3 minutes past
	deliver(t, s, "b", noon.Add(time.Minute))
	before := noon.Add(30 * time.Second)
	wantStale(t, s, before, noon.Add(time.Minute), 10, "c")
	wantStale(t, s, before, noon.Add(3*time.Minute-time.Second), 10, "c")
	wantStale(t, s, before, noon.Add(3*time.Minute), 10, "a", "c")
	deliver(t, s, "a", noon.Add(4*time.Minute))
	wantStale(t, s, before, noon.Add(time.Hour), 10, "c")
}

// manyEffects promises 1001 effects, forty a commit, and delivers them as the
// sweep does.
func manyEffects(t *testing.T, s complaint.Store) {
	var some []complaint.Effect
	for i := range 1001 {
		some = append(some, effect(fmt.Sprintf("effect-%04d", i), noon.Add(time.Duration(i)*time.Second)))
		if len(some) == 40 || i == 1000 {
			promise(t, s, some...)
			some = nil
		}
	}
	now := noon.Add(time.Hour)
	for from := 0; from < 1001; from += 91 {
		keys, err := s.Stale(t.Context(), now, now, 91)
		if err != nil || len(keys) != 91 || keys[0] != fmt.Sprintf("effect-%04d", from) {
			t.Fatalf("from %d: %d keys, %v", from, len(keys), err)
		}
		each(len(keys), func(i int) {
			if _, claimed, err := claim(t.Context(), s, keys[i], now, time.Minute); err != nil || !claimed {
				t.Errorf("Claim %s: %t, %v", keys[i], claimed, err)
			}
			if err := s.Delivered(t.Context(), []string{keys[i]}, now); err != nil {
				t.Errorf("Delivered: %v", err)
			}
		})
	}
	wantStale(t, s, now, now.Add(time.Hour), 10)
}
