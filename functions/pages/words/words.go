package words

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Say is a text in a language: English first, as everywhere.
func Say(language, en, zh string) string {
	if language == "zh" {
		return zh // also where it is nothing, such as a blank between sentences
	}
	return en
}

// Funcs are the functions of templates, which write in one language, and leave out the
// year where it is that of now.
func Funcs(language string, p *policy.Policy, now func() time.Time) template.FuncMap {
	return template.FuncMap{
		"text": func(t policy.Text) string { return t.In(language) },
		"when": func(t time.Time) string { return complaint.SpokenAt(t, now(), p.Zone(), language) },
		"unit": func(id string) string {
			u, _ := p.Unit(id)
			return cmp.Or(u.Name.In(language), id)
		},
		"clock": func(name string) string {
			c, _ := p.Clock(name)
			return cmp.Or(c.Title.In(language), name)
		},
		"region":     func(code string) string { return p.RegionName(code, language) },
		"say":        func(en, zh string) string { return Say(language, en, zh) },
		"saying":     func(en, zh string, values ...any) string { return fmt.Sprintf(Say(language, en, zh), values...) },
		"status":     func(s complaint.Status) string { return complaint.StatusName(s).In(language) },
		"outcome":    func(o complaint.Outcome) string { return complaint.OutcomeName(o).In(language) },
		"role":       func(r complaint.Role) string { return Level(string(r), p, language) },
		"about":      func(field string) string { return Label(field).In(language) },
		"in":         func(t fault.Text) string { return t.In(language) },
		"value":      func(field string, v any) string { return Value(field, fmt.Sprint(v), language) },
		"level":      func(l string) string { return Level(l, p, language) },
		"upper":      Capital,
		"limit":      func(l string) string { return Limit(l, language) },
		"left":       func(due, now time.Time) string { return Left(due.Sub(now), language) },
		"clockState": func(s any) string { return Named(clockStates, fmt.Sprint(s), language) },
		"mayDo":      func(allowed []string, command string) bool { return slices.Contains(allowed, command) },
		"sentence":   func(word string) string { return Sentence(word, language) },
		"code":       func(code string) string { return Grouped(code, 4) },
		"sized":      Size,
		"add":        func(a, b int) int { return a + b },
		"iso":        func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
	}
}

// Named is the word for a value; the value itself where there is none.
func Named[K ~string](names map[K]fault.Text, key K, language string) string {
	if text, ok := names[key]; ok {
		return text.In(language)
	}
	return string(key)
}

// Value is what a value of a coded field of the API is called; itself where it has no name.
func Value(field, value, language string) string {
	if t, ok := complaint.ValueName(field, value); ok {
		return t.In(language)
	}
	return value
}

// Label is what a field of the API is called, as it stands above what is filled in.
func Label(field string) fault.Text {
	name := complaint.FieldName(field)
	return fault.Say(Capital(name.EN), name.ZH)
}

// Level is what a level is called, or whom else something is for.
func Level(level string, p *policy.Policy, language string) string {
	if t, ok := complaint.RoleName(complaint.Role(level)); ok {
		return t.In(language)
	}
	switch level {
	case "centre":
		return Say(language, "the centre", "客服中心")
	case "*":
		return Say(language, "all", "全部")
	}
	return cmp.Or(p.LevelName(level, language), level)
}
