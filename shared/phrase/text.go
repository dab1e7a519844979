package phrase

import (
	"slices"
	"strings"
	"unicode"
)

// Text is a person's words made comparable, with what a phrase needs to know
// about the place of every rune.
type Text struct {
	// Runes are the folded words, see [Fold].
	Runes    []rune
	sentence []int32 // number of the sentence that holds the rune
	unit     []int32 // words and Han characters up to the rune
}

// emergencyNumbers keep their digits: they are names, not quantities.
var emergencyNumbers = []string{"110", "119", "120", "315"}

// Fold makes a text comparable: lower case, half width, simplified characters,
// single spaces and none beside Han characters, "#" for a digit and "##" for a
// number of two or three. The same is done to phrases.
func Fold(s string) []rune {
	in := []rune(s)
	reduce(in)
	return fold(make([]rune, 0, len(in)), in)
}

// fold is Fold for reduced runes; it adds to out.
func fold(out, in []rune) []rune {
	for i := 0; i < len(in); i++ {
		r := in[i]
		switch {
		case r == '\n' || !isSpace(r) && !isDigit(r):
			out = append(out, r)
		case isSpace(r):
			end := i
			for end < len(in) && in[end] != '\n' && isSpace(in[end]) {
				end++
			}
			between := len(out) > 0 && !IsHan(out[len(out)-1]) && end < len(in) && !IsHan(in[end])
			if between && out[len(out)-1] != ' ' {
				out = append(out, ' ')
			}
			i = end - 1
		case isDigit(r):
			end := i
			for end < len(in) && isDigit(in[end]) {
				end++
			}
			out = appendNumber(out, in[i:end])
			i = end - 1
		}
	}
	return out
}

// Plain writes a text in lower case, half width and simplified characters, its
// digits and spaces as they are.
func Plain(s string) string {
	in := []rune(s)
	reduce(in)
	return string(in)
}

func reduce(in []rune) {
	forms := simplified()
	for i, r := range in {
		in[i] = plain(r, forms)
	}
}

func plain(r rune, forms map[rune]rune) rune {
	switch {
	case r < 0x80:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case '！' <= r && r <= '～':
		return plain(r-'！'+'!', forms)
	case r == '’' || r == '‘':
		return '\''
	}
	if s, ok := forms[r]; ok {
		return s
	}
	return unicode.ToLower(r)
}

func appendNumber(out, digits []rune) []rune {
	switch {
	case slices.Contains(emergencyNumbers, string(digits)):
		return append(out, digits...)
	case len(digits) == 1:
		return append(out, '#')
	case len(digits) <= 3:
		return append(out, '#', '#')
	}
	return append(out, digits...)
}

// NewText folds a text and marks its sentences.
func NewText(s string) Text {
	runes := Fold(s)
	places := make([]int32, 2*len(runes))
	t := Text{Runes: runes, sentence: places[:len(runes)], unit: places[len(runes):]}
	var sentence, unit int32
	for i, r := range runes {
		if IsHan(r) || IsWord(r) && (i == 0 || !IsWord(runes[i-1])) {
			unit++
		}
		t.sentence[i], t.unit[i] = sentence, unit
		if t.endsSentence(i) {
			sentence++
		}
	}
	return t
}

func (t Text) endsSentence(i int) bool {
	r := t.Runes[i]
	if r == '.' {
		return i+1 == len(t.Runes) || t.Runes[i+1] == ' ' || t.Runes[i+1] == '\n'
	}
	return strings.ContainsRune("。!?;\n", r)
}

// SameSentence tells whether two places stand in one sentence.
func (t Text) SameSentence(a, b int) bool { return t.sentence[a] == t.sentence[b] }

// IsHan tells whether a rune is a Chinese character.
func IsHan(r rune) bool {
	if r < 0x2e80 {
		return false
	}
	return 0x4e00 <= r && r <= 0x9fff || unicode.Is(unicode.Han, r)
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func isSpace(r rune) bool {
	if r < 0x80 {
		return r == ' ' || '\t' <= r && r <= '\r'
	}
	return unicode.IsSpace(r)
}

// IsWord tells whether a rune belongs to a word that is written with spaces around it.
func IsWord(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '#'
	}
	return !IsHan(r) && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// Passage is a stretch of a text that can be read by itself.
type Passage struct {
	Text
	Start int // its first rune in the whole text
}

// Passages cuts a text at the ends of its sentences, those of a few words being
// left together, and a sentence of more than about most words or characters at
// its commas or, if there are none, between words or wherever twice as many are
// full.
func (t Text) Passages(most int) (list []Passage) {
	start := 0
	for i, r := range t.Runes {
		last := i+1 == len(t.Runes)
		length := int(t.unit[i] - t.unit[start])
		ends := t.endsSentence(i) && length >= most/4 || strings.ContainsRune(",;:、 ", r) && length >= most/2 && (r != ' ' || length >= most) ||
			length >= 2*most && IsHan(r)
		if ends || last {
			list = append(list, Passage{Text{t.Runes[start : i+1], t.sentence[start : i+1], t.unit[start : i+1]}, start})
			start = i + 1
		}
	}
	return list
}
