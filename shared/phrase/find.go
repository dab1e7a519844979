package phrase

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// Hit is a phrase found in a text.
type Hit struct {
	Pattern    int    // number of the phrase in its book
	Phrase     string // the words that were found, joined by " + "
	Weight     float64
	Start, End int // runes of the text, half open
}

// finding is the working space of one search.
type finding struct {
	scanned []Found
	slots   [][]Found // places of the parts of phrases of more than one part
	used    []int     // slots that hold places
	begun   []int32   // phrases whose first part was found
}

var findings = sync.Pool{New: func() any { return new(finding) }}

// Find finds every phrase of the book in a text, each at its weightiest place,
// in the order of their numbers. Words for which skip says yes are passed over.
func (b *Book) Find(t Text, skip func(pattern int, at Found) bool) []Hit {
	f := findings.Get().(*finding)
	f.slots = slices.Grow(f.slots, max(0, b.slots-len(f.slots)))[:max(b.slots, len(f.slots))]
	f.scanned = b.scan(t, f.scanned[:0])
	var hits []Hit
	for _, at := range f.scanned {
		for n := b.literals[at.literal].uses; n != none; n = b.uses[n].next {
			u := b.uses[n]
			switch p := &b.patterns[u.pattern]; {
			case skip != nil && skip(int(u.pattern), at):
			case p.parts == 1:
				hits = append(hits, b.single(u.pattern, at))
			default:
				f.keep(p.firstSlot+int(u.part), u, at)
			}
		}
	}
	for _, number := range f.begun {
		for _, first := range f.slots[b.patterns[number].firstSlot] {
			if h, ok := b.complete(t, int(number), first, f.slots); ok {
				hits = append(hits, h)
			}
		}
	}
	f.clear()
	findings.Put(f) // not after a panic, which would leave places in it
	slices.SortFunc(hits, func(x, y Hit) int { return cmp.Or(cmp.Compare(x.Pattern, y.Pattern), better(x, y)) })
	return slices.CompactFunc(hits, func(x, y Hit) bool { return x.Pattern == y.Pattern })
}

func (f *finding) keep(slot int, u use, at Found) {
	if len(f.slots[slot]) == 0 {
		f.used = append(f.used, slot)
		if u.part == 0 {
			f.begun = append(f.begun, u.pattern)
		}
	}
	f.slots[slot] = append(f.slots[slot], at)
}

func (f *finding) clear() {
	for _, slot := range f.used {
		f.slots[slot] = f.slots[slot][:0]
	}
	f.used, f.begun = f.used[:0], f.begun[:0]
}

// better orders the places of one phrase: the weightier first, then the earlier.
func better(a, b Hit) int {
	return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

// single is the hit of a phrase of one part.
func (b *Book) single(number int32, at Found) Hit {
	l := &b.literals[at.literal]
	return b.weighed(Hit{Pattern: int(number), Phrase: l.written, Weight: l.weight, Start: at.Start, End: at.End})
}

func (b *Book) weighed(h Hit) Hit {
	h.Weight = min(h.Weight, heaviest)
	if fixed := b.patterns[h.Pattern].weight; fixed > 0 {
		h.Weight = fixed
	}
	return h
}

// complete looks for the other parts of a phrase near its first one.
func (b *Book) complete(t Text, number int, first Found, slots [][]Found) (Hit, bool) {
	p := &b.patterns[number]
	words := []string{b.literals[first.literal].written}
	h := Hit{Pattern: number, Weight: b.literals[first.literal].weight, Start: first.Start, End: first.End}
	for part := 1; part < p.parts; part++ {
		best := Found{literal: -1}
		for _, f := range slots[p.firstSlot+part] {
			if t.near(h, f) && (best.literal < 0 || b.literals[f.literal].weight > b.literals[best.literal].weight) {
				best = f
			}
		}
		if best.literal < 0 {
			return Hit{}, false
		}
		words = append(words, b.literals[best.literal].written)
		h.Weight += b.literals[best.literal].weight
		h.Start, h.End = min(h.Start, best.Start), max(h.End, best.End)
	}
	h.Phrase = strings.Join(words, " + ")
	return b.weighed(h), true
}

// near tells whether a part stands beside what is found of its phrase: in the
// same sentence, not overlapping, and not far off.
func (t Text) near(h Hit, f Found) bool {
	if t.sentence[h.Start] != t.sentence[f.Start] {
		return false
	}
	switch {
	case f.Start >= h.End:
		return t.unit[f.Start]-t.unit[h.End-1] <= nearby
	case h.Start >= f.End:
		return t.unit[h.Start]-t.unit[f.End-1] <= nearby
	}
	return false
}
