package entry

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/web"
)

// OIDC lets staff in through the company's OpenID Connect provider, by the
// authorization code flow with PKCE, as a client without a secret. Who they are and
// what they may is in the claims of their identity token.
type OIDC struct {
	Issuer, Client string
	// Site is the address of the pages as browsers know it; "" for that of the call.
	// The provider must know Site + [Entered] as an address to come back to.
	Site string
	// RoleClaim and UnitClaim are kept of the claims, and what Authenticate needs.
	RoleClaim, UnitClaim string
	// Authenticate tells whether claims are somebody's who may work here.
	Authenticate web.Authenticator
	Now          func() time.Time

	mu       sync.Mutex // guards provider
	provider *oidc.Provider
}

// Entered is the path to which a provider sends people back.
const Entered = "/desk/entered"

// attempt is what is kept of somebody who has been sent to the provider.
type attempt struct {
	State, Nonce, Verifier, Back string
}

// attempts last for as long as somebody may take to prove who they are.
var attempts = site.Sealed[attempt]{Name: "attempt", Lasts: 15 * time.Minute}

// discover asks the provider for its addresses and keys, once. What fails is tried
// again with the next one who comes.
func (e *OIDC) discover(ctx context.Context) (*oidc.Provider, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.provider != nil {
		return e.provider, nil
	}
	limited, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	p, err := oidc.NewProvider(limited, e.Issuer)
	if err != nil {
		return nil, fault.Wrap(fault.Busy, err, "ask the identity provider")
	}
	e.provider = p
	return p, nil
}

// exchange is how codes are exchanged for tokens.
func (e *OIDC) exchange(p *oidc.Provider, r *http.Request) *oauth2.Config {
	home := e.Site
	if home == "" {
		home = "https://" + r.Host
	}
	return &oauth2.Config{ClientID: e.Client, Endpoint: p.Endpoint(), RedirectURL: home + Entered, Scopes: []string{oidc.ScopeOpenID, "profile"}}
}

// Begin sends somebody to the provider.
func (e *OIDC) Begin(h *Handler, w http.ResponseWriter, r *http.Request, back string) {
	p, err := e.discover(r.Context())
	if err != nil {
		h.Fail(w, r, err)
		return
	}
	a := attempt{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Back: back}
	if err := attempts.Write(h.Site, w, r, a); err != nil {
		h.Fail(w, r, err)
		return
	}
	http.Redirect(w, r, e.exchange(p, r).AuthCodeURL(a.State, oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)), http.StatusSeeOther)
}

// What the entry refuses.
var (
	errExpired     = fault.New(fault.Denied, fault.Say("Signing in took too long, or was begun in another browser. Please try again.", "登录超时或不是在本浏览器发起，请重新登录。"))
	errUnconfirmed = fault.New(fault.Denied, fault.Say("The identity provider did not confirm who you are.", "身份认证未通过。"))
)

// Finish exchanges the code that the provider has sent along for an identity token,
// and checks that it answers this attempt, in this browser.
func (e *OIDC) Finish(h *Handler, w http.ResponseWriter, r *http.Request) (site.Staff, string, error) {
	a, ok := attempts.Read(h.Site, r)
	attempts.Clear(h.Site, w)
	query := r.URL.Query()
	if !ok || subtle.ConstantTimeCompare([]byte(a.State), []byte(query.Get("state"))) != 1 {
		return site.Staff{}, "", errExpired
	}
	if query.Get("error") != "" || query.Get("code") == "" {
		return site.Staff{}, "", errUnconfirmed
	}
	who, err := e.identify(r, a, query.Get("code"))
	return who, a.Back, err
}

// identify finds out who it is.
func (e *OIDC) identify(r *http.Request, a attempt, code string) (site.Staff, error) {
	p, err := e.discover(r.Context())
	if err != nil {
		return site.Staff{}, err
	}
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	token, err := e.exchange(p, r).Exchange(ctx, code, oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return site.Staff{}, unconfirmed(err, "exchange the code")
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return site.Staff{}, errUnconfirmed
	}
	id, err := p.Verifier(&oidc.Config{ClientID: e.Client, Now: e.Now}).Verify(ctx, raw)
	if err != nil {
		return site.Staff{}, unconfirmed(err, "verify the identity token")
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(a.Nonce)) != 1 {
		return site.Staff{}, errExpired
	}
	var claims map[string]any
	if err := id.Claims(&claims); err != nil {
		return site.Staff{}, unconfirmed(err, "read the claims")
	}
	return e.staff(claims)
}

// unconfirmed is an error of the provider's; the visitor hears that it was not confirmed.
func unconfirmed(err error, doing string) error {
	return &fault.Error{Kind: fault.Denied, Msg: errUnconfirmed.Msg, Err: fmt.Errorf("%s: %w", doing, err)}
}

// staff keeps of the claims what the API asks for: a cookie is small.
func (e *OIDC) staff(claims map[string]any) (site.Staff, error) {
	kept := map[string]any{}
	for _, name := range []string{e.RoleClaim, e.UnitClaim} {
		if value, ok := claims[name]; ok {
			kept[name] = value
		}
	}
	who := site.Staff{Authorization: web.Verified(kept)}
	by, err := e.Authenticate(who.Authorization)
	if err != nil {
		return site.Staff{}, fault.New(fault.Denied, fault.Of(err).Msg)
	}
	who.Role, who.Unit, who.Name = by.Role, by.Unit, string(by.Role)
	for _, name := range []string{"name", "preferred_username"} {
		if text, ok := claims[name].(string); ok && text != "" {
			who.Name = text
			break
		}
	}
	return who, nil
}
