package partner

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/redress/redress/shared/fault"
)

// Post is a message to a partner.
type Post struct {
	Partner string // id
	ID      string // of the deed, the same each time that it is sent
	Body    []byte // JSON
}

// Why a post was not taken, where that matters to the sender.
var (
	// ErrRefused: the partner has answered that it will never take the post.
	ErrRefused = errors.New("the partner refuses the post for good")
	// ErrLeftAlone: the partner has not answered lately, and was not asked.
	ErrLeftAlone = errors.New("the partner has not answered and is left alone")
	// ErrNotConnected: the deployment knows no address of the partner.
	ErrNotConnected = errors.New("the partner is not connected")
)

// patience is how long a partner is given to answer.
const patience = 5 * time.Second

// A partner that fails several times in a row is left alone, longer each time. What
// waits for it meanwhile fails at once and comes again with the sweep. A single post
// that it always fails at does not hold up the others.
const (
	inARow     = 3
	firstPause = 30 * time.Second
	mostPause  = 10 * time.Minute
)

// Line sends posts.
type Line struct {
	// Book gives the accounts as they are now.
	Book func(context.Context) (Book, error)
	Now  func() time.Time

	mu     sync.Mutex // guards silent
	silent map[string]silence
}

// silence is how a partner has failed to answer, in a row.
type silence struct {
	failures int
	pause    time.Duration
	until    time.Time
}

// client does not follow redirects: a post goes where the book says.
var client = &http.Client{
	Timeout:       patience,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// Send sends a post, signed as of now. Nil means that the partner has answered 2xx
// and so has taken it. [ErrRefused] (410 or 422) and [ErrNotConnected] are final;
// with any other error it is to be sent again.
func (l *Line) Send(ctx context.Context, p Post) error {
	doing := "post " + p.ID + " to partner " + p.Partner
	book, err := l.Book(ctx)
	if err != nil {
		return err
	}
	account, ok := book[p.Partner]
	if !ok || account.URL == "" {
		return fmt.Errorf("%s: %w", doing, ErrNotConnected)
	}
	if until := l.silentUntil(p.Partner); l.Now().Before(until) {
		return fault.Wrap(fault.Busy, fmt.Errorf("%w until %s", ErrLeftAlone, until.UTC().Format(time.RFC3339)), doing)
	}
	status, err := l.post(ctx, account, p)
	if err != nil {
		l.heard(p.Partner, false)
		return fault.Wrap(fault.Busy, err, doing)
	}
	again := status >= 500 || status == http.StatusTooManyRequests || status == http.StatusRequestTimeout
	l.heard(p.Partner, !again)
	why := fmt.Errorf("the partner answered %d", status)
	switch {
	case status >= 200 && status < 300:
		return nil
	case status == http.StatusGone, status == http.StatusUnprocessableEntity:
		return fmt.Errorf("%s: %w: %w", doing, ErrRefused, why)
	case again:
		return fault.Wrap(fault.Busy, why, doing)
	}
	return fault.Wrap(fault.Internal, why, doing)
}

func (l *Line) post(ctx context.Context, account Account, p Post) (status int, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, account.URL, bytes.NewReader(p.Body))
	if err != nil {
		return 0, errors.New("the partner's address cannot be used")
	}
	req.Header.Set("Content-Type", "application/json")
	account.sign(req.Header, p.ID, l.Now(), p.Body)
	res, err := client.Do(req)
	if err != nil {
		return 0, errors.New(unreached(err))
	}
	_ = res.Body.Close() // what it says is of no interest
	return res.StatusCode, nil
}

func (l *Line) silentUntil(partner string) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.silent[partner].until
}

// heard notes whether a partner has answered. What was under way when it was
// found silent does not count again.
func (l *Line) heard(partner string, answered bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if answered {
		delete(l.silent, partner)
		return
	}
	now, s := l.Now(), l.silent[partner]
	if now.Before(s.until) {
		return
	}
	if s.failures++; s.failures%inARow == 0 {
		s.pause = min(max(2*s.pause, firstPause), mostPause)
		s.until = now.Add(s.pause)
	}
	if l.silent == nil {
		l.silent = map[string]silence{}
	}
	l.silent[partner] = s
}

// unreached says why there was no answer, by the kind of the error: its text
// may name the address.
func unreached(err error) string {
	if e, ok := errors.AsType[net.Error](err); ok && e.Timeout() {
		return "the partner did not answer in time"
	}
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err
	}
	return fmt.Sprintf("the partner was not reached: %T", err)
}
