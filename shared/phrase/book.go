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
//
// A pack has ten thousand words, and a function waits for its book: nodes,
// literals and uses stand in one list each and point to one another by number,
// so that a word costs no memory of its own.
type Book struct {
	roots    map[rune]int32 // where words begin: a node for each first rune
	nodes    []node
	literals []literal
	uses     []use
	patterns []pattern
	slots    int // parts of patterns of more than one part

	runes, folded []rune // working space of Add
}

// none ends a chain.
const none = -1

// node is a place of the tree of words: a rune after those above it.
type node struct {
	r             rune
	child, beside int32 // the first that follows it, and the next that follows what it follows
	literal       int32 // the first literal that ends here
}

// literal is one word of a phrase as it is looked for.
type literal struct {
	written string // as the pack has it
	weight  float64
	open    bool  // any word that begins so
	other   int32 // that ends at the same node
	uses    int32 // the first and the last of its uses
	last    int32
}

// pattern is a compiled phrase: in every part one of the literals must be found.
type pattern struct {
	parts     int
	firstSlot int     // where the places of its parts are gathered
	weight    float64 // fixed by the pack; 0 when the length decides
}

// use says that a literal belongs to a part of a pattern.
type use struct{ pattern, part, next int32 }

// NewBook makes an empty book.
func NewBook() *Book { return &Book{roots: make(map[rune]int32)} }

// Grow makes room for phrases of so many bytes, as far as can be told.
func (b *Book) Grow(bytes int) {
	b.nodes = slices.Grow(b.nodes, bytes/4)
	b.literals = slices.Grow(b.literals, bytes/12)
	b.uses = slices.Grow(b.uses, bytes/12)
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
			b.use(b.literal(strings.TrimSpace(word)), number, int32(p.parts))
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

// use adds a use at the end of a literal's.
func (b *Book) use(l, pattern, part int32) {
	n := int32(len(b.uses))
	b.uses = append(b.uses, use{pattern, part, none})
	if last := b.literals[l].last; last != none {
		b.uses[last].next = n
	} else {
		b.literals[l].uses = n
	}
	b.literals[l].last = n
}

// literal enters a word into the tree, once.
func (b *Book) literal(written string) int32 {
	word, open := strings.CutSuffix(written, "*")
	b.runes = append(b.runes[:0], []rune(word)...)
	reduce(b.runes)
	b.folded = fold(b.folded[:0], b.runes)
	at := int32(none)
	for _, r := range b.folded {
		at = b.step(at, r)
	}
	if at == none {
		at = b.step(at, 0) // a word of nothing, which no text holds
	}
	last := int32(none)
	for l := b.nodes[at].literal; l != none; l = b.literals[l].other {
		if b.literals[l].written == written {
			return l
		}
		last = l
	}
	number := int32(len(b.literals))
	b.literals = append(b.literals, literal{
		written: written, open: open, weight: weigh(b.folded), other: none, uses: none, last: none,
	})
	if last == none {
		b.nodes[at].literal = number
	} else {
		b.literals[last].other = number
	}
	return number
}

// step follows a rune from a node, or from the root, and makes the node that is missing.
func (b *Book) step(from int32, r rune) int32 {
	if to := b.follow(from, r); to != none {
		return to
	}
	to := int32(len(b.nodes))
	n := node{r: r, child: none, beside: none, literal: none}
	if from == none {
		b.roots[r] = to
	} else {
		n.beside, b.nodes[from].child = b.nodes[from].child, to
	}
	b.nodes = append(b.nodes, n)
	return to
}

// follow gives the node behind a rune; none when no word goes on so.
func (b *Book) follow(from int32, r rune) int32 {
	if from == none {
		if to, ok := b.roots[r]; ok {
			return to
		}
		return none
	}
	to := b.nodes[from].child
	for to != none && b.nodes[to].r != r {
		to = b.nodes[to].beside
	}
	return to
}

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
		for u := b.literals[at.literal].uses; u != none; u = b.uses[u].next {
			do(int(b.uses[u].pattern), at)
		}
	}
}

func (b *Book) scan(t Text, list []Found) []Found {
	for start, r := range t.Runes {
		if start > 0 && IsWord(r) && IsWord(t.Runes[start-1]) {
			continue // within a word
		}
		at := b.follow(none, r)
		for end := start + 1; at != none; end++ {
			for l := b.nodes[at].literal; l != none; l = b.literals[l].other {
				if b.literals[l].open || !t.withinWord(end-1) {
					list = append(list, Found{l, start, end})
				}
			}
			if end == len(t.Runes) {
				break
			}
			at = b.follow(at, t.Runes[end])
		}
	}
	return list
}

// withinWord tells whether the word at a rune goes on behind it.
func (t Text) withinWord(i int) bool {
	return i+1 < len(t.Runes) && IsWord(t.Runes[i+1]) && IsWord(t.Runes[i])
}
