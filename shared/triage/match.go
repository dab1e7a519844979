package triage

import (
	"cmp"
	"slices"
	"strings"
)

// hit is a phrase found in a text.
type hit struct {
	pattern    int
	phrase     string // the words that were found, joined by " + "
	weight     float64
	start, end int
}

// match finds every phrase of the book in a text, each at its weightiest place.
// Literals for which skip says yes are passed over.
func (b *book) match(t text, skip func(pattern int, f found) bool) map[int]hit {
	places := make(map[use][]found)
	for _, f := range b.scan(t) {
		for _, u := range b.uses[f.literal] {
			if !skip(u.pattern, f) {
				places[u] = append(places[u], f)
			}
		}
	}
	hits := make(map[int]hit)
	for u, firsts := range places {
		if u.part != 0 {
			continue
		}
		for _, first := range firsts {
			h, ok := b.complete(t, u.pattern, first, places)
			if old, seen := hits[u.pattern]; ok && (!seen || better(h, old)) {
				hits[u.pattern] = h
			}
		}
	}
	return hits
}

// better orders the places of one phrase: weight, then the earlier one.
func better(a, b hit) bool {
	return cmp.Or(cmp.Compare(a.weight, b.weight), cmp.Compare(b.start, a.start), cmp.Compare(b.end, a.end)) > 0
}

// complete looks for the other parts of a phrase near its first one.
func (b *book) complete(t text, number int, first found, places map[use][]found) (hit, bool) {
	p := b.patterns[number]
	words := []string{b.literals[first.literal].written}
	h := hit{pattern: number, weight: b.literals[first.literal].weight, start: first.start, end: first.end}
	for part := 1; part < len(p.parts); part++ {
		best := found{literal: -1}
		for _, f := range places[use{number, part}] {
			if t.near(h, f) && (best.literal < 0 || b.literals[f.literal].weight > b.literals[best.literal].weight) {
				best = f
			}
		}
		if best.literal < 0 {
			return hit{}, false
		}
		words = append(words, b.literals[best.literal].written)
		h.weight += b.literals[best.literal].weight
		h.start, h.end = min(h.start, best.start), max(h.end, best.end)
	}
	h.phrase = strings.Join(words, " + ")
	h.weight = min(h.weight, heaviest)
	if p.weight > 0 {
		h.weight = p.weight
	}
	return h, true
}

// near tells whether a part stands beside what is found of its phrase: in the
// same sentence, not overlapping, and not far off.
func (t text) near(h hit, f found) bool {
	if t.sentence[h.start] != t.sentence[f.start] {
		return false
	}
	switch {
	case f.start >= h.end:
		return t.unit[f.start]-t.unit[h.end-1] <= nearby
	case h.start >= f.end:
		return t.unit[h.start]-t.unit[f.end-1] <= nearby
	}
	return false
}

// total adds up hits, the weightiest in full and each further one by half of
// the one before, so that many weak words do not outweigh a plain one.
func total(hits []hit) float64 {
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.pattern, b.pattern))
	})
	sum, share := 0.0, 1.0
	for _, h := range hits {
		sum += h.weight * share
		share /= 2
	}
	return sum
}
