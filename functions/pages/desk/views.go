package desk

import (
	"net/url"
	"slices"

	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

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
	{Name: "late", Title: fault.Say("Missed and warned", "超时与预警"),
		Head: fault.Say("Missed and warned", "超时与预警工单"), None: fault.Say("Nothing is late, and nothing is close to its deadline.", "没有超时或预警的工单。"), First: []complaint.Role{complaint.Supervisor, complaint.Admin},
		Query: []url.Values{{"state": {"missed"}, "open": {"true"}}, {"state": {"warned"}, "open": {"true"}}}, Heads: []fault.Text{fault.Say("Missed", "超时"), fault.Say("Warned", "预警")}},
	{Name: "unit", Title: fault.Say("Open", "在办"),
		Head: fault.Say("Open cases", "在办工单"), None: fault.Say("There are no open cases.", "没有在办工单。"),
		Query: []url.Values{{"open": {"true"}}}, First: []complaint.Role{complaint.Handler, complaint.Auditor}},
	{Name: "mine", Title: fault.Say("Mine", "我经办的"),
		Head: fault.Say("My cases", "我经办的工单"), None: fault.Say("You have no open cases.", "您没有在办工单。"),
		Query: []url.Values{{"open": {"true"}, "handler": {"me"}}}},
	{Name: "free", Title: fault.Say("Unassigned", "无人经办"),
		Head: fault.Say("Unassigned cases", "无人经办的工单"), None: fault.Say("Every case has a handler.", "工单均已有经办人。"),
		Query: []url.Values{{"handler": {"none"}}}},
	{Name: "sorting", Title: fault.Say("To classify", "待分类"),
		Head: fault.Say("Cases to classify", "待分类工单"), None: fault.Say("There is nothing to classify.", "没有待分类的工单。"),
		Query: []url.Values{{"status": {"sorting"}}}, First: []complaint.Role{complaint.Agent}},
	{Name: "review", Title: fault.Say("To review", "待审核"),
		Head: fault.Say("Answers to review", "待审核工单"), None: fault.Say("There are no answers to review.", "没有待审核的工单。"),
		Query: []url.Values{{"status": {"answered"}}}},
	{Name: "callback", Title: fault.Say("To call back", "待回访"),
		Head: fault.Say("Customers to call back", "待回访工单"), None: fault.Say("There are no calls to make.", "没有待回访的工单。"),
		Query: []url.Values{{"status": {"callback"}}}, First: []complaint.Role{complaint.Caller}},
	{Name: "all", Title: fault.Say("All", "全部"),
		Head: fault.Say("All cases", "全部工单"), None: fault.Say("There are no cases yet.", "暂无工单。"),
		Query: []url.Values{{}}},
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
	{Name: "status", Sort: asChoice, Label: words.Label("status"), Options: statuses},
	{Name: "unit", Sort: asChoice, Label: fault.Say("Unit, with those below it", "单位（含下级）"), Options: units},
	{Name: "class", Sort: asChoice, Label: words.Label("class"), Options: classes},
	{Name: "clock", Sort: asChoice, Label: words.Label("clock"), Options: clocks},
	{Name: "state", Sort: asChoice, Label: words.Label("state"), Options: fixed(option{"warned", fault.Say("Warned", "预警").In}, option{"missed", fault.Say("Missed", "超时").In})},
	{Name: "handler", Sort: asChoice, Label: fault.Say("Handler", "经办人"), Options: fixed(option{"me", fault.Say("Me", "本人").In}, option{"none", fault.Say("Nobody", "无人经办").In})},
	{Name: "vulnerable", Sort: asTick, Label: fault.Say("Only vulnerable customers", "仅特殊客户")},
	{Name: "open", Sort: asTick, Label: fault.Say("Only open cases", "仅在办工单")},
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

// statuses is the choice among all statuses.
func statuses(*policy.Policy, web.CaseView) (list []option) {
	for _, s := range []complaint.Status{
		complaint.Received, complaint.Sorting, complaint.Dispatched, complaint.Handling, complaint.Answered, complaint.Callback, complaint.Closed,
	} {
		list = append(list, option{string(s), func(language string) string { return complaint.StatusName(s).In(language) }})
	}
	return list
}
