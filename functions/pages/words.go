package pages

import (
	"cmp"
	"fmt"
	"html/template"
	"maps"
	"strings"
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
		"role":    func(r complaint.Role) string { return levelName(string(r), p, language) },
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

// levelName is what a level is called, or whom else something is for.
func levelName(level string, p *policy.Policy, language string) string {
	if t, ok := complaint.RoleName(complaint.Role(level)); ok {
		return t.In(language)
	}
	switch level {
	case "centre":
		return say(language, "the centre", "客服中心")
	case "*":
		return say(language, "all", "全部")
	}
	return cmp.Or(p.LevelName(level, language), level)
}

// codeName is what a code of the API is called: a kind of matters by the policy's word.
func codeName(code string, p *policy.Policy, language string) string {
	if k, ok := p.Kind(code); ok {
		return k.Name.In(language)
	}
	if t, ok := complaint.ValueName(code); ok {
		return t.In(language)
	}
	return code
}

// joined says several things, one after the other.
func joined(all []string, language string, name func(string) string) string {
	words := make([]string, len(all))
	for i, one := range all {
		words[i] = name(one)
	}
	return strings.Join(words, say(language, ", ", "、"))
}
