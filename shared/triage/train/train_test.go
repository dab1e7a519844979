package train

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/redress/redress/shared/phrase"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/triage"
	"github.com/redress/redress/shared/triage/model"
)

func built(t testing.TB) (*policy.Policy, []Example) {
	t.Helper()
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	examples, err := Read(os.DirFS("../examples"), p)
	if err != nil {
		t.Fatal(err)
	}
	return p, examples
}

func TestTheModelIsMadeOfTheseExamplesAndWords(t *testing.T) {
	p, examples := built(t)
	pairs, err := ReadPairs(os.DirFS("../examples"))
	if err != nil {
		t.Fatal(err)
	}
	if want := Version(p, examples, pairs, Defaults); p.Triage.Model == nil || p.Triage.Model.Version != want {
		t.Fatalf("the built-in model is not %s, which the examples and the pack's words would give: make model", want)
	}
	card, err := os.ReadFile("../examples/card.md")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(card, []byte("Version "+p.Triage.Model.Version)) {
		t.Errorf("the card is of another model than %s: make model", p.Triage.Model.Version)
	}
}

func TestTheExamplesCoverEveryLabelInBothLanguages(t *testing.T) {
	p, examples := built(t)
	count := make(map[string]int)
	for _, e := range examples {
		if e.Kind != "" {
			count[e.Kind+" "+e.Class+" "+e.Language]++
		}
	}
	for _, language := range []string{"zh", "en"} {
		for _, k := range p.Kinds {
			if n := count[k.Code+"  "+language]; n < 50 && k.Code != "complaint" {
				t.Errorf("kind %s has %d examples in %s, want 50", k.Code, n, language)
			}
		}
		for _, c := range p.Classes {
			if n := count["complaint "+c.Code+" "+language]; n < 5 {
				t.Errorf("class %s has %d examples in %s, want 5", c.Code, n, language)
			}
		}
	}
}

// some are a few examples of each label, with settings that take no time.
func some(t testing.TB) (*policy.Policy, []Example, Settings) {
	p, examples := built(t)
	count := make(map[string]int)
	var few []Example
	for _, e := range examples {
		label := e.Kind + e.Class + e.Signal
		if count[label]++; count[label] <= 6 {
			few = append(few, e)
		}
	}
	s := Defaults
	s.Folds, s.Rounds, s.Features, s.Numbers = 2, 3, 2000, 8
	return p, few, s
}

func TestTrainingGivesTheSameModelForTheSameExamples(t *testing.T) {
	p, examples, s := some(t)
	first, err := Train(p, examples, nil, s)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Train(p, examples, nil, s)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Model, second.Model) {
		t.Error("two trainings gave two models")
	}
	m, err := model.Parse(string(first.Model))
	if err != nil {
		t.Fatal(err)
	}
	if m.Version != first.Version || m.Features() == 0 || m.Features() > s.Features {
		t.Errorf("version %q with %d features, want %q with up to %d", m.Version, m.Features(), first.Version, s.Features)
	}
	s.Seed++
	if other, err := Train(p, examples, nil, s); err != nil || bytes.Equal(first.Model, other.Model) {
		t.Errorf("another seed gave the same model, or %v", err)
	}
}

// A model judges what it was trained on better than the rules do: it has learned something.
func TestTrainingLearns(t *testing.T) {
	p, examples, s := some(t)
	s.Rounds = 12
	result, err := Train(p, examples, nil, s)
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Parse(string(result.Model))
	if err != nil {
		t.Fatal(err)
	}
	right := func(j *triage.Judge) (n int) {
		for _, e := range examples {
			if got := j.Judge(triage.Input{Text: e.Text}); e.Kind != "" && got.Kind == e.Kind && got.Class == e.Class {
				n++
			}
		}
		return n
	}
	if with, without := right(triage.WithModel(p, m)), right(triage.WithModel(p, nil)); with < 2*without {
		t.Errorf("%d right with the model, %d without, of %d; want twice as many", with, without, len(examples))
	}
}

func TestBrokenExamplesAreRefused(t *testing.T) {
	p, _ := built(t)
	good := `{"text":"停电了","language":"zh","kind":"fault"}` + "\n"
	tests := []struct{ name, file, line, want string }{
		{"no JSON", "a.jsonl", "nonsense", "a.jsonl:2: invalid"},
		{"no text", "a.jsonl", `{"text":" ","kind":"fault"}`, "a.jsonl:2: the text is empty"},
		{"a text twice", "a.jsonl", `{"text":"停电了","kind":"enquiry"}`, "a.jsonl:2: the text is also at a.jsonl:1"},
		{"an unknown kind", "a.jsonl", `{"text":"x","kind":"letter"}`, `unknown kind "letter"`},
		{"a complaint without a class", "a.jsonl", `{"text":"x","kind":"complaint"}`, "a complaint has a class"},
		{"a class of something else", "a.jsonl", `{"text":"x","kind":"fault","class":"04.03.01"}`, "nothing else has one"},
		{"a kind in the folder of signals", "signals/b.jsonl", `{"text":"x","signal":"none","kind":"fault"}`, "has a signal alone"},
		{"an unknown signal", "signals/b.jsonl", `{"text":"x","signal":"boredom"}`, `signals/b.jsonl:1: unknown signal "boredom"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := fstest.MapFS{"a.jsonl": {Data: []byte(good)}}
			if tt.file == "a.jsonl" {
				dir["a.jsonl"].Data = []byte(good + tt.line)
			} else {
				dir[tt.file] = &fstest.MapFile{Data: []byte(tt.line)}
			}
			if _, err := Read(dir, p); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	if _, err := Read(fstest.MapFS{}, p); err == nil {
		t.Error("an empty folder was taken")
	}
}

func TestFactorsMakeTheRightLabelsLikely(t *testing.T) {
	var choices []choice
	for range 50 { // the first factor knows, the second guesses
		choices = append(choices,
			choice{[][]float64{{2, 1}, {0, 0}}, 0}, choice{[][]float64{{0, 1}, {2, 0}}, 1},
			choice{[][]float64{{2, 0}, {0, 1}}, 0}, choice{[][]float64{{0, 0}, {2, 1}}, 1},
			choice{[][]float64{{0.2, 0}, {0, 0}}, 1})
	}
	got := weigh(choices, []float64{1, 1})
	if got[0] < 1 || got[1] > 0.3 {
		t.Errorf("got factors %.3f, want much of the first and little of the second", got)
	}
}

func BenchmarkParse(b *testing.B) {
	data, err := os.ReadFile("../../policy/packs/state-grid/triage.model")
	if err != nil {
		b.Fatal(err)
	}
	text := string(data)
	b.ReportMetric(float64(len(data)), "bytes")
	for b.Loop() {
		if _, err := model.Parse(text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	p, examples := built(b)
	j := triage.New(p)
	var texts []phrase.Text
	for _, e := range examples[:1000] {
		texts = append(texts, phrase.NewText(e.Text))
	}
	i := 0
	for b.Loop() {
		t := texts[i%len(texts)]
		p.Triage.Model.Read(t, j.Marks(t))
		i++
	}
}
