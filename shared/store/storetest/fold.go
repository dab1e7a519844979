package storetest

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
)

func foldTests() []test {
	return []test{
		{"what waits is listed by lane, oldest first", waitingByLane},
		{"what is leased or delivered does not wait", waitingFree},
		{"folded effects are replaced by those promised in their place", folded},
		{"a member with data left keeps its lease and goes on with that", foldedInPart},
		{"an effect whose key is known is left out of a fold", foldedTwice},
		{"a member that was delivered meanwhile stays delivered", foldedLate},
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
	fold(t, s, complaint.Fold{Into: []complaint.Effect{into}, Members: []complaint.Effect{{Key: "a"}, {Key: "c"}, {Key: "unknown"}}, At: noon})
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
	f := complaint.Fold{Into: []complaint.Effect{effect("bundle", noon)}, Members: []complaint.Effect{{Key: "a"}}, At: noon}
	fold(t, s, f)
	deliver(t, s, "bundle", noon)
	f.Members = append(f.Members, complaint.Effect{Key: "b"})
	fold(t, s, f)
	wantClaim(t, s, "bundle", noon.Add(time.Hour), false)
	wantStale(t, s, noon, noon, 10)
}

func foldedLate(t *testing.T, s complaint.Store) {
	promise(t, s, effect("a", noon))
	deliver(t, s, "a", noon)
	fold(t, s, complaint.Fold{Members: []complaint.Effect{{Key: "a", Data: json.RawMessage(`{}`)}}, At: noon})
	wantClaim(t, s, "a", noon.Add(time.Hour), false)
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
