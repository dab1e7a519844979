package gateway

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/notice"
)

var letter = notice.Letter{
	ID: "202611-000001/receipt", At: time.Date(2026, 11, 2, 1, 0, 0, 0, time.UTC), Kind: "receipt",
	Reference: "202611-000001", To: "13900000001", Language: "zh", Text: "您的投诉已受理",
}

func TestALetterIsPostedUnderItsID(t *testing.T) {
	var got notice.Letter
	var key, contentType string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		key, contentType = r.Header.Get("Idempotency-Key"), r.Header.Get("Content-Type")
		body, err := io.ReadAll(r.Body)
		if err != nil || json.Unmarshal(body, &got) != nil {
			t.Errorf("body %q, %v", body, err)
		}
	}))
	defer server.Close()
	if err := New(server.URL, nil).Send(t.Context(), letter); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(letter, got); diff != "" || key != letter.ID || contentType != "application/json" {
		t.Errorf("key %q, type %q, letter (-want +got):\n%s", key, contentType, diff)
	}
}

func TestWhatTheGatewayAnswers(t *testing.T) {
	for status, want := range map[int]struct {
		kind    fault.Kind
		refused string
	}{
		200: {}, 202: {},
		410: {refused: "the gateway answered 410"}, 422: {refused: "the gateway answered 422"},
		429: {kind: fault.Busy}, 503: {kind: fault.Busy}, 408: {kind: fault.Busy},
		400: {kind: fault.Internal}, 401: {kind: fault.Internal}, 404: {kind: fault.Internal}, 307: {kind: fault.Internal},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(status)
		}))
		refused := ""
		err := New(server.URL, func(_ notice.Letter, why string) { refused = why }).Send(t.Context(), letter)
		if fault.KindOf(err) != want.kind || refused != want.refused {
			t.Errorf("%d: error %v, refused %q; want %q, %q", status, err, refused, want.kind, want.refused)
		}
		server.Close()
	}
}

func TestNoErrorSaysWhereOrWhat(t *testing.T) {
	released := make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-released }))
	defer slow.Close()
	defer close(released)
	gone := httptest.NewServer(nil)
	gone.Close()
	for name, address := range map[string]string{
		"no answer": slow.URL + "/secret", "no gateway": gone.URL + "/secret", "no host": "https://gateway.invalid/secret", "no address": "http://secret\x7f/",
	} {
		m := New(address, nil)
		m.client.Timeout = 20 * time.Millisecond
		err := m.Send(t.Context(), letter)
		if err == nil {
			t.Errorf("%s: the letter was sent", name)
			continue
		}
		for _, hidden := range []string{"secret", "127.0.0.1", "invalid", letter.To, letter.Text} {
			if strings.Contains(err.Error(), hidden) {
				t.Errorf("%s: %v repeats %q", name, err, hidden)
			}
		}
	}
}
