package report_test

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/functions/report"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/store/sqlite"
	"github.com/redress/redress/shared/web"
)

// shelf is an archive in memory.
type shelf map[string][]byte

func (s shelf) Put(_ context.Context, key, _ string, data []byte) error {
	s[key] = data
	return nil
}

func (s shelf) Get(_ context.Context, key string) ([]byte, error) {
	data, ok := s[key]
	if !ok {
		return nil, fault.New(fault.NotFound, fault.Text{})
	}
	return data, nil
}

func (s shelf) List(_ context.Context, prefix string) ([]string, error) {
	keys := slices.DeleteFunc(slices.Collect(maps.Keys(s)), func(k string) bool { return !strings.HasPrefix(k, prefix) })
	return keys, nil
}

// house is the function over a store in memory, with one complaint of the demo
// station that nobody has dispatched, contacted or answered.
type house struct {
	t       *testing.T
	now     time.Time
	store   *sqlite.DB
	handler *report.Handler
	http    http.Handler
}

func open(t *testing.T) *house {
	t.Helper()
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	h := &house{t: t, store: store, now: time.Date(2026, 9, 1, 1, 0, 0, 0, time.UTC)}
	d := &desk.Desk{
		Store: store, Policy: p, PolicyOf: func(string) (*policy.Policy, error) { return p, nil },
		Now: func() time.Time { return h.now }, NewCode: func() string { return "code" },
	}
	h.handler = &report.Handler{
		Desk: d, Authenticate: web.DevTokens(p), Archive: shelf{},
		LinkKey: func(context.Context) ([]byte, error) { return bytes.Repeat([]byte{7}, report.LinkKeySize), nil },
	}
	h.http = web.New(h.handler)
	system := complaint.Actor{Role: complaint.System}
	c, _, err := d.Submit(t.Context(), complaint.Submission{Channel: "web", Text: "停电三次了"}, system, nil)
	if err != nil {
		t.Fatal(err)
	}
	judged := complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: "04.03.01"}, Unit: "demo-station"}
	if _, err := d.Do(t.Context(), desk.Order{Reference: c.Reference, Command: judged, By: system}); err != nil {
		t.Fatal(err)
	}
	h.now = time.Date(2026, 10, 1, 1, 0, 0, 0, time.UTC)
	return h
}

// call sends a request as a role, "supervisor:demo-county"; header is name
// and value pairs.
func (h *house) call(method, path, as, body string, header ...string) *httptest.ResponseRecorder {
	h.t.Helper()
	r := httptest.NewRequestWithContext(h.t.Context(), method, path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer dev:"+as)
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.http.ServeHTTP(w, r)
	return w
}

// build asks for a report and gives its summary.
func (h *house) build(as, body string) report.Summary {
	h.t.Helper()
	w := h.call("POST", "/v1/reports", as, body)
	if w.Code != http.StatusCreated {
		h.t.Fatalf("%d %s", w.Code, w.Body)
	}
	var s report.Summary
	h.decode(w, &s)
	return s
}

func (h *house) decode(w *httptest.ResponseRecorder, v any) {
	h.t.Helper()
	if err := json.Unmarshal(w.Body.Bytes(), v); err != nil {
		h.t.Fatalf("%v: %s", err, w.Body)
	}
}
