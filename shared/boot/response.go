package boot

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/web"
)

// recorder takes an answer down.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *recorder) Header() http.Header { return w.header }

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 && status >= 200 { // the first one that is no hint
		w.status = status
	}
}

func (w *recorder) Write(data []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(data)
}

const (
	// most is how long an answer may be as Lambda takes it.
	most = 6 << 20
	// large is from what length an answer is worth packing.
	large = 256 << 10
)

// answer is what API Gateway is told. What is larger than Lambda takes, even
// packed, is refused as a problem.
func (w *recorder) answer(r *http.Request) []byte {
	w.WriteHeader(http.StatusOK) // unless there was another
	if w.body.Len() > 0 && w.header.Get("Content-Type") == "" {
		w.header.Set("Content-Type", http.DetectContentType(w.body.Bytes()))
	}
	if w.body.Len() > large {
		w.pack(r)
	}
	doc := w.encode()
	if len(doc) > most {
		problem := web.FaultProblem(fault.New(fault.Internal, fault.Say(
			"the answer is too large to be sent", "返回内容过大，无法发送")), web.Language(r.Header.Get("Accept-Language")))
		text, _ := json.Marshal(problem) // strings and a number: cannot fail
		*w = recorder{header: http.Header{"Content-Type": {problem.ContentType("")}}, status: problem.Status}
		w.body.Write(text)
		doc = w.encode()
	}
	return doc
}

// pack compresses the body for a caller who takes that.
func (w *recorder) pack(r *http.Request) {
	w.header.Add("Vary", "Accept-Encoding")
	if w.header.Get("Content-Encoding") != "" || !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		return
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write(w.body.Bytes()) // into memory: cannot fail
	_ = z.Close()
	w.header.Set("Content-Encoding", "gzip")
	w.header.Del("Content-Length")
	w.body = packed
}

// response is the answer to a call (payload format 2.0). Several values of a
// header are one, but for cookies.
type response struct {
	StatusCode      int               `json:"statusCode"`
	Headers         map[string]string `json:"headers"`
	Cookies         []string          `json:"cookies,omitempty"`
	Body            string            `json:"body"`
	IsBase64Encoded bool              `json:"isBase64Encoded"`
}

func (w *recorder) encode() []byte {
	out := response{StatusCode: w.status, Headers: map[string]string{}}
	for name, values := range w.header {
		if name == "Set-Cookie" {
			out.Cookies = values
			continue
		}
		out.Headers[name] = strings.Join(values, ", ")
	}
	if out.Body = w.body.String(); !utf8.ValidString(out.Body) {
		out.Body, out.IsBase64Encoded = base64.StdEncoding.EncodeToString(w.body.Bytes()), true
	}
	var doc bytes.Buffer
	e := json.NewEncoder(&doc)
	e.SetEscapeHTML(false) // a page would be half as long again
	_ = e.Encode(out)      // strings and numbers: cannot fail
	return doc.Bytes()
}
