package pages

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

// visitor is whoever asks for a page.
type visitor struct {
	language string // zh or en
	staff    *Staff // nil for customers
}

// Staff is somebody who has signed in.
type Staff struct {
	// Authorization is what the API knows them by.
	Authorization string         `json:"authorization"`
	Name          string         `json:"name"`
	Role          complaint.Role `json:"role"`
	Unit          string         `json:"unit"` // "" for the whole company
}

func (v visitor) authorization() string {
	if v.staff == nil {
		return ""
	}
	return v.staff.Authorization
}

// signedIn is for how long somebody who signs in is known.
var signedIn = sealed[Staff]{name: "staff", lasts: 9 * time.Hour}

type visiting struct{}

// spoken finds out who asks and in which language they read, and lets them choose
// another one: ?language= is kept in a cookie, and leaves the address.
func (h *Handler) spoken(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if chosen := r.URL.Query().Get("language"); r.Method == http.MethodGet && (chosen == "zh" || chosen == "en") {
			h.speak(w, r, chosen)
			query := r.URL.Query()
			query.Del("language")
			http.Redirect(w, r, (&url.URL{Path: local(r.URL.Path), RawQuery: query.Encode()}).String(), http.StatusSeeOther)
			return
		}
		v := visitor{language: h.Policy.Language}
		if accept := r.Header.Get("Accept-Language"); accept != "" {
			v.language = web.Language(accept)
		}
		if cookie, err := r.Cookie(h.cookie("language")); err == nil && (cookie.Value == "zh" || cookie.Value == "en") {
			v.language = cookie.Value
		}
		if staff, ok := signedIn.read(h, r); ok {
			v.staff = &staff
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), visiting{}, v)))
	})
}

// speak keeps the language that a visitor has chosen, zh or en, and gives the request
// as one in it.
func (h *Handler) speak(w http.ResponseWriter, r *http.Request, language string) *http.Request {
	if language != "zh" && language != "en" {
		return r
	}
	cookie := h.plain("language", language)
	cookie.MaxAge = int((365 * 24 * time.Hour).Seconds())
	http.SetCookie(w, cookie)
	v := of(r)
	v.language = language
	return r.WithContext(context.WithValue(r.Context(), visiting{}, v))
}

// of gives the visitor of a request.
func of(r *http.Request) visitor {
	v, _ := r.Context().Value(visiting{}).(visitor)
	return v
}

// local is a path of this site, whatever was written: one that begins with two
// slashes or a backslash is another host to some browsers.
func local(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n") {
		return "/"
	}
	return path
}
