package main

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"hash"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/redress/redress/shared/web"
)

const (
	// filesPath is before the keys of files in the depot's addresses.
	filesPath = "/local/files/"
	// checksumHeader holds the SHA-256 of what is sent, in base64, as S3 has it.
	checksumHeader = "x-amz-checksum-sha256"
	// sending is how long the sending of a file may take.
	sending = 10 * time.Minute
)

// ServeHTTP takes files in and hands them out, by the addresses that the depot has
// signed; under any other there is nothing.
func (d *fileDepot) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	key := strings.TrimPrefix(r.URL.Path, filesPath)
	t, ok := d.ticketOf(r.Method, key, r.URL.Query())
	switch {
	case !ok || !plainFile(key):
		web.WriteProblem(w, r, http.StatusNotFound)
	case r.Method == http.MethodPut:
		d.take(w, r, t)
	default:
		d.give(w, r, t)
	}
}

// take keeps what is sent as it comes, when it is what the ticket says.
func (d *fileDepot) take(w http.ResponseWriter, r *http.Request, t ticket) {
	if r.ContentLength != t.size || r.Header.Get("Content-Type") != t.contentType || r.Header.Get(checksumHeader) != t.sum {
		web.WriteProblem(w, r, http.StatusForbidden) // as S3 does with what was not signed
		return
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(sending)) // a recorder of a test has none
	body := &summed{from: io.LimitReader(r.Body, t.size), sum: sha256.New(), want: t.sum}
	switch err := d.files.Stream(r.Context(), t.key, body); {
	case errors.Is(err, errOtherSum):
		web.WriteProblem(w, r, http.StatusBadRequest)
	case err != nil:
		web.WriteProblem(w, r, http.StatusInternalServerError)
	default:
		d.arrived(t.key)
		w.WriteHeader(http.StatusOK)
	}
}

// give hands a file out so that a browser saves it and does nothing else with it.
func (d *fileDepot) give(w http.ResponseWriter, r *http.Request, t ticket) {
	data, err := d.files.Get(r.Context(), t.key)
	if err != nil {
		web.WriteProblem(w, r, http.StatusNotFound)
		return
	}
	h := w.Header()
	h.Set("Content-Type", t.contentType)
	h.Set("Content-Disposition", t.disposition)
	h.Set("Content-Length", strconv.Itoa(len(data)))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "private, no-store")
	_, _ = w.Write(data) // the caller has gone away: nobody to tell
}

var errOtherSum = errors.New("the checksum is another")

// summed is a body that ends with an error when it is not of its checksum.
type summed struct {
	from io.Reader
	sum  hash.Hash
	want string // base64
}

// Read implements io.Reader.
func (s *summed) Read(p []byte) (int, error) {
	n, err := s.from.Read(p)
	s.sum.Write(p[:n])
	if errors.Is(err, io.EOF) && base64.StdEncoding.EncodeToString(s.sum.Sum(nil)) != s.want {
		err = errOtherSum
	}
	return n, err
}
