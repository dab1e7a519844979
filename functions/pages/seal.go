package pages

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

// sealed is a cookie that only this product can write and read, until its end.
type sealed[T any] struct {
	name  string
	lasts time.Duration
	// lasting: the browser keeps it when it is closed.
	lasting bool
}

// envelope is what is sealed.
type envelope[T any] struct {
	Until time.Time `json:"until"`
	What  T         `json:"what"`
}

// read opens the cookie of a request; false when there is none, it is not ours, or
// its time is over.
func (s sealed[T]) read(h *Handler, r *http.Request) (T, bool) {
	var e envelope[T]
	cookie, err := r.Cookie(h.cookie(s.name))
	if err != nil {
		return e.What, false
	}
	box, err := h.box(r.Context())
	if err != nil {
		return e.What, false
	}
	data, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	if err != nil {
		return e.What, false
	}
	plain, err := box.Open(nil, nil, data, []byte(s.name))
	if err != nil || json.Unmarshal(plain, &e) != nil || h.Now().After(e.Until) {
		var nothing T
		return nothing, false
	}
	return e.What, true
}

// write seals something for the browser to keep.
func (s sealed[T]) write(h *Handler, w http.ResponseWriter, r *http.Request, what T) error {
	box, err := h.box(r.Context())
	if err != nil {
		return err
	}
	plain, err := json.Marshal(envelope[T]{h.Now().Add(s.lasts), what})
	if err != nil {
		return fmt.Errorf("seal %s: %w", s.name, err)
	}
	cookie := h.plain(s.name, base64.RawURLEncoding.EncodeToString(box.Seal(nil, nil, plain, []byte(s.name))))
	if s.lasting {
		cookie.MaxAge = int(s.lasts.Seconds())
	}
	http.SetCookie(w, cookie)
	return nil
}

// clear lets the browser forget it.
func (s sealed[T]) clear(h *Handler, w http.ResponseWriter) {
	cookie := h.plain(s.name, "")
	cookie.MaxAge = -1
	http.SetCookie(w, cookie)
}

// box seals with the key of the deployment.
func (h *Handler) box(ctx context.Context) (cipher.AEAD, error) {
	key, err := h.Key(ctx)
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
func (h *Handler) plain(name, value string) *http.Cookie {
	return &http.Cookie{Name: h.cookie(name), Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: h.Secure}
}

// cookie is the name of a cookie: with HTTPS one that this host alone can set.
func (h *Handler) cookie(name string) string {
	if h.Secure {
		return "__Host-redress-" + name
	}
	return "redress-" + name
}
