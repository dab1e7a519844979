package train

import (
	"slices"

	"github.com/redress/redress/shared/phrase"
	"github.com/redress/redress/shared/triage/model"
)

// seen is a text as the learner sees it: numbers of distinct features, strings
// and concepts.
type seen [2][]int32

// corpus is texts taken apart.
type corpus struct {
	features []model.Feature // by number
	texts    []seen
}

// source is a text to be taken apart.
type source struct {
	text  phrase.Text
	marks []model.Mark
}

// newCorpus takes the texts apart. Features are numbered in the order of their
// hashes.
func newCorpus(texts []source) *corpus {
	c := &corpus{texts: make([]seen, len(texts))}
	var pieces []model.Piece
	distinct := make([][2][]model.Feature, len(texts))
	number := make(map[model.Feature]int32)
	for i, t := range texts {
		pieces = model.Pieces(t.text, t.marks, pieces[:0])
		for _, p := range pieces {
			k := p.Sort()
			distinct[i][k] = append(distinct[i][k], p.Feature)
			if _, ok := number[p.Feature]; !ok {
				number[p.Feature] = 0
				c.features = append(c.features, p.Feature)
			}
		}
	}
	slices.Sort(c.features)
	for n, f := range c.features {
		number[f] = int32(n)
	}
	for i := range texts {
		for k, list := range distinct[i] {
			slices.Sort(list)
			for _, f := range slices.Compact(list) {
				c.texts[i][k] = append(c.texts[i][k], number[f])
			}
		}
	}
	return c
}
