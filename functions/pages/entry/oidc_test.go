package entry_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"github.com/redress/redress/functions/pages"
	"github.com/redress/redress/functions/pages/entry"
	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// provider is an OpenID Connect provider that knows one person, and asks nothing.
type provider struct {
	*httptest.Server
	t      *testing.T
	key    *rsa.PrivateKey
	claims map[string]any
	// asked is the request for a code that waits for its exchange.
	asked url.Values
	spoil func(claims map[string]any) // what is wrong with the token; nil for nothing
}

const client = "redress-desk"

func newProvider(t *testing.T) *provider {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{t: t, key: key, claims: map[string]any{"name": "王芳", "role": "supervisor", "unit": "*"}}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]any{
			"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256"},
		})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "k", Algorithm: "RS256", Use: "sig"}}})
	})
	mux.HandleFunc("/authorize", func(w http.ResponseWriter, r *http.Request) {
		p.asked = r.URL.Query()
		http.Redirect(w, r, p.asked.Get("redirect_uri")+"?"+url.Values{"code": {"c1"}, "state": {p.asked.Get("state")}}.Encode(), http.StatusFound)
	})
	mux.HandleFunc("/token", p.token)
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

// token exchanges the code, once, for whoever has the verifier.
func (p *provider) token(w http.ResponseWriter, r *http.Request) {
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	challenge := base64.RawURLEncoding.EncodeToString(sum[:])
	if p.asked == nil || r.PostFormValue("code") != "c1" || p.asked.Get("code_challenge") != challenge || p.asked.Get("code_challenge_method") != "S256" {
		http.Error(w, `{"error":"invalid_grant"}`, http.StatusBadRequest)
		return
	}
	claims := map[string]any{
		"iss": p.URL, "aud": client, "sub": "u1", "nonce": p.asked.Get("nonce"), "iat": time.Now().Unix(), "exp": time.Now().Add(time.Hour).Unix(),
	}
	for name, value := range p.claims {
		claims[name] = value
	}
	if p.spoil != nil {
		p.spoil(claims)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: p.key, KeyID: "k"}}, nil)
	if err != nil {
		p.t.Error(err)
		return
	}
	raw, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		p.t.Error(err)
		return
	}
	p.asked = nil
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": raw, "expires_in": 3600})
}

// whoami is an API that tells who asks.
func whoami(authenticate web.Authenticator) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		by, err := authenticate(r.Header.Get("Authorization"))
		if err != nil {
			web.WriteProblem(w, r, http.StatusUnauthorized)
			return
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"cases": []map[string]string{{"reference": "seen-by-" + string(by.Role) + "-" + by.Unit}}})
	})
}

// staffSite serves pages whose staff come in by a provider.
func staffSite(t *testing.T, p *provider) *httptest.Server {
	t.Helper()
	rules, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	claims := web.Claims(rules, "role", "unit")
	way := &entry.OIDC{Issuer: p.URL, Client: client, RoleClaim: "role", UnitClaim: "unit", Authenticate: claims, Now: time.Now}
	s := httptest.NewServer(pages.New(pages.Handler{
		API: whoami(claims), Policy: rules, Entry: way, Now: time.Now,
		Key: func(context.Context) ([]byte, error) { return make([]byte, site.KeySize), nil },
	}))
	t.Cleanup(s.Close)
	way.Site = s.URL
	return s
}

// browser keeps cookies.
func browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar}
}

func read(t *testing.T, c *http.Client, address string) (status int, text string, at *url.URL) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "text/html")
	r.Header.Set("Accept-Language", "en")
	answer, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body), answer.Request.URL
}

func TestStaffComeInByTheProvider(t *testing.T) {
	p := newProvider(t)
	s := staffSite(t, p)
	status, text, at := read(t, browser(t), s.URL+"/desk?unit=demo-city")
	if status != http.StatusOK || !strings.Contains(text, "seen-by-supervisor-") || at.RequestURI() != "/desk?unit=demo-city" {
		t.Errorf("after signing in: %d at %s\n%s", status, at, text)
	}
}

func TestWhomTheProviderDoesNotConfirm(t *testing.T) {
	for name, spoil := range map[string]func(map[string]any){
		"made out to another client":   func(c map[string]any) { c["aud"] = "other" },
		"of another issuer":            func(c map[string]any) { c["iss"] = "https://other.example" },
		"expired":                      func(c map[string]any) { c["exp"] = time.Now().Add(-time.Hour).Unix() },
		"an answer to another attempt": func(c map[string]any) { c["nonce"] = "other" },
		"without a role":               func(c map[string]any) { delete(c, "role") },
		"of an unknown unit":           func(c map[string]any) { c["unit"] = "nowhere" },
	} {
		t.Run(name, func(t *testing.T) {
			p := newProvider(t)
			p.spoil = spoil
			s := staffSite(t, p)
			b := browser(t)
			status, text, _ := read(t, b, s.URL+"/desk")
			if status != http.StatusForbidden || strings.Contains(text, "seen-by") {
				t.Errorf("%d\n%s", status, text)
			}
			if home, _ := url.Parse(s.URL); len(b.Jar.Cookies(home)) > 0 {
				t.Errorf("cookies stay: %v", b.Jar.Cookies(home))
			}
		})
	}
}

// TestAnAttemptBelongsToItsBrowser: who is sent an address with somebody else's code
// does not come in as them.
func TestAnAttemptBelongsToItsBrowser(t *testing.T) {
	p := newProvider(t)
	s := staffSite(t, p)
	status, text, _ := read(t, browser(t), s.URL+entry.Entered+"?code=c1&state=guessed")
	if status != http.StatusForbidden || !strings.Contains(text, "another browser") {
		t.Errorf("%d\n%s", status, text)
	}
}
