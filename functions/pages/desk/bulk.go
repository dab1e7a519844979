package desk

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/web"
)

// bulkCommands can be given for several cases at a time.
var bulkCommands = []string{"acknowledgement", "note", "assignment", "reassignment", "supervision"}

// mostAtOnce is how many cases a bulk action is for at most: a page of the queue.
const mostAtOnce = 50

// may tells whether a role gives a command at all, so that nobody is offered what is
// refused in any case.
func may(role complaint.Role, command string) bool { return complaint.RuleOf(command).Allows(role) }

// bulkPage is what the pages of a bulk action show.
type bulkPage struct {
	Form    filled
	Results []result
	Done    int
}

// result is what became of one case in a bulk action.
type result struct {
	Case    string
	Matter  string // what it is about
	Refused string // why; "" for done
}

var (
	errNothingToDo   = fault.New(fault.Invalid, fault.Say("Choose what to do with the cases. Go back and choose.", "未选择对工单进行的操作，请返回选择。"))
	errNothingChosen = fault.New(fault.Invalid, fault.Say("No cases were chosen. Go back and tick some.", "未选择工单，请返回勾选。"))
	errTooMany       = fault.New(fault.Invalid, fault.Say("That is too many cases at a time.", "一次选择的工单过多。"))
	unsure           = fault.Say("failed on our side; send it again to be sure", "系统出现问题，请重新提交确认")
)

// chosenCases are those that were ticked: each its reference and the version that was
// seen, as in 202609-000001/7, and what it is about behind a further slash.
func chosenCases(r *http.Request) ([]string, error) {
	if err := r.ParseForm(); err != nil {
		return nil, errNothingChosen
	}
	list := slices.Compact(slices.Sorted(slices.Values(r.PostForm["case"])))
	list = slices.DeleteFunc(list, func(chosen string) bool { return !complaint.IsReference(referenceOf(chosen)) })
	switch {
	case len(list) == 0:
		return nil, errNothingChosen
	case len(list) > mostAtOnce:
		return nil, errTooMany
	}
	return list, nil
}

// choose shows the form of what is to be done with the cases that were ticked.
func (h *Handler) choose(w http.ResponseWriter, r *http.Request) {
	cases, err := chosenCases(r)
	f, ok := formOf(r.PostFormValue("command"))
	switch {
	case err != nil:
		h.Fail(w, r, err)
	case r.PostFormValue("command") == "":
		h.Fail(w, r, errNothingToDo)
	case !ok || !slices.Contains(bulkCommands, f.Command):
		h.Fail(w, r, site.ErrNotFound)
	default:
		shown := h.fill(f, web.CaseView{}, "/desk/bulk/"+f.Command, nil)
		shown.forCases(cases, r.PostFormValue("back"))
		h.showBulk(w, r, http.StatusOK, bulkPage{Form: shown})
	}
}

// forCases makes a form one of a bulk action: its button says for how many cases.
func (f *filled) forCases(chosen []string, back string) {
	f.Cases, f.Back, f.Title = chosen, back, withCount(bulkWordsOf[f.Command].Do, len(chosen))
}

// showBulk shows the form of a bulk action, or what became of it.
func (h *Handler) showBulk(w http.ResponseWriter, r *http.Request, status int, p bulkPage) {
	w.Header().Set("Cache-Control", backwards)
	title := p.Form.Title
	if p.Results != nil && p.Done == len(p.Results) {
		title = withCount(bulkWordsOf[p.Form.Command].Done, p.Done)
	}
	page := site.Page{Name: "bulk", Title: title.In(site.Language(r)), Body: p, Here: "queue"}
	if p.Results == nil {
		page.At, page.Switch = p.Form.Action, p.Form.ID()
	}
	h.Show(w, r, status, page)
}

// bulk does one thing with each of several cases, one call after the other, each with a
// key of its own: sent twice, it is done once. What is wrong with the form itself is
// refused before any of them, by the first.
func (h *Handler) bulk(w http.ResponseWriter, r *http.Request) {
	cases, err := chosenCases(r)
	f, ok := formOf(r.PathValue("command"))
	switch {
	case err != nil:
		h.Fail(w, r, err)
		return
	case !ok || !slices.Contains(bulkCommands, f.Command):
		h.Fail(w, r, site.ErrNotFound)
		return
	}
	shown := h.fill(f, web.CaseView{}, "/desk/bulk/"+f.Command, r.PostForm)
	shown.forCases(cases, r.PostForm.Get("back"))
	p := bulkPage{Form: shown}
	if site.VisitorOf(r).Switches {
		p.Form.Key = r.PostForm.Get("key")
		h.showBulk(w, r, http.StatusOK, p)
		return
	}
	for i, one := range cases {
		err := h.one(r.Context(), site.VisitorOf(r), f, one, r.PostForm)
		refused, isProblem := errors.AsType[*web.Problem](err)
		switch {
		case err == nil:
			p.Done++
			p.Results = append(p.Results, result{Case: referenceOf(one), Matter: matterOf(one)})
			continue
		case isProblem && refused.Status == http.StatusUnauthorized:
			h.Fail(w, r, err)
			return
		case isProblem && refused.Status == http.StatusUnprocessableEntity && i == 0 && p.Form.misfilled(refused):
			p.Form.refuse(refused)
			h.showBulk(w, r, refused.Status, p)
			return
		}
		p.Results = append(p.Results, result{referenceOf(one), matterOf(one), reasonOf(err, site.Language(r))})
	}
	h.showBulk(w, r, http.StatusOK, p)
}

// misfilled tells whether what is wrong lies in the form.
func (f filled) misfilled(p *web.Problem) bool {
	return slices.ContainsFunc(p.Errors, func(bad web.BadField) bool {
		return slices.ContainsFunc(f.Lines, func(l filledLine) bool { return concerns(bad.Field, l.Name) })
	})
}

// one does a bulk action's part for one case.
func (h *Handler) one(ctx context.Context, v site.Visitor, f form, chosen string, values url.Values) error {
	name, seen, _ := strings.Cut(chosen, "/")
	version, _, _ := strings.Cut(seen, "/")
	c := site.Post(v, "/v1/cases/"+name+"/"+f.Command, h.body(f, values), values.Get("key")+"-"+name)
	c.Version, _ = strconv.ParseInt(version, 10, 64) // 0 for any, as the API has it
	return h.Ask(ctx, c, nil)
}

// referenceOf is the reference of a case that was ticked.
func referenceOf(chosen string) string { name, _, _ := strings.Cut(chosen, "/"); return name }

// reasonOf says why a case was refused.
func reasonOf(err error, language string) string {
	p, ok := errors.AsType[*web.Problem](err)
	switch {
	case !ok || p.Status >= 500:
		return unsure.In(language)
	case p.Status == http.StatusPreconditionFailed:
		return changed.In(language)
	}
	said := []string{p.Detail}
	for _, bad := range p.Errors {
		said = append(said, bad.Message)
	}
	return strings.Join(said, words.Say(language, ": ", "："))
}
