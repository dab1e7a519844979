package pages

import (
	"net/http"
	"slices"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// Entry is a way in for staff.
type Entry interface {
	// Begin shows or sends to where somebody proves who they are, and back to a path afterwards.
	Begin(h *Handler, w http.ResponseWriter, r *http.Request, back string)
	// Finish gets what has come of that: who it is, and where they wanted to go.
	Finish(h *Handler, w http.ResponseWriter, r *http.Request) (who Staff, back string, err error)
}

// NoEntry lets nobody in.
type NoEntry struct{}

// Begin says so.
func (NoEntry) Begin(h *Handler, w http.ResponseWriter, r *http.Request, _ string) {
	h.fail(w, r, closed)
}

// Finish says so too.
func (NoEntry) Finish(*Handler, http.ResponseWriter, *http.Request) (Staff, string, error) {
	return Staff{}, "", closed
}

// DevEntry lets anybody choose who they are. Never used on AWS.
type DevEntry struct{ Policy *policy.Policy }

// choice is what the page of the development entry shows.
type choice struct {
	Back  string
	Roles []complaint.Role
	Units []policy.Unit
}

// Begin shows a page with the roles and units to choose from.
func (e DevEntry) Begin(h *Handler, w http.ResponseWriter, r *http.Request, back string) {
	h.show(w, r, http.StatusOK, page{Name: "enter", Title: say(of(r).language, "Staff sign-in", "工作人员登录"), Body: choice{back, complaint.Roles, e.Policy.Units}})
}

// Finish takes what was chosen at its word.
func (e DevEntry) Finish(_ *Handler, _ http.ResponseWriter, r *http.Request) (Staff, string, error) {
	role, unit := complaint.Role(r.PostFormValue("role")), strings.TrimSpace(r.PostFormValue("unit"))
	if _, known := e.Policy.Unit(unit); !slices.Contains(complaint.Roles, role) || unit != "" && !known {
		return Staff{}, "", missing
	}
	who := Staff{Authorization: "Bearer dev:" + string(role) + ":" + unit, Name: string(role), Role: role, Unit: unit}
	return who, r.PostFormValue("back"), nil
}

// enter is the page where staff come in.
func (h *Handler) enter(w http.ResponseWriter, r *http.Request) {
	h.Entry.Begin(h, w, r, local(r.URL.Query().Get("back")))
}

// entered lets somebody in who has proven who they are.
func (h *Handler) entered(w http.ResponseWriter, r *http.Request) {
	who, back, err := h.Entry.Finish(h, w, r)
	if err == nil {
		err = signedIn.write(h, w, r, who)
	}
	if err != nil {
		h.fail(w, r, err)
		return
	}
	if back = local(back); back == "/" {
		back = "/desk"
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
}

// leave forgets who was here.
func (h *Handler) leave(w http.ResponseWriter, r *http.Request) {
	signedIn.clear(h, w)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// staffed lets staff through, and sends others to the entry. What they have sent
// comes back to be sent again: nothing that was written is lost by an old session.
func (h *Handler) staffed(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		switch {
		case of(r).staff != nil:
			next(w, r)
		case r.Method == http.MethodGet:
			http.Redirect(w, r, "/desk/enter?back="+escape(r.URL.RequestURI()), http.StatusSeeOther)
		default:
			h.resend(w, r)
		}
	}
}
