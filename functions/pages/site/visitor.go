package site

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

// Visitor is whoever asks for a page.
type Visitor struct {
	Language string // zh or en
	Staff    *Staff // nil for customers
}

// Staff is somebody who has signed in.
type Staff struct {
	// Authorization is what the API knows them by.
	Authorization string         `json:"authorization"`
	Name          string         `json:"name"`
	Role          complaint.Role `json:"role"`
	Unit          string         `json:"unit"` // "" for the whole company
}

// Records tells whether somebody is offered to take complaints down.
func (s Staff) Records() bool {
	return s.Role == complaint.Agent || s.Role == complaint.Supervisor || s.Role == complaint.Admin
}

// ReadsReports tells whether somebody is offered the reports.
func (s Staff) ReadsReports() bool {
	return s.Role == complaint.Supervisor || s.Role == complaint.Auditor || s.Role == complaint.Admin
}

func (v Visitor) authorization() string {
	if v.Staff == nil {
		return ""
	}
	return v.Staff.Authorization
}

// signedIn is for how long somebody who signs in is known.
var signedIn = Sealed[Staff]{Name: "staff", Lasts: 9 * time.Hour}

// SignIn lets the browser keep who somebody is.
func (s *Site) SignIn(w http.ResponseWriter, r *http.Request, who Staff) error {
	return signedIn.Write(s, w, r, who)
}

// SignOut forgets who was here.
func (s *Site) SignOut(w http.ResponseWriter) { signedIn.Clear(s, w) }

// StaffOnly lets staff through, and sends others to the entry. What they have sent
// comes back to be sent again: nothing that was written is lost by an old session.
func (s *Site) StaffOnly(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		switch {
		case VisitorOf(r).Staff != nil:
			next(w, r)
		case r.Method == http.MethodGet:
			http.Redirect(w, r, "/desk/enter?back="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
		default:
			s.resend(w, r)
		}
	}
}

type visiting struct{}

// Identify finds out who asks and in which language they read, and lets them choose
// another one: ?language= is kept in a cookie, and leaves the address.
func (s *Site) Identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if chosen := r.URL.Query().Get("language"); r.Method == http.MethodGet && (chosen == "zh" || chosen == "en") {
			s.Speak(w, r, chosen)
			query := r.URL.Query()
			query.Del("language")
			http.Redirect(w, r, (&url.URL{Path: LocalPath(r.URL.Path), RawQuery: query.Encode()}).String(), http.StatusSeeOther)
			return
		}
		v := Visitor{Language: s.Policy.Language}
		if accept := r.Header.Get("Accept-Language"); accept != "" {
			v.Language = web.Language(accept)
		}
		if cookie, err := r.Cookie(s.cookie("language")); err == nil && (cookie.Value == "zh" || cookie.Value == "en") {
			v.Language = cookie.Value
		}
		if staff, ok := signedIn.Read(s, r); ok {
			v.Staff = &staff
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), visiting{}, v)))
	})
}

// Speak keeps the language that a visitor has chosen, zh or en, and gives the request
// as one in it.
func (s *Site) Speak(w http.ResponseWriter, r *http.Request, language string) *http.Request {
	if language != "zh" && language != "en" {
		return r
	}
	cookie := s.plain("language", language)
	cookie.MaxAge = int((365 * 24 * time.Hour).Seconds())
	http.SetCookie(w, cookie)
	v := VisitorOf(r)
	v.Language = language
	return r.WithContext(context.WithValue(r.Context(), visiting{}, v))
}

// VisitorOf gives the visitor of a request.
func VisitorOf(r *http.Request) Visitor {
	v, _ := r.Context().Value(visiting{}).(Visitor)
	return v
}

// Language is that of a request: zh or en.
func Language(r *http.Request) string { return VisitorOf(r).Language }

// LocalPath is a path of this site, whatever was written: one that begins with two
// slashes or a backslash is another host to some browsers.
func LocalPath(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n") {
		return "/"
	}
	return path
}
