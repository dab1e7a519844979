package site

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/web"
)

// Call is one call of the API.
type Call struct {
	Method  string
	Path    string // with whatever a visitor has named in it escaped
	Query   url.Values
	Body    any
	Visitor Visitor
	Code    string // the tracking code of the complaint that it is about
	Key     string // that makes it one deed however often it is sent
	Version int64  // of the case that the visitor has seen; 0 for any
}

// Get reads something as a visitor.
func Get(v Visitor, path string, query url.Values) Call {
	return Call{Method: http.MethodGet, Path: path, Query: query, Visitor: v}
}

// Post does something as a visitor.
func Post(v Visitor, path string, body any, key string) Call {
	return Call{Method: http.MethodPost, Path: path, Body: body, Visitor: v, Key: key}
}

// Ask makes a call and reads its answer. What the API refuses is a [*web.Problem],
// in the visitor's language.
func (s *Site) Ask(ctx context.Context, c Call, out any) error {
	answer, err := s.Do(ctx, c)
	if err != nil || out == nil || answer.Body.Len() == 0 {
		return err
	}
	if err := json.Unmarshal(answer.Body.Bytes(), out); err != nil {
		return fmt.Errorf("read the answer of %s: %w", c.Path, err)
	}
	return nil
}

// errSwitched is the answer to a deed of a form that was sent to be shown in another
// language: it was not done, and nothing is wrong with it.
var errSwitched = &web.Problem{Status: http.StatusOK}

var sentAlready = fault.Say("You have already sent this form, and changed it since. The changed form has not been sent; send it if you want to add that as well.", "本表单此前已提交，之后又修改了内容。修改后的内容尚未提交，如需一并提交，请再次提交。")

// Do makes a call and gives its answer as it is.
func (s *Site) Do(ctx context.Context, c Call) (*Answer, error) {
	if c.Method == http.MethodPost && visitorIn(ctx).Switches {
		return nil, errSwitched
	}
	var body bytes.Buffer
	if c.Body != nil {
		if err := json.NewEncoder(&body).Encode(c.Body); err != nil {
			return nil, fmt.Errorf("write the body of %s: %w", c.Path, err)
		}
	}
	r, err := http.NewRequestWithContext(ctx, c.Method, c.Path, &body)
	if err != nil {
		return nil, fmt.Errorf("call %s: %w", c.Path, err)
	}
	r.URL.RawQuery = c.Query.Encode()
	for name, value := range map[string]string{
		"Content-Type": "application/json", "Accept-Language": c.Visitor.Language, "Authorization": c.Visitor.authorization(),
		"Tracking-Code": c.Code, "Idempotency-Key": c.Key,
	} {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	if c.Version > 0 {
		r.Header.Set("If-Match", strconv.FormatInt(c.Version, 10))
	}
	answer := NewAnswer()
	s.API.ServeHTTP(answer, r)
	if answer.Status/100 == 3 { // no call is answered so, but a path that no call has
		return nil, web.FaultProblem(ErrNotFound, c.Visitor.Language)
	}
	if answer.Status >= 400 {
		p := &web.Problem{Status: answer.Status}
		if err := json.Unmarshal(answer.Body.Bytes(), p); err != nil || p.Status == 0 {
			return nil, &web.Problem{Status: http.StatusBadGateway}
		}
		if p.Type == web.KeyReused { // who fills in a form knows of no key
			p.Detail = sentAlready.In(c.Visitor.Language)
		}
		return nil, p
	}
	return answer, nil
}

// Refused gives what the API has refused with one of some statuses; false for any other
// error, and for none. What was not even asked for, as the form is only to be shown in
// another language, is refused with [http.StatusOK] and without a word.
func Refused(err error, statuses ...int) (*web.Problem, bool) {
	p, ok := errors.AsType[*web.Problem](err)
	return p, ok && (p == errSwitched || slices.Contains(statuses, p.Status))
}

// NotFound tells of an error that the API knows no such thing.
func NotFound(err error) bool {
	p, ok := errors.AsType[*web.Problem](err)
	return ok && p.Status == http.StatusNotFound
}

// Answer keeps what the API answers.
type Answer struct {
	header http.Header
	Status int
	Body   bytes.Buffer
}

// NewAnswer is one that nothing has been written to.
func NewAnswer() *Answer { return &Answer{header: http.Header{}, Status: http.StatusOK} }

// Header is what the API says of its answer.
func (a *Answer) Header() http.Header { return a.header }

// Write keeps what the API writes.
func (a *Answer) Write(b []byte) (int, error) { return a.Body.Write(b) }

// WriteHeader keeps the status.
func (a *Answer) WriteHeader(status int) { a.Status = status }
