package storetest

import (
	"encoding/json"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

func rotaTests() []test {
	return []test{
		{"a rota that was never stored is NotFound", noRota},
		{"a rota is read back as it was put", rotaBack},
		{"a rota follows the version before it, and no other", rotaVersions},
		{"an empty rota is kept as such", emptyRota},
		{"what is new since a revision is listed in order, each unit once", rotasSince},
		{"of 16 that store the same version one succeeds", oneRota},
		{"a rota that was stored is seen at once", rotaAtOnce},
	}
}

// storedRota is what a supervisor set.
func storedRota(unit string, version int64) complaint.StoredRota {
	return complaint.StoredRota{
		Unit: unit, Version: version, At: noon, By: "supervisor:" + unit,
		Doc: json.RawMessage(`{"shifts":[{"hours":"08:30-17:30","people":["王` + strconv.FormatInt(version, 10) + `"]}]}`),
	}
}

func putRota(t *testing.T, s complaint.Store, r complaint.StoredRota) {
	t.Helper()
	if err := s.PutRota(t.Context(), r); err != nil {
		t.Fatalf("PutRota: %v", err)
	}
}

// wantRotas checks what is new since a revision and gives the last one.
func wantRotas(t *testing.T, s complaint.Store, since int64, want ...complaint.StoredRota) int64 {
	t.Helper()
	got, err := s.RotasSince(t.Context(), since)
	if err != nil {
		t.Fatalf("RotasSince: %v", err)
	}
	last := since
	for i := range got {
		if got[i].Revision <= last {
			t.Errorf("revision %d after %d", got[i].Revision, last)
		}
		last, got[i].Revision = got[i].Revision, 0
	}
	same(t, "rotas", append([]complaint.StoredRota{}, got...), append([]complaint.StoredRota{}, want...))
	return last
}

func noRota(t *testing.T, s complaint.Store) {
	putRota(t, s, storedRota("demo-county", 1))
	_, err := s.Rota(t.Context(), "demo-station")
	wantKind(t, "Rota", err, fault.NotFound)
}

func rotaBack(t *testing.T, s complaint.Store) {
	want := storedRota("demo-county", 1)
	putRota(t, s, want)
	got, err := s.Rota(t.Context(), "demo-county")
	if err != nil {
		t.Fatal(err)
	}
	if got.Revision < 1 {
		t.Errorf("revision %d", got.Revision)
	}
	got.Revision = 0
	same(t, "rota", got, want)
}

func rotaVersions(t *testing.T, s complaint.Store) {
	for _, step := range []struct {
		version int64
		want    fault.Kind
	}{{2, fault.Stale}, {1, ""}, {1, fault.Stale}, {3, fault.Stale}, {2, ""}, {2, fault.Stale}, {0, fault.Stale}} {
		wantKind(t, "PutRota of version "+strconv.FormatInt(step.version, 10), s.PutRota(t.Context(), storedRota("a", step.version)), step.want)
	}
	wantRotas(t, s, 0, storedRota("a", 2))
}

func emptyRota(t *testing.T, s complaint.Store) {
	putRota(t, s, storedRota("a", 1))
	empty := storedRota("a", 2)
	empty.Doc = nil
	putRota(t, s, empty)
	wantRotas(t, s, 0, empty)
}

func rotasSince(t *testing.T, s complaint.Store) {
	if last := wantRotas(t, s, 0); last != 0 {
		t.Errorf("an empty store is at revision %d", last)
	}
	putRota(t, s, storedRota("a", 1))
	first := wantRotas(t, s, 0, storedRota("a", 1))
	putRota(t, s, storedRota("b", 1))
	putRota(t, s, storedRota("c", 1))
	putRota(t, s, storedRota("b", 2))
	wantRotas(t, s, 0, storedRota("a", 1), storedRota("c", 1), storedRota("b", 2))
	last := wantRotas(t, s, first, storedRota("c", 1), storedRota("b", 2))
	wantRotas(t, s, last)
	wantKind(t, "PutRota", s.PutRota(t.Context(), storedRota("a", 1)), fault.Stale)
	wantRotas(t, s, last)
}

func oneRota(t *testing.T, s complaint.Store) {
	var stored atomic.Int64
	each(16, func(int) {
		switch err := s.PutRota(t.Context(), storedRota("a", 1)); fault.KindOf(err) {
		case "":
			stored.Add(1)
		case fault.Stale:
		default:
			t.Errorf("PutRota: %v", err)
		}
	})
	if stored.Load() != 1 {
		t.Errorf("%d have stored version 1", stored.Load())
	}
}

func rotaAtOnce(t *testing.T, s complaint.Store) {
	each(8, func(worker int) {
		unit := "unit-" + strconv.Itoa(worker)
		for version := int64(1); version <= 10; version++ {
			if err := s.PutRota(t.Context(), storedRota(unit, version)); err != nil {
				t.Errorf("PutRota: %v", err)
			}
			list, err := s.RotasSince(t.Context(), 0)
			found := false
			for _, r := range list {
				found = found || r.Unit == unit && r.Version == version
			}
			if err != nil || !found {
				t.Errorf("version %d of %s is not among %d rotas, %v", version, unit, len(list), err)
			}
		}
	})
}
