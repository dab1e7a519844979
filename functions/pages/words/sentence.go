package words

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// predicates are how the API's word on a value begins that has the value for its subject.
var predicates = []string{"is", "are", "must", "may", "cannot", "has", "have", "needs", "does", "do", "belongs", "comes", "lies", "begins", "ends", "stands", "was", "can"}

// Sentence makes a whole one of the API's word on a value, such as "is required".
func Sentence(word, language string) string {
	if word == "" {
		return ""
	}
	if language == "zh" {
		if word == "必填" {
			word = "此项必填"
		}
		return stopped(word, "。")
	}
	if verb, _, _ := strings.Cut(word, " "); slices.Contains(predicates, verb) {
		word = "This " + word
	}
	return stopped(Capital(word), ".")
}

// stopped ends a sentence with a stop, where it has no end.
func stopped(text, stop string) string {
	if last, _ := utf8.DecodeLastRuneInString(text); strings.ContainsRune(".!?。！？", last) {
		return text
	}
	return text + stop
}

// Capital is a text that begins with a capital letter, where it has one.
func Capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}
