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
	// Switches: a form was sent to be shown in another language, and for nothing else.
	Switches bool
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
// another one: ?language= is kept in a cookie, and leaves the address. A form that is sent
// there comes back as it was filled in.
func (s *Site) Identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		chosen, address := chosenLanguage(r)
		if chosen != "" {
			s.keepLanguage(w, chosen)
		}
		if chosen != "" && r.Method == http.MethodGet {
			http.Redirect(w, r, address.String(), http.StatusSeeOther)
			return
		}
		v := Visitor{Language: s.Policy.Language}
		if accept := r.Header.Get("Accept-Language"); accept != "" {
			v.Language = web.Language(accept)
		}
		if cookie, err := r.Cookie(s.cookie("language")); err == nil && (cookie.Value == "zh" || cookie.Value == "en") {
			v.Language = cookie.Value
		}
		if chosen != "" {
			r = r.Clone(r.Context())
			r.URL, v.Language, v.Switches = address, chosen, true
		}
		if staff, ok := signedIn.Read(s, r); ok {
			v.Staff = &staff
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), visiting{}, v)))
	})
}

// chosenLanguage is the language that a request chooses, "" for none, and its address
// without it.
func chosenLanguage(r *http.Request) (language string, address *url.URL) {
	query := r.URL.Query()
	language = query.Get("language")
	if language != "zh" && language != "en" || r.Method != http.MethodGet && r.Method != http.MethodPost {
		return "", nil
	}
	query.Del("language")
	return language, &url.URL{Path: LocalPath(r.URL.Path), RawQuery: query.Encode()}
}

// keepLanguage keeps the language that a visitor has chosen.
func (s *Site) keepLanguage(w http.ResponseWriter, language string) {
	cookie := s.plain("language", language)
	cookie.MaxAge = int((365 * 24 * time.Hour).Seconds())
	http.SetCookie(w, cookie)
}

// VisitorOf gives the visitor of a request.
func VisitorOf(r *http.Request) Visitor { return visitorIn(r.Context()) }

func visitorIn(ctx context.Context) Visitor {
	v, _ := ctx.Value(visiting{}).(Visitor)
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
