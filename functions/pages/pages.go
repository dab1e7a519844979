// Package pages is the function that shows the product to people: complaints to
// their customers, and the desk to those who work on them.
//
// Vocabulary. A page is what a visitor sees at one address; it is rendered here, and
// whole without a script. A visitor is a customer, who has the tracking codes of
// their complaints, or one of the staff, who has signed in. What either of them
// holds is kept in their browser, sealed. The API is the product's own, in this
// process: pages call it as any program may, and hold no rule of their own, so
// that scope, roles, errors and the promise of one effect for one key are the same.
//
// A form is filled in, sent, and answered by a redirection; when the API refuses
// it, it comes back as it was filled in, with each reason beside its field. The
// key of a form is drawn when it is shown, so that sending it twice does one thing.
// Files go from the browser straight to their depot; from one without a script they
// come here, as a customer cannot be told to get another browser, and are passed on.
//
//	pages.go     what is served, and within which bounds
//	ask.go       calls of the API
//	seal.go      what browsers keep; visitor.go: who they are
//	show.go      templates; words.go: what they call things; give.go: how texts are sent
//	entry.go     ways in for staff
//	customer*.go the customers' pages; desk*.go those of the staff
//	board*.go    what leaders read: wall*.go, reports*.go, rules*.go; docs*.go: the API's description
//
// The package knows no store and no command's rules. Texts are written in both
// languages where they stand.
package pages

import (
	"context"
	"embed"
	"html/template"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// Handler serves the pages.
type Handler struct {
	// API is the product's own.
	API http.Handler
	// Policy is the one in force.
	Policy *policy.Policy
	// Entry is how staff come in.
	Entry Entry
	// Key seals what browsers keep; [KeySize] bytes, the same in all processes.
	Key func(context.Context) ([]byte, error)
	Now func() time.Time
	// Depot is the origin that files are sent to and read from; "" for this site, where
	// Files takes them.
	Depot string
	Files http.Handler
	// Secure: browsers reach the pages by HTTPS alone.
	Secure bool

	// PolicyOf gives a version that cases were received under, and Versions the IDs of
	// those that are kept; nil where none are.
	PolicyOf func(id string) (*policy.Policy, error)
	Versions func(context.Context) ([]string, error)

	packs *packs
	// description is that of the API, read when somebody looks.
	description func() (*apiDoc, error)
	mux         http.Handler
	sense       func() sense
	// shelves are the templates of all pages, by language and name.
	shelves map[string]map[string]*template.Template
}

// New makes the handler ready.
func New(h Handler) *Handler {
	h.shelves = map[string]map[string]*template.Template{"zh": shelf("zh", h.Policy), "en": shelf("en", h.Policy)}
	h.sense = newSense(h.Policy)
	h.packs, h.description = &packs{}, sync.OnceValues(func() (*apiDoc, error) { return readDescription(h.Policy) })
	mux := http.NewServeMux()
	mux.Handle("GET /static/", static())
	h.customers(mux)
	h.desk(mux)
	h.leaders(mux)
	mux.HandleFunc("/", h.elsewhere)
	crossing := http.NewCrossOriginProtection()
	crossing.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h.fail(w, r, foreign) }))
	h.mux = h.bounded(h.spoken(crossing.Handler(mux)))
	return &h
}

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) { h.mux.ServeHTTP(w, r) }

// elsewhere answers whoever wants no page as the API does.
func (h *Handler) elsewhere(w http.ResponseWriter, r *http.Request) {
	if strings.Contains(r.Header.Get("Accept"), "text/html") {
		h.fail(w, r, missing)
		return
	}
	web.WriteProblem(w, r, http.StatusNotFound)
}

// Routes are those of an API gateway that lead here; none of them asks for a token.
var Routes = []string{
	"GET /", "GET /static/{file}", "GET /how", "ANY /progress", "ANY /complaints/{path+}",
	"GET /desk", "ANY /desk/{path+}", "GET /docs", "GET /docs/{path+}",
}

// formLimit is the largest form in bytes: 4,000 characters of narrative as a form
// writes them, and room for the rest.
const formLimit = 256 << 10

// bounded sets what holds for all pages: they load and send to nothing but this
// site and the depot of files, are in nobody's frame, and are not kept by anybody on the way.
func (h *Handler) bounded(next http.Handler) http.Handler {
	own := "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src " + strings.TrimSpace("'self' "+h.Depot) + "; " +
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Content-Security-Policy", own)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "same-origin")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		header.Set("Cache-Control", "no-store")
		if h.Secure {
			header.Set("Strict-Transport-Security", "max-age=31536000")
		}
		r.Body = http.MaxBytesReader(w, r.Body, limitOf(r))
		next.ServeHTTP(w, r)
	})
}

//go:embed static/*
var files embed.FS

// static serves the style sheets, the script and the icon. Under the address of the day,
// which changes with what is in them, browsers keep them for good; under any other they
// ask again.
func static() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/static/")
		data, err := files.ReadFile("static/" + name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		if r.URL.RequestURI() == asset(name) {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		give(w, r, http.StatusOK, data)
	})
}
