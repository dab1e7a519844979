package train

import (
	"encoding/json"
	"errors"
	"io/fs"
	"math/rand/v2"

	"github.com/redress/redress/shared/triage"
)

// Pair is two complaints, and whether they are about the same matter.
type Pair struct {
	A    Side   `json:"a"`
	B    Side   `json:"b"`
	Same bool   `json:"same"`
	Why  string `json:"why"` // paraphrase, urge, other-street, ...
}

// Side is one complaint of a pair.
type Side struct {
	Text    string `json:"text"`
	Address string `json:"address"`
}

// pairs is the folder of the pairs.
const pairs = "pairs"

// ReadPairs reads the pairs of a folder of examples; there may be none.
func ReadPairs(dir fs.FS) ([]Pair, error) {
	var all []Pair
	err := eachLine(dir, pairs+"/*.jsonl", func(_, _ string, line []byte) error {
		var p Pair
		if err := json.Unmarshal(line, &p); err != nil {
			return err
		}
		if p.A.Text == "" || p.B.Text == "" {
			return errors.New("a text is empty")
		}
		all = append(all, p)
		return nil
	})
	return all, err
}

// Likely is a pair with how likely its two are the same, by factors that were
// found without it.
type Likely struct {
	Pair
	Share float64
}

// The factors from which the weighing of likeness starts, and how firmly each is
// held to. What another place says is not learned: the pairs were chosen to be of
// one place more often than complaints are.
var (
	firstAlike = []float64{triage.OtherPlace: -3, triage.OtherNumber: -1}
	faithAlike = []float64{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, firm, 0.1}
)

const firm = 1e6

// alike finds how much each sort of likeness counts, and judges every pair by
// factors that were found without its fold.
func alike(j *triage.Judge, all []Pair, s Settings) (factors []float64, judged []Likely) {
	var choices []choice
	for _, p := range all {
		l := j.Likeness(input(p.A), input(p.B))
		c := choice{says: [][]float64{l[:], make([]float64, len(l))}}
		if !p.Same {
			c.right = 1
		}
		choices = append(choices, c)
	}
	order := rand.New(rand.NewPCG(s.Seed, 2)).Perm(len(all))
	judged = make([]Likely, len(all))
	for fold := range s.Folds {
		var others []choice
		for k, i := range order {
			if k%s.Folds != fold {
				others = append(others, choices[i])
			}
		}
		f := separate(others)
		for k, i := range order {
			if k%s.Folds == fold {
				judged[i] = Likely{all[i], triage.Likeness(choices[i].says[0]).Share(f)}
			}
		}
	}
	return separate(choices), judged
}

func input(s Side) triage.Input { return triage.Input{Text: s.Text, Place: s.Address} }

// separate weighs likeness.
func separate(choices []choice) []float64 {
	return newton(choices, firstAlike, faithAlike, func(_ int, x float64) float64 { return x })
}
