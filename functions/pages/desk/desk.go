// Package desk shows staff the cases that are theirs to work on, and lets them give every
// command that the API has.
//
// Vocabulary. A view is a look at the queue that many need every day; a filter narrows a
// list. A form says how a command is filled in, field by field; it is filled as it is
// shown. A deed is a command that was carried out, and is told on the next page.
//
//	queue.go    lists of cases, searches and kept filters; views.go: which lists there are; chips.go: which filters are set
//	case.go     a case with its forms, and recording one; next.go: which form stands first
//	bulk.go     one thing done with several cases; bulk_words.go: what that is called
//	files.go    files of a case
//	forms.go    the forms of all commands; recording.go: that of a new complaint; options.go: what can be chosen in them
//	fill.go     a form as it is shown and as it is read; pick.go: its lists and signatures;
//	            money.go: its amounts; span.go: its spans of time; folded.go: what is folded of it;
//	            opinion.go: a customer's opinion, which is asked for once
//	told.go     what events tell
//	words.go    the functions of its templates; case_words.go: more of those of a case
//
// Who may do what is the API's to say: the desk offers what the API lists, and shows what
// it refuses.
package desk

import (
	"embed"
	"net/http"

	"github.com/redress/redress/functions/pages/listing"
	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/shared/complaint"
)

//go:embed templates/*.html
var templates embed.FS

// Handler serves the desk.
type Handler struct{ *site.Shelf }

// New serves the desk of a site.
func New(s *site.Site) *Handler {
	return &Handler{s.Shelf(listing.Templates, site.Templates{Files: templates, Words: funcs})}
}

// Register serves the pages of the staff.
func (h *Handler) Register(mux *http.ServeMux) {
	for _, on := range []struct {
		route string
		page  http.HandlerFunc
	}{
		{"GET /desk", h.queue},
		{"GET /desk/search", h.searching},
		{"POST /desk/search", h.search},
		{"POST /desk/filters", h.keepFilter},
		{"POST /desk/filters/remove", h.dropFilter},
		{"POST /desk/bulk", h.choose},
		{"POST /desk/bulk/{command}", h.bulk},
		{"GET /desk/new", h.recordForm},
		{"POST /desk/new", h.record},
		{"GET /desk/cases/{reference}", h.aboutCase(h.caseShown)},
		{"GET /desk/cases/{reference}/{command}", h.aboutCase(h.commandForm)},
		{"POST /desk/cases/{reference}/{command}", h.aboutCase(h.command)},
		{"POST /desk/cases/{reference}/evidence", h.aboutCase(h.announceFile)},
		{"POST /desk/cases/{reference}/evidence/{id}/received", h.aboutCase(h.arrivedFile)},
		{"GET /desk/cases/{reference}/evidence/{id}", h.aboutCase(h.openCaseFile)},
	} {
		mux.HandleFunc(on.route, h.StaffOnly(on.page))
	}
}

// aboutCase lets through what names a case as references look: nothing else becomes
// part of a path of the API.
func (h *Handler) aboutCase(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !complaint.IsReference(r.PathValue("reference")) {
			h.Fail(w, r, site.ErrNotFound)
			return
		}
		next(w, r)
	}
}
