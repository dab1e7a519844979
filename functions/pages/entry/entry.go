// Package entry lets staff in: by the company's identity provider, or on a development
// server by saying who one is. Who has come in is kept in their browser, sealed, and is
// known to the API by what the way in has given them: nothing is decided here.
package entry

import (
	"embed"
	"net/http"
	"slices"
	"strings"

	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

//go:embed templates/*.html
var templates embed.FS

// Handler serves the entry.
type Handler struct {
	*site.Shelf
	way Way
}

// New serves a way in.
func New(s *site.Site, way Way) *Handler {
	return &Handler{s.Shelf(site.Templates{Files: templates}), way}
}

// Register serves the pages on which staff come and go.
func (h *Handler) Register(mux *http.ServeMux) {
	mux.HandleFunc("GET /desk/enter", h.enter)
	mux.HandleFunc("POST /desk/enter", h.entered)
	mux.HandleFunc("GET "+Entered, h.entered)
	mux.HandleFunc("POST /desk/leave", h.leave)
}

// Way is a way in for staff.
type Way interface {
	// Begin shows or sends to where somebody proves who they are, and back to a path afterwards.
	Begin(h *Handler, w http.ResponseWriter, r *http.Request, back string)
	// Finish gets what has come of that: who it is, and where they wanted to go.
	Finish(h *Handler, w http.ResponseWriter, r *http.Request) (who site.Staff, back string, err error)
}

// None lets nobody in.
type None struct{}

// Begin says so.
func (None) Begin(h *Handler, w http.ResponseWriter, r *http.Request, _ string) {
	h.Fail(w, r, errClosed)
}

// Finish says so too.
func (None) Finish(*Handler, http.ResponseWriter, *http.Request) (site.Staff, string, error) {
	return site.Staff{}, "", errClosed
}

// Development lets anybody choose who they are. Never used on AWS.
type Development struct{ Policy *policy.Policy }

// choice is what the page of the development entry shows.
type choice struct {
	Back  string
	Roles []complaint.Role
	Units []policy.Unit
}

// Begin shows a page with the roles and units to choose from.
func (e Development) Begin(h *Handler, w http.ResponseWriter, r *http.Request, back string) {
	h.Show(w, r, http.StatusOK, site.Page{Name: "enter", Title: words.Say(site.Language(r), "Staff sign-in", "工作人员登录"), Body: choice{back, complaint.Roles, e.Policy.Units}})
}

// Finish takes what was chosen at its word.
func (e Development) Finish(_ *Handler, _ http.ResponseWriter, r *http.Request) (site.Staff, string, error) {
	role, unit := complaint.Role(r.PostFormValue("role")), strings.TrimSpace(r.PostFormValue("unit"))
	if _, known := e.Policy.Unit(unit); !slices.Contains(complaint.Roles, role) || unit != "" && !known {
		return site.Staff{}, "", site.ErrNotFound
	}
	who := site.Staff{Authorization: "Bearer dev:" + string(role) + ":" + unit, Name: string(role), Role: role, Unit: unit}
	return who, r.PostFormValue("back"), nil
}

// enter is the page where staff come in.
func (h *Handler) enter(w http.ResponseWriter, r *http.Request) {
	h.way.Begin(h, w, r, site.LocalPath(r.URL.Query().Get("back")))
}

// entered lets somebody in who has proven who they are.
func (h *Handler) entered(w http.ResponseWriter, r *http.Request) {
	who, back, err := h.way.Finish(h, w, r)
	if err == nil {
		err = h.SignIn(w, r, who)
	}
	if err != nil {
		h.Fail(w, r, err)
		return
	}
	if back = site.LocalPath(back); back == "/" {
		back = "/desk"
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
}

// leave forgets who was here.
func (h *Handler) leave(w http.ResponseWriter, r *http.Request) {
	h.SignOut(w)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// errClosed is the error of an entry that lets nobody in.
var errClosed = fault.New(fault.Denied, fault.Say("Staff cannot sign in here: no way in is set up.", "未配置登录方式，工作人员无法登录。"))
