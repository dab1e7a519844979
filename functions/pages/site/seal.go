package site

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// KeySize is the length of the key that cookies are sealed with, in bytes.
const KeySize = 32

// Sealed is a cookie that only this product can write and read, until its end.
type Sealed[T any] struct {
	Name  string
	Lasts time.Duration
	// lasting: the browser keeps it when it is closed.
	Lasting bool
}

// envelope is what is sealed.
type envelope[T any] struct {
	Until time.Time `json:"until"`
	What  T         `json:"what"`
}

// Read opens the cookie of a request; false when there is none, it is not ours, or
// its time is over.
func (c Sealed[T]) Read(s *Site, r *http.Request) (T, bool) {
	var e envelope[T]
	cookie, err := r.Cookie(s.cookie(c.Name))
	if err != nil {
		return e.What, false
	}
	box, err := s.box(r.Context())
	if err != nil {
		return e.What, false
	}
	data, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	if err != nil {
		return e.What, false
	}
	plain, err := box.Open(nil, nil, data, []byte(c.Name))
	if err != nil || json.Unmarshal(plain, &e) != nil || s.Now().After(e.Until) {
		var nothing T
		return nothing, false
	}
	return e.What, true
}

// Write seals something for the browser to keep.
func (c Sealed[T]) Write(s *Site, w http.ResponseWriter, r *http.Request, what T) error {
	box, err := s.box(r.Context())
	if err != nil {
		return err
	}
	plain, err := json.Marshal(envelope[T]{s.Now().Add(c.Lasts), what})
	if err != nil {
		return fmt.Errorf("seal %s: %w", c.Name, err)
	}
	cookie := s.plain(c.Name, base64.RawURLEncoding.EncodeToString(box.Seal(nil, nil, plain, []byte(c.Name))))
	if c.Lasting {
		cookie.MaxAge = int(c.Lasts.Seconds())
	}
	http.SetCookie(w, cookie)
	return nil
}

// Clear lets the browser forget it.
func (c Sealed[T]) Clear(s *Site, w http.ResponseWriter) {
	cookie := s.plain(c.Name, "")
	cookie.MaxAge = -1
	http.SetCookie(w, cookie)
}

// box seals with the key of the deployment.
func (s *Site) box(ctx context.Context) (cipher.AEAD, error) {
	key, err := s.Key(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the key of cookies: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("use the key of cookies: %w", err)
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// plain is a cookie that scripts do not see and other sites do not send along.
func (s *Site) plain(name, value string) *http.Cookie {
	return &http.Cookie{Name: s.cookie(name), Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: s.Secure}
}

// cookie is the name of a cookie: with HTTPS one that this host alone can set.
func (s *Site) cookie(name string) string {
	if s.Secure {
		return "__Host-redress-" + name
	}
	return "redress-" + name
}
