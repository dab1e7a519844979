package model

import (
	"math"
	"strings"
	"testing"

	"github.com/redress/redress/shared/phrase"
)

// small is a model of two heads that knows three words.
func small() Weights {
	known := map[Feature][]float32{}
	for i, w := range []string{"firewood", "billing", "thanks"} {
		v := make([]float32, 3)
		v[i] = 1
		for _, p := range Pieces(phrase.NewText(w), nil, nil) {
			if p.End-p.Start == len(w) {
				known[p.Feature] = v
			}
		}
	}
	return Weights{
		Version: "v", Heads: []Head{{"matter", []string{"fault", "complaint"}}, {"tone", []string{"kind"}}},
		Factors: [][]float64{{1, 2}, {3}}, Bias: []float64{0, 0, -1},
		Columns:  [][]float32{{3, -3, 0}, {-3, 3, 0}, {0, 0, 5}},
		Features: known,
	}
}

func TestAModelGivesBackWhatWasPacked(t *testing.T) {
	m, err := Parse(string(small().Pack()))
	if err != nil {
		t.Fatal(err)
	}
	if m.Version != "v" || m.Features() != 3 || m.Head("tone") != 1 || m.Head("none") != -1 || m.Factors[0][1] != 2 {
		t.Fatalf("got %q, %d features, heads %+v, factors %v", m.Version, m.Features(), m.Heads, m.Factors)
	}
	text := phrase.NewText("some firewood, and thanks")
	r := m.Read(text, nil)
	if r.Logits[0][0] <= 0 || r.Logits[0][1] >= 0 || r.Logits[1][0] <= -1 || r.Known != 2 {
		t.Errorf("got logits %v of %d known features", r.Logits, r.Known)
	}
	why := r.Why(0, 0, 3)
	if len(why) != 1 || string(text.Runes[why[0].Start:why[0].End]) != "firewood" || math.Abs(why[0].Weight-r.Logits[0][0]) > 1e-6 {
		t.Errorf("got reasons %+v, want firewood with the whole logit %v", why, r.Logits[0][0])
	}
}

func TestABrokenModelIsRefused(t *testing.T) {
	good := string(small().Pack())
	for n := range len(good) {
		if _, err := Parse(good[:n]); err == nil {
			t.Fatalf("a model of %d of %d bytes was taken", n, len(good))
		}
	}
	endless := small()
	endless.Bias[0] = math.Inf(1)
	for name, file := range map[string]string{
		"more":     good + "x",
		"other":    strings.Replace(good, "redress", "undress", 1),
		"infinite": string(endless.Pack()),
	} {
		if _, err := Parse(file); err == nil {
			t.Errorf("%s: was taken", name)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(string(small().Pack()))
	f.Fuzz(func(t *testing.T, file string) {
		if m, err := Parse(file); err == nil {
			m.Read(phrase.NewText("a fire, and 停电 thanks"), nil)
		}
	})
}
