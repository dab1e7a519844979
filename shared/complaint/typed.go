package complaint

import (
	"regexp"
	"strings"
	"unicode"
)

// Narrow writes letters, digits and dashes that a Chinese keyboard makes wide as all
// others do.
func Narrow(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '　':
			return ' '
		case r >= '‐' && r <= '―' || r == '−':
			return '-'
		}
		return r
	}, text)
}

// Unspaced is a text as people copy it, narrow, and without its blanks and dashes.
func Unspaced(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' {
			return -1
		}
		return r
	}, Narrow(text))
}

// ReadReference reads a reference as people copy it: wide, with blanks, and with its dash
// or without. What comes of other texts is no reference.
func ReadReference(text string) string {
	const series = len("202609")
	text = Unspaced(text)
	if len(text) > series {
		return text[:series] + "-" + text[series:]
	}
	return text
}

// mobile is a mobile number in China, with the country's code or without.
var mobile = regexp.MustCompile(`^(?:(?:\+|00)?86)?(1\d{10})$`)

// Spellings are the ways in which a case may have an account or phone number that
// somebody looks for: as it was written, and a mobile number without the country's code
// and with it.
func Spellings(number string) []string {
	all := []string{strings.TrimSpace(Narrow(number))}
	plain := strings.NewReplacer("(", "", ")", "").Replace(Unspaced(number))
	if m := mobile.FindStringSubmatch(plain); m != nil {
		for _, one := range []string{m[1], "+86" + m[1], "86" + m[1]} {
			if Key(one) != Key(all[0]) {
				all = append(all, one)
			}
		}
	}
	return all
}
