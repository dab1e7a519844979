package triage

import (
	"strconv"
	"strings"
)

const (
	// nearby is how many words or characters may stand between the parts of a phrase.
	nearby = 18
	// heaviest is the greatest weight that length alone gives.
	heaviest = 8
)

// literal is one word of a phrase as it is looked for.
type literal struct {
	written string // as the pack has it
	open    bool   // any word that begins so
	weight  float64
}

// pattern is a compiled phrase: in every part one of the literals must be found.
type pattern struct {
	parts  [][]int // numbers of literals
	weight float64 // fixed by the pack; 0 when the length decides
}

// book holds the phrases of a pack, compiled for one pass over a text.
type book struct {
	literals []literal
	byText   map[string]int
	next     map[step]int // the edges of a tree of runes
	ends     map[int][]int
	nodes    int
	patterns []pattern
	uses     map[int][]use
}

// step is an edge of the tree: a node and the rune that leads on.
type step struct {
	node int
	r    rune
}

// use says that a literal belongs to a part of a pattern.
type use struct{ pattern, part int }

func newBook() *book {
	return &book{
		byText: make(map[string]int),
		next:   make(map[step]int),
		ends:   make(map[int][]int),
		uses:   make(map[int][]use),
	}
}

// add compiles a phrase and gives its number.
func (b *book) add(phrase string) int {
	p := pattern{}
	if body, weight, ok := strings.Cut(phrase, "^"); ok {
		if w, err := strconv.ParseFloat(strings.TrimSpace(weight), 64); err == nil {
			phrase, p.weight = body, w
		}
	}
	number := len(b.patterns)
	for i, part := range strings.Split(phrase, "+") {
		var alternatives []int
		for word := range strings.SplitSeq(part, "|") {
			l := b.literal(strings.TrimSpace(word))
			alternatives = append(alternatives, l)
			b.uses[l] = append(b.uses[l], use{number, i})
		}
		p.parts = append(p.parts, alternatives)
	}
	b.patterns = append(b.patterns, p)
	return number
}

// literal enters a word into the tree, once.
func (b *book) literal(written string) int {
	if l, ok := b.byText[written]; ok {
		return l
	}
	word, open := strings.CutSuffix(written, "*")
	number := len(b.literals)
	runes := fold(word)
	node := 0
	for _, r := range runes {
		to, ok := b.next[step{node, r}]
		if !ok {
			b.nodes++
			to = b.nodes
			b.next[step{node, r}] = to
		}
		node = to
	}
	b.ends[node] = append(b.ends[node], number)
	b.byText[written] = number
	b.literals = append(b.literals, literal{written: written, open: open, weight: weigh(runes)})
	return number
}

// weigh gives a literal's weight by its length: longer ones say more.
func weigh(runes []rune) float64 {
	var w float64
	for i, r := range runes {
		switch {
		case isHan(r):
			w++
		case isWord(r) && (i == 0 || !isWord(runes[i-1])):
			w += 1.5
		}
	}
	return w
}

// found is a literal at a place of a text.
type found struct {
	literal    int
	start, end int // runes, half open
}

// scan finds every literal in a text in one pass, in the order of the text.
func (b *book) scan(t text) []found {
	var list []found
	for start, r := range t.runes {
		if isWord(r) && start > 0 && isWord(t.runes[start-1]) {
			continue // within a word
		}
		node, ok := 0, true
		for end := start; end < len(t.runes); end++ {
			if node, ok = b.next[step{node, t.runes[end]}]; !ok {
				break
			}
			for _, l := range b.ends[node] {
				if b.literals[l].open || !t.withinWord(end) {
					list = append(list, found{l, start, end + 1})
				}
			}
		}
	}
	return list
}

// withinWord tells whether the word at a rune goes on behind it.
func (t text) withinWord(i int) bool {
	return isWord(t.runes[i]) && i+1 < len(t.runes) && isWord(t.runes[i+1])
}
