package web

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	json "github.com/go-json-experiment/json/v1"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// Remembered is how long an answer is kept under its key, and RememberedRecord
// how long that of a complaint which staff have recorded: a file that was
// imported may be imported again after months, and must add nothing.
const (
	Remembered       = 48 * time.Hour
	RememberedRecord = 400 * 24 * time.Hour
)

// Idempotent is the part of a POST that makes it happen once.
type Idempotent struct {
	IdempotencyKey string `header:"Idempotency-Key" maxLength:"200" doc:"the same key and body get the same answer for 48 hours at least; another body is refused with 409, in a problem of type urn:redress:problem:key-reused"`
}

// Request is a call that may carry an idempotency key.
type Request struct {
	Scope string // the caller and the route
	Key   string
	Body  any
	Keep  time.Duration // how long the answer is remembered; [Remembered] when zero
	// Other is said when the key was used with another body; it speaks of the
	// header where it is empty.
	Other fault.Text
}

// Reply is a typed answer with its status and headers.
type Reply[T any] struct {
	Status   int
	Location string `header:"Location"`
	ETag     string `header:"ETag"`
	Replayed string `header:"Idempotency-Replayed" doc:"true when the call with this key was answered before"`
	Body     Body[T]
}

// reply headers as they are remembered.
type headers struct {
	Location string `json:"location,omitempty"`
	ETag     string `json:"etag,omitempty"`
}

// Claim makes what is remembered of a reply, to be committed with the deed.
// It is nil when the call carries no key.
type Claim[T any] func(*Reply[T]) *complaint.StoredAnswer

// Once runs a call, or gives the answer that it had before. The deed must commit
// what the claim makes of the first reply; when another one is final, that is remembered instead.
func Once[T any](ctx context.Context, answers complaint.Answers, now time.Time, call Request, run func(Claim[T]) (*Reply[T], error)) (*Reply[T], error) {
	if call.Key == "" {
		return run(func(*Reply[T]) *complaint.StoredAnswer { return nil })
	}
	d := deed{key: digest(call.Scope + "\x00" + call.Key), print: fingerprint(call.Body), other: cmp.Or(call.Other, otherBody), at: now, keep: cmp.Or(call.Keep, Remembered)}
	if reply, err := replay[T](ctx, answers, d); reply != nil || err != nil {
		return reply, err
	}
	var claimed *Reply[T]
	var first *complaint.StoredAnswer
	claim := func(r *Reply[T]) *complaint.StoredAnswer {
		claimed, first = r, remember(r, d)
		return first
	}
	reply, err := run(claim)
	if fault.Is(err, fault.Conflict) { // perhaps a twin of this call was faster
		if twin, again := replay[T](ctx, answers, d); twin != nil || again != nil {
			return twin, again
		}
	}
	if err != nil || reply == claimed {
		return reply, err
	}
	if last := remember(reply, d); first == nil || !bytes.Equal(first.Body, last.Body) {
		if err := answers.Remember(ctx, *last); err != nil {
			return nil, err
		}
	}
	return reply, nil
}

// KeyReused is the type of the problem that a call's key was used with another body.
const KeyReused = "urn:redress:problem:key-reused"

var otherBody = fault.Say("this Idempotency-Key was used with another body", "该幂等键（Idempotency-Key）已用于不同的请求内容")

// deed is a call as its answer is remembered by.
type deed struct {
	key, print string
	other      fault.Text
	at         time.Time
	keep       time.Duration
}

func replay[T any](ctx context.Context, answers complaint.Answers, d deed) (*Reply[T], error) {
	a, ok, err := answers.Answer(ctx, d.key, complaint.Second(d.at))
	if err != nil || !ok {
		return nil, err
	}
	if a.Fingerprint != d.print {
		return nil, &fault.Error{Kind: fault.Conflict, Msg: d.other, Facts: map[string]any{"type": KeyReused}}
	}
	var h headers
	r := &Reply[T]{Status: a.Status, Replayed: "true"}
	if err := json.Unmarshal(a.Header, &h); err != nil {
		return nil, err
	}
	r.Location, r.ETag, r.Body.text = h.Location, h.ETag, a.Body
	return r, nil
}

func remember[T any](r *Reply[T], d deed) *complaint.StoredAnswer {
	header, _ := json.Marshal(headers{Location: r.Location, ETag: r.ETag}) // two strings: cannot fail
	body, err := r.Body.json()
	if err != nil {
		panic("web: answer is no JSON: " + err.Error())
	}
	r.Body.text = body
	return &complaint.StoredAnswer{
		Key: d.key, Fingerprint: d.print, Status: r.Status, Header: header, Body: body,
		At: complaint.Second(d.at), ExpiresAt: complaint.Second(d.at.Add(d.keep)),
	}
}

// fingerprint is the same for bodies that say the same. They are compared as
// they were read, so that white space and the order of members do not count.
func fingerprint(body any) string {
	text, err := json.Marshal(body)
	if err != nil {
		panic("web: body is no JSON: " + err.Error())
	}
	return digest(string(text))
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
