// Package pages is the function that shows the product to people: complaints to
// their customers, and the desk to those who work on them.
//
// Here the pages are put together, and bounded. They are made in packages of their own,
// each of which knows those below it and no other beside it:
//
//	customer, desk, board, docs   pages: of customers, of staff, what leaders read, the API's description
//	entry                         the ways in for staff
//	listing                       a list of cases, as desk and board show it
//	site                          what all pages stand on: calls of the API, templates, visitors, what browsers keep
//	words                         what all pages call things
//
// Pages call the API as any program may, and hold no rule of their own, so that scope,
// roles, errors and the promise of one effect for one key are the same.
//
// A form is filled in, sent, and answered by a redirection; when the API refuses
// it, it comes back as it was filled in, with each reason beside its field. The
// key of a form is drawn when it is shown, so that sending it twice does one thing.
// Files go from the browser straight to their depot; from one without a script they
// come here, as a customer cannot be told to get another browser, and are passed on.
//
// No page knows a store or a command's rules. Texts are written in both languages where
// they stand.
package pages

import (
	"context"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/redress/redress/functions/pages/board"
	"github.com/redress/redress/functions/pages/customer"
	"github.com/redress/redress/functions/pages/desk"
	"github.com/redress/redress/functions/pages/docs"
	"github.com/redress/redress/functions/pages/entry"
	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/shared/fault"
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
	Entry entry.Way
	// Key seals what browsers keep; [site.KeySize] bytes, the same in all processes.
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

	bounded http.Handler
}

// New makes the handler ready.
func New(h Handler) *Handler {
	s := site.New(site.Site{API: h.API, Policy: h.Policy, Key: h.Key, Now: h.Now, Secure: h.Secure})
	mux := http.NewServeMux()
	mux.Handle("GET /static/", site.Static())
	entry.New(s, h.Entry).Register(mux)
	customer.New(s, h.Files).Register(mux)
	desk.New(s).Register(mux)
	board.New(s, h.PolicyOf, h.Versions).Register(mux)
	docs.New(s).Register(mux)
	h.bounded = bounded(s.Identify(guarded(s, routed(s, mux))), h.Depot, h.Secure)
	return &h
}

// ServeHTTP shows a page.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) { h.bounded.ServeHTTP(w, r) }

// routed sends requests to their pages. Whoever asks for an address that is no page, but
// takes what is posted or has a slash too many, is led to the nearest page above it.
func routed(s *site.Site, mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		other, pattern := mux.Handler(r)
		if pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		answer := site.NewAnswer()
		other.ServeHTTP(answer, r)
		allowed := answer.Header().Get("Allow")
		if clean := path.Clean("/" + r.URL.Path); reads(r) && (allowed != "" || isPage(mux, clean)) {
			for !isPage(mux, clean) {
				clean = path.Dir(clean)
			}
			to := url.URL{Path: clean}
			if allowed == "" {
				to.RawQuery = r.URL.RawQuery
			}
			http.Redirect(w, r, to.String(), http.StatusSeeOther)
			return
		}
		elsewhere(s, w, r, allowed)
	})
}

// reads tells of a request that it changes nothing.
func reads(r *http.Request) bool { return r.Method == http.MethodGet || r.Method == http.MethodHead }

// isPage tells whether a page is at a path.
func isPage(mux *http.ServeMux, path string) bool {
	_, pattern := mux.Handler(&http.Request{Method: http.MethodGet, URL: &url.URL{Path: path}})
	return pattern != ""
}

// elsewhere answers where no page is, or none by the request's method: as the API does
// whoever wants no page.
func elsewhere(s *site.Site, w http.ResponseWriter, r *http.Request, allowed string) {
	status, err := http.StatusNotFound, error(site.ErrNotFound)
	if allowed != "" {
		w.Header().Set("Allow", allowed)
		status = http.StatusMethodNotAllowed
		err = &web.Problem{Status: status, Detail: noMethod.In(site.Language(r))}
	}
	if strings.Contains(r.Header.Get("Accept"), "text/html") {
		s.Fail(w, r, err)
		return
	}
	web.WriteProblem(w, r, status)
}

// noMethod is said of what is sent where it is not taken.
var noMethod = fault.Say("This address does not take what was sent. Nothing was carried out.", "该地址不接受此类提交，未执行任何操作。")

// guarded lets nothing through that another site has sent.
func guarded(s *site.Site, next http.Handler) http.Handler {
	crossing := http.NewCrossOriginProtection()
	crossing.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.Fail(w, r, errForeign) }))
	return crossing.Handler(next)
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
func bounded(next http.Handler, depot string, secure bool) http.Handler {
	own := "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src " + strings.TrimSpace("'self' "+depot) + "; " +
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Content-Security-Policy", own)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "same-origin")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		header.Set("Cache-Control", "no-store")
		if secure {
			header.Set("Strict-Transport-Security", "max-age=31536000")
		}
		r.Body = http.MaxBytesReader(w, r.Body, limitOf(r))
		next.ServeHTTP(w, r)
	})
}

// limitOf is how large a request's body may be.
func limitOf(r *http.Request) int64 {
	switch {
	case r.URL.Path == "/desk/policy/what-if":
		return board.WhatIfLimit
	case strings.HasPrefix(r.URL.Path, "/complaints/") && strings.HasSuffix(r.URL.Path, "/files"):
		return customer.CarriedLimit + formLimit
	}
	return formLimit
}

// errForeign is the error of what another site has sent.
var errForeign = fault.New(fault.Denied, fault.Say("This was sent from another site, and was not carried out.", "该请求来自其他网站，未予执行。"))
