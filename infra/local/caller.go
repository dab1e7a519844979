package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// caller makes calls of the API: to a deployment, or to this program's own
// handler without a network between.
type caller struct {
	site string // how addresses begin; "" without a network
	send func(*http.Request) (*http.Response, error)
}

// within calls a handler of this program.
func within(handler http.Handler) caller {
	return caller{send: func(r *http.Request) (*http.Response, error) {
		w := &answer{header: http.Header{}, status: http.StatusOK}
		handler.ServeHTTP(w, r)
		return &http.Response{StatusCode: w.status, Header: w.header, Body: io.NopCloser(&w.body)}, nil
	}}
}

// over calls a deployment, with so many calls at a time. It follows nobody
// elsewhere: the token is for this site.
func over(site string, width int) caller {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = width
	client := &http.Client{
		Transport: transport, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return caller{site: site, send: client.Do}
}

// call is one call of the API: a POST when it has a body.
type call struct {
	path     string
	as       string // a staff token
	code     string // a tracking code
	key      string // an idempotency key
	language string // of what is said about errors
	body     any
	out      any // *[]byte for the answer as it is
}

// refusal is an answer that is no success.
type refusal struct {
	call   string
	status int
	header http.Header
	body   []byte
}

func (r *refusal) Error() string { return fmt.Sprintf("%s: %d %s", r.call, r.status, r.body) }

// call makes a call; its error is a *refusal when it was answered.
func (c caller) call(ctx context.Context, k call) error {
	_, err := c.ask(ctx, k)
	return err
}

// ask makes a call and gives the headers of the answer.
func (c caller) ask(ctx context.Context, k call) (http.Header, error) {
	r, err := c.request(ctx, k)
	if err != nil {
		return nil, err
	}
	w, err := c.send(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(w.Body)
	if err != nil {
		return nil, err
	}
	if err := w.Body.Close(); err != nil {
		return nil, err
	}
	if w.StatusCode >= 300 {
		return nil, &refusal{call: r.Method + " " + k.path, status: w.StatusCode, header: w.Header, body: body}
	}
	switch out := k.out.(type) {
	case nil:
		return w.Header, nil
	case *[]byte:
		*out = body
		return w.Header, nil
	}
	return w.Header, json.Unmarshal(body, k.out)
}

func (c caller) request(ctx context.Context, k call) (*http.Request, error) {
	method, body := http.MethodGet, []byte(nil)
	if k.body != nil {
		var err error
		if body, err = json.Marshal(k.body); err != nil {
			return nil, err
		}
		method = http.MethodPost
	}
	r, err := http.NewRequestWithContext(ctx, method, c.site+k.path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	bearer := ""
	if k.as != "" {
		bearer = "Bearer " + k.as
	}
	for name, value := range map[string]string{
		"Content-Type": "application/json", "Authorization": bearer, "Tracking-Code": k.code,
		"Idempotency-Key": k.key, "Accept-Language": k.language,
	} {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	return r, nil
}

// answer keeps what a handler answers.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }
