package simulate

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
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
	method  string // another one than these
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
	if c.method != "" {
		r.Method = c.method
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
	Allowed        []string `json:"allowed"`
	HandedBy       []string `json:"handedBy"`
	ReviewDue      bool     `json:"reviewDue"`
	Assessed       bool     `json:"assessed"`
	LessonsMissing []string `json:"lessonsMissing"`
	Lessons        *aside   `json:"lessons"`
	Internal       *aside   `json:"internalClosing"`
	OverLevel      *aside   `json:"overLevel"`
	Emergency      *aside   `json:"emergency"`
	Validity       *aside   `json:"determination"`
	Documents      *aside   `json:"documents"`
	Watch          *aside   `json:"supervision"`
	Offers         []aside  `json:"offers"`
	Remedies       []aside  `json:"remedies"`
	Rectifications []aside  `json:"rectifications"`
	Appeals        []aside  `json:"appeals"`
	Regulator      []aside  `json:"regulatorAppeals"`
	Callbacks      []struct {
		Round   int  `json:"round"`
		Reached bool `json:"reached"`
	} `json:"callbacks"`
	Clocks []struct {
		Name  string    `json:"name"`
		State string    `json:"state"`
		Round int       `json:"round"`
		DueAt time.Time `json:"dueAt"`
	} `json:"clocks"`
	TrackingCode string `json:"trackingCode"` // of a receipt
}

// aside is what people read of something beside the way of a case: what of it is
// there follows from what it is.
type aside struct {
	Step       string    `json:"step"`
	Result     string    `json:"result"`
	Demand     string    `json:"demand"`
	Passed     bool      `json:"passed"`
	Order      *aside    `json:"order"`
	Reply      *aside    `json:"reply"`
	Approval   *approval `json:"approval"`
	Replies    []aside   `json:"replies"`
	Checks     []aside   `json:"checks"`
	Answers    []aside   `json:"answers"`
	ReceivedAt time.Time `json:"receivedAt"`
	DoneAt     time.Time `json:"doneAt"`
	PaidAt     time.Time `json:"paidAt"`
	DecidedAt  time.Time `json:"decidedAt"`
	VoidAt     time.Time `json:"voidAt"`
	FoundAt    time.Time `json:"foundAt"`
	ReviewedAt time.Time `json:"reviewedAt"`
	ReleasedAt time.Time `json:"releasedAt"`
}

type approval struct {
	Approved bool `json:"approved"`
}

// number is that of the first which is so, from 1; 0 for none.
func number(list []aside, so func(aside) bool) int { return 1 + slices.IndexFunc(list, so) }

// remedy and rectification find the first that stands in a way.
func (v *view) remedy(so func(aside) bool) int        { return number(v.Remedies, so) }
func (v *view) rectification(so func(aside) bool) int { return number(v.Rectifications, so) }

func proposed(r aside) bool { return r.Approval == nil }
func unpaid(r aside) bool   { return r.Approval != nil && r.Approval.Approved && r.PaidAt.IsZero() }
func undone(r aside) bool   { return r.DoneAt.IsZero() }
func unchecked(r aside) bool {
	n := len(r.Checks)
	return !r.DoneAt.IsZero() && (n == 0 || !r.Checks[n-1].Passed)
}

// regulator is how the last appeal to a regulator stands; "" for none that is open.
func (v *view) regulator() string {
	n := len(v.Regulator)
	if n == 0 || !v.Regulator[n-1].FoundAt.IsZero() {
		return ""
	}
	answers := v.Regulator[n-1].Answers
	switch last := len(answers) - 1; {
	case last < 0:
		return "unanswered"
	case answers[last].ReviewedAt.IsZero():
		return "unreviewed"
	case answers[last].Passed:
		return "answered"
	}
	return "unanswered"
}

// supervised tells whether supervision goes on.
func (v *view) supervised() bool { return v.Watch != nil && v.Watch.ReleasedAt.IsZero() }

// called tells whether the customer was reached in this round, and the case goes on
// all the same, as a superior body has its word to say.
func (v *view) called() bool {
	n := len(v.Callbacks)
	return n > 0 && v.Callbacks[n-1].Round == v.Round && v.Callbacks[n-1].Reached && v.OverLevel != nil && v.OverLevel.Step != ""
}

// dueOf is when the deed of a clock is due; zero when nothing asks for it.
func (v *view) dueOf(clock string) (due time.Time) {
	for _, k := range v.Clocks {
		if k.Name == clock && k.State == "running" {
			due = sooner(due, k.DueAt)
		}
	}
	return due
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
