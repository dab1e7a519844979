// Package board shows what leaders read: how much is open, on the wall; reports, and the
// cases behind their figures; the rules in force, what differs between two versions of
// them, and what a draft would have done.
//
//	wall.go     the board on the wall; late.go: what is overdue there
//	reports.go  reports, and asking for one; card.go: one in the list, and its figures
//	cases.go    the cases behind a figure
//	rules.go    the rules in force, a part at a time; calendar.go: a year at a glance
//	diff.go     two versions of the rules compared; changes.go: a change in words
//	whatif.go   a draft tried out
//	words.go    the functions of its templates; names.go: names that rules have no words for
//
// Figures and comparisons are made elsewhere: here they are laid out.
package board

import (
	"context"
	"embed"
	"net/http"

	"github.com/redress/redress/functions/pages/listing"
	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/shared/policy"
)

//go:embed templates/*.html
var templates embed.FS

// Handler serves what leaders read.
type Handler struct {
	*site.Shelf
	// policyOf gives a version of the rules that cases were received under, and kept the
	// IDs of those that are kept; nil where none are.
	policyOf func(id string) (*policy.Policy, error)
	kept     func(context.Context) ([]string, error)
	packs    *packs
}

// New serves the board of a site; policyOf gives a version that cases were received
// under, and kept the IDs of those that are kept: nil where none are.
func New(s *site.Site, policyOf func(id string) (*policy.Policy, error), kept func(context.Context) ([]string, error)) *Handler {
	own := site.Templates{Files: templates, Words: funcs}
	return &Handler{Shelf: s.Shelf(listing.Templates, own), policyOf: policyOf, kept: kept, packs: &packs{}}
}

// Register serves what leaders read.
func (h *Handler) Register(mux *http.ServeMux) {
	mux.HandleFunc("GET /desk/wall", h.StaffOnly(h.wall))
	mux.HandleFunc("GET /desk/reports", h.StaffOnly(h.reports))
	mux.HandleFunc("POST /desk/reports", h.StaffOnly(h.orderReport))
	mux.HandleFunc("GET /desk/reports/{id}/{format}", h.StaffOnly(h.report))
	mux.HandleFunc("GET /desk/reports/{id}/cases", h.StaffOnly(h.behind))
	mux.HandleFunc("GET /desk/policy", h.StaffOnly(h.rules))
	mux.HandleFunc("GET /desk/policy/{part}", h.StaffOnly(h.rules))
	mux.HandleFunc("GET /desk/policy/diff", h.StaffOnly(h.rulesDiff))
	mux.HandleFunc("GET /desk/policy/what-if", h.StaffOnly(h.whatIf))
	mux.HandleFunc("POST /desk/policy/what-if", h.StaffOnly(h.whatIfRead))
}

// WhatIfLimit is the largest what-if result in bytes: hours of the week of some
// thousand units.
const WhatIfLimit = 4 << 20
