package desk

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/shared/evidence"
)

// announceFile tells the script where a file of a case is to be sent.
func (h *Handler) announceFile(w http.ResponseWriter, r *http.Request) {
	value := r.PostFormValue
	size, _ := strconv.ParseInt(value("size"), 10, 64) // 0 is refused by the API, in its words
	file := site.Announcement(value("name"), value("type"), value("sha256"), size)
	file.Of, file.Note = value("of"), value("note")
	var to evidence.Announced
	err := h.Ask(r.Context(), site.Post(site.VisitorOf(r), filesOf(r), file, ""), &to)
	h.Tell(w, r, to, err)
}

// arrivedFile passes on that it has been sent.
func (h *Handler) arrivedFile(w http.ResponseWriter, r *http.Request) {
	err := h.Ask(r.Context(), site.Post(site.VisitorOf(r), filesOf(r)+"/"+url.PathEscape(r.PathValue("id"))+"/received", nil, ""), nil)
	if err == nil {
		err = doneDeed.Write(h.Site, w, r, deedNote{r.PathValue("reference"), "evidence"})
	}
	h.Tell(w, r, struct{}{}, err)
}

// openCaseFile sends a visitor to a file. The link is the API's, and expires.
func (h *Handler) openCaseFile(w http.ResponseWriter, r *http.Request) {
	var link evidence.Link
	if err := h.Ask(r.Context(), site.Get(site.VisitorOf(r), filesOf(r)+"/"+url.PathEscape(r.PathValue("id")), nil), &link); err != nil {
		h.Fail(w, r, err)
		return
	}
	http.Redirect(w, r, link.URL, http.StatusSeeOther)
}

// filesOf is where the API has the files of the case that a request names.
func filesOf(r *http.Request) string { return "/v1/cases/" + r.PathValue("reference") + "/evidence" }
