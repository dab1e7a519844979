package site

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// served asks for a path as a browser does that takes an encoding.
func served(h http.Handler, path, encoding string) *http.Response {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept-Encoding", encoding)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func TestTextsArePackedForWhoTakesThat(t *testing.T) {
	for _, tt := range []struct {
		name, encoding string
		length         int
		packed         bool
	}{
		{"a page", "br, gzip", 20_000, true},
		{"a page for who does not take it", "identity", 20_000, false},
		{"what is one packet anyway", "gzip", onePacket, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Repeat("电", tt.length/3) + strings.Repeat("x", tt.length%3)
			got := served(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { give(w, r, http.StatusConflict, []byte(text)) }), "/", tt.encoding)
			body := io.Reader(got.Body)
			if packed := got.Header.Get("Content-Encoding") == "gzip"; packed != tt.packed || got.Header.Get("Vary") != "Accept-Encoding" || got.StatusCode != http.StatusConflict {
				t.Fatalf("status %d, headers %v", got.StatusCode, got.Header)
			}
			if tt.packed {
				z, err := gzip.NewReader(got.Body)
				if err != nil {
					t.Fatal(err)
				}
				body = z
			}
			if read, err := io.ReadAll(body); err != nil || string(read) != text {
				t.Errorf("%d bytes, %v", len(read), err)
			}
		})
	}
}

func TestOnlyTheAddressOfWhatIsServedIsKeptForGood(t *testing.T) {
	for path, want := range map[string]string{
		asset("redress.css"):                   "public, max-age=31536000, immutable",
		asset("icon.svg"):                      "public, max-age=31536000, immutable",
		"/static/redress.css":                  "",
		"/static/redress.css?of-another-build": "",
	} {
		got := served(Static(), path, "gzip")
		if got.StatusCode != http.StatusOK || got.Header.Get("Cache-Control") != want {
			t.Errorf("%s: status %d, kept %q", path, got.StatusCode, got.Header.Get("Cache-Control"))
		}
	}
	for _, path := range []string{"/static/", "/static/nothing.css", "/static/../pages.go"} {
		if got := served(Static(), path, ""); got.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d", path, got.StatusCode)
		}
	}
}
