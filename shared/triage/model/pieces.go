package model

import "github.com/redress/redress/shared/phrase"

// Feature is what the model knows a piece of text by: a hash of its characters
// and of what sort of piece it is.
type Feature uint32

// Piece is a feature at its place in a text.
type Piece struct {
	Feature
	Start, End int // runes, half open
	Concept    bool
}

// Sort is 1 for a concept and 0 for a string.
func (p Piece) Sort() int {
	if p.Concept {
		return 1
	}
	return 0
}

// Mark is a concept of the pack at its place in a text.
type Mark struct {
	Name       string
	Start, End int // runes, half open
}

// The sorts of pieces.
const (
	hanGram     = 'h' // one to four Chinese characters in a row
	word        = 'w' // a word that is written with spaces around it
	wordPair    = 'p' // two such words in a row
	wordGram    = 'g' // four or five letters of one, so that misspelt ones are known
	sign        = 'm' // a question mark, an exclamation mark, a mention
	concept     = 'c' // what the pack has many words for
	conceptPair = 'x' // two of these in a sentence
)

const (
	longestHanGram = 4
	shortestGram   = 4
	longestGram    = 5
)

// hash is FNV-1a over runes.
type hash uint32

func begin(sort rune) hash { return hash(2166136261).add(sort) }

func (h hash) add(r rune) hash {
	for ; r > 0; r >>= 8 {
		h = (h ^ hash(r&0xff)) * 16777619
	}
	return h
}

func (h hash) of(runes []rune) hash {
	for _, r := range runes {
		h = h.add(r)
	}
	return h
}

// Pieces takes a text with its marks apart and adds to a list.
func Pieces(t phrase.Text, marks []Mark, list []Piece) []Piece {
	return pairs(t, marks, spellings(t, list))
}

// mostMarks bounds the pairs of a sentence that never ends.
const mostMarks = 24

// pairs adds the marks of a text, and the pairs of different ones in a sentence.
func pairs(t phrase.Text, marks []Mark, list []Piece) []Piece {
	begins := 0 // the first mark of the sentence
	for i, m := range marks {
		list = append(list, Piece{Feature: Feature(begin(concept).of([]rune(m.Name))), Start: m.Start, End: m.End, Concept: true})
		for begins < i && !t.SameSentence(marks[begins].Start, m.Start) {
			begins++
		}
		for _, other := range marks[max(begins, i-mostMarks):i] {
			if other.Name != m.Name {
				list = append(list, pair(other, m))
			}
		}
	}
	return list
}

func pair(a, b Mark) Piece {
	first, second := a.Name, b.Name
	if first > second {
		first, second = second, first
	}
	h := begin(conceptPair).of([]rune(first)).add('+').of([]rune(second))
	return Piece{Feature: Feature(h), Start: min(a.Start, b.Start), End: max(a.End, b.End), Concept: true}
}

// spellings adds the pieces that are strings of the text, in its order.
func spellings(t phrase.Text, list []Piece) []Piece {
	lastStart, lastEnd := -1, -1 // the word before, in the same sentence
	runes := t.Runes
	for i := 0; i < len(runes); i++ {
		switch r := runes[i]; {
		case phrase.IsHan(r):
			h := begin(hanGram)
			for end := i; end < len(runes) && end < i+longestHanGram && phrase.IsHan(runes[end]); end++ {
				h = h.add(runes[end])
				list = append(list, Piece{Feature: Feature(h), Start: i, End: end + 1})
			}
			lastStart = -1
		case phrase.IsWord(r):
			end := i + 1
			for end < len(runes) && (phrase.IsWord(runes[end]) || runes[end] == '\'' && end+1 < len(runes) && phrase.IsWord(runes[end+1])) {
				end++
			}
			list = append(list, Piece{Feature: Feature(begin(word).of(runes[i:end])), Start: i, End: end})
			if lastStart >= 0 && t.SameSentence(lastStart, i) {
				pair := begin(wordPair).of(runes[lastStart:lastEnd]).add(' ').of(runes[i:end])
				list = append(list, Piece{Feature: Feature(pair), Start: lastStart, End: end})
			}
			list = grams(runes, i, end, list)
			lastStart, lastEnd = i, end
			i = end - 1
		case r == '?' || r == '!' || r == '@':
			list = append(list, Piece{Feature: Feature(begin(sign).add(r)), Start: i, End: i + 1})
		}
	}
	return list
}

// grams adds the letters of a word in fours and fives, its ends marked.
func grams(runes []rune, start, end int, list []Piece) []Piece {
	for n := shortestGram; n <= longestGram; n++ {
		for i := start; i+n <= end; i++ {
			h := begin(wordGram)
			if i == start {
				h = h.add('^')
			}
			h = h.of(runes[i : i+n])
			if i+n == end {
				h = h.add('$')
			}
			list = append(list, Piece{Feature: Feature(h), Start: i, End: i + n})
		}
	}
	return list
}
