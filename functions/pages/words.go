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
		"status":  func(s complaint.Status) string { return complaint.StatusName(s).In(language) },
		"outcome": func(o complaint.Outcome) string { return complaint.OutcomeName(o).In(language) },
		"role":    func(r complaint.Role) string { return levelName(string(r), p, language) },
		"sorted":  sorted,
		"about":   func(field string) string { return labelFor(field).In(language) },
		"iso":     func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
	}
	maps.Copy(all, customerWords(language, p))
	maps.Copy(all, deskWords(language, p))
	maps.Copy(all, boardWords(language, p))
	maps.Copy(all, rulesWords(language, p))
	return all
}

// named is the word for a value; the value itself where there is none.
func named[K ~string](names map[K]fault.Text, key K, language string) string {
	if text, ok := names[key]; ok {
		return text.In(language)
	}
	return string(key)
}

// labelFor is what a field of the API is called, as it stands above what is filled in.
func labelFor(field string) fault.Text {
	name := complaint.FieldName(field)
	return fault.Say(strings.ToUpper(name.EN[:min(1, len(name.EN))])+name.EN[min(1, len(name.EN)):], name.ZH)
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
