package pages

import (
	"net/http"
)

// customers serves the pages of customers.
func (h *Handler) customers(mux *http.ServeMux) {
	mux.HandleFunc("GET /{$}", h.home)
}

// home says what can be done here.
func (h *Handler) home(w http.ResponseWriter, r *http.Request) {
	h.show(w, r, http.StatusOK, page{Name: "home", Title: say(of(r).language, "Complaints about electricity supply", "供电服务投诉"), Here: "home"})
}
