package desk

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/functions/callback"
	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/functions/pages/listing"
	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/web"
)

// queuePage is what the page of the queue shows.
type queuePage struct {
	Now     time.Time
	Title   fault.Text // what is listed
	None    fault.Text // what is said where nothing is
	Chips   []chip     // the filters that are set
	Back    string     // the query that leads here
	Views   []viewLink
	Kept    []keptFilter
	Lists   []listing.List
	Filters []filledLine
	Query   string // of the filters that are set, to be kept under a name; "" for none
	View    string
	Search  string // what was looked for
	Bulk    []form // what can be done with several cases
	// Refused says why the filters that are set find nothing, Wrong what is wrong beside
	// what stands in them; "" and nil when they do.
	Refused string
	Wrong   []web.BadField
}

// Waits tells whether any case is listed, or could be farther on.
func (p queuePage) Waits() bool {
	return slices.ContainsFunc(p.Lists, func(l listing.List) bool { return len(l.Rows) > 0 || l.More != "" })
}

// The numbers of cases on a page: of one list, and of each of several.
const (
	pageSize = "50"
	partSize = "25"
)

// queue shows cases that are in the visitor's scope, the next due first: by the
// filters that are set, else by the view.
func (h *Handler) queue(w http.ResponseWriter, r *http.Request) {
	v, query := site.VisitorOf(r), r.URL.Query()
	set := narrowed(query)
	chosen := viewFor(query.Get("view"), v.Staff.Role)
	p := h.queuePage(r, set)
	asked, heads := chosen.Query, chosen.Heads
	if len(set) > 0 {
		asked, heads = []url.Values{set}, nil
	} else {
		p.View, p.Title, p.None = chosen.Name, chosen.Head, chosen.None
		p.Back = url.Values{"view": {chosen.Name}}.Encode()
	}
	for i, q := range asked {
		ask := h.listed
		if p.View == "callback" && may(v.Staff.Role, "callback") {
			ask = h.calls
		}
		l, err := ask(r.Context(), v, q, query.Get("cursor"), len(asked) > 1)
		if refused, ok := site.Refused(err, http.StatusUnprocessableEntity); ok {
			p.refuse(refused)
			break
		}
		if err != nil {
			h.Fail(w, r, err)
			return
		}
		l.Title = p.Title.In(v.Language)
		if heads != nil {
			l.Title = heads[i].In(v.Language)
		}
		if len(p.Lists) > 0 { // what is missed as well as warned stands above
			l.Rows = slices.DeleteFunc(l.Rows, func(r listing.Row) bool {
				return slices.ContainsFunc(p.Lists[0].Rows, func(above listing.Row) bool { return above.Reference == r.Reference })
			})
		}
		p.Lists = append(p.Lists, l)
	}
	for i := range p.Views {
		p.Views[i].Current = p.Views[i].Name == p.View
	}
	h.showQueue(w, r, p)
}

var (
	filteredTitle = fault.Say("Filtered cases", "筛选结果")
	foundTitle    = fault.Say("Search results", "查询结果")
)

// showQueue shows the page with the lists that it has.
func (h *Handler) showQueue(w http.ResponseWriter, r *http.Request, p queuePage) {
	v := site.VisitorOf(r)
	for i := range p.Lists {
		p.Lists[i].Now, p.Lists[i].Picks, p.Lists[i].Whose = p.Now, len(p.Bulk) > 0, true
	}
	shown := site.Page{Name: "queue", Title: p.Title.In(v.Language), Body: p, Wide: true, Fresh: p.Search == "", Here: "queue"}
	if p.Search != "" {
		shown.Switch = "search"
	}
	if note, ok := doneDeed.Read(h.Site, r); ok { // of a case that has left the visitor's scope
		shown.Done = note.words(v.Language) + words.Say(v.Language, ", ", "，") + note.Reference
		doneDeed.Clear(h.Site, w)
	}
	status := http.StatusOK
	if p.Refused != "" {
		status = http.StatusUnprocessableEntity
	}
	h.Show(w, r, status, shown)
}

// refuse notes which filters the API does not take together.
func (p *queuePage) refuse(refused *web.Problem) {
	f := filled{Lines: p.Filters}
	f.refuse(refused)
	p.Refused, p.Wrong = f.Refused, f.Wrong
}

// queuePage is the page without its lists.
func (h *Handler) queuePage(r *http.Request, set url.Values) queuePage {
	p := queuePage{Now: h.Now(), Title: filteredTitle, Query: set.Encode(), Back: set.Encode(), Chips: h.chips(set), Kept: h.keptFilters(r)}
	for _, v := range views {
		p.Views = append(p.Views, viewLink{view: v})
	}
	for _, f := range filters {
		for _, l := range h.expand(f, web.CaseView{}) {
			l.ID, l.Value, l.Any = "filter-"+l.Name, set.Get(l.Name), true
			p.Filters = append(p.Filters, l)
		}
	}
	for _, name := range bulkCommands {
		if may(site.VisitorOf(r).Staff.Role, name) {
			f, _ := formOf(name)
			p.Bulk = append(p.Bulk, f)
		}
	}
	return p
}

// listed asks for a list. One of several shows its beginning, and leads to the rest.
func (h *Handler) listed(ctx context.Context, v site.Visitor, q url.Values, cursor string, several bool) (listing.List, error) {
	query := url.Values{"limit": {pageSize}}
	for name, values := range q {
		query[name] = values
	}
	if several {
		query.Set("limit", partSize)
	} else if cursor != "" {
		query.Set("cursor", cursor)
	}
	var found casework.Queue
	if err := h.Ask(ctx, site.Get(v, "/v1/cases", query), &found); err != nil {
		return listing.List{}, err
	}
	l := listing.List{}
	for _, c := range found.Cases {
		l.Rows = append(l.Rows, listing.RowOf(c))
	}
	if found.Cursor != "" {
		next := url.Values{}
		for name, values := range q {
			next[name] = values
		}
		if len(q) == 0 {
			next.Set("view", "all")
		}
		if l.Cursor = found.Cursor; !several {
			next.Set("cursor", found.Cursor)
		}
		l.More = "/desk?" + next.Encode()
	}
	return l, nil
}

// calls is listed for the callback desk: the calls to make, those first that may be made
// now, with what the caller must know.
func (h *Handler) calls(ctx context.Context, v site.Visitor, _ url.Values, cursor string, _ bool) (listing.List, error) {
	query := url.Values{"limit": {pageSize}}
	if cursor != "" {
		query.Set("cursor", cursor)
	}
	var found callback.Calls
	if err := h.Ask(ctx, site.Get(v, "/v1/callbacks", query), &found); err != nil {
		return listing.List{}, err
	}
	l := listing.List{}
	for _, c := range found.Calls {
		r := listing.RowOf(c.CaseView)
		r.Call = &c
		l.Rows = append(l.Rows, r)
	}
	if found.Cursor != "" {
		l.More = "/desk?" + url.Values{"view": {"callback"}, "cursor": {found.Cursor}}.Encode()
	}
	return l, nil
}

// searching is where a search was; without what was looked for it is the queue.
func (h *Handler) searching(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/desk", http.StatusSeeOther)
}

// backwards is how long a browser keeps what was answered to a form: so that one can go
// back to it.
const backwards = "private, no-cache"

// search looks for a reference, an account or a phone number. These are sent by POST,
// so that no personal data stands in an address.
func (h *Handler) search(w http.ResponseWriter, r *http.Request) {
	v, wanted, cursor := site.VisitorOf(r), strings.TrimSpace(r.PostFormValue("q")), r.PostFormValue("cursor")
	switch reference := complaint.ReadReference(wanted); {
	case wanted == "":
		http.Redirect(w, r, "/desk", http.StatusSeeOther)
		return
	case complaint.IsReference(reference):
		err := h.Ask(r.Context(), site.Get(v, "/v1/cases/"+reference, nil), nil)
		if p, ok := errors.AsType[*web.Problem](err); err == nil || ok && p.Status != http.StatusNotFound {
			http.Redirect(w, r, "/desk/cases/"+reference, http.StatusSeeOther)
			return
		}
	}
	spellings := complaint.Spellings(wanted)
	if cursor != "" { // of a list that was found by this very one
		spellings = []string{wanted}
	}
	p := h.queuePage(r, nil)
	p.Title, p.Back, p.Search = foundTitle, "", wanted
	for _, q := range spellings {
		l, err := h.listed(r.Context(), v, url.Values{"q": {q}}, cursor, false)
		if refused, ok := site.Refused(err, http.StatusUnprocessableEntity); ok {
			p.refuse(refused)
			break
		}
		if err != nil {
			h.Fail(w, r, err)
			return
		}
		if l.Title, l.More = q, ""; len(l.Rows) > 0 || l.Cursor != "" {
			p.Lists = append(p.Lists, l)
		}
	}
	w.Header().Set("Cache-Control", backwards)
	h.showQueue(w, r, p)
}

// keptFilter is a filter that somebody keeps under a name.
type keptFilter struct {
	Name  string `json:"name"`
	Query string `json:"query"`
}

// Address is where the filter is used.
func (k keptFilter) Address() string { return "/desk?" + k.Query }

// keptFilters is where they are: in the browser, sealed.
var keptFilters = site.Sealed[[]keptFilter]{Name: "filters", Lasts: 365 * 24 * time.Hour, Lasting: true}

// The bounds of what a cookie holds.
const (
	mostFilters   = 8
	longestFilter = 40 // of a name, in characters
)

// keptFilters are the filters of a browser.
func (h *Handler) keptFilters(r *http.Request) []keptFilter {
	list, _ := keptFilters.Read(h.Site, r)
	return list
}

// keepFilter keeps the filters that are set under a name. The oldest makes room.
func (h *Handler) keepFilter(w http.ResponseWriter, r *http.Request) {
	name := []rune(strings.TrimSpace(r.PostFormValue("name")))
	query, err := url.ParseQuery(r.PostFormValue("query"))
	if set := narrowed(query); err == nil && len(name) > 0 && len(set) > 0 {
		one := keptFilter{string(name[:min(len(name), longestFilter)]), set.Encode()}
		list := append(without(h.keptFilters(r), one.Name), one)
		err = keptFilters.Write(h.Site, w, r, list[max(0, len(list)-mostFilters):])
		if err != nil {
			h.Fail(w, r, err)
			return
		}
	}
	http.Redirect(w, r, "/desk?"+narrowed(query).Encode(), http.StatusSeeOther)
}

// dropFilter forgets a filter.
func (h *Handler) dropFilter(w http.ResponseWriter, r *http.Request) {
	if err := keptFilters.Write(h.Site, w, r, without(h.keptFilters(r), r.PostFormValue("name"))); err != nil {
		h.Fail(w, r, err)
		return
	}
	http.Redirect(w, r, "/desk", http.StatusSeeOther)
}

// without drops the filter of a name.
func without(list []keptFilter, name string) []keptFilter {
	return slices.DeleteFunc(slices.Clone(list), func(k keptFilter) bool { return k.Name == name })
}
