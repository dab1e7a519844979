// Package model is the learned part of triage: a linear model over pieces of
// text (Chinese characters in a row, words, pairs of words, letters of words)
// and over the concepts of the pack that were found in it.
//
// Vocabulary. A head is one question that the model answers, with labels as
// answers: which matter it is, which class of complaint, which danger. A piece
// is a bit of text at its place; its feature is a hash that the model knows it
// by. Every feature has a vector of few numbers; a text is the sum of those of
// its features, and a label is a direction that texts lie in: so a feature that
// was seen with few labels borrows from those that are like it. A logit is what
// a text says for a label, in natural logarithms of odds; as all is linear, it
// is the sum of what its pieces say. A model is one read-only file that is
// looked up where it lies: reading it costs next to nothing, so that it may be
// part of a function's start.
//
// How a model is made is the matter of package train. The package knows no
// policy and no rules; package triage puts both together.
package model

import (
	"errors"
	"fmt"
	"math"
)

// Model is read-only and safe for concurrent use.
type Model struct {
	// Version names what it was trained from; see package train.
	Version string
	Heads   []Head
	// Factors weigh the model's word and the rules' in a head; see package triage.
	Factors [][]float64

	first    []int       // column of a head's first label
	bias     []float32   // by column
	columns  [][]float32 // directions of the labels
	unit     []float32   // of a number of a vector, by its place
	features string      // 4 bytes each, sorted
	vectors  string      // a signed byte for every number of each
	buckets  [1<<bucketBits + 1]uint32
}

// Head is a question with its answers. The labels of all heads, one after
// another, are the columns of the model.
type Head struct {
	Name   string
	Labels []string
}

const (
	magic      = "redress triage model 1\n"
	bucketBits = 12
	// What is more is a broken file.
	mostHeads    = 16
	mostColumns  = 1024
	mostFactors  = 16
	mostNumbers  = 256 // of a vector
	mostFeatures = 1 << 24
)

var errShort = errors.New("the model is cut short")

// Parse reads a model. What it gives refers to data.
func Parse(data string) (*Model, error) {
	if len(data) < len(magic) || data[:len(magic)] != magic {
		return nil, errors.New("this is no triage model")
	}
	r := &reader{left: data[len(magic):]}
	m := &Model{Version: r.text()}
	columns := 0
	for range r.count(mostHeads) {
		h := Head{Name: r.text()}
		m.first = append(m.first, columns)
		for range r.count(mostColumns - columns) {
			h.Labels = append(h.Labels, r.text())
		}
		columns += len(h.Labels)
		m.Heads = append(m.Heads, h)
		factors := make([]float64, r.count(mostFactors))
		for i := range factors {
			factors[i] = float64(r.float())
		}
		m.Factors = append(m.Factors, factors)
	}
	m.unit = r.floats(r.count(mostNumbers))
	for range columns {
		m.bias = append(m.bias, r.float())
		m.columns = append(m.columns, r.floats(len(m.unit)))
	}
	n := r.count(mostFeatures)
	m.features, m.vectors = r.bytes(4*n), r.bytes(n*len(m.unit))
	if r.err == nil && r.left != "" {
		r.err = errors.New("there is more in the file than the model")
	}
	if r.err != nil {
		return nil, r.err
	}
	return m, m.index(n)
}

// index checks the order of the features and notes where each bucket of them begins.
func (m *Model) index(n int) error {
	bucket, before := 0, -1
	for i := range n {
		f := int(at(m.features, i))
		if f <= before {
			return fmt.Errorf("feature %d of the model is out of order", i)
		}
		for ; bucket <= f>>(32-bucketBits); bucket++ {
			m.buckets[bucket] = uint32(i)
		}
		before = f
	}
	for ; bucket < len(m.buckets); bucket++ {
		m.buckets[bucket] = uint32(n)
	}
	return nil
}

// Features is how many features the model knows.
func (m *Model) Features() int { return len(m.features) / 4 }

// Head finds a head by its name; -1 when the model has none.
func (m *Model) Head(name string) int {
	for i, h := range m.Heads {
		if h.Name == name {
			return i
		}
	}
	return -1
}

func at(table string, i int) uint32 {
	return uint32(table[4*i]) | uint32(table[4*i+1])<<8 | uint32(table[4*i+2])<<16 | uint32(table[4*i+3])<<24
}

// vector is what is known of a feature, in the units of its places.
func (m *Model) vector(feature int) string {
	return m.vectors[feature*len(m.unit):][:len(m.unit)]
}

// find gives the number of a feature; false when the model does not know it.
func (m *Model) find(f Feature) (int, bool) {
	bucket := f >> (32 - bucketBits)
	lo, hi := int(m.buckets[bucket]), int(m.buckets[bucket+1])
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if at(m.features, mid) < uint32(f) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if 4*lo < len(m.features) && at(m.features, lo) == uint32(f) {
		return lo, true
	}
	return 0, false
}

// Share is what each of n known features of a sort counts. Few count less than
// their number would allow, so that a word or two are no certainty.
func Share(n int) float64 { return 1 / math.Sqrt(float64(n+doubt)) }

const doubt = 8

// reader takes a model's file apart.
type reader struct {
	left string
	err  error
}

func (r *reader) bytes(n int) string {
	if n < 0 || n > len(r.left) {
		r.err = errShort
		return ""
	}
	s := r.left[:n]
	r.left = r.left[n:]
	return s
}

func (r *reader) number() uint32 {
	b := r.bytes(4)
	if b == "" {
		return 0
	}
	return at(b, 0)
}

func (r *reader) count(most int) int {
	n := r.number()
	if int64(n) > int64(most) {
		r.err = fmt.Errorf("the model has %d of what may be %d", n, most)
		return 0
	}
	return int(n)
}

func (r *reader) floats(n int) []float32 {
	list := make([]float32, n)
	for i := range list {
		list[i] = r.float()
	}
	return list
}

func (r *reader) float() float32 {
	f := math.Float32frombits(r.number())
	if math.IsNaN(float64(f)) || math.IsInf(float64(f), 0) {
		r.err = errors.New("a number of the model is none")
	}
	return f
}

func (r *reader) text() string { return r.bytes(r.count(len(r.left))) }
