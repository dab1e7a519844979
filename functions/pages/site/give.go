package site

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strings"
)

// onePacket is up to what length a text is sent as it is, in bytes: it would be no
// sooner there.
const onePacket = 1400

// give writes a text, packed for a visitor who takes that: nobody on the way does it,
// neither API Gateway nor the program, and a page is half to a twelfth as long.
func give(w http.ResponseWriter, r *http.Request, status int, text []byte) {
	w.Header().Add("Vary", "Accept-Encoding")
	if len(text) > onePacket && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		text = pack(text)
		w.Header().Set("Content-Encoding", "gzip")
	}
	w.WriteHeader(status)
	_, _ = w.Write(text) // the visitor has gone: nobody to tell
}

func pack(text []byte) []byte {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write(text) // into memory: cannot fail
	_ = z.Close()
	return packed.Bytes()
}
