package customer

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// ticket opens a complaint to its customer.
type ticket struct {
	Reference string `json:"reference"`
	Code      string `json:"code"`
}

// tickets are those that a browser holds, the newest first. The codes stand nowhere
// else: in no address, and in no page but the receipt.
var tickets = site.Sealed[[]ticket]{Name: "complaints", Lasts: 12 * time.Hour}

// mostTickets bounds them: a cookie has 4,096 bytes.
const mostTickets = 20

// hold lets the browser keep a ticket.
func (h *Handler) hold(w http.ResponseWriter, r *http.Request, t ticket) error {
	had, _ := tickets.Read(h.Site, r)
	list := append([]ticket{t}, slices.DeleteFunc(had, func(o ticket) bool { return o.Reference == t.Reference })...)
	return tickets.Write(h.Site, w, r, list[:min(len(list), mostTickets)])
}

// holding is a handler of a complaint that the browser holds the ticket of.
type holding func(w http.ResponseWriter, r *http.Request, t ticket)

// held lets those through who hold the ticket of a complaint, and asks others for it.
func (h *Handler) held(next holding) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		reference := r.PathValue("reference")
		had, _ := tickets.Read(h.Site, r)
		at := slices.IndexFunc(had, func(t ticket) bool { return t.Reference == reference })
		switch {
		case at >= 0:
			next(w, r, had[at])
		case !complaint.IsReference(reference):
			h.Fail(w, r, site.ErrNotFound)
		case r.Method == http.MethodPost:
			h.unheld(w, r, reference)
		default:
			http.Redirect(w, r, "/progress?reference="+url.QueryEscape(reference), http.StatusSeeOther)
		}
	}
}

// track is a customer's call about a complaint.
func track(v site.Visitor, c site.Call, t ticket) site.Call {
	c.Visitor, c.Code = site.Visitor{Language: v.Language}, t.Code
	return c
}

// follow reads how a complaint stands.
func (h *Handler) follow(r *http.Request, t ticket) (p intake.Progress, err error) {
	v := site.VisitorOf(r)
	err = h.Ask(r.Context(), track(v, site.Get(v, "/v1/complaints/"+t.Reference, nil), t), &p)
	return p, err
}

// finding is what the page shows that asks for a ticket.
type finding struct {
	Form  slip
	Held  []ticket
	Along []carried // what goes along with the form
	// Kept is what was written for a complaint whose ticket is not there any more.
	Kept []carried
}

// find asks for a reference and a tracking code.
func (h *Handler) find(w http.ResponseWriter, r *http.Request) {
	f := blankSlip("")
	f.Values.Set("reference", r.URL.Query().Get("reference"))
	h.finding(w, r, http.StatusOK, f)
}

// unheld asks for the code of a complaint for which something was written, and shows
// what that was; it goes along.
func (h *Handler) unheld(w http.ResponseWriter, r *http.Request, reference string) {
	f := blankSlip("")
	f.Values.Set("reference", reference)
	f.Says = words.Say(site.Language(r), "This page has expired. Enter your tracking code again; what you wrote is kept below.", "页面已过期，请重新输入查询码。您填写的内容已保留在下方。")
	if err := r.ParseForm(); err == nil {
		f.keep(r.PathValue("wish"), r.PostForm)
	}
	h.finding(w, r, http.StatusUnauthorized, f)
}

func (h *Handler) finding(w http.ResponseWriter, r *http.Request, status int, f slip) {
	held, _ := tickets.Read(h.Site, r)
	h.Show(w, r, status, site.Page{Name: "progress_enter", Title: words.Say(site.Language(r), "Check progress", "查询进度"), Body: finding{f, held, f.takenAlong(), f.readable(site.Language(r))}, Here: "progress", At: "/progress", Switch: "find"})
}

// found opens a complaint. A wrong code and a wrong reference have the same answer.
func (h *Handler) found(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		h.Fail(w, r, errUnreadable)
		return
	}
	f := filledSlip("", r.PostForm)
	if site.VisitorOf(r).Switches {
		h.finding(w, r, http.StatusOK, f)
		return
	}
	t := ticketOf(f.Get("reference"), f.Get("code"))
	p, err := h.follow(r, t)
	switch {
	case err != nil && site.NotFound(err) || !complaint.IsReference(t.Reference):
		language := site.Language(r)
		f.Says = words.Say(language, "No complaint matches this reference and tracking code. Please check your receipt or our text message.", "未找到与该编号和查询码相符的投诉，请对照回执或短信重新输入。")
		f.Wrongs = []fieldError{
			{"reference", words.Say(language, "Check the reference.", "请核对工单编号。")},
			{"code", words.Say(language, "Check the tracking code.", "请核对查询码。")},
		}
		h.finding(w, r, http.StatusNotFound, f)
		return
	case err == nil:
		err = h.hold(w, r, t)
	}
	if err != nil {
		h.Fail(w, r, err)
		return
	}
	if back, ok := f.kept(); ok {
		h.following(w, r, http.StatusOK, p, "", &back)
		return
	}
	http.Redirect(w, r, "/complaints/"+url.PathEscape(t.Reference), http.StatusSeeOther)
}

// ticketOf reads a reference and a code as people copy them: with blanks and dashes or
// without, wide as a Chinese keyboard writes, and with digits for the letters that they
// look like, as no code has 0 or 8.
func ticketOf(reference, code string) ticket {
	return ticket{complaint.ReadReference(reference), strings.NewReplacer("0", "O", "8", "B").Replace(strings.ToUpper(complaint.Unspaced(code)))}
}

// forget clears what the browser holds: it may be one that others use too.
func (h *Handler) forget(w http.ResponseWriter, r *http.Request) {
	tickets.Clear(h.Site, w)
	http.Redirect(w, r, "/progress", http.StatusSeeOther)
}

// receipted is what a receipt shows.
type receipted struct {
	intake.Progress
	Code     string
	Promised []promised
	Site     string // where to come back to
	Danger   policy.Text
	Ahead    bool // nothing has been done about it yet
	Called   bool // the customer was promised a call
	Now      time.Time
}

// receipt shows a receipt to print.
func (h *Handler) receipt(w http.ResponseWriter, r *http.Request, t ticket) {
	p, err := h.follow(r, t)
	if err != nil {
		h.lost(w, r, t, err)
		return
	}
	body := receipted{p, t.Code, h.promised(p, site.Language(r), false), h.site(r), nil, false, false, h.Now()}
	body.Ahead = slices.Contains([]complaint.Status{complaint.Received, complaint.Sorting, complaint.Dispatched}, p.Status) && !happened(p, "reworked") && !happened(p, "reopened")
	body.Called = slices.ContainsFunc(p.Promises, func(one web.Promise) bool { return one.Clock == "contact" })
	if r.URL.Query().Has("danger") {
		body.Danger = h.Policy.Texts.Advice["danger"]
	}
	h.Show(w, r, http.StatusOK, site.Page{Name: "receipt", Title: words.Say(site.Language(r), "Your complaint has been received", "投诉已受理"), Body: body, Secret: true, Here: "progress"})
}

// site is the address of the page where a complaint is found again.
func (h *Handler) site(r *http.Request) string {
	scheme := "http"
	if h.Secure {
		scheme = "https"
	}
	return scheme + "://" + r.Host + "/progress"
}

// lost asks for the ticket anew when the one that the browser holds opens nothing.
func (h *Handler) lost(w http.ResponseWriter, r *http.Request, t ticket, err error) {
	if site.NotFound(err) {
		http.Redirect(w, r, "/progress?reference="+url.QueryEscape(t.Reference), http.StatusSeeOther)
		return
	}
	h.Fail(w, r, err)
}
