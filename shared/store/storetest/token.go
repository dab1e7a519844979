package storetest

import (
	"testing"

	"github.com/redress/redress/shared/complaint"
)

func tokenTests() []test {
	return []test{
		{"a token is read back by case and machine", tokenBack},
		{"a later token replaces the earlier", tokenReplaced},
		{"a token that was put is seen at once", tokenAtOnce},
	}
}

func putToken(t *testing.T, s complaint.Store, reference, machine, token string) {
	t.Helper()
	if err := s.PutToken(t.Context(), reference, machine, token); err != nil {
		t.Errorf("PutToken: %v", err)
	}
}

func wantToken(t *testing.T, s complaint.Store, reference, machine, want string) {
	t.Helper()
	if got, err := s.Token(t.Context(), reference, machine); err != nil || got != want {
		t.Errorf("Token of %s in %s = %q, %v; want %q", reference, machine, got, err, want)
	}
}

func tokenBack(t *testing.T, s complaint.Store) {
	wantToken(t, s, ref(1), "complaint", "")
	putToken(t, s, ref(1), "complaint", "one")
	putToken(t, s, ref(1), "rectification", "two")
	putToken(t, s, ref(2), "complaint", "three")
	wantToken(t, s, ref(1), "complaint", "one")
	wantToken(t, s, ref(1), "rectification", "two")
	wantToken(t, s, ref(2), "complaint", "three")
	wantToken(t, s, ref(2), "rectification", "")
}

func tokenReplaced(t *testing.T, s complaint.Store) {
	putToken(t, s, ref(1), "complaint", "one")
	putToken(t, s, ref(1), "complaint", "two")
	wantToken(t, s, ref(1), "complaint", "two")
}

func tokenAtOnce(t *testing.T, s complaint.Store) {
	each(16, func(worker int) {
		for i := range 10 {
			token := string(rune('a'+worker)) + string(rune('0'+i))
			putToken(t, s, ref(worker), "complaint", token)
			wantToken(t, s, ref(worker), "complaint", token)
		}
	})
}
