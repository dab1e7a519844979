package listing

import (
	"cmp"
	"embed"
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/functions/callback"
	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

//go:embed templates/*.html
var templates embed.FS

// Templates show a list, and what is due next of a case.
var Templates = site.Templates{Files: templates, Words: funcs}

// funcs are the functions of the templates.
func funcs(language string, p *policy.Policy) template.FuncMap {
	return template.FuncMap{
		"kind":    func(code string) string { k, _ := p.Kind(code); return cmp.Or(k.Name.In(language), code) },
		"handler": func(name string) string { return handlerName(name, language) },
		"short":   short,
		"lateBy":  func(d time.Duration) string { return words.Left(-d, language) },
		"dueOf":   func(r Row, now time.Time) due { return due{r, now} },
		"dueCall": func(c *callback.DueCall, now time.Time) dueCall { return dueCall{c, c.CallFrom.After(now)} },
		"suspended": func(list []complaint.Suspension) *complaint.Suspension {
			if i := slices.IndexFunc(list, func(s complaint.Suspension) bool { return s.EndedAt.IsZero() }); i >= 0 {
				return &list[i]
			}
			return nil
		},
	}
}

// short is the beginning of a text, for lists: two lines, in which what is not Latin
// takes double the room.
func short(text string) string {
	most := 120
	text = strings.Join(strings.Fields(text), " ")
	for i, r := range text {
		if most--; r >= 0x1100 {
			most--
		}
		if most < 0 {
			return text[:i] + "…"
		}
	}
	return text
}

// handlerName is the person who handles a case; the role, of somebody whom the API
// knows by that alone.
func handlerName(name, language string) string {
	role, rest, known := strings.Cut(name, ":")
	t, ok := complaint.RoleName(complaint.Role(role))
	if !ok {
		return name
	}
	if _, person, named := strings.Cut(rest, ":"); known && named {
		return person
	}
	return t.In(language)
}

// due is a row with the instant from which its countdown counts.
type due struct {
	Row Row
	Now time.Time
}

// dueCall is a call to make, and whether it must wait.
type dueCall struct {
	Call *callback.DueCall
	Wait bool
}
