package desk

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// filledIn is what was filled into a field: a list may come in many values, one of each
// box that was ticked and one of the lines beside them.
func filledIn(x field, values url.Values) string {
	if x.Sort == asLines {
		return strings.Join(values[x.Name], "\n")
	}
	return values.Get(x.Name)
}

// pick ticks the choices of a list that were filled in; what is none of them stays to be
// written.
func (l filledLine) pick() filledLine {
	if l.Sort != asLines || len(l.Choices) == 0 {
		return l
	}
	var rest []string
	for s := range strings.Lines(l.Value) {
		s = strings.TrimSpace(s)
		if slices.ContainsFunc(l.Choices, func(o option) bool { return o.Value == s }) {
			l.Picked = append(l.Picked, s)
		} else if s != "" {
			rest = append(rest, s)
		}
	}
	l.Value = strings.Join(rest, "\n")
	return l
}

// Has tells whether a choice is ticked.
func (l filledLine) Has(value string) bool { return slices.Contains(l.Picked, value) }

// signature reads who has signed: a level, by its name or its code, and the department.
func (h *Handler) signature(s string) any {
	for _, level := range policy.UnitLevels() {
		for _, name := range []string{h.Policy.LevelName(level, "zh"), h.Policy.LevelName(level, "en"), level} {
			rest, named := strings.CutPrefix(s, name)
			by := strings.TrimLeftFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) })
			if named && by != rest {
				return map[string]any{"level": level, "by": by}
			}
		}
	}
	return pair("level", "by")(s)
}

// levelsNamed says by which names [Handler.signature] knows the levels.
func (h *Handler) levelsNamed() fault.Text {
	var en, zh []string
	for _, level := range policy.UnitLevels() {
		en, zh = append(en, h.Policy.LevelName(level, "en")), append(zh, h.Policy.LevelName(level, "zh"))
	}
	return fault.Say(" Levels: "+strings.Join(en, "; ")+".", "层级为"+strings.Join(zh, "、")+"。")
}
