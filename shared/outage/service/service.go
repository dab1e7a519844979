// Package service asks a service of the company over HTTP which outage it knows
// of. infra/interfaces.md describes what the service has to do.
//
// The address and the token may be secrets: no error of this package repeats them,
// or anything of a question or an answer.
package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/outage"
)

// longest is how many bytes of an answer are read; a longer one is refused.
const longest = 16 << 10

// Service is an [outage.Source].
type Service struct {
	address, token string
	client         *http.Client
}

// New makes a source that asks at an address. A token goes along as bearer; ""
// sends none.
func New(address, token string) *Service {
	return &Service{address: address, token: token, client: &http.Client{
		Timeout:       outage.Patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Known implements [outage.Source].
func (s *Service) Known(ctx context.Context, p outage.Place, at time.Time) (*complaint.Outage, error) {
	const doing = "ask the outage service"
	req, err := s.question(ctx, p, at)
	if err != nil {
		return nil, fault.Wrap(fault.Internal, err, doing)
	}
	res, err := s.client.Do(req)
	if err != nil {
		return nil, fault.Wrap(fault.Busy, errors.New(unreached(err)), doing)
	}
	defer res.Body.Close()
	if kind := kindOf(res.StatusCode); kind != "" {
		return nil, fault.Wrap(kind, fmt.Errorf("it answered %d", res.StatusCode), doing)
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, longest+1))
	if err != nil {
		return nil, fault.Wrap(fault.Busy, errors.New(unreached(err)), doing)
	}
	o, err := read(body)
	return o, fault.Wrap(fault.Internal, err, doing)
}

// question puts the place and the instant into the query of the address, beside
// what stands there.
func (s *Service) question(ctx context.Context, p outage.Place, at time.Time) (*http.Request, error) {
	u, err := url.Parse(s.address)
	if err != nil {
		return nil, errors.New("its address cannot be used")
	}
	q := u.Query()
	q.Set("region", p.Region)
	q.Set("at", at.UTC().Format(time.RFC3339))
	for name, value := range map[string]string{"transformerArea": p.TransformerArea, "feeder": p.Feeder} {
		if value != "" {
			q.Set(name, value)
		}
	}
	u.RawQuery = q.Encode()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return nil, errors.New("its address cannot be used")
	}
	req.Header.Set("Accept", "application/json")
	if s.token != "" {
		req.Header.Set("Authorization", "Bearer "+s.token)
	}
	return req, nil
}

// kindOf is what a status means; "" for an answer. Busy may pass.
func kindOf(status int) fault.Kind {
	switch {
	case status == http.StatusOK:
		return ""
	case status >= 500, status == http.StatusTooManyRequests, status == http.StatusRequestTimeout:
		return fault.Busy
	}
	return fault.Internal
}

// read takes an answer apart. What the outage says is looked at by whoever asks.
func read(body []byte) (*complaint.Outage, error) {
	var answer struct {
		Outage json.RawMessage `json:"outage"`
	}
	switch {
	case len(body) > longest:
		return nil, errors.New("its answer is too long")
	case json.Unmarshal(body, &answer) != nil || answer.Outage == nil:
		return nil, errors.New("its answer is no JSON object with an outage")
	}
	var said *struct {
		complaint.Outage
		Planned *bool `json:"planned"`
	}
	if json.Unmarshal(answer.Outage, &said) != nil {
		return nil, errors.New("the outage in its answer cannot be read")
	}
	if said == nil {
		return nil, nil
	}
	if said.Planned == nil {
		return nil, errors.New("its answer does not say whether the outage is planned")
	}
	said.Outage.Planned = *said.Planned
	return &said.Outage, nil
}

// unreached says why there was no answer, by the kind of the error: its text
// may name the address.
func unreached(err error) string {
	if e, ok := errors.AsType[net.Error](err); ok && e.Timeout() {
		return "it did not answer in time"
	}
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err
	}
	return fmt.Sprintf("it was not reached: %T", err)
}
