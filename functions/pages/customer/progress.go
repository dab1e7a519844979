package customer

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/evidence"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// following is what the page of a complaint shows.
type following struct {
	intake.Progress
	Now      time.Time
	Open     bool // still worked on
	Stages   []stage
	Promised []promised
	Changes  []intake.Line // what has changed about the promises, and why
	Reply    *wishSlip     // to an offer that is open
	Wishes   []wishSlip
	Sending  sending
	Refused  *wishSlip   // what was not carried out and cannot be any more; nil for nothing
	Late     []string    // the promises that are broken and the deed not done, in words
	Told     string      // who has been told of that
	Reopen   time.Time   // until when it can be opened again, once it is closed
	Again    string      // that it is handled again, and until when; "" when it is not
	Moot     bool        // it is closed, and nobody was to handle it any more
	Ways     policy.Text // where else to turn, where the API has not said so of this case
	Holds    bool        // the ticket of the complaint that this one goes on with
}

// stage is one of the stations of a complaint.
type stage struct {
	Name  string
	State string // done, now or ahead
}

// promised is a promise and what became of it.
type promised struct {
	Title                 string
	Due, Expected, DoneAt time.Time
	// Word says how it stands, and Mark how that is marked.
	Word, Mark string
	Counts     bool // how long it still takes is said; not on paper
	// Says takes the place of the times, where the API has them in words alone.
	Says   string
	Answer bool // it is the promise of an answer
	// Provisional: the public holidays until then are not known yet.
	Provisional bool
}

// wish is something that a customer may do about a complaint.
type wish struct {
	Command string // as the API lists it
	Path    string // the last part of the API's address, and of the page's
	Title   fault.Text
	Done    fault.Text
	Not     fault.Text // that it could not be done
	body    func(slip) any
}

// wishes in the order in which they are offered.
var wishes = []wish{
	{"offer-reply", "offer-reply", fault.Say("Reply to our offer", "回复处理方案"), fault.Say("We have recorded your reply.", "已记录您对处理方案的意见。"), fault.Say("We couldn't record your reply to our offer", "未能提交您对处理方案的回复"),
		func(f slip) any {
			switch f.Get("accepted") {
			case "yes":
				return intake.CustomerReply{Accepted: true}
			case "no":
				return intake.CustomerReply{Counter: f.value("counter")}
			}
			return map[string]any{"counter": f.value("counter")} // the API says that a choice is required
		}},
	{"rating", "rating", fault.Say("Rate how it was handled", "评价处理情况"), fault.Say("Thank you. We have recorded your rating.", "感谢您的评价，已记录。"), fault.Say("We couldn't record your rating", "未能提交评价"),
		func(f slip) any {
			rating := map[string]any{"comment": f.value("comment")} // without a score the API says that one is required
			if score, err := strconv.Atoi(f.Get("score")); err == nil {
				rating["score"] = score
			}
			return rating
		}},
	{"supplement", "supplements", fault.Say("Add something", "补充说明"), fault.Say("What you added has been passed on.", "已收到您的补充说明，并转告承办单位。"), fault.Say("We couldn't pass on what you added", "未能提交补充说明"),
		func(f slip) any { return complaint.Supplementing{Text: f.Get("text")} }},
	{"urge", "urges", fault.Say("Send a reminder", "催办"), fault.Say("We have passed on your reminder.", "已将您的催办转告承办单位。"), fault.Say("We couldn't pass on your reminder", "未能催办"),
		func(f slip) any { return complaint.Urging{Text: f.value("text")} }},
	{"withdrawal", "withdrawal", fault.Say("Withdraw the complaint", "撤回投诉"), fault.Say("You have withdrawn the complaint.", "您已撤回投诉。"), fault.Say("We couldn't withdraw the complaint", "未能撤回投诉"),
		func(f slip) any { return complaint.Withdrawal{Reason: f.value("reason")} }},
}

// wishSlip is the form of a wish.
type wishSlip struct {
	wish
	Form slip
	Open bool // shown at once: something is wrong with it, or it is asked for
	// Again: it has been done before.
	Again bool
}

// progress shows how a complaint stands.
func (h *Handler) progress(w http.ResponseWriter, r *http.Request, t ticket) {
	p, err := h.follow(r, t)
	if err != nil {
		h.lost(w, r, t, err)
		return
	}
	done := ""
	if r.URL.Query().Get("done") == "files" {
		done = words.Say(site.Language(r), "We have received your file.", "已收到您提交的材料。")
	}
	if i := wishAt(r.URL.Query().Get("done")); i >= 0 {
		done = wishes[i].Done.In(site.Language(r))
	}
	h.following(w, r, http.StatusOK, p, done, nil)
}

func wishAt(path string) int {
	return slices.IndexFunc(wishes, func(w wish) bool { return w.Path == path })
}

// wish carries something out. What the API refuses comes back with the complaint as
// it stands now.
func (h *Handler) wish(w http.ResponseWriter, r *http.Request, t ticket) {
	i := wishAt(r.PathValue("wish"))
	if i < 0 {
		h.Fail(w, r, site.ErrNotFound)
		return
	}
	if err := r.ParseForm(); err != nil {
		h.Fail(w, r, errUnreadable)
		return
	}
	d, f, v := wishes[i], filledSlip(wishes[i].Command, r.PostForm), site.VisitorOf(r)
	where := "/complaints/" + t.Reference
	err := h.Ask(r.Context(), track(v, site.Post(v, "/v1"+where+"/"+d.Path, d.body(f), f.Key), t), nil)
	if err == nil {
		http.Redirect(w, r, where+"?done="+d.Path, http.StatusSeeOther)
		return
	}
	if site.NotFound(err) {
		h.unheld(w, r, t.Reference)
		return
	}
	status, ok := f.refuse(err)
	if !ok {
		status, f.Says = http.StatusServiceUnavailable, words.Say(v.Language, "This could not be done just now. Nothing that you wrote is lost; please send it again.", "暂时未能提交。您填写的内容没有丢失，请重新提交。")
	}
	p, err := h.follow(r, t)
	if err != nil {
		h.lost(w, r, t, err)
		return
	}
	h.following(w, r, status, p, "", &wishSlip{wish: d, Form: f, Open: true})
}

// following shows a complaint, with a form that came back.
func (h *Handler) following(w http.ResponseWriter, r *http.Request, status int, p intake.Progress, done string, back *wishSlip) {
	language := site.Language(r)
	body := following{Progress: p, Now: h.Now(), Open: p.Status.Open(), Stages: stages(p, language), Promised: h.promised(p, language, true)}
	h.advise(&body, language)
	held, _ := tickets.Read(h.Site, r)
	body.Holds = slices.ContainsFunc(held, func(t ticket) bool { return t.Reference == p.LinkedTo })
	for _, l := range p.Timeline {
		switch {
		case slices.Contains([]string{"moved", "retargeted", "restored", "dropped", "suspended", "resumed", "delayed"}, l.Event):
			body.Changes = append(body.Changes, l)
		case l.Event == "reworked" && slices.Contains([]complaint.Status{complaint.Dispatched, complaint.Handling}, p.Status):
			body.Again = l.Text
		case l.Event == "reopened":
			body.Again = ""
		}
	}
	if body.Again != "" {
		body.Promised = handledAgain(body.Promised, body.Again, language)
	}
	body.Sending = sendingOf(h.Policy.Evidence, slices.Contains(p.Can, "evidence"))
	if back != nil && back.Command == "evidence" {
		body.Sending.Form, body.Sending.Open, back = back.Form, true, nil
	}
	rated, placed := happened(p, "rated"), false
	for _, d := range wishes {
		if !slices.Contains(p.Can, d.Command) || d.Command == "rating" && body.Moot {
			continue
		}
		if d.Command == "rating" && rated {
			d.Title = fault.Say("Change your rating", "修改评价")
		}
		one := wishSlip{d, blankSlip(d.Command), d.Command == "rating" && !rated && !slices.Contains(straight, p.Outcome), d.Command == "rating" && rated}
		if back != nil && back.Command == d.Command {
			one.Form, one.Open, placed = back.Form, true, true
		}
		if d.Command == "offer-reply" {
			body.Reply = &one
			continue
		}
		body.Wishes = append(body.Wishes, one)
	}
	if back != nil && !placed {
		body.Refused = back
	}
	page := site.Page{
		Name: "progress", Title: words.Say(language, "Complaint ", "投诉") + p.Reference, Body: body, Done: done,
		Here: "progress", Fresh: body.Open, At: "/complaints/" + p.Reference,
	}
	if back != nil {
		page.At, page.Switch = page.At+"/"+back.Path, back.Command+"-form"
	}
	h.Show(w, r, status, page)
}

// advise says how to go on where the company is late or the customer may not be
// content, as the policy in force has it.
func (h *Handler) advise(f *following, language string) {
	var told []string
	f.Moot = !f.Open && slices.Contains(moot, f.Outcome)
	for _, p := range f.Promises {
		if f.Open && p.DoneAt.IsZero() && f.Now.After(p.DueAt) {
			rule, _ := h.Policy.Clock(p.Clock)
			f.Late = append(f.Late, broken(rule, complaint.SpokenAt(p.DueAt, f.Now, h.Policy.Zone(), language), language))
			told = append(told, rule.Breach.Levels...)
		}
	}
	f.Told = levelNames(h.Policy, told, language)
	said := f.Advice != "" || f.Ruling != nil && f.Ruling.Ways != ""
	switch {
	case len(f.Late) > 0:
		f.Ways = h.Policy.Texts.Advice["late"]
	case !f.Open && !said && !f.Moot:
		f.Ways = h.Policy.Determination.Ways
	}
	if !f.Open && !said && f.LinkedTo == "" {
		f.Reopen = h.reopenable(f.Progress)
	}
}

// stations are those that a complaint passes, with the statuses at which it is there.
var stations = []struct {
	name fault.Text
	at   []complaint.Status
}{
	{fault.Say("Received", "已受理"), []complaint.Status{complaint.Received, complaint.Sorting}},
	{fault.Say("With the unit", "已派单"), []complaint.Status{complaint.Dispatched}},
	{fault.Say("Being handled", "处理中"), []complaint.Status{complaint.Handling}},
	{fault.Say("Answer checked", "答复审核"), []complaint.Status{complaint.Answered}},
	{fault.Say("We call you", "回访"), []complaint.Status{complaint.Callback}},
	{fault.Say("Closed", "已办结"), []complaint.Status{complaint.Closed}},
}

// straight are the outcomes of cases that are closed before anybody has answered.
var straight = []complaint.Outcome{complaint.Withdrawn, complaint.Duplicate, complaint.Invalid, complaint.Referred}

// stages are the stations of a complaint, as far as it passes them.
func stages(p intake.Progress, language string) (list []stage) {
	at := slices.IndexFunc(stations, func(s struct {
		name fault.Text
		at   []complaint.Status
	}) bool {
		return slices.Contains(s.at, p.Status)
	})
	last := len(stations) - 1
	for i, s := range stations {
		if p.Status == complaint.Closed && slices.Contains(straight, p.Outcome) && i > 0 && i < last {
			continue
		}
		state := "ahead"
		switch {
		case i < at || at == last:
			state = "done"
		case i == at:
			state = "now"
		}
		list = append(list, stage{s.name.In(language), state})
	}
	return list
}

// promised says what became of promises.
func (h *Handler) promised(of intake.Progress, language string, counts bool) (list []promised) {
	now := h.Now()
	for _, p := range of.Promises {
		if overtaken(p, of, now) {
			continue
		}
		rule, _ := h.Policy.Clock(p.Clock)
		one := promised{Title: clockTitle(rule, language), Due: p.DueAt, Expected: p.ExpectedAt, DoneAt: p.DoneAt, Counts: counts, Answer: p.Clock == "answer", Provisional: p.Provisional}
		switch {
		case !p.DoneAt.IsZero() && p.DoneAt.After(p.DueAt):
			one.Word, one.Mark = words.Say(language, "done late", "超时完成"), "missed"
		case !p.DoneAt.IsZero():
			one.Word, one.Mark = words.Say(language, "kept", "按时完成"), "good"
		case now.After(p.DueAt):
			one.Word, one.Mark = words.Say(language, "missed", "已超时"), "missed"
		case !p.ExpectedAt.IsZero():
			one.Word, one.Mark = words.Say(language, "will be late", "将延后"), "warned"
		default:
			one.Word, one.Mark = words.Say(language, "pending", "待完成"), "plain"
		}
		list = append(list, one)
	}
	return list
}

// handledAgain adds to promises that an answer has not settled the matter: what was
// answered is no promise kept to the customer's content, and another time runs.
func handledAgain(list []promised, says, language string) []promised {
	for i := range list {
		if !list[i].DoneAt.IsZero() && list[i].Answer {
			list[i].Word, list[i].Mark = words.Say(language, "answered, not settled", "已答复，您不满意"), "plain"
		}
	}
	return append(list, promised{Title: words.Say(language, "handled again", "重新处理"), Word: words.Say(language, "pending", "待完成"), Mark: "plain", Says: says})
}

// openFile sends to where a file of one's own can be read, for a short time.
func (h *Handler) openFile(w http.ResponseWriter, r *http.Request, t ticket) {
	v := site.VisitorOf(r)
	var link evidence.Link
	err := h.Ask(r.Context(), track(v, site.Get(v, "/v1/complaints/"+t.Reference+"/evidence/"+url.PathEscape(r.PathValue("id")), nil), t), &link)
	if err != nil {
		h.Fail(w, r, err)
		return
	}
	http.Redirect(w, r, link.URL, http.StatusSeeOther)
}
