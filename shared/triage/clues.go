package triage

import (
	"github.com/redress/redress/shared/phrase"
)

// Clues are what the rules of a pack say of a text, for those who train models:
// for each of the judge's labels a number for every factor but the first, which
// is the model's.
type Clues struct{ Matters, Classes [][]float64 }

// Clues reads a text by the rules alone.
func (j *Judge) Clues(t phrase.Text) (c Clues) {
	e := j.read(t)
	for _, l := range j.matters {
		c.Matters = append(c.Matters, j.matterClues(l, e))
	}
	for _, l := range j.classes {
		c.Classes = append(c.Classes, j.classClues(l, e))
	}
	return c
}
