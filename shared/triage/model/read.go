package model

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"github.com/redress/redress/shared/phrase"
)

// Reading is what the model found in a text.
type Reading struct {
	// Logits are by head and label.
	Logits [][]float64
	// Known is how many different features of the text the model knows.
	Known int

	model  *Model
	seen   []sighting
	shares [2]float64 // of a string and of a concept
	text   []float64
}

// Vector is where the text lies among texts.
func (r *Reading) Vector() []float64 { return r.text }

// sighting is the first place of a known feature.
type sighting struct {
	feature    int
	start, end int
	sort       int
}

// working is the space of one reading.
type working struct {
	pieces []Piece
	seen   []sighting
}

var workings = sync.Pool{New: func() any { return new(working) }}

// Read reads a text with its marks. Every feature counts once, however often it
// stands there, and the less the more there are of its sort, strings or
// concepts: a text of four times the length is twice as sure at most.
func (m *Model) Read(t phrase.Text, marks []Mark) *Reading {
	w := workings.Get().(*working)
	defer workings.Put(w)
	w.pieces, w.seen = Pieces(t, marks, w.pieces[:0]), w.seen[:0]
	for _, p := range w.pieces {
		if i, ok := m.find(p.Feature); ok {
			w.seen = append(w.seen, sighting{i, p.Start, p.End, p.Sort()})
		}
	}
	slices.SortFunc(w.seen, func(a, b sighting) int {
		return cmp.Or(cmp.Compare(a.feature, b.feature), cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end))
	})
	w.seen = slices.CompactFunc(w.seen, func(a, b sighting) bool { return a.feature == b.feature })
	r := &Reading{Known: len(w.seen), model: m, seen: slices.Clone(w.seen)}
	r.sum()
	return r
}

// sum adds up the vectors, and asks every label what it holds of them.
func (r *Reading) sum() {
	m := r.model
	var sums [2][]int32
	var count [2]int
	for k := range sums {
		sums[k] = make([]int32, len(m.unit))
	}
	for _, s := range r.seen {
		k := s.sort
		count[k]++
		for d, x := range []byte(m.vector(s.feature)) {
			sums[k][d] += int32(int8(x))
		}
	}
	r.shares = [2]float64{Share(count[0]), Share(count[1])}
	text := make([]float64, len(m.unit))
	for d := range text {
		text[d] = float64(m.unit[d]) * (float64(sums[0][d])*r.shares[0] + float64(sums[1][d])*r.shares[1])
	}
	r.text = text
	logits := make([]float64, len(m.bias))
	for c, direction := range m.columns {
		logits[c] = float64(m.bias[c])
		for d, x := range direction {
			logits[c] += float64(x) * text[d]
		}
	}
	for h, head := range m.Heads {
		r.Logits = append(r.Logits, logits[m.first[h]:][:len(head.Labels)])
	}
}

// Softmax makes shares that add up to one of logits, in their place.
func Softmax(logits []float64) []float64 {
	top, sum := slices.Max(logits), 0.0
	for i, x := range logits {
		logits[i] = math.Exp(x - top)
		sum += logits[i]
	}
	for i := range logits {
		logits[i] /= sum
	}
	return logits
}

// Reason is a bit of text that spoke for a label.
type Reason struct {
	Start, End int     // runes, half open
	Weight     float64 // logit
}

// Why lists the bits of text that spoke most for a label of a head, at most n,
// the strongest first. Bits that overlap are one; what they say is added up.
func (r *Reading) Why(head, label, n int) []Reason {
	direction := r.model.columns[r.model.first[head]+label]
	var all []Reason
	for _, s := range r.seen {
		said := 0.0
		for d, x := range []byte(r.model.vector(s.feature)) {
			said += float64(direction[d]) * float64(r.model.unit[d]) * float64(int8(x))
		}
		if said > 0 {
			all = append(all, Reason{s.start, s.end, said * r.shares[s.sort]})
		}
	}
	slices.SortFunc(all, func(a, b Reason) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	var best []Reason
	for _, f := range all {
		i := slices.IndexFunc(best, func(b Reason) bool { return f.Start < b.End && b.Start < f.End })
		switch {
		case i >= 0:
			best[i].Weight += f.Weight
		case len(best) < n:
			best = append(best, f)
		}
	}
	return best
}
