package pages

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/redress/redress/shared/web"
)

// call is one call of the API.
type call struct {
	method, path string
	query        url.Values
	body         any
	visitor      visitor
	code         string // the tracking code of the complaint that it is about
	key          string // that makes it one deed however often it is sent
	version      int64  // of the case that the visitor has seen; 0 for any
}

// get reads something as a visitor.
func get(v visitor, path string, query url.Values) call {
	return call{method: http.MethodGet, path: path, query: query, visitor: v}
}

// post does something as a visitor.
func post(v visitor, path string, body any, key string) call {
	return call{method: http.MethodPost, path: path, body: body, visitor: v, key: key}
}

// ask makes a call and reads its answer. What the API refuses is a [*web.Problem],
// in the visitor's language.
func (h *Handler) ask(ctx context.Context, c call, out any) error {
	answer, err := h.carry(ctx, c)
	if err != nil || out == nil || answer.body.Len() == 0 {
		return err
	}
	if err := json.Unmarshal(answer.body.Bytes(), out); err != nil {
		return fmt.Errorf("read the answer of %s: %w", c.path, err)
	}
	return nil
}

// carry makes a call and gives its answer as it is.
func (h *Handler) carry(ctx context.Context, c call) (*answer, error) {
	var body bytes.Buffer
	if c.body != nil {
		if err := json.NewEncoder(&body).Encode(c.body); err != nil {
			return nil, fmt.Errorf("write the body of %s: %w", c.path, err)
		}
	}
	address := url.URL{Path: c.path, RawQuery: c.query.Encode()}
	r, err := http.NewRequestWithContext(ctx, c.method, address.String(), &body)
	if err != nil {
		return nil, fmt.Errorf("call %s: %w", c.path, err)
	}
	for name, value := range map[string]string{
		"Content-Type": "application/json", "Accept-Language": c.visitor.language, "Authorization": c.visitor.authorization(),
		"Tracking-Code": c.code, "Idempotency-Key": c.key,
	} {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	if c.version > 0 {
		r.Header.Set("If-Match", strconv.FormatInt(c.version, 10))
	}
	answer := &answer{header: http.Header{}, status: http.StatusOK}
	h.API.ServeHTTP(answer, r)
	if answer.status >= 300 {
		p := &web.Problem{Status: answer.status}
		if err := json.Unmarshal(answer.body.Bytes(), p); err != nil || p.Status == 0 {
			return nil, &web.Problem{Status: http.StatusBadGateway}
		}
		return nil, p
	}
	return answer, nil
}

// answer keeps what the API answers.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }
func (a *answer) WriteHeader(status int)      { a.status = status }
