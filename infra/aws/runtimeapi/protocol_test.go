//go:build unix

package runtimeapi

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// runtime is a process that speaks the protocol by hand.
func runtime(t *testing.T) (*environment, func(method, path, body string) (int, http.Header)) {
	e := &environment{spec: Function{Timeout: time.Minute}, events: make(chan *event, 1), ended: make(chan struct{}), asked: make(chan struct{})}
	s := httptest.NewServer(e.api())
	t.Cleanup(s.Close)
	return e, func(method, path, body string) (int, http.Header) {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), method, s.URL+version+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		return r.StatusCode, r.Header
	}
}

func TestAnAnswerCountsOnceAndForItsEvent(t *testing.T) {
	e, call := runtime(t)
	v := &event{id: "7", body: []byte(`{}`), answer: make(chan answer, 1)}
	e.events <- v
	if status, h := call("GET", "invocation/next", ""); status != 200 || h.Get("Lambda-Runtime-Aws-Request-Id") != "7" || h.Get("Lambda-Runtime-Deadline-Ms") == "" {
		t.Fatalf("next: %d %v", status, h)
	}
	for _, c := range []struct {
		name, method, path string
		want               int
	}{
		{"asking again before answering", "GET", "invocation/next", 403},
		{"answering another event", "POST", "invocation/8/response", 400},
		{"answering", "POST", "invocation/7/response", 202},
		{"answering again", "POST", "invocation/7/error", 400},
		{"a path that is none", "GET", "invocation/last", 404},
	} {
		if got, _ := call(c.method, c.path, `{"a":1}`); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	if a := <-v.answer; string(a.body) != `{"a":1}` || a.failed {
		t.Errorf("answer = %s", a.body)
	}
}

func TestARefusalToStartIsKept(t *testing.T) {
	e, call := runtime(t)
	if status, _ := call("POST", "init/error", `{"errorType":"Runtime.Config","errorMessage":"TABLE_NAME is missing"}`); status != 202 {
		t.Fatalf("init/error: %d", status)
	}
	if r := e.exit("1"); r.ErrorType() != "Runtime.Config" {
		t.Errorf("result = %s, want Runtime.Config", r.Payload)
	}
}
