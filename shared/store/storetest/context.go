package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

func contextTests() []test {
	return []test{
		{"an ended context is Busy and writes nothing", endedContext},
	}
}

// calls are all methods of a store, each with arguments that would succeed.
func calls(s complaint.Store) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"Commit":    func(ctx context.Context) error { return s.Commit(ctx, asked("k2", sample(ref(2)))) },
		"Case":      func(ctx context.Context) error { _, err := s.Case(ctx, ref(1)); return err },
		"Contact":   func(ctx context.Context) error { _, err := s.Contact(ctx, ref(1)); return err },
		"Events":    func(ctx context.Context) error { _, err := s.Events(ctx, ref(1), 0, 1); return err },
		"List":      func(ctx context.Context) error { _, err := s.List(ctx, complaint.Query{Limit: 1}); return err },
		"Followers": func(ctx context.Context) error { _, err := s.Followers(ctx, ref(1), 1); return err },
		"Serial":    func(ctx context.Context) error { _, err := s.Serial(ctx, "202611"); return err },
		"Due":       func(ctx context.Context) error { _, err := s.Due(ctx, noon, 1); return err },
		"NextWake":  func(ctx context.Context) error { _, _, err := s.NextWake(ctx); return err },
		"Claim":     func(ctx context.Context) error { _, _, err := claim(ctx, s, "e", noon, time.Minute); return err },
		"Delivered": func(ctx context.Context) error { return s.Delivered(ctx, []string{"e"}, noon) },
		"Stale":     func(ctx context.Context) error { _, err := s.Stale(ctx, noon, noon, 1); return err },
		"Waiting": func(ctx context.Context) error {
			_, err := s.Waiting(ctx, complaint.NoticeLane, noon, noon, 1)
			return err
		},
		"Fold": func(ctx context.Context) error {
			return s.Fold(ctx, complaint.Fold{Members: []complaint.Effect{{Key: "e"}}, At: noon})
		},
		"Rota":       func(ctx context.Context) error { _, err := s.Rota(ctx, "a"); return err },
		"PutRota":    func(ctx context.Context) error { return s.PutRota(ctx, storedRota("a", 2)) },
		"RotasSince": func(ctx context.Context) error { _, err := s.RotasSince(ctx, 0); return err },
		"PutToken":   func(ctx context.Context) error { return s.PutToken(ctx, ref(1), "complaint", "t") },
		"Token":      func(ctx context.Context) error { _, err := s.Token(ctx, ref(1), "complaint"); return err },
		"Answer":     func(ctx context.Context) error { _, _, err := s.Answer(ctx, "k", noon); return err },
		"Remember":   func(ctx context.Context) error { return s.Remember(ctx, *answered("k3")) },
		"Tally":      func(ctx context.Context) error { return s.Tally(ctx, day, map[string]int64{"sweeps": 1}) },
		"Tallied":    func(ctx context.Context) error { _, err := s.Tallied(ctx, day); return err },
		"Forget":     func(ctx context.Context) error { return s.Forget(ctx, noon.Add(time.Hour), 0) },
	}
}

func endedContext(t *testing.T, s complaint.Store) {
	recorded := withContact(sample(ref(1)))
	recorded.Answer, recorded.Effects = answered("k"), []complaint.Effect{effect("e", noon)}
	commit(t, s, recorded)
	putRota(t, s, storedRota("a", 1))
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for name, call := range calls(s) {
		err := call(ended)
		wantKind(t, name, err, fault.Busy)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v does not say that the context has ended", name, err)
		}
	}
	_, err := s.Case(t.Context(), ref(2))
	wantKind(t, "Case", err, fault.NotFound)
	wantToken(t, s, ref(1), "complaint", "")
	wantAnswer(t, s, "k", noon, true)
	wantAnswer(t, s, "k3", noon, false)
	wantRotas(t, s, 0, storedRota("a", 1))
	wantClaim(t, s, "e", noon, true)
	wantTallies(t, s, day, map[string]int64{})
}
