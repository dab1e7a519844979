package board

import (
	"maps"
	"net/http"
	"slices"

	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/pages/words"
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
	p := h.rulesPage(part, site.Language(r))
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
		p.Texts = textGroups(h.Policy, site.Language(r))
	default:
		h.Fail(w, r, site.ErrNotFound)
		return
	}
	h.showRules(w, r, p)
}

func (h *Handler) showRules(w http.ResponseWriter, r *http.Request, p rulesPage) {
	name := "rules"
	if p.Part != "" {
		name += "_" + p.Part
	}
	title := words.Say(site.Language(r), "Rules", "规则")
	for _, one := range p.Parts {
		if one.Code == p.Part && one.Code != "" {
			title = one.Name
		}
	}
	h.Show(w, r, http.StatusOK, site.Page{Name: name, Title: title, Body: p, Wide: true, Board: true, Here: "policy", At: r.URL.Path})
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
