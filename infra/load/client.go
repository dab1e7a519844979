package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// client is one caller. It is used by one goroutine at a time.
type client struct {
	spec
	number int
	chance *rand.Rand
	http   *http.Client
	base   string
	serial int // of its last mark
	life   *life
	// unanswered is the deed of which the client does not know what became.
	unanswered *deed
	ledger     []entry
	filed      map[string]*filed // by reference
	// lastWarning is when the last warning falls due that the client has provoked.
	lastWarning time.Time
	*took       // in this round
}

func newClient(number int, s spec) *client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 2
	return &client{
		spec: s, number: number, chance: rand.New(rand.NewPCG(s.Seed, uint64(number))),
		http:  &http.Client{Transport: transport, Timeout: time.Minute},
		filed: map[string]*filed{}, took: newTook(),
	}
}

// together lets clients do something at the same time.
func together(clients []*client, do func(*client)) <-chan struct{} {
	var wg sync.WaitGroup
	for _, c := range clients {
		wg.Go(func() { do(c) })
	}
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	return done
}

// call is one call: a POST when it has a body.
type call struct {
	kind string // under which it is counted
	path string
	as   string // a staff token
	code string // a tracking code
	key  string // an idempotency key
	body []byte
}

// answer is what came of a call.
type answer struct {
	status   int
	body     []byte
	etag     string
	replayed bool
}

func (a answer) ok() bool { return a.status >= 200 && a.status < 300 }

// ask makes a call, and counts it; its error is that there was no answer.
func (c *client) ask(ctx context.Context, k call) (answer, error) {
	method := http.MethodGet
	if k.body != nil {
		method = http.MethodPost
	}
	r, err := http.NewRequestWithContext(ctx, method, c.base+k.path, bytes.NewReader(k.body))
	if err != nil {
		return answer{}, err
	}
	for name, value := range map[string]string{"Content-Type": "application/json", "Authorization": k.as, "Tracking-Code": k.code, "Idempotency-Key": k.key} {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	begun := time.Now()
	a, err := c.send(r)
	if err != nil {
		c.count(k.kind, 0, 0)
		return a, err
	}
	c.count(k.kind, a.status, time.Since(begun))
	return a, nil
}

func (c *client) send(r *http.Request) (answer, error) {
	w, err := c.http.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer w.Body.Close()
	body, err := io.ReadAll(w.Body)
	return answer{status: w.StatusCode, body: body, etag: w.Header.Get("ETag"), replayed: w.Header.Get("Idempotency-Replayed") == "true"}, err
}

// give gives a deed, and enters it in the ledger once it is acknowledged. One
// without an answer is kept, to be given again.
func (c *client) give(ctx context.Context, d *deed) (answer, error) {
	c.unanswered = d
	a, err := c.ask(ctx, d.call)
	if err != nil {
		return a, err
	}
	if a.status >= 500 { // perhaps it was done
		return a, fmt.Errorf("status %d", a.status)
	}
	c.unanswered = nil
	if a.ok() {
		return a, c.enter(d, a)
	}
	return a, nil
}

// enter writes an acknowledged deed into the ledger.
func (c *client) enter(d *deed, a answer) error {
	e := entry{deed: *d, status: a.status, print: printOf(a.body), etag: a.etag}
	e.reference = d.reference
	if d.submits {
		var receipt struct{ Reference string }
		if err := json.Unmarshal(a.body, &receipt); err != nil {
			return err
		}
		e.reference = receipt.Reference
		if before := c.filed[e.reference]; before != nil {
			c.wrong("%s got %s, which is the case of %s", d.mark, e.reference, before.submission)
		}
		c.filed[e.reference] = &filed{submission: d.mark, dated: d.kind == dated}
	} else {
		f := c.filed[e.reference]
		f.deeds = append(f.deeds, d.mark)
	}
	c.ledger = append(c.ledger, e)
	return nil
}

// again gives the deed that is unanswered again, until there is an answer, and
// lets the life go on from it.
func (c *client) again(ctx context.Context, base string) {
	c.base = base
	for c.unanswered != nil && ctx.Err() == nil {
		a, err := c.give(ctx, c.unanswered)
		if err == nil {
			c.learn(a)
			return
		}
		rest(ctx, 100*time.Millisecond)
	}
}

// replay gives an acknowledged deed again: the answer must be the same, to the byte.
func (c *client) replay(ctx context.Context, e entry) error {
	k := e.call
	k.kind = "again"
	a, err := c.ask(ctx, k)
	if err != nil || a.status >= 500 {
		return err
	}
	if a.status != e.status || !a.replayed || a.etag != e.etag || printOf(a.body) != e.print {
		c.wrong("%s %s was answered with %d %s, and given again with %d %s (replayed: %t): %.300s", e.kind, e.mark, e.status, e.etag, a.status, a.etag, a.replayed, a.body)
	}
	return nil
}

// rest waits, or until the context ends.
func rest(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
