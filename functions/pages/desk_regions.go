package pages

import (
	"unicode"
	"unicode/utf8"

	"github.com/redress/redress/shared/policy"
)

// regionName is what people call a region: the unit that alone serves it by its name, and
// the region's own beside it where the unit serves several. Where no unit is given it,
// routes go by what people call it.
func regionName(code string, p *policy.Policy, language string) string {
	for _, u := range p.Units {
		for _, r := range u.Regions {
			switch {
			case r != code:
			case len(u.Regions) == 1:
				return u.Name.In(language)
			default:
				return code + " · " + u.Name.In(language)
			}
		}
	}
	return code
}

// capital is a text that begins with a capital letter, where it has one.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}
