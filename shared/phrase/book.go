package phrase

import (
	"slices"
	"strconv"
	"strings"
)

const (
	// nearby is how many words or characters may stand between the parts of a phrase.
	nearby = 18
	// heaviest is the greatest weight that length alone gives.
	heaviest = 8
)

// Book holds phrases, compiled for one pass over a text. It is filled with
// [Book.Add] and read-only from then on; reading is safe for concurrent use.
type Book struct {
	literals []literal
	byText   map[string]int32
	nodes    []node // of a tree of runes; the first is its root
	roots    map[rune]int32
	patterns []pattern
	slots    int // parts of patterns of more than one part
}

// literal is one word of a phrase as it is looked for.
type literal struct {
	written string // as the pack has it
	open    bool   // any word that begins so
	weight  float64
	uses    []use
}

// pattern is a compiled phrase: in every part one of the literals must be found.
type pattern struct {
	parts     int
	firstSlot int     // where the places of its parts are gathered
	weight    float64 // fixed by the pack; 0 when the length decides
}

// use says that a literal belongs to a part of a pattern.
type use struct{ pattern, part int32 }

// node is a place of the tree: the words up to it lead on by these edges.
type node struct {
	edges []edge // sorted by rune
	ends  []int32
}

type edge struct {
	r  rune
	to int32
}

// NewBook makes an empty book.
func NewBook() *Book {
	return &Book{byText: make(map[string]int32), nodes: make([]node, 1), roots: make(map[rune]int32)}
}

// Add compiles a phrase and gives its number: 0, 1, 2, ...
func (b *Book) Add(phrase string) int {
	p := pattern{}
	if body, weight, ok := strings.Cut(phrase, "^"); ok {
		if w, err := strconv.ParseFloat(strings.TrimSpace(weight), 64); err == nil {
			phrase, p.weight = body, w
		}
	}
	number := int32(len(b.patterns))
	for part := range strings.SplitSeq(phrase, "+") {
		for word := range strings.SplitSeq(part, "|") {
			l := b.literal(strings.TrimSpace(word))
			b.literals[l].uses = append(b.literals[l].uses, use{number, int32(p.parts)})
		}
		p.parts++
	}
	if p.parts > 1 {
		p.firstSlot = b.slots
		b.slots += p.parts
	}
	b.patterns = append(b.patterns, p)
	return int(number)
}

// Parts is how many parts a phrase has.
func (b *Book) Parts(number int) int { return b.patterns[number].parts }

// literal enters a word into the tree, once.
func (b *Book) literal(written string) int32 {
	if l, ok := b.byText[written]; ok {
		return l
	}
	word, open := strings.CutSuffix(written, "*")
	runes := Fold(word)
	at := int32(0)
	for _, r := range runes {
		at = b.step(at, r)
	}
	number := int32(len(b.literals))
	b.nodes[at].ends = append(b.nodes[at].ends, number)
	b.byText[written] = number
	b.literals = append(b.literals, literal{written: written, open: open, weight: weigh(runes)})
	return number
}

// step follows an edge of the tree, which is made when there is none.
func (b *Book) step(from int32, r rune) int32 {
	if to, ok := b.follow(from, r); ok {
		return to
	}
	to := int32(len(b.nodes))
	b.nodes = append(b.nodes, node{})
	if from == 0 {
		b.roots[r] = to
		return to
	}
	edges := b.nodes[from].edges
	i, _ := slices.BinarySearchFunc(edges, r, byRune)
	b.nodes[from].edges = slices.Insert(edges, i, edge{r, to})
	return to
}

func (b *Book) follow(from int32, r rune) (int32, bool) {
	if from == 0 {
		to, ok := b.roots[r]
		return to, ok
	}
	edges := b.nodes[from].edges
	i, ok := slices.BinarySearchFunc(edges, r, byRune)
	if !ok {
		return 0, false
	}
	return edges[i].to, true
}

func byRune(e edge, r rune) int { return int(e.r) - int(r) }

// weigh gives a literal's weight by its length: longer ones say more.
func weigh(runes []rune) float64 {
	var w float64
	for i, r := range runes {
		switch {
		case IsHan(r):
			w++
		case IsWord(r) && (i == 0 || !IsWord(runes[i-1])):
			w += 1.5
		}
	}
	return w
}

// Found is a literal at a place of a text.
type Found struct {
	literal    int32
	Start, End int // runes, half open
}

// Scan finds every literal in a text in one pass, in the order of the text.
func (b *Book) Scan(t Text) []Found { return b.scan(t, nil) }

// Each calls a function for every place in a text where a word of a phrase
// stands, with the phrase's number, in the order of the text.
func (b *Book) Each(t Text, do func(pattern int, at Found)) {
	f := findings.Get().(*finding)
	defer findings.Put(f)
	f.scanned = b.scan(t, f.scanned[:0])
	for _, at := range f.scanned {
		for _, u := range b.literals[at.literal].uses {
			do(int(u.pattern), at)
		}
	}
}

func (b *Book) scan(t Text, list []Found) []Found {
	for start, r := range t.Runes {
		if start > 0 && IsWord(r) && IsWord(t.Runes[start-1]) {
			continue // within a word
		}
		at, ok := b.roots[r]
		for end := start + 1; ok; end++ {
			for _, l := range b.nodes[at].ends {
				if b.literals[l].open || !t.withinWord(end-1) {
					list = append(list, Found{l, start, end})
				}
			}
			if end == len(t.Runes) {
				break
			}
			at, ok = b.follow(at, t.Runes[end])
		}
	}
	return list
}

// withinWord tells whether the word at a rune goes on behind it.
func (t Text) withinWord(i int) bool {
	return i+1 < len(t.Runes) && IsWord(t.Runes[i+1]) && IsWord(t.Runes[i])
}
