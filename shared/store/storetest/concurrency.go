package storetest

import (
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

func concurrencyTests() []test {
	return []test{
		{"of many writers of one version exactly one wins", oneWinner},
		{"of many writers of one new reference exactly one wins", oneCreator},
		{"writers who read again after losing all get through", everyoneGetsThrough},
		{"reads while writing see whole commits", wholeCommits},
	}
}

func oneWinner(t *testing.T, s complaint.Store) {
	commit(t, s, first(sample(ref(1))))
	for version := int64(1); version <= 5; version++ {
		var won atomic.Int64
		each(16, func(worker int) {
			c := sample(ref(1))
			c.Version, c.Events, c.Unit = version, int(version), fmt.Sprint(worker)
			switch err := s.Commit(t.Context(), next(c, event(int(version)+1))); {
			case err == nil:
				won.Add(1)
			case !fault.Is(err, fault.Stale):
				t.Errorf("loser of version %d gets %v", version, err)
			}
		})
		if won.Load() != 1 {
			t.Errorf("version %d has %d winners", version, won.Load())
		}
	}
	if got := read(t, s, ref(1)).Version; got != 6 {
		t.Errorf("version is %d, want 6", got)
	}
}

func oneCreator(t *testing.T, s complaint.Store) {
	var won atomic.Int64
	each(16, func(int) {
		switch err := s.Commit(t.Context(), first(sample(ref(1)))); {
		case err == nil:
			won.Add(1)
		case !fault.Is(err, fault.Stale):
			t.Errorf("loser gets %v", err)
		}
	})
	if won.Load() != 1 {
		t.Errorf("%d winners", won.Load())
	}
}

func everyoneGetsThrough(t *testing.T, s complaint.Store) {
	commit(t, s, first(sample(ref(1))))
	each(8, func(int) {
		for done := 0; done < 4; {
			c, err := s.Case(t.Context(), ref(1))
			if err != nil {
				t.Errorf("Case: %v", err)
				return
			}
			err = s.Commit(t.Context(), next(c, event(c.Events+1)))
			if err == nil {
				done++
			} else if !fault.Is(err, fault.Stale) {
				t.Errorf("Commit: %v", err)
				return
			}
		}
	})
	if got := read(t, s, ref(1)); got.Version != 33 || got.Events != 33 {
		t.Errorf("version %d with %d events, want 33", got.Version, got.Events)
	}
	events, err := s.Events(t.Context(), ref(1), 0, 100)
	if err != nil || len(events) != 33 {
		t.Errorf("%d events, %v; want 33", len(events), err)
	}
}

func wholeCommits(t *testing.T, s complaint.Store) {
	c := sample(ref(1))
	commit(t, s, first(c))
	var done atomic.Bool
	each(5, func(worker int) {
		if worker == 0 {
			defer done.Store(true)
			for range 30 {
				commit(t, s, next(c, event(c.Events+1)))
			}
			return
		}
		for !done.Load() {
			seen, err := s.Case(t.Context(), ref(1))
			if err != nil {
				t.Errorf("Case: %v", err)
				return
			}
			events, err := s.Events(t.Context(), ref(1), 0, 100)
			if err != nil || len(events) < seen.Events || int64(seen.Events) != seen.Version {
				t.Errorf("version %d, %d events, of which %d are there, %v", seen.Version, seen.Events, len(events), err)
				return
			}
		}
	})
}
