// Package gateway sends letters to customers through the company's own message
// gateway: each is posted to one address as JSON.
//
// What the gateway has to do. The Idempotency-Key header is the letter's id: a
// letter that comes again under its key goes out once. It answers 2xx for a
// letter that it has taken, 410 or 422 for one that can never be delivered (no
// such number), and anything else when it is to be tried again. Redirects are
// not followed.
//
// The address may hold a secret and a letter holds personal data: no error of
// this package repeats any of it.
package gateway

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/notice"
)

// patience is how long the gateway is given to answer.
const patience = 5 * time.Second

// Messenger is a [notice.Messenger].
type Messenger struct {
	url     string
	client  *http.Client
	refused func(l notice.Letter, why string)
}

// New makes a messenger that posts to an address. Refused hears of letters that
// can never be delivered; they count as sent, since they would else be tried
// for ever and hold up the others.
func New(address string, refused func(l notice.Letter, why string)) *Messenger {
	client := &http.Client{
		Timeout:       patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return &Messenger{url: address, client: client, refused: refused}
}

// Send posts a letter.
func (m *Messenger) Send(ctx context.Context, l notice.Letter) error {
	doing := "send message " + l.ID
	body, err := json.Marshal(l)
	if err != nil {
		return fault.Wrap(fault.Internal, err, doing)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, m.url, bytes.NewReader(body))
	if err != nil {
		return fault.Wrap(fault.Internal, errors.New("the gateway's address cannot be used"), doing)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", l.ID)
	res, err := m.client.Do(req)
	if err != nil {
		return fault.Wrap(fault.Busy, errors.New(unreached(err)), doing)
	}
	_ = res.Body.Close() // what it says is of no interest
	status := res.StatusCode
	switch {
	case status >= 200 && status < 300:
		return nil
	case status == http.StatusGone, status == http.StatusUnprocessableEntity:
		m.refused(l, fmt.Sprintf("the gateway answered %d", status))
		return nil
	case status >= 500, status == http.StatusTooManyRequests, status == http.StatusRequestTimeout:
		return fault.Wrap(fault.Busy, fmt.Errorf("the gateway answered %d", status), doing)
	}
	return fault.Wrap(fault.Internal, fmt.Errorf("the gateway answered %d", status), doing)
}

// unreached says why there was no answer, by the kind of the error: its text
// may name the address.
func unreached(err error) string {
	if e, ok := errors.AsType[net.Error](err); ok && e.Timeout() {
		return "the gateway did not answer in time"
	}
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err
	}
	return fmt.Sprintf("the gateway was not reached: %T", err)
}
