package model

import (
	"encoding/binary"
	"math"
	"slices"
)

// Weights is a model before it is packed.
type Weights struct {
	Version string
	Heads   []Head
	Factors [][]float64 // by head
	Bias    []float64   // by column
	// Columns are the directions of the labels, and Features the vectors of
	// the features, all of one length.
	Columns  [][]float32
	Features map[Feature][]float32
}

// Pack writes a model. The numbers of vectors are rounded to one part in 127 of
// the greatest of their place.
func (w Weights) Pack() []byte {
	b := []byte(magic)
	text := func(s string) { b = append(binary.LittleEndian.AppendUint32(b, uint32(len(s))), s...) }
	number := func(n int) { b = binary.LittleEndian.AppendUint32(b, uint32(n)) }
	float := func(f float64) { b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(f))) }
	text(w.Version)
	number(len(w.Heads))
	for h, head := range w.Heads {
		text(head.Name)
		number(len(head.Labels))
		for _, l := range head.Labels {
			text(l)
		}
		number(len(w.Factors[h]))
		for _, f := range w.Factors[h] {
			float(f)
		}
	}
	features, units := w.sorted()
	number(len(units))
	for _, u := range units {
		float(u)
	}
	for c, direction := range w.Columns {
		float(w.Bias[c])
		for _, x := range direction {
			float(float64(x))
		}
	}
	number(len(features))
	for _, f := range features {
		number(int(f))
	}
	for _, f := range features {
		for d, x := range w.Features[f] {
			b = append(b, byte(int8(math.Round(float64(x)/units[d]))))
		}
	}
	return b
}

// sorted gives the features in order, and the unit of each place.
func (w Weights) sorted() (features []Feature, units []float64) {
	if len(w.Columns) > 0 {
		units = make([]float64, len(w.Columns[0]))
	}
	for f, vector := range w.Features {
		features = append(features, f)
		for d, x := range vector {
			units[d] = max(units[d], math.Abs(float64(x))/127)
		}
	}
	for d := range units {
		if units[d] == 0 {
			units[d] = 1
		}
	}
	slices.Sort(features)
	return features, units
}
