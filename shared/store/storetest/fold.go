package storetest

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

func foldTests() []test {
	return []test{
		{"what waits is listed by lane, oldest first", waitingByLane},
		{"what is leased or delivered does not wait", waitingFree},
		{"folded effects are replaced by those promised in their place", folded},
		{"a member with data left keeps its lease and goes on with that", foldedInPart},
		{"an effect whose key is known is left out of a fold", foldedTwice},
		{"a fold is refused when another has taken a member", foldedLate},
		{"1001 effects are folded as a whole", foldedMany},
	}
}

// deed is an effect that is no notice.
func deed(key string, at time.Time) complaint.Effect {
	e := effect(key, at)
	e.Kind = complaint.ResumeWorkflow
	return e
}

func wantWaiting(t *testing.T, s complaint.Store, lane complaint.Lane, before, now time.Time, limit int, want ...string) {
	t.Helper()
	got, err := s.Waiting(t.Context(), lane, before, now, limit)
	if err != nil {
		t.Fatalf("Waiting: %v", err)
	}
	same(t, "waiting "+string(lane), append([]string{}, got...), append([]string{}, want...))
}

func fold(t *testing.T, s complaint.Store, f complaint.Fold) {
	t.Helper()
	if err := s.Fold(t.Context(), f); err != nil {
		t.Fatalf("Fold: %v", err)
	}
}

func waitingByLane(t *testing.T, s complaint.Store) {
	message := effect("m", noon)
	message.Kind = complaint.SendMessage
	promise(t, s, effect("n2", noon.Add(time.Second)), deed("d1", noon), message, effect("n1", noon), deed("d2", noon.Add(time.Minute)))
	wantWaiting(t, s, complaint.NoticeLane, noon.Add(time.Minute), noon, 10, "n1", "n2")
	wantWaiting(t, s, complaint.NoticeLane, noon, noon, 10, "n1")
	wantWaiting(t, s, complaint.NoticeLane, noon.Add(time.Minute), noon, 1, "n1")
	wantWaiting(t, s, complaint.DeedLane, noon.Add(time.Minute), noon, 10, "d1", "m", "d2")
	wantWaiting(t, s, complaint.DeedLane, noon.Add(time.Minute), noon, 0)
	wantStale(t, s, noon.Add(time.Minute), noon, 10, "d1", "m", "n1", "n2", "d2")
	wantStale(t, s, noon.Add(time.Minute), noon, 3, "d1", "m", "n1")
}

func waitingFree(t *testing.T, s complaint.Store) {
	promise(t, s, effect("a", noon), effect("b", noon), deed("c", noon))
	wantClaim(t, s, "a", noon, true)
	deliver(t, s, "b", noon)
	wantWaiting(t, s, complaint.NoticeLane, noon, noon, 10)
	wantWaiting(t, s, complaint.DeedLane, noon, noon, 10, "c")
	wantWaiting(t, s, complaint.NoticeLane, noon, noon.Add(2*time.Minute), 10, "a")
}

func folded(t *testing.T, s complaint.Store) {
	promise(t, s, effect("a", noon), effect("b", noon), effect("c", noon))
	if _, err := s.Claim(t.Context(), []string{"a", "b", "c"}, noon, time.Minute); err != nil {
		t.Fatal(err)
	}
	into := effect("bundle", noon)
	fold(t, s, complaint.Fold{Into: []complaint.Effect{into}, Members: []complaint.Effect{{Key: "a"}, {Key: "c"}}, At: noon})
	wantWaiting(t, s, complaint.NoticeLane, noon, noon, 10, "bundle")
	late := noon.Add(time.Hour)
	wantStale(t, s, late, late, 10, "b", "bundle")
	got, claimed, err := claim(t.Context(), s, "bundle", noon, time.Minute)
	if err != nil || !claimed {
		t.Fatalf("Claim: %t, %v", claimed, err)
	}
	same(t, "bundle", got, into)
	promise(t, s, effect("a", late)) // a folded key stays known
	wantClaim(t, s, "a", late, false)
}

func foldedInPart(t *testing.T, s complaint.Store) {
	promise(t, s, effect("a", noon))
	wantClaim(t, s, "a", noon, true) // for two minutes
	fold(t, s, complaint.Fold{Members: []complaint.Effect{{Key: "a", Data: json.RawMessage(`{"left":"L2"}`)}}, At: noon})
	wantClaim(t, s, "a", noon.Add(time.Minute), false)
	got, claimed, err := claim(t.Context(), s, "a", noon.Add(2*time.Minute), time.Minute)
	if err != nil || !claimed {
		t.Fatalf("Claim: %t, %v", claimed, err)
	}
	want := effect("a", noon)
	want.Data, want.Again = json.RawMessage(`{"left":"L2"}`), true
	same(t, "what is left", got, want)
}

func foldedTwice(t *testing.T, s complaint.Store) {
	promise(t, s, effect("a", noon), effect("b", noon))
	wantClaim(t, s, "a", noon, true)
	wantClaim(t, s, "b", noon, true)
	f := complaint.Fold{Into: []complaint.Effect{effect("bundle", noon)}, Members: []complaint.Effect{{Key: "a"}}, At: noon}
	fold(t, s, f)
	deliver(t, s, "bundle", noon)
	f.Members = []complaint.Effect{{Key: "b"}}
	fold(t, s, f)
	wantClaim(t, s, "bundle", noon.Add(time.Hour), false)
	wantStale(t, s, noon, noon, 10)
}

// foldedLate has one relay overrun its lease: what another has taken since, or
// sent, is not taken from it, in a fold of any size.
func foldedLate(t *testing.T, s complaint.Store) {
	for _, size := range []int{2, 150} {
		at := noon.Add(time.Duration(size) * time.Hour) // the sizes do not meet
		name := func(i int) string { return fmt.Sprintf("of-%d-%03d", size, i) }
		var keys []string
		f := complaint.Fold{Into: []complaint.Effect{effect(name(-1), at)}, At: at}
		for i := range size {
			promise(t, s, effect(name(i), at))
			keys = append(keys, name(i))
			f.Members = append(f.Members, complaint.Effect{Key: name(i)})
		}
		f.Members[0].Data = json.RawMessage(`{"left":"L2"}`)
		if _, err := s.Claim(t.Context(), keys, at, time.Minute); err != nil {
			t.Fatal(err)
		}
		last, over := keys[size-1], at.Add(time.Minute)
		refused := func(why string) {
			t.Helper()
			if err := s.Fold(t.Context(), f); fault.KindOf(err) != fault.Busy {
				t.Errorf("%d effects, one %s: %v", size, why, err)
			}
		}
		wantClaim(t, s, last, over, true)
		refused("claimed by another")
		deliver(t, s, last, over)
		refused("sent by another")
		f.Members[size-1].Key = name(size)
		refused("unknown")
		promise(t, s, effect(name(size), at))
		refused("claimed by nobody")
		deliver(t, s, name(size), at)
		wantStale(t, s, at, at.Add(time.Hour), size, keys[:size-1]...)
		got, err := s.Claim(t.Context(), keys, at.Add(time.Hour), time.Minute)
		if err != nil || len(got) != size-1 || !got[0].Again || string(got[0].Data) == `{"left":"L2"}` {
			t.Errorf("%d of %d effects are left, %v: %v", len(got), size, err, got[:min(1, len(got))])
		}
		for _, key := range keys {
			deliver(t, s, key, at)
		}
	}
}

// foldedMany is a fold larger than the transactions of some stores: every
// third member has something left.
func foldedMany(t *testing.T, s complaint.Store) {
	var some, members []complaint.Effect
	var keys, left []string
	for i := range 1001 {
		e := effect(fmt.Sprintf("effect-%04d", i), noon)
		keys, some = append(keys, e.Key), append(some, e)
		m := complaint.Effect{Key: e.Key}
		if i%3 == 0 {
			m.Data, left = json.RawMessage(`{"left":"L2"}`), append(left, e.Key)
		}
		members = append(members, m)
		if len(some) == 40 || i == 1000 {
			promise(t, s, some...)
			some = nil
		}
	}
	if _, err := s.Claim(t.Context(), keys, noon, time.Minute); err != nil {
		t.Fatal(err)
	}
	fold(t, s, complaint.Fold{Into: []complaint.Effect{effect("bundle", noon.Add(time.Second))}, Members: members, At: noon})
	wantWaiting(t, s, complaint.NoticeLane, noon.Add(time.Second), noon, 10, "bundle") // the others are leased still
	late := noon.Add(time.Minute)
	wantWaiting(t, s, complaint.NoticeLane, late, late, 2000, append(left, "bundle")...)
	got, err := s.Claim(t.Context(), append(keys, "bundle"), late, time.Minute)
	if err != nil || len(got) != len(left)+1 || got[len(left)].Key != "bundle" {
		t.Fatalf("%d effects, %v; want %d", len(got), err, len(left)+1)
	}
	for _, e := range got[:len(left)] {
		if string(e.Data) != `{"left":"L2"}` {
			t.Fatalf("%s goes on with %s", e.Key, e.Data)
		}
	}
}
