package pages

import (
	"net/http"
	"strings"
)

// leaders serves what leaders read, and the description of the API.
func (h *Handler) leaders(mux *http.ServeMux) {
	mux.HandleFunc("GET /desk/wall", h.staffed(h.wall))
	mux.HandleFunc("GET /desk/reports", h.staffed(h.reports))
	mux.HandleFunc("POST /desk/reports", h.staffed(h.orderReport))
	mux.HandleFunc("GET /desk/reports/{id}/{format}", h.staffed(h.report))
	mux.HandleFunc("GET /desk/reports/{id}/cases", h.staffed(h.behind))
	mux.HandleFunc("GET /desk/policy", h.staffed(h.rules))
	mux.HandleFunc("GET /desk/policy/{part}", h.staffed(h.rules))
	mux.HandleFunc("GET /desk/policy/diff", h.staffed(h.rulesDiff))
	mux.HandleFunc("GET /desk/policy/what-if", h.staffed(h.whatIf))
	mux.HandleFunc("POST /desk/policy/what-if", h.staffed(h.whatIfRead))
	mux.HandleFunc("GET /docs", h.docs)
	mux.HandleFunc("GET /docs/{area}", h.docsArea)
	mux.HandleFunc("GET /docs/fields/{name}", h.docsFields)
}

// whatIfLimit is the largest what-if result in bytes: hours of the week of some
// thousand units.
const whatIfLimit = 4 << 20

// limitOf is how large a request's body may be.
func limitOf(r *http.Request) int64 {
	switch {
	case r.URL.Path == "/desk/policy/what-if":
		return whatIfLimit
	case strings.HasPrefix(r.URL.Path, "/complaints/") && strings.HasSuffix(r.URL.Path, "/files"):
		return carriedLimit + formLimit
	}
	return formLimit
}
