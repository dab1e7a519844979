package pages

import (
	"cmp"
	"fmt"
	"html/template"
	"maps"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// say is a text in a language: English first, as everywhere.
func say(language, en, zh string) string { return fault.Say(en, zh).In(language) }

// words are the functions of templates, which write in one language.
func words(language string, p *policy.Policy) template.FuncMap {
	all := template.FuncMap{
		"text": func(t policy.Text) string { return t.In(language) },
		"when": func(t time.Time) string { return complaint.Spoken(t, p.Zone(), language) },
		"unit": func(id string) string {
			u, _ := p.Unit(id)
			return cmp.Or(u.Name.In(language), id)
		},
		"clock": func(name string) string {
			c, _ := p.Clock(name)
			return cmp.Or(c.Title.In(language), name)
		},
		"say":     func(en, zh string) string { return say(language, en, zh) },
		"saying":  func(en, zh string, values ...any) string { return fmt.Sprintf(say(language, en, zh), values...) },
		"status":  func(s complaint.Status) string { return named(statuses, s, language) },
		"outcome": func(o complaint.Outcome) string { return named(outcomes, o, language) },
		"role":    func(r complaint.Role) string { return named(roles, r, language) },
		"sorted":  sorted,
		"iso":     func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
	}
	maps.Copy(all, customerWords(language, p))
	maps.Copy(all, deskWords(language, p))
	maps.Copy(all, boardWords(language, p))
	return all
}

// named is the word for a value; the value itself where there is none.
func named[K ~string](names map[K]fault.Text, key K, language string) string {
	if text, ok := names[key]; ok {
		return text.In(language)
	}
	return string(key)
}

var statuses = map[complaint.Status]fault.Text{
	complaint.Received: fault.Say("received", "已受理"), complaint.Sorting: fault.Say("being sorted", "待分类"),
	complaint.Dispatched: fault.Say("sent to the unit", "已派单"), complaint.Handling: fault.Say("being handled", "处理中"),
	complaint.Answered: fault.Say("answered, in review", "已答复待审核"), complaint.Callback: fault.Say("to be called back", "待回访"),
	complaint.Closed: fault.Say("closed", "已办结"),
}

var outcomes = map[complaint.Outcome]fault.Text{
	complaint.Resolved: fault.Say("resolved", "已解决"), complaint.Explained: fault.Say("explained", "已解释说明"),
	complaint.Referred: fault.Say("referred", "已转办"), complaint.Dissatisfied: fault.Say("closed though not satisfied", "不满意办结"),
	complaint.Unreached: fault.Say("customer not reached", "未能联系上客户"), complaint.Invalid: fault.Say("not handled", "不予受理"),
	complaint.Duplicate: fault.Say("duplicate", "重复工单"), complaint.Withdrawn: fault.Say("withdrawn", "客户撤诉"),
}

var roles = map[complaint.Role]fault.Text{
	complaint.Agent: fault.Say("Agent", "客服代表"), complaint.Handler: fault.Say("Handler", "承办人"),
	complaint.Supervisor: fault.Say("Supervisor", "督办人员"), complaint.Caller: fault.Say("Callback desk", "回访员"),
	complaint.Auditor: fault.Say("Auditor", "稽核人员"), complaint.Admin: fault.Say("Administrator", "管理员"),
}
