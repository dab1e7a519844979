package pages

import (
	"net/http"

	"github.com/redress/redress/shared/policy"
)

// customers serves the pages of customers.
func (h *Handler) customers(mux *http.ServeMux) {
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
	h.show(w, r, http.StatusOK, page{
		Name: "home", Title: say(of(r).language, "Complaints about electricity supply", "供电服务投诉"), Here: "home",
		Body: welcome{h.Policy.Texts.Advice["danger"]},
	})
}
