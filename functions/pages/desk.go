package pages

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/redress/redress/functions/callback"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/web"
)

// desk serves the pages of the staff.
func (h *Handler) desk(mux *http.ServeMux) {
	mux.HandleFunc("GET /desk/enter", h.enter)
	mux.HandleFunc("POST /desk/enter", h.entered)
	mux.HandleFunc("GET "+Entered, h.entered)
	mux.HandleFunc("POST /desk/leave", h.leave)
	for pattern, page := range map[string]http.HandlerFunc{
		"GET /desk":                                           h.queue,
		"GET /desk/search":                                    h.searching,
		"POST /desk/search":                                   h.search,
		"POST /desk/filters":                                  h.keepFilter,
		"POST /desk/filters/remove":                           h.dropFilter,
		"POST /desk/bulk":                                     h.choose,
		"POST /desk/bulk/{command}":                           h.bulk,
		"GET /desk/new":                                       h.recordForm,
		"POST /desk/new":                                      h.record,
		"GET /desk/cases/{reference}":                         h.aboutCase(h.caseShown),
		"GET /desk/cases/{reference}/{command}":               h.aboutCase(h.commandForm),
		"POST /desk/cases/{reference}/{command}":              h.aboutCase(h.command),
		"POST /desk/cases/{reference}/evidence":               h.aboutCase(h.announceFile),
		"POST /desk/cases/{reference}/evidence/{id}/received": h.aboutCase(h.arrivedFile),
		"GET /desk/cases/{reference}/evidence/{id}":           h.aboutCase(h.openCaseFile),
	} {
		mux.HandleFunc(pattern, h.staffed(page))
	}
}

// aboutCase lets through what names a case as references look: nothing else becomes
// part of a path of the API.
func (h *Handler) aboutCase(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !complaint.IsReference(r.PathValue("reference")) {
			h.fail(w, r, missing)
			return
		}
		next(w, r)
	}
}

// row is a case in a list.
type row struct {
	web.CaseView
	Due  time.Time // next; zero for none
	What string    // the clock that is due
	// Missed and Warned say how that clock stands; Paused that it stands still.
	Missed, Warned, Paused bool
	// Breach is the worst of the deadlines that were missed beside it; nil for none.
	Breach *breach
	// Call is what the callback desk must know of it; nil for others.
	Call *callback.DueCall
}

// rowOf finds the clock of a case that is due next.
func rowOf(v web.CaseView) row {
	r := row{CaseView: v, Due: v.NextDue, Breach: worst(v.Clocks, v.NextDue)}
	for _, k := range v.Clocks {
		if !unended(k) || !k.DueAt.Equal(v.NextDue) {
			continue
		}
		r.What, r.Missed, r.Warned, r.Paused = k.Name, k.State == complaint.Missed, warned(k), k.State == complaint.Paused
	}
	return r
}

// unended tells whether what a clock measures is still to be done.
func unended(k web.ClockView) bool {
	return k.State == complaint.Running || k.State == complaint.Paused || k.State == complaint.Missed && k.EndedAt.IsZero()
}

// warned tells of a running clock whether a warning has been sent.
func warned(k web.ClockView) bool {
	return k.State == complaint.Running && slices.ContainsFunc(k.Points, func(p complaint.Point) bool { return !p.FiredAt.IsZero() })
}

// list is one list of cases on the page of the queue.
type list struct {
	Title  string
	Rows   []row
	More   string // the address of the rest; "" for none
	Cursor string // of the next page of a search, which goes by POST
	Now    time.Time
	Picks  bool // its cases can be chosen for a bulk action
	Whose  bool // its rows say whose matter it is and where, as far as the API tells
}

// queuePage is what the page of the queue shows.
type queuePage struct {
	Now     time.Time
	Title   fault.Text // what is listed
	None    fault.Text // what is said where nothing is
	Chips   []chip     // the filters that are set
	Back    string     // the query that leads here
	Views   []viewLink
	Kept    []keptFilter
	Lists   []list
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
	return slices.ContainsFunc(p.Lists, func(l list) bool { return len(l.Rows) > 0 || l.More != "" })
}

// view is a look at the queue that many need every day.
type view struct {
	Name  string
	Title fault.Text
	Head  fault.Text   // above its page
	None  fault.Text   // said where there is no case
	Query []url.Values // of the lists on its page
	Heads []fault.Text // above each, of several
	// First is whose view it is to begin with.
	First []complaint.Role
}

// views are those that everybody has. The first view of a role is the work that
// waits for it.
var views = []view{
	{Name: "late", Title: fault.Say("Missed and warned", "超时与预警"), Head: fault.Say("Missed and warned", "超时与预警工单"), None: fault.Say("Nothing is late, and nothing is close to its deadline.", "没有超时或预警的工单。"), First: []complaint.Role{complaint.Supervisor, complaint.Admin},
		Query: []url.Values{{"state": {"missed"}, "open": {"true"}}, {"state": {"warned"}, "open": {"true"}}}, Heads: []fault.Text{fault.Say("Missed", "超时"), fault.Say("Warned", "预警")}},
	{Name: "unit", Title: fault.Say("Open", "在办"), Head: fault.Say("Open cases", "在办工单"), None: fault.Say("There are no open cases.", "没有在办工单。"), Query: []url.Values{{"open": {"true"}}}, First: []complaint.Role{complaint.Handler, complaint.Auditor}},
	{Name: "mine", Title: fault.Say("Mine", "我经办的"), Head: fault.Say("My cases", "我经办的工单"), None: fault.Say("You have no open cases.", "您没有在办工单。"), Query: []url.Values{{"open": {"true"}, "handler": {"me"}}}},
	{Name: "free", Title: fault.Say("Unassigned", "无人经办"), Head: fault.Say("Unassigned cases", "无人经办的工单"), None: fault.Say("Every case has a handler.", "工单均已有经办人。"), Query: []url.Values{{"handler": {"none"}}}},
	{Name: "sorting", Title: fault.Say("To classify", "待分类"), Head: fault.Say("Cases to classify", "待分类工单"), None: fault.Say("There is nothing to classify.", "没有待分类的工单。"), Query: []url.Values{{"status": {"sorting"}}}, First: []complaint.Role{complaint.Agent}},
	{Name: "review", Title: fault.Say("To review", "待审核"), Head: fault.Say("Answers to review", "待审核工单"), None: fault.Say("There are no answers to review.", "没有待审核的工单。"), Query: []url.Values{{"status": {"answered"}}}},
	{Name: "callback", Title: fault.Say("To call back", "待回访"), Head: fault.Say("Customers to call back", "待回访工单"), None: fault.Say("There are no calls to make.", "没有待回访的工单。"), Query: []url.Values{{"status": {"callback"}}}, First: []complaint.Role{complaint.Caller}},
	{Name: "all", Title: fault.Say("All", "全部"), Head: fault.Say("All cases", "全部工单"), None: fault.Say("There are no cases yet.", "暂无工单。"), Query: []url.Values{{}}},
}

// viewLink is a view as the page links to it.
type viewLink struct {
	view
	Current bool
}

// viewFor finds a view by its name, and otherwise the first one of a role.
func viewFor(name string, role complaint.Role) view {
	if i := slices.IndexFunc(views, func(v view) bool { return v.Name == name }); i >= 0 {
		return views[i]
	}
	if i := slices.IndexFunc(views, func(v view) bool { return slices.Contains(v.First, role) }); i >= 0 {
		return views[i]
	}
	return views[len(views)-1]
}

// filters are by what a list can be narrowed, as the API names it.
var filters = []field{
	{Name: "status", Sort: choose, Label: labelFor("status"), Options: statusesAll},
	{Name: "unit", Sort: choose, Label: fault.Say("Unit, with those below it", "单位（含下级）"), Options: units},
	{Name: "class", Sort: choose, Label: labelFor("class"), Options: classes},
	{Name: "clock", Sort: choose, Label: labelFor("clock"), Options: clocks},
	{Name: "state", Sort: choose, Label: labelFor("state"), Options: fixed(option{"warned", fault.Say("Warned", "预警").In}, option{"missed", fault.Say("Missed", "超时").In})},
	{Name: "handler", Sort: choose, Label: fault.Say("Handler", "经办人"), Options: fixed(option{"me", fault.Say("Me", "本人").In}, option{"none", fault.Say("Nobody", "无人经办").In})},
	{Name: "vulnerable", Sort: tick, Label: fault.Say("Only vulnerable customers", "仅特殊客户")},
	{Name: "open", Sort: tick, Label: fault.Say("Only open cases", "仅在办工单")},
}

// narrowed are the filters that a query sets, and nothing else of it.
func narrowed(query url.Values) url.Values {
	set := url.Values{}
	for _, f := range filters {
		if v := query.Get(f.Name); v != "" {
			set.Set(f.Name, v)
		}
	}
	if batch := query.Get("batch"); batch != "" {
		set.Set("batch", batch)
	}
	return set
}

// statusesAll is the choice among all statuses.
var statusesAll = func() choices {
	var list []option
	for _, s := range []complaint.Status{complaint.Received, complaint.Sorting, complaint.Dispatched, complaint.Handling, complaint.Answered, complaint.Callback, complaint.Closed} {
		list = append(list, option{string(s), func(language string) string { return complaint.StatusName(s).In(language) }})
	}
	return fixed(list...)
}()
