package simulate

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// call is a call of the API.
type call struct {
	path    string
	as      string // a staff token
	code    string // a tracking code
	key     string // an idempotency key
	version int64  // that the caller has seen; 0 for any
	body    []byte // of a POST; nil for a GET
}

// answer is what came of a call; a status of 502 when the function died.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }

// ok tells that the call was answered as wanted, again that it is worth trying again.
func (a *answer) ok() bool    { return a.status < 300 }
func (a *answer) again() bool { return a.status >= 500 || a.status == http.StatusTooManyRequests }

// ask makes a call, as one invocation of the function that serves it.
func (w *world) ask(subject int, c call) *answer {
	a := &answer{header: http.Header{}, status: http.StatusOK}
	err := w.invoke("web", subject, func(ctx context.Context) error {
		w.system.api.ServeHTTP(a, c.request(ctx))
		return nil
	})
	if err != nil {
		a.status = http.StatusBadGateway
	}
	if c.body != nil {
		w.outcome.Calls[strconv.Itoa(a.status)]++
	}
	return a
}

func (c call) request(ctx context.Context) *http.Request {
	r := (&http.Request{
		Method: http.MethodGet, URL: &url.URL{Path: c.path}, Header: http.Header{}, Host: "simulated", RequestURI: c.path,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Body: http.NoBody,
	}).WithContext(ctx)
	if c.body != nil {
		r.Method, r.Body, r.ContentLength = http.MethodPost, io.NopCloser(bytes.NewReader(c.body)), int64(len(c.body))
		r.Header.Set("Content-Type", "application/json")
	}
	set := func(name, value string) {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	if c.as != "" {
		set("Authorization", "Bearer "+c.as)
	}
	set("Tracking-Code", c.code)
	set("Idempotency-Key", c.key)
	if c.version > 0 {
		set("If-Match", strconv.FormatInt(c.version, 10))
	}
	return r
}

// view is what people read of a case.
type view struct {
	Reference string `json:"reference"`
	Status    string `json:"status"`
	Outcome   string `json:"outcome"`
	Version   int64  `json:"version"`
	Unit      string `json:"unit"`
	Round     int    `json:"round"`
	Cycle     int    `json:"cycle"`
	Reworks   int    `json:"reworks"`
	Batch     *struct {
		Of string `json:"of"`
	} `json:"batch"`
	Clocks []struct {
		Name  string    `json:"name"`
		State string    `json:"state"`
		Round int       `json:"round"`
		DueAt time.Time `json:"dueAt"`
	} `json:"clocks"`
	TrackingCode string `json:"trackingCode"` // of a receipt
}

// due is when the unit's answer is due; zero when nothing asks for it.
func (v *view) due() time.Time {
	var due time.Time
	for _, k := range v.Clocks {
		if (k.Name == "answer" || k.Name == "rework") && k.Round == v.Round && (k.State == "running" || k.State == "missed") {
			due = sooner(due, k.DueAt)
		}
	}
	return due
}

func encode(v any) []byte {
	doc, err := json.Marshal(v)
	if err != nil {
		panic("simulate: " + err.Error()) // a value of its own that is no JSON
	}
	return doc
}
