package storetest

import (
	"encoding/json"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

func answerTests() []test {
	return []test{
		{"an answer is replayed as it was given", replay},
		{"a taken key refuses the whole commit", keyTaken},
		{"a taken key comes before a stale version", conflictBeforeStale},
		{"an answer may be replaced", answerReplaced},
		{"an expired answer is not replayed", answerExpires},
		{"a key whose answer has expired is free again", expiredKeyIsFree},
		{"of 32 requests with one key exactly one is carried out", oneRequest},
		{"what is expired is forgotten, and its key is free", forgetAnswers},
		{"delivered effects are forgotten when they are old", forgetEffects},
	}
}

func answered(key string) *complaint.StoredAnswer {
	return &complaint.StoredAnswer{
		Key: key, Fingerprint: "f00d", Status: 201, Header: json.RawMessage(`{"Location":"/v1/complaints/1"}`),
		Body: json.RawMessage(`{"reference": "202611-000001",  "text":"<好>"}`), ExpiresAt: noon.Add(24 * time.Hour),
	}
}

// asked is the commit of a request with an idempotency key.
func asked(key string, c *complaint.Case) complaint.Commit {
	commit := first(c)
	commit.Answer = answered(key)
	return commit
}

func wantAnswer(t *testing.T, s complaint.Store, key string, now time.Time, want bool) {
	t.Helper()
	if _, got, err := s.Answer(t.Context(), key, now); err != nil || got != want {
		t.Errorf("Answer %s at %v: %t, %v; want %t", key, now.Sub(noon), got, err, want)
	}
}

func replay(t *testing.T, s complaint.Store) {
	wantAnswer(t, s, "k", noon, false)
	commit(t, s, asked("k", sample(ref(1))))
	got, found, err := s.Answer(t.Context(), "k", noon)
	if err != nil || !found {
		t.Fatalf("Answer: %t, %v", found, err)
	}
	same(t, "answer", got, *answered("k"))
}

func keyTaken(t *testing.T, s complaint.Store) {
	commit(t, s, asked("k", sample(ref(1))))
	wantKind(t, "Commit", s.Commit(t.Context(), asked("k", sample(ref(2)))), fault.Conflict)
	_, err := s.Case(t.Context(), ref(2))
	wantKind(t, "Case", err, fault.NotFound)
}

func expiredKeyIsFree(t *testing.T, s complaint.Store) {
	commit(t, s, asked("k", sample(ref(1))))
	again := asked("k", sample(ref(2)))
	again.Answer.At = again.Answer.ExpiresAt.Add(-time.Second)
	wantKind(t, "Commit", s.Commit(t.Context(), again), fault.Conflict)
	again.Answer.At = again.Answer.ExpiresAt
	again.Answer.ExpiresAt = again.Answer.At.Add(time.Hour)
	commit(t, s, again)
	wantAnswer(t, s, "k", again.Answer.At, true)
}

func conflictBeforeStale(t *testing.T, s complaint.Store) {
	commit(t, s, asked("k", sample(ref(1))))
	wantKind(t, "Commit", s.Commit(t.Context(), asked("k", sample(ref(1)))), fault.Conflict)
}

func answerReplaced(t *testing.T, s complaint.Store) {
	commit(t, s, asked("k", sample(ref(1))))
	for _, key := range []string{"k", "never taken"} {
		later := answered(key)
		later.Status, later.Body, later.Header, later.ExpiresAt = 200, json.RawMessage(`[]`), nil, noon.Add(48*time.Hour)
		if err := s.Remember(t.Context(), *later); err != nil {
			t.Fatalf("Remember: %v", err)
		}
		got, found, err := s.Answer(t.Context(), key, noon.Add(25*time.Hour))
		if err != nil || !found {
			t.Fatalf("Answer: %t, %v", found, err)
		}
		same(t, "answer", got, *later)
	}
}

func answerExpires(t *testing.T, s complaint.Store) {
	commit(t, s, asked("k", sample(ref(1))))
	wantAnswer(t, s, "k", noon.Add(24*time.Hour-time.Second), true)
	wantAnswer(t, s, "k", noon.Add(24*time.Hour), false)
}

func oneRequest(t *testing.T, s complaint.Store) {
	var done atomic.Int64
	each(32, func(worker int) {
		switch err := s.Commit(t.Context(), asked("k", sample(ref(worker)))); {
		case err == nil:
			done.Add(1)
		case !fault.Is(err, fault.Conflict):
			t.Errorf("loser gets %v", err)
		}
	})
	if done.Load() != 1 {
		t.Errorf("%d requests are carried out", done.Load())
	}
	if got := references(t, s, complaint.Query{Limit: 50}); len(got) != 1 {
		t.Errorf("%d cases are recorded", len(got))
	}
}

func forget(t *testing.T, s complaint.Store, now time.Time) {
	t.Helper()
	if err := s.Forget(t.Context(), now, 24*time.Hour); err != nil {
		t.Fatalf("Forget: %v", err)
	}
}

func forgetAnswers(t *testing.T, s complaint.Store) {
	commit(t, s, asked("k", sample(ref(1))))
	forget(t, s, noon.Add(24*time.Hour-time.Second))
	wantAnswer(t, s, "k", noon, true)
	forget(t, s, noon.Add(24*time.Hour))
	wantAnswer(t, s, "k", noon, false)
	commit(t, s, asked("k", sample(ref(2))))
}

func forgetEffects(t *testing.T, s complaint.Store) {
	promise(t, s, effect("done", noon), effect("waiting", noon))
	deliver(t, s, "done", noon)
	forget(t, s, noon.Add(24*time.Hour)) // not before that instant
	promise(t, s, effect("done", noon))
	wantClaim(t, s, "done", noon, false)
	forget(t, s, noon.Add(24*time.Hour+time.Second))
	promise(t, s, effect("done", noon))
	wantClaim(t, s, "done", noon, true)
	wantClaim(t, s, "waiting", noon, true)
}
