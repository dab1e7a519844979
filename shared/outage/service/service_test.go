package service

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/outage"
)

var (
	place = outage.Place{Region: "demo", TransformerArea: "李村2号台区"}
	at    = time.Date(2026, 3, 10, 1, 0, 0, 0, time.UTC)
)

const planned = `{"outage":{"id":"P-7","planned":true,"since":"2026-03-10T08:00:00+08:00","until":"2026-03-10T17:30:00+08:00","cause":"检修","more":1}}`

// answering is a service that answers everything with a status and a body.
func answering(t *testing.T, status int, body string) *Service {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	return New(server.URL, "")
}

// TestThePlaceIsAskedForAndNothingElse: what leaves is in the query, and the token
// beside it.
func TestThePlaceIsAskedForAndNothingElse(t *testing.T) {
	var asked url.Values
	var token []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked, token = r.URL.Query(), r.Header.Values("Authorization")
		if r.Method != http.MethodGet || r.URL.Path != "/known" || r.ContentLength != 0 {
			t.Errorf("%s %s with %d bytes", r.Method, r.URL.Path, r.ContentLength)
		}
		_, _ = w.Write([]byte(planned))
	}))
	defer server.Close()
	got, err := New(server.URL+"/known?v=2", "secret").Known(t.Context(), place, at)
	if err != nil {
		t.Fatal(err)
	}
	want := &complaint.Outage{ID: "P-7", Planned: true, Since: time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC), Until: time.Date(2026, 3, 10, 9, 30, 0, 0, time.UTC), Cause: "检修"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("outage (-want +got):\n%s", diff)
	}
	query := url.Values{"v": {"2"}, "region": {"demo"}, "transformerArea": {"李村2号台区"}, "at": {"2026-03-10T01:00:00Z"}}
	if diff := cmp.Diff(query, asked); diff != "" || len(token) != 1 || token[0] != "Bearer secret" {
		t.Errorf("token %q, query (-want +got):\n%s", token, diff)
	}
	if _, err = New(server.URL+"/known", "").Known(t.Context(), place, at); err != nil || len(token) != 0 {
		t.Errorf("without a token: %v, sent %q", err, token)
	}
}

func TestWhatIsNoAnswerIsAnError(t *testing.T) {
	for _, tt := range []struct {
		name   string
		status int
		body   string
		kind   fault.Kind
		says   string
	}{
		{"nothing is known", 200, `{"outage":null}`, "", ""},
		{"nothing at all", 200, ``, fault.Internal, "no JSON object"},
		{"a page", 200, `<html>幸福路</html>`, fault.Internal, "no JSON object"},
		{"another object", 200, `{"error":"幸福路"}`, fault.Internal, "no JSON object with an outage"},
		{"a list", 200, `[]`, fault.Internal, "no JSON object"},
		{"an outage that is a text", 200, `{"outage":"幸福路"}`, fault.Internal, "cannot be read"},
		{"a time that is none", 200, `{"outage":{"id":"1","planned":true,"since":"幸福路"}}`, fault.Internal, "cannot be read"},
		{"planned or not", 200, `{"outage":{"id":"1","since":"2026-03-10T08:00:00+08:00"}}`, fault.Internal, "whether the outage is planned"},
		{"too much", 200, `{"outage":null,"x":"` + strings.Repeat("x", longest) + `"}`, fault.Internal, "too long"},
		{"not found", 404, planned, fault.Internal, "404"},
		{"no entry", 401, planned, fault.Internal, "401"},
		{"a redirect", 307, planned, fault.Internal, "307"},
		{"too many", 429, planned, fault.Busy, "429"},
		{"down", 503, planned, fault.Busy, "503"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := answering(t, tt.status, tt.body).Known(t.Context(), place, at)
			if got != nil || fault.KindOf(err) != tt.kind {
				t.Fatalf("got %+v, %v; want nothing and %q", got, err, tt.kind)
			}
			if err != nil && (!strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), "幸福路") || strings.Contains(err.Error(), "127.0.0.1")) {
				t.Errorf("error %q, want %q and nothing of the answer or address", err, tt.says)
			}
		})
	}
}

func TestWhoCannotBeReachedIsBusy(t *testing.T) {
	down := httptest.NewServer(http.NotFoundHandler())
	down.Close()
	_, err := New(down.URL+"/secret", "").Known(t.Context(), place, at)
	if !fault.Is(err, fault.Busy) || strings.Contains(err.Error(), "secret") {
		t.Errorf("a service that is down: %v", err)
	}
	release := make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	}))
	defer slow.Close()
	defer close(release)
	s := New(slow.URL+"/secret", "")
	s.client.Timeout = 20 * time.Millisecond
	if _, err = s.Known(t.Context(), place, at); !fault.Is(err, fault.Busy) || !strings.Contains(err.Error(), "in time") || strings.Contains(err.Error(), "secret") {
		t.Errorf("a service that is slow: %v", err)
	}
	if _, err = New("http://[secret", "").Known(t.Context(), place, at); !fault.Is(err, fault.Internal) || strings.Contains(err.Error(), "[secret") {
		t.Errorf("an address that is none: %v", err)
	}
}
