package desk

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/redress/redress/functions/pages/listing"
	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/web"
)

// casePage is what the page of a case shows.
type casePage struct {
	listing.Row
	Now time.Time
	// Next is the form of the one thing that waits for the visitor; nil for nothing.
	Next *filled
	// Alone: the visitor has asked for this form, not the case's next.
	Alone bool
	// Rest is what else they may do, by groups.
	Rest []restGroup
	// Back is why the case has come back to be handled again; nil where it has not.
	Back *complaint.Event
	// Code opens the complaint to its customer: it is there once, for whoever has
	// just recorded it.
	Code string
}

// restGroup are commands that belong together.
type restGroup struct {
	Group formGroup
	Forms []form
}

var changed = fault.Say("the case has changed meanwhile", "工单在此期间已有变化")

// caseShown is the page of a case.
func (h *Handler) caseShown(w http.ResponseWriter, r *http.Request) {
	c, err := h.caseOf(r)
	if site.NotFound(err) {
		if note, known := doneDeed.Read(h.Site, r); known && note.Reference == r.PathValue("reference") {
			http.Redirect(w, r, "/desk", http.StatusSeeOther) // it has left the visitor's scope by what they did
			return
		}
	}
	if err != nil {
		h.Fail(w, r, err)
		return
	}
	p := h.casePage(r, c)
	if name := nextCommand(c, site.VisitorOf(r).Staff.Role); name != "" {
		f, _ := formOf(name)
		shown := h.fill(f, c, commandPath(c.Reference, name), h.draft(c, name))
		p.Next = &shown
	}
	shown := h.casePaged(r, p)
	if note, ok := doneDeed.Read(h.Site, r); ok && note.Reference == c.Reference {
		shown.Done = note.words(site.Language(r))
		doneDeed.Clear(h.Site, w)
	}
	if note, ok := recordedCase.Read(h.Site, r); ok && note.Reference == c.Reference {
		p.Code = note.Code
		shown.Body = p
		recordedCase.Clear(h.Site, w)
	}
	h.Show(w, r, http.StatusOK, shown)
}

// caseOf asks for the case that a request names.
func (h *Handler) caseOf(r *http.Request) (web.CaseView, error) {
	var c web.CaseView
	err := h.Ask(r.Context(), site.Get(site.VisitorOf(r), "/v1/cases/"+r.PathValue("reference"), nil), &c)
	return c, err
}

// commandPath is where a command of a case is shown and sent to.
func commandPath(reference, command string) string { return "/desk/cases/" + reference + "/" + command }

// casePage is the page of a case without a form.
func (h *Handler) casePage(r *http.Request, c web.CaseView) casePage {
	p := casePage{Row: listing.RowOf(c), Now: h.Now()}
	slices.Reverse(c.Events)
	p.Back = sentBack(c.Events)
	waiting := nextCommand(c, site.VisitorOf(r).Staff.Role)
	for g := range groupNames {
		rest := restGroup{Group: formGroup(g)}
		for _, f := range forms {
			if int(f.Group) == g && slices.Contains(c.Allowed, f.Command) && f.Command != waiting {
				rest.Forms = append(rest.Forms, f)
			}
		}
		if rest.Forms != nil {
			p.Rest = append(p.Rest, rest)
		}
	}
	return p
}

// sentBack is the event by which a case has come back since it was answered last, of
// events that stand with the newest first.
func sentBack(events []complaint.Event) *complaint.Event {
	for _, e := range events {
		switch {
		case e.Type == "answered":
			return nil
		case e.Type == "reworked" || e.Type == "rework-ordered", bytes.Contains(e.Data, []byte(`"passed":false`)) && e.Type == "reviewed", bytes.Contains(e.Data, []byte(`"satisfied":false`)) && e.Type == "called":
			return &e
		}
	}
	return nil
}

// casePaged is the page of a case as it is shown.
func (h *Handler) casePaged(r *http.Request, p casePage) site.Page {
	return site.Page{Name: "case", Title: words.Say(site.Language(r), "Case ", "工单 ") + p.Reference, Body: p, Wide: true, Fresh: p.Next == nil || !p.Next.Bad(), Secret: p.Code != "", Here: "queue"}
}

// draft is what the record knows for a form already.
func (h *Handler) draft(c web.CaseView, command string) url.Values {
	if command == "information-report" && c.Draft != nil {
		d := c.Draft
		return url.Values{"course": {d.Course}, "cause": {d.Cause}, "scope": {d.Scope}, "loss": {d.Loss}, "progress": {d.Progress}, "consequences": {d.Consequences}}
	}
	if command == "answer" && c.Answer != nil { // one that was sent back, or did not satisfy
		return url.Values{"text": {c.Answer.Text}, "remedy": {c.Answer.Remedy}}
	}
	if command == "evidence" {
		return url.Values{"of": {"complaint"}}
	}
	if command == "classification" {
		return url.Values{"kind": {c.Kind}, "class": {c.Class}, "urgency": {c.Urgency}, "grade": {c.Grade}, "unit": {c.Unit}}
	}
	return nil
}

// commandForm is the page of a case with the form of one command.
func (h *Handler) commandForm(w http.ResponseWriter, r *http.Request) {
	f, ok := formOf(r.PathValue("command"))
	if !ok {
		h.Fail(w, r, site.ErrNotFound)
		return
	}
	c, err := h.caseOf(r)
	if err != nil {
		h.Fail(w, r, err)
		return
	}
	values := h.draft(c, f.Command)
	if into := r.URL.Query().Get("into"); f.Command == "merge" && into != "" {
		values = url.Values{"into": {into}}
	}
	h.showCommand(w, r, http.StatusOK, c, h.fill(f, c, commandPath(c.Reference, f.Command), values))
}

// showCommand shows a case with the form of one command.
func (h *Handler) showCommand(w http.ResponseWriter, r *http.Request, status int, c web.CaseView, shown filled) {
	p := h.casePage(r, c)
	p.Next, p.Alone = &shown, true
	page := h.casePaged(r, p)
	page.Switch = shown.ID()
	h.Show(w, r, status, page)
}

// command carries a command out. What is refused comes back as it was filled in, beside
// the case as it is now.
func (h *Handler) command(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("reference")
	f, ok := formOf(r.PathValue("command"))
	if err := r.ParseForm(); err != nil || !ok {
		h.Fail(w, r, site.ErrNotFound)
		return
	}
	deed := site.Post(site.VisitorOf(r), "/v1/cases/"+name+"/"+f.Command, h.body(f, r.PostForm), r.PostForm.Get("key"))
	deed.Version, _ = strconv.ParseInt(r.PostForm.Get("version"), 10, 64) // 0 for any, as the API has it
	err := h.Ask(r.Context(), deed, nil)
	if err == nil {
		if err := doneDeed.Write(h.Site, w, r, deedNote{name, f.Command}); err != nil {
			h.Fail(w, r, err)
			return
		}
		http.Redirect(w, r, "/desk/cases/"+name, http.StatusSeeOther)
		return
	}
	refused, ok := site.Refused(err, http.StatusForbidden, http.StatusConflict, http.StatusPreconditionFailed, http.StatusUnprocessableEntity)
	if !ok {
		h.Fail(w, r, err)
		return
	}
	c, err := h.caseOf(r)
	if err != nil {
		h.Fail(w, r, err)
		return
	}
	shown := h.again(f, c, commandPath(c.Reference, f.Command), r.PostForm, refused)
	shown.Instead = slices.DeleteFunc(shown.Instead, func(other form) bool { return other.Command == f.Command || !slices.Contains(c.Allowed, other.Command) })
	shown.Instead = shown.Instead[:min(len(shown.Instead), mostInstead)]
	h.showCommand(w, r, refused.Status, c, shown)
}

// mostInstead is how many commands are named in place of one that is not possible: the
// forms stand in the order of the work, and the rest is on the page.
const mostInstead = 6

// deedNote is what a page keeps to be said once after a command.
type deedNote struct{ Reference, Command string }

var doneDeed = site.Sealed[deedNote]{Name: "done", Lasts: time.Minute}

func (n deedNote) words(language string) string {
	f, _ := formOf(n.Command)
	return words.Say(language, "Done: ", "已完成：") + f.Title.In(language)
}

// recordedNote is what a page keeps to be said once after a recording.
type recordedNote struct{ Reference, Code string }

var recordedCase = site.Sealed[recordedNote]{Name: "recorded", Lasts: 10 * time.Minute}

var errNoRecorder = fault.New(fault.Denied, fault.Say("Your role does not record complaints.", "您的角色不能登记投诉。"))

// newPage is what the page of a recording shows.
type newPage struct{ Form filled }

// recordForm is the page on which staff record what somebody tells them.
func (h *Handler) recordForm(w http.ResponseWriter, r *http.Request) {
	if !site.VisitorOf(r).Staff.Records() {
		h.Fail(w, r, errNoRecorder)
		return
	}
	h.showRecord(w, r, http.StatusOK, h.fill(recording, web.CaseView{}, "/desk/new", url.Values{"channel": {"hotline"}}))
}

// showRecord shows the form of a recording.
func (h *Handler) showRecord(w http.ResponseWriter, r *http.Request, status int, f filled) {
	h.Show(w, r, status, site.Page{Name: "record", Title: words.Say(site.Language(r), "Record a complaint", "登记投诉"), Body: newPage{f}, Here: "record", Switch: f.ID()})
}

// record records it.
func (h *Handler) record(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		h.Fail(w, r, site.ErrNotFound)
		return
	}
	var receipt web.Receipt
	err := h.Ask(r.Context(), site.Post(site.VisitorOf(r), "/v1/cases", h.body(recording, r.PostForm), r.PostForm.Get("key")), &receipt)
	if refused, ok := site.Refused(err, http.StatusUnprocessableEntity, http.StatusConflict); ok {
		h.showRecord(w, r, refused.Status, h.again(recording, web.CaseView{}, "/desk/new", r.PostForm, refused))
		return
	}
	if err == nil {
		err = recordedCase.Write(h.Site, w, r, recordedNote{receipt.Reference, receipt.TrackingCode})
	}
	if err != nil {
		h.Fail(w, r, err)
		return
	}
	http.Redirect(w, r, "/desk/cases/"+receipt.Reference, http.StatusSeeOther)
}
