// Package customer shows customers what they can do about their electricity supply: file
// a complaint, follow it, and say what they think of it.
//
// Vocabulary. A complaint is filed in steps, over a form that carries along what the other
// steps have. A ticket is the reference of a complaint and the tracking code that opens
// it; a browser holds those that it has been given. A wish is something that a customer may
// do about a complaint. A slip is a form as it was filled in, with what is wrong with it.
//
//	file.go      filing a complaint, step by step
//	hold.go      tickets: finding a complaint, and its receipt
//	kept.go      what was written for one whose ticket is not there any more
//	progress.go  how a complaint stands, and wishes about it
//	closed.go    how a complaint ended, and what is behind
//	files.go     files to a complaint, with a script and without
//	how.go       how complaints are handled and within which times
//	form.go      slips and their fields; words.go: the functions of its templates
//	refused.go   what is wrong with a field, as customers read it
//
// What a customer may do, and what is acceptable, is for the API to say.
package customer

import (
	"embed"
	"net/http"

	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/policy"
)

//go:embed templates/*.html
var templates embed.FS

// Handler serves the pages of customers.
type Handler struct {
	*site.Shelf
	// files takes files for the depot; nil where they are sent to an address of its own.
	files http.Handler
	sense func() sense
}

// New serves customers on a site; files takes what they send for its depot, nil where
// that has an address of its own.
func New(s *site.Site, files http.Handler) *Handler {
	own := site.Templates{Files: templates, Words: funcs}
	return &Handler{Shelf: s.Shelf(own), files: files, sense: newSense(s.Policy)}
}

// Register serves the pages of customers.
func (h *Handler) Register(mux *http.ServeMux) {
	mux.HandleFunc("GET /{$}", h.home)
	mux.HandleFunc("GET /how", h.how)
	mux.HandleFunc("GET /complaints/new", h.file)
	mux.HandleFunc("POST /complaints/new", h.filed)
	mux.HandleFunc("GET /complaints/{reference}", h.held(h.progress))
	mux.HandleFunc("GET /complaints/{reference}/receipt", h.held(h.receipt))
	mux.HandleFunc("GET /complaints/{reference}/files/{id}", h.held(h.openFile))
	mux.HandleFunc("POST /complaints/{reference}/files", h.held(h.sendFile))
	mux.HandleFunc("POST /complaints/{reference}/files/{id}/received", h.held(h.arrived))
	mux.HandleFunc("POST /complaints/{reference}/{wish}", h.held(h.wish))
	mux.HandleFunc("GET /progress", h.find)
	mux.HandleFunc("POST /progress", h.found)
	mux.HandleFunc("POST /progress/forget", h.forget)
}

// welcome is what the first page shows.
type welcome struct {
	Danger policy.Text // what to do at once where there is danger
}

// home says what can be done here.
func (h *Handler) home(w http.ResponseWriter, r *http.Request) {
	h.Show(w, r, http.StatusOK, site.Page{
		Name: "home", Title: words.Say(site.Language(r), "Complaints about electricity supply", "供电服务投诉"), Here: "home",
		Body: welcome{h.Policy.Texts.Advice["danger"]},
	})
}
