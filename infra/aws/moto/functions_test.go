//go:build unix

package moto_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/redress/redress/shared/asl/asltest"
)

// functions are the functions of all stories behind the Invoke call of Lambda.
// A payload's reference tells which story calls.
type functions struct {
	answer func(token string, output json.RawMessage) error // answers a token

	mu    sync.Mutex // guards plays and what is in them
	plays map[string]*play
}

// play is what the functions of one story do, and what they have seen.
type play struct {
	owner   *functions
	script  asltest.Script
	calls   map[string]int
	first   map[string]json.RawMessage
	failed  []error
	pending sync.WaitGroup // answers that are on their way
}

func (f *functions) play(reference string, script asltest.Script) *play {
	p := &play{owner: f, script: script, calls: map[string]int{}, first: map[string]json.RawMessage{}}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.plays[reference] = p
	return p
}

// seen is what the functions have seen, when all answers have been given.
func (p *play) seen() (calls map[string]int, first map[string]json.RawMessage, failed []error) {
	p.pending.Wait()
	p.owner.mu.Lock()
	defer p.owner.mu.Unlock()
	return p.calls, p.first, p.failed
}

// ServeHTTP is POST /2015-03-31/functions/NAME/invocations.
func (f *functions) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	parts := strings.Split(r.URL.Path, "/")
	payload, err := io.ReadAll(r.Body)
	if err != nil || len(parts) != 5 || parts[2] != "functions" || parts[4] != "invocations" {
		http.Error(w, "not a call of a function", http.StatusNotFound)
		return
	}
	w.Header().Set("X-Amzn-RequestId", "00000000-0000-4000-8000-000000000000")
	p, b, n := f.call(parts[3], payload)
	if p == nil {
		refuse(w, http.StatusNotFound, "ResourceNotFoundException")
		return
	}
	if b.Error != nil {
		if name, ok := strings.CutPrefix(b.Error.Type, "Lambda."); ok {
			refuse(w, http.StatusInternalServerError, name)
			return
		}
		w.Header().Set("X-Amz-Function-Error", "Unhandled")
		b.Return, _ = json.Marshal(map[string]string{"errorType": b.Error.Type, "errorMessage": b.Error.Message})
	}
	var in struct{ Token string }
	_ = json.Unmarshal(payload, &in) // was read by call
	// Every other answer comes while the function still runs, as when a case
	// has moved on before it is waited for.
	for _, c := range b.Callback {
		if n%2 == 0 {
			p.send(in.Token, c.Success)
			continue
		}
		p.pending.Go(func() {
			time.Sleep(50 * time.Millisecond)
			p.send(in.Token, c.Success)
		})
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(b.Return)
}

// call finds what a function does in this call, which is its n-th.
func (f *functions) call(function string, payload []byte) (p *play, b asltest.Behaviour, n int) {
	var in struct{ Reference string }
	if err := json.Unmarshal(payload, &in); err != nil {
		return nil, b, 0
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	p = f.plays[in.Reference]
	if p == nil || len(p.script[function]) == 0 {
		return nil, b, 0
	}
	n = p.calls[function]
	p.calls[function]++
	if n == 0 {
		p.first[function] = payload
	}
	return p, p.script[function][min(n, len(p.script[function])-1)], n
}

func (p *play) send(token string, output json.RawMessage) {
	if err := p.owner.answer(token, output); err != nil {
		p.owner.mu.Lock()
		defer p.owner.mu.Unlock()
		p.failed = append(p.failed, fmt.Errorf("answer a token: %w", err))
	}
}

// refuse answers as Lambda does when it does not get as far as the function.
func refuse(w http.ResponseWriter, status int, name string) {
	w.Header().Set("X-Amzn-ErrorType", name)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, `{"Message":"scripted"}`)
}
