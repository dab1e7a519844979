package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// FigureName is what a figure is called by its key under a policy, such as "received"
// or "answer.rate"; false for a key that names none.
func FigureName(p *policy.Policy, key string) (fault.Text, bool) {
	clock, base, _ := strings.Cut(key, ".")
	k, ofClock := p.Clock(clock)
	if ofClock && base == clockRate.key {
		return rateName(saying(k.Title)), true
	}
	if !ofClock {
		base = key
	}
	for _, d := range definitions() {
		switch {
		case d.key != base:
		case ofClock:
			return fault.Say(capital(k.Title.In("en"))+": "+d.name.EN, k.Title.In("zh")+"·"+d.name.ZH), true
		default:
			return d.name, true
		}
	}
	return fault.Text{}, false
}

// rateName is the rate of a time limit by its name: how much was done in time.
func rateName(clock fault.Text) fault.Text {
	return fault.Say(capital(clock.EN)+" in time", clock.ZH+"及时率")
}

// capital begins a text with a capital letter.
func capital(word string) string {
	first, n := utf8.DecodeRuneInString(word)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + word[n:]
}
