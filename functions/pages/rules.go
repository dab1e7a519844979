package pages

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// rulesPart is one of the pages that the rules are spread over.
type rulesPart struct{ Code, Name, Path string }

// ruleParts are the parts of the rules, and what is done with them.
var ruleParts = []struct {
	code string
	name fault.Text
}{
	{"", fault.Say("Overview", "概览")}, {"clocks", fault.Say("Deadlines", "时限")}, {"classes", fault.Say("Classes", "投诉分类")},
	{"calendar", fault.Say("Calendar", "日历")}, {"units", fault.Say("Units and routes", "单位与派单")}, {"texts", fault.Say("Texts", "文本")},
	{"diff", fault.Say("Compare", "比较")}, {"what-if", fault.Say("What if", "试算")},
}

// rulesPage is a part of the rules in force.
type rulesPage struct {
	Policy *policy.Policy
	Part   string
	Parts  []rulesPart
	// What belongs to the part.
	Groups []ruleGroup
	Year   calendarYear
	Tree   []unitNode
	Texts  []textGroup
	Tells  []telling
	Diff   *comparison
	WhatIf *whatIfPage
}

func (h *Handler) rulesPage(part, language string) rulesPage {
	p := rulesPage{Policy: h.Policy, Part: part}
	for _, one := range ruleParts {
		path := "/desk/policy"
		if one.code != "" {
			path += "/" + one.code
		}
		p.Parts = append(p.Parts, rulesPart{one.code, one.name.In(language), path})
	}
	return p
}

// rules shows the policy in force, a part at a time.
func (h *Handler) rules(w http.ResponseWriter, r *http.Request) {
	part := r.PathValue("part")
	p := h.rulesPage(part, of(r).language)
	switch part {
	case "":
		p.Tells = tellings(h.Policy)
	case "clocks":
	case "classes":
		p.Groups = ruleGroups(h.Policy)
	case "calendar":
		p.Year = yearOf(h.Policy, h.yearAsked(r))
	case "units":
		p.Tree = unitsBelow(h.Policy, "")
	case "texts":
		p.Texts = textGroups(h.Policy, of(r).language)
	default:
		h.fail(w, r, missing)
		return
	}
	h.showRules(w, r, p)
}

func (h *Handler) showRules(w http.ResponseWriter, r *http.Request, p rulesPage) {
	name := "rules"
	if p.Part != "" {
		name += "_" + p.Part
	}
	title := say(of(r).language, "Rules", "规则")
	for _, one := range p.Parts {
		if one.Code == p.Part && one.Code != "" {
			title = one.Name
		}
	}
	h.show(w, r, http.StatusOK, page{Name: name, Title: title, Body: p, Wide: true, Board: true, Here: "policy"})
}

// telling says who hears of a notice that no clock sends.
type telling struct {
	Kind   string
	Levels []string
}

func tellings(p *policy.Policy) (list []telling) {
	for _, kind := range slices.Sorted(maps.Keys(p.Tell)) {
		list = append(list, telling{kind, p.Tell[kind]})
	}
	return list
}

// ruleGroup are the classes of a first-level class, by their second-level ones.
type ruleGroup struct {
	policy.ClassName
	Parents []ruleParent
}

type ruleParent struct {
	policy.ClassName
	Classes []policy.Class
}

func ruleGroups(p *policy.Policy) (list []ruleGroup) {
	for _, c := range p.Classes {
		if len(list) == 0 || list[len(list)-1].Code != c.Group.Code {
			list = append(list, ruleGroup{ClassName: c.Group})
		}
		g := &list[len(list)-1]
		if len(g.Parents) == 0 || g.Parents[len(g.Parents)-1].Code != c.Parent.Code {
			g.Parents = append(g.Parents, ruleParent{ClassName: c.Parent})
		}
		parent := &g.Parents[len(g.Parents)-1]
		parent.Classes = append(parent.Classes, c)
	}
	return list
}

// unitNode is a unit with those right below it.
type unitNode struct {
	policy.Unit
	Below []unitNode
}

func unitsBelow(p *policy.Policy, parent string) (list []unitNode) {
	for _, u := range p.Units {
		if u.Parent == parent {
			list = append(list, unitNode{u, unitsBelow(p, u.ID)})
		}
	}
	return list
}

// textGroup are the templates of one purpose in the visitor's language.
type textGroup struct {
	Name  string
	Texts []namedText
}

type namedText struct{ Key, Text string }

func textGroups(p *policy.Policy, language string) (list []textGroup) {
	for _, g := range []struct {
		name  fault.Text
		texts map[string]policy.Text
	}{
		{fault.Say("Messages to customers", "客户短信"), p.Texts.Messages}, {fault.Say("Notices to the company", "内部通知"), p.Texts.Notices},
		{fault.Say("What customers see of the history", "客户可见的处理进度"), p.Texts.Timeline}, {fault.Say("Advice", "后续建议"), p.Texts.Advice},
		{fault.Say("Known outages", "已知停电"), p.Texts.Outages},
	} {
		group := textGroup{Name: g.name.In(language)}
		for _, key := range slices.Sorted(maps.Keys(g.texts)) {
			group.Texts = append(group.Texts, namedText{key, g.texts[key].In(language)})
		}
		if len(group.Texts) > 0 {
			list = append(list, group)
		}
	}
	return list
}

// calendarYear is a year at a glance.
type calendarYear struct {
	Year      int
	Published bool
	Years     []int // that may be looked at
	Months    []calendarMonth
	Week      []calendarHours // from Monday
	DayEnd    string
	Workdays  int
	Named     []namedDay // days that have a word of their own
}

type calendarMonth struct {
	Month    int
	Weeks    [][7]calendarDay // from Monday
	Workdays int
}

// calendarDay is a date; one outside its month has no number.
type calendarDay struct {
	Date int
	// Sort is work, rest, off or adjusted.
	Sort string
	Name string
}

type calendarHours struct {
	Weekday int
	Hours   []string
}

// namedDay are days in a row with one word.
type namedDay struct {
	Date, Last           string
	Sort, Name           string
	Weekday, LastWeekday int
	end                  clock.Day
}

// yearAsked is the year to look at: this one if none is asked for.
func (h *Handler) yearAsked(r *http.Request) int {
	present := h.Now().In(h.Policy.Zone()).Year()
	year, err := strconv.Atoi(r.URL.Query().Get("year"))
	if err != nil || year < 1900 || year > 2199 {
		return present
	}
	return year
}

// yearOf lays a year of a policy's calendar out.
func yearOf(p *policy.Policy, year int) calendarYear {
	facts := p.Calendar.Facts()
	y := calendarYear{Year: year, Published: p.Calendar.Published(year), Years: facts.Years, DayEnd: facts.DayEnd}
	if y.Years == nil {
		y.Years = []int{year - 1, year, year + 1}
	}
	for i := range 7 {
		day := (i + 1) % 7
		y.Week = append(y.Week, calendarHours{day, hoursWritten(facts.Week[day])})
	}
	for month := time.January; month <= time.December; month++ {
		m := monthOf(p.Calendar, facts, year, month)
		y.Workdays += m.Workdays
		y.Months = append(y.Months, m)
	}
	y.Named = namedDays(facts, year)
	return y
}

// namedDays are the days of a year that have a word of their own.
func namedDays(facts clock.Facts, year int) (list []namedDay) {
	for _, date := range slices.Sorted(maps.Keys(facts.Dates)) {
		d, err := clock.ParseDay(date)
		if err != nil || date[:4] != strconv.Itoa(year) {
			continue
		}
		fact := facts.Dates[date]
		if n := len(list); n > 0 && list[n-1].end+1 == d && list[n-1].Sort == fact.Sort && list[n-1].Name == fact.Name {
			list[n-1].Last, list[n-1].LastWeekday, list[n-1].end = date, int(d.Weekday()), d
			continue
		}
		list = append(list, namedDay{date, date, fact.Sort, fact.Name, int(d.Weekday()), int(d.Weekday()), d})
	}
	return list
}

func monthOf(c *clock.Calendar, facts clock.Facts, year int, month time.Month) calendarMonth {
	m := calendarMonth{Month: int(month)}
	for d := clock.DayOf(year, month, 1); ; d++ {
		_, in, date := d.Date()
		if in != month {
			return m
		}
		place := (int(d.Weekday()) + 6) % 7
		if place == 0 || date == 1 {
			m.Weeks = append(m.Weeks, [7]calendarDay{})
		}
		fact := facts.Dates[time.Date(year, month, date, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)]
		sort := "rest"
		switch works := c.IsWorkday(c.At(d, 12*60)); {
		case works && fact.Sort == "work":
			sort = "adjusted"
		case works:
			sort = "work"
		case fact.Sort == "off" || fact.Sort == "special":
			sort = "off"
		}
		if sort == "work" || sort == "adjusted" {
			m.Workdays++
		}
		m.Weeks[len(m.Weeks)-1][place] = calendarDay{date, sort, fact.Name}
	}
}

// hoursWritten writes opening hours as a calendar file does.
func hoursWritten(hours []clock.Hours) (list []string) {
	at := func(minute int) string {
		if minute == 24*60 {
			return "24:00"
		}
		return time.Date(2000, 1, 1, 0, minute, 0, 0, time.UTC).Format("15:04")
	}
	for _, h := range hours {
		list = append(list, at(h.Open)+"–"+at(h.Close))
	}
	return list
}

// title is what a policy is called, with its version.
func policyTitle(p *policy.Policy, language string) string {
	return cmp.Or(p.Title.In(language), p.Name) + " " + p.Version
}
