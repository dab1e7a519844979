package pages

import (
	"net/http"
	"net/url"

	"github.com/redress/redress/functions/casework"
)

// desk serves the pages of the staff.
func (h *Handler) desk(mux *http.ServeMux) {
	mux.HandleFunc("GET /desk/enter", h.enter)
	mux.HandleFunc("POST /desk/enter", h.entered)
	mux.HandleFunc("GET "+Entered, h.entered)
	mux.HandleFunc("POST /desk/leave", h.leave)
	mux.HandleFunc("GET /desk", h.staffed(h.queue))
}

// queue shows the cases that are in the visitor's scope, the next due first.
func (h *Handler) queue(w http.ResponseWriter, r *http.Request) {
	var q casework.Queue
	if err := h.ask(r.Context(), get(of(r), "/v1/cases", url.Values{"limit": {"50"}, "cursor": {r.URL.Query().Get("cursor")}}), &q); err != nil {
		h.fail(w, r, err)
		return
	}
	h.show(w, r, http.StatusOK, page{Name: "queue", Title: say(of(r).language, "Queue", "待办工单"), Body: q, Wide: true, Fresh: true, Here: "queue"})
}
