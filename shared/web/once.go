package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// Remembered is how long an answer is kept under its key.
const Remembered = 48 * time.Hour

// Idempotent is the part of a POST that makes it happen once.
type Idempotent struct {
	IdempotencyKey string `header:"Idempotency-Key" maxLength:"200" doc:"the same key and body get the same answer for 48 hours"`
	RawBody        []byte
}

// Reply is a typed answer with its status and headers.
type Reply[T any] struct {
	Status   int
	Location string `header:"Location"`
	ETag     string `header:"ETag"`
	Body     T
}

// reply headers as they are remembered.
type headers struct {
	Location string `json:"location,omitempty"`
	ETag     string `json:"etag,omitempty"`
}

// Claim makes what is remembered of a reply, to be committed with the deed.
// It is nil when the call carries no key.
type Claim[T any] func(Reply[T]) *complaint.StoredAnswer

// Once runs a call, or gives the answer that it had before. The key's scope
// is the caller and the route. The deed must commit what the claim makes of
// the first reply; when the final reply says more, that is remembered instead.
func Once[T any](ctx context.Context, answers complaint.Answers, now time.Time, scope string, in Idempotent, run func(Claim[T]) (*Reply[T], error)) (*Reply[T], error) {
	if in.IdempotencyKey == "" {
		return run(func(Reply[T]) *complaint.StoredAnswer { return nil })
	}
	print, err := fingerprint(in.RawBody)
	if err != nil {
		return nil, err
	}
	key := digest(scope + "\x00" + in.IdempotencyKey)
	if reply, err := replay[T](ctx, answers, key, print, now); reply != nil || err != nil {
		return reply, err
	}
	var first *complaint.StoredAnswer
	claim := func(r Reply[T]) *complaint.StoredAnswer {
		first = remember(r, key, print, now)
		return first
	}
	reply, err := run(claim)
	if fault.Is(err, fault.Conflict) { // perhaps a twin of this call was faster
		if twin, again := replay[T](ctx, answers, key, print, now); twin != nil || again != nil {
			return twin, again
		}
	}
	if err != nil {
		return nil, err
	}
	if last := remember(*reply, key, print, now); first != nil && !bytes.Equal(first.Body, last.Body) {
		if err := answers.Remember(ctx, *last); err != nil {
			return nil, err
		}
	}
	return reply, nil
}

func replay[T any](ctx context.Context, answers complaint.Answers, key, print string, now time.Time) (*Reply[T], error) {
	a, ok, err := answers.Answer(ctx, key, complaint.Second(now))
	if err != nil || !ok {
		return nil, err
	}
	if a.Fingerprint != print {
		return nil, fault.New(fault.Conflict, fault.Say("this Idempotency-Key was used with another body", "该Idempotency-Key已用于不同的请求内容"))
	}
	var h headers
	r := &Reply[T]{Status: a.Status}
	if err := json.Unmarshal(a.Header, &h); err != nil {
		return nil, err
	}
	r.Location, r.ETag = h.Location, h.ETag
	return r, json.Unmarshal(a.Body, &r.Body)
}

func remember[T any](r Reply[T], key, print string, now time.Time) *complaint.StoredAnswer {
	header, _ := json.Marshal(headers{Location: r.Location, ETag: r.ETag}) // two strings: cannot fail
	body, err := json.Marshal(r.Body)
	if err != nil {
		panic("web: answer is no JSON: " + err.Error())
	}
	return &complaint.StoredAnswer{
		Key: key, Fingerprint: print, Status: r.Status, Header: header, Body: body,
		ExpiresAt: complaint.Second(now.Add(Remembered)),
	}
}

// fingerprint is the same for bodies that are equal as JSON.
func fingerprint(body []byte) (string, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return digest(""), nil
	}
	var v any
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return "", fault.New(fault.Invalid, fault.Text{})
	}
	canonical, err := json.Marshal(v)
	return digest(string(canonical)), err
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
