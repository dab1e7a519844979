package train

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/redress/redress/shared/phrase"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/triage"
	"github.com/redress/redress/shared/triage/model"
)

// Result is a model with what the folds say of it.
type Result struct {
	Model   []byte
	Version string
	// Outcomes are what each example was judged to be by a model that had not
	// seen it, in the order of the examples.
	Outcomes []Outcome
	Pairs    []Likely
}

// Outcome is an example with its judgement.
type Outcome struct {
	Example
	Judgement triage.Judgement
}

// trainer is one training on its way.
type trainer struct {
	policy   *policy.Policy
	rules    *triage.Judge
	examples []Example
	settings Settings
	sources  []source
	corpus   *corpus
	tasks    []task
	fold     []int // of each example
	version  string
}

// Train makes a model for a pack, out of examples and, for the likeness of texts,
// pairs; there may be none of these.
func Train(p *policy.Policy, examples []Example, pairs []Pair, s Settings) (Result, error) {
	t := &trainer{policy: p, rules: triage.WithModel(p, nil), examples: examples, settings: s, version: Version(p, examples, pairs, s)}
	for _, e := range examples {
		text := phrase.NewText(strings.TrimSpace(e.Text))
		t.sources = append(t.sources, source{text, t.rules.Marks(text)})
	}
	t.corpus = newCorpus(t.sources)
	t.list()
	t.deal()
	learned := make([]model.Weights, s.Folds+1) // the last has seen all
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for n := range learned {
		g.Go(func() error {
			learned[n] = t.learn(n)
			return nil
		})
	}
	_ = g.Wait()
	models, err := t.parse(learned)
	if err != nil {
		return Result{}, err
	}
	factors := t.weigh(models)
	for n := range learned {
		learned[n].Factors = factors
	}
	if models, err = t.parse(learned); err != nil {
		return Result{}, err
	}
	whole := learned[s.Folds]
	out := Result{Version: whole.Version, Outcomes: t.outcomes(models)}
	if len(pairs) > 0 {
		var f []float64
		f, out.Pairs = alike(triage.WithModel(p, models[s.Folds]), pairs, s)
		whole.Heads, whole.Factors = append(whole.Heads, model.Head{Name: triage.AlikeHead}), append(whole.Factors, f)
	}
	out.Model = whole.Pack()
	return out, nil
}

// list sets the tasks: matters of all examples but those of signals, classes of
// complaints, and signals, against which what is harmless speaks too.
func (t *trainer) list() {
	matter := task{head: model.Head{Name: triage.MatterHead, Labels: t.rules.Matters()}}
	class := task{head: model.Head{Name: triage.ClassHead, Labels: t.rules.Classes()}}
	signal := task{head: model.Head{Name: triage.SignalHead, Labels: []string{triage.NoSignal}}}
	for _, e := range t.examples {
		if e.Signal != "" && !slices.Contains(signal.head.Labels, e.Signal) {
			signal.head.Labels = append(signal.head.Labels, e.Signal)
		}
	}
	slices.Sort(signal.head.Labels)
	for i, e := range t.examples {
		if e.Kind != "" {
			c, _ := t.policy.Class(e.Class)
			matter.add(i, triage.MatterOf(e.Kind, c.Group.Code))
		}
		if e.Class != "" {
			class.add(i, e.Class)
		}
		switch {
		case e.Signal != "":
			signal.add(i, e.Signal)
		case harmless(e):
			signal.add(i, triage.NoSignal)
		}
	}
	t.tasks = []task{matter, class}
	if len(signal.head.Labels) > 1 {
		t.tasks = append(t.tasks, signal)
	}
}

// harmless tells that an example hardly reports a danger, though nobody labelled
// it so: all but faults and complaints about facilities.
func harmless(e Example) bool { return e.Kind != "fault" && !strings.HasPrefix(e.Class, "05.01") }

// deal deals the examples out to folds, those of each label evenly.
func (t *trainer) deal() {
	byLabel := make(map[string][]int)
	var labels []string
	for i, e := range t.examples {
		label := e.Kind + " " + e.Class + " " + e.Signal
		if byLabel[label] == nil {
			labels = append(labels, label)
		}
		byLabel[label] = append(byLabel[label], i)
	}
	random := rand.New(rand.NewPCG(t.settings.Seed, 1))
	t.fold = make([]int, len(t.examples))
	n := 0
	for _, label := range labels {
		list := byLabel[label]
		random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		for _, i := range list {
			t.fold[i] = n % t.settings.Folds
			n++
		}
	}
}

// learn learns every head without the examples of a fold.
func (t *trainer) learn(fold int) model.Weights {
	var tasks []task
	for _, task := range t.tasks {
		tasks = append(tasks, task.without(func(i int) bool { return t.fold[i] == fold }))
	}
	w := t.corpus.learn(tasks, t.settings).weights()
	w.Version = t.version
	for range w.Heads {
		w.Factors = append(w.Factors, []float64{1})
	}
	return w
}

// parse packs and parses models, so that what is measured is what is used.
func (t *trainer) parse(learned []model.Weights) ([]*model.Model, error) {
	models := make([]*model.Model, len(learned))
	for n, w := range learned {
		m, err := model.Parse(string(w.Pack()))
		if err != nil {
			return nil, err
		}
		models[n] = m
	}
	return models, nil
}

// The factors that weighing starts from, and falls back to where the examples
// say nothing.
var (
	firstMatters = []float64{1, 0.5, 0.3, 0.5, 2}
	firstClasses = []float64{1, 0.5}
)

// weigh finds the factors of the heads on the examples that are not hard, each
// judged by the model that has not seen it.
func (t *trainer) weigh(models []*model.Model) [][]float64 {
	var matters, classes []choice
	for n, task := range t.tasks[:2] {
		for k, i := range task.texts {
			if t.examples[i].Hard {
				continue
			}
			read := models[t.fold[i]].Read(t.sources[i].text, t.sources[i].marks)
			clues := t.rules.Clues(t.sources[i].text)
			if n == 0 {
				matters = append(matters, choice{says(read.Logits[n], clues.Matters), task.label[k]})
			} else {
				classes = append(classes, choice{says(read.Logits[n], clues.Classes), task.label[k]})
			}
		}
	}
	factors := [][]float64{weigh(matters, firstMatters), weigh(classes, firstClasses)}
	for range t.tasks[2:] {
		factors = append(factors, []float64{1})
	}
	return factors
}

func says(logits []float64, clues [][]float64) [][]float64 {
	all := make([][]float64, len(logits))
	for l, x := range logits {
		all[l] = append([]float64{x}, clues[l]...)
	}
	return all
}

// outcomes judges every example by the model that has not seen it.
func (t *trainer) outcomes(models []*model.Model) []Outcome {
	judges := make([]*triage.Judge, t.settings.Folds)
	for n := range judges {
		judges[n] = triage.WithModel(t.policy, models[n])
	}
	all := make([]Outcome, len(t.examples))
	for i, e := range t.examples {
		all[i] = Outcome{e, judges[t.fold[i]].Judge(triage.Input{Text: e.Text})}
	}
	return all
}

// Version names what a model is made of: the examples and pairs, the pack's words for
// kinds, classes, signals and concepts, and the settings.
func Version(p *policy.Policy, examples []Example, pairs []Pair, s Settings) string {
	h := sha256.New()
	write := func(x any) { _ = json.NewEncoder(h).Encode(x) } // plain data
	write(s)
	write(examples)
	for _, e := range examples {
		write(e.Hard)
	}
	write(pairs)
	write(p.Triage.Concepts)
	write(p.Triage.Negations)
	for _, x := range p.Triage.Signals {
		write([]any{x.Name, x.Danger, x.Phrases})
	}
	for _, k := range p.Kinds {
		write([]any{k.Code, k.Phrases})
	}
	for _, c := range p.Classes {
		write([]any{c.Code, c.Phrases})
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}
