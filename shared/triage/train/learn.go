package train

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/redress/redress/shared/triage"
	"github.com/redress/redress/shared/triage/model"
)

// Settings are how a model is learned.
type Settings struct {
	Folds    int
	Rounds   int     // passes through the examples
	Rate     float64 // of learning, at first; it falls to nothing
	Drop     float64 // share of features that a pass leaves out of a text, so that no few words decide
	Rare     int     // a feature must stand in so many examples
	Features int     // how many are kept, those that tell most
	Numbers  int     // of a feature's vector
	Seed     uint64
}

// Defaults are settings that did well on examples of writers whose other
// examples were left out.
var Defaults = Settings{Folds: 5, Rounds: 20, Rate: 0.1, Drop: 0.6, Rare: 4, Features: 14000, Numbers: 32, Seed: 1}

// task is one head to be learned: which texts have which of its labels.
type task struct {
	head  model.Head
	texts []int
	label []int // of each of these
}

func (t *task) add(text int, label string) {
	t.texts = append(t.texts, text)
	t.label = append(t.label, slices.Index(t.head.Labels, label))
}

// without is a task with those texts alone for which left says no.
func (t task) without(left func(text int) bool) task {
	some := task{head: t.head}
	for k, i := range t.texts {
		if !left(i) {
			some.texts, some.label = append(some.texts, i), append(some.label, t.label[k])
		}
	}
	return some
}

// balance lets labels with few examples count somewhat more, but for signals:
// those are rare, and their likelihood must say so.
func (t task) balance() []float64 {
	count := make([]float64, len(t.head.Labels))
	if t.head.Name == triage.SignalHead {
		for l := range count {
			count[l] = 1
		}
		return count
	}
	for _, l := range t.label {
		count[l]++
	}
	mean := float64(len(t.label)) / float64(len(count))
	for l := range count {
		count[l] = math.Sqrt(mean / max(count[l], 1))
	}
	return count
}

// learner learns all heads together, by gradients that each vector takes
// smaller steps along the more it has moved (AdaGrad).
type learner struct {
	corpus   *corpus
	tasks    []task
	settings Settings
	random   *rand.Rand

	vectors [][]float32 // of features; nil for one that is left out
	labels  []column    // of all heads, one head after another
	first   []int       // column of a head's first label
	balance [][]float64 // by head and label
	moved   []float32   // how much a feature's vector has moved

	text, gradient []float32
	kept           seen
}

// column is the direction of a label.
type column struct {
	direction []float32
	bias      float64
	moved     float32
}

// learn learns the tasks.
func (c *corpus) learn(tasks []task, s Settings) *learner {
	l := &learner{
		corpus: c, tasks: tasks, settings: s, random: rand.New(rand.NewPCG(s.Seed, 0)),
		vectors: make([][]float32, len(c.features)), moved: make([]float32, len(c.features)),
		text: make([]float32, s.Numbers), gradient: make([]float32, s.Numbers),
	}
	for f, kept := range c.telling(tasks, s) {
		if kept {
			l.vectors[f] = l.draw()
		}
	}
	type lesson struct{ head, k int }
	var lessons []lesson
	for h, t := range tasks {
		l.first = append(l.first, len(l.labels))
		l.balance = append(l.balance, t.balance())
		for range t.head.Labels {
			l.labels = append(l.labels, column{direction: l.draw()})
		}
		for k := range t.texts {
			lessons = append(lessons, lesson{h, k})
		}
	}
	for round := range s.Rounds {
		rate := float32(s.Rate) * (1 - float32(round)/float32(s.Rounds))
		l.random.Shuffle(len(lessons), func(i, j int) { lessons[i], lessons[j] = lessons[j], lessons[i] })
		for _, x := range lessons {
			l.step(x.head, x.k, rate)
		}
	}
	return l
}

// draw gives a short vector in any direction.
func (l *learner) draw() []float32 {
	v := make([]float32, l.settings.Numbers)
	for d := range v {
		v[d] = (l.random.Float32() - 0.5) / float32(math.Sqrt(float64(len(v))))
	}
	return v
}

// step moves all that had a part in judging one text of a task.
func (l *learner) step(head, k int, rate float32) {
	t := &l.tasks[head]
	x := l.thin(l.corpus.texts[t.texts[k]])
	shares := l.sum(x)
	labels, right := l.labels[l.first[head]:][:len(t.head.Labels)], t.label[k]
	errors := make([]float64, len(labels))
	for i, c := range labels {
		errors[i] = c.bias + float64(product(c.direction, l.text))
	}
	model.Softmax(errors)
	errors[right]--
	clear(l.gradient)
	size := product(l.text, l.text) / float32(len(l.text))
	for i := range labels {
		c, e := &labels[i], float32(errors[i]*l.balance[head][right])
		for d, u := range c.direction {
			l.gradient[d] += e * u
		}
		c.moved += e * e * size
		pace := rate * e / (root(c.moved) + slight)
		for d, y := range l.text {
			c.direction[d] -= pace * y
		}
		c.bias -= 0.1 * float64(pace)
	}
	l.move(x, shares, rate)
}

// move moves the vectors of a text's features against the gradient.
func (l *learner) move(x *seen, shares [2]float64, rate float32) {
	size := product(l.gradient, l.gradient) / float32(len(l.gradient))
	for which, list := range x {
		share := float32(shares[which])
		for _, f := range list {
			l.moved[f] += share * share * size
			pace := rate * share / (root(l.moved[f]) + slight)
			for d, g := range l.gradient {
				l.vectors[f][d] -= pace * g
			}
		}
	}
}

// slight keeps the first step of a vector from being endless.
const slight = 1e-4

func root(x float32) float32 { return float32(math.Sqrt(float64(x))) }

func product(a, b []float32) (sum float32) {
	for d, x := range a {
		sum += x * b[d]
	}
	return sum
}

// thin leaves out what has no vector, and a share of the others.
func (l *learner) thin(x seen) *seen {
	for k, list := range x {
		l.kept[k] = l.kept[k][:0]
		for _, f := range list {
			if l.vectors[f] != nil && l.random.Float64() >= l.settings.Drop {
				l.kept[k] = append(l.kept[k], f)
			}
		}
	}
	return &l.kept
}

// sum makes the vector of a text, and gives what a feature of each sort counts.
func (l *learner) sum(x *seen) (shares [2]float64) {
	clear(l.text)
	for k, list := range x {
		shares[k] = model.Share(len(list))
		for _, f := range list {
			for d, y := range l.vectors[f] {
				l.text[d] += y * float32(shares[k])
			}
		}
	}
	return shares
}

// weights is what was learned.
func (l *learner) weights() model.Weights {
	w := model.Weights{Features: make(map[model.Feature][]float32)}
	for _, t := range l.tasks {
		w.Heads = append(w.Heads, t.head)
	}
	for _, c := range l.labels {
		w.Columns, w.Bias = append(w.Columns, c.direction), append(w.Bias, c.bias)
	}
	for f, v := range l.vectors {
		if v != nil {
			w.Features[l.corpus.features[f]] = v
		}
	}
	return w
}

// telling chooses the features that tell most about the labels of all tasks:
// by how much likelier the labels are with the feature than without (the
// statistic G of the likelihood ratio).
func (c *corpus) telling(tasks []task, s Settings) []bool {
	score, texts := make([]float64, len(c.features)), make([]int, len(c.features))
	for _, t := range tasks {
		c.tell(t, score, texts)
	}
	var order []int
	for f := range score {
		if texts[f] >= s.Rare {
			order = append(order, f)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(score[b], score[a]), cmp.Compare(a, b)) })
	keep := make([]bool, len(score))
	for _, f := range order[:min(len(order), s.Features)] {
		keep[f] = true
	}
	return keep
}

// tell adds what each feature tells about the labels of one task, and in how
// many texts it stands.
func (c *corpus) tell(t task, score []float64, texts []int) {
	labels := len(t.head.Labels)
	ofLabel, with := make([]float64, labels), make([][]float64, len(c.features))
	for k, i := range t.texts {
		ofLabel[t.label[k]]++
		for _, list := range c.texts[i] {
			for _, f := range list {
				if with[f] == nil {
					with[f] = make([]float64, labels)
				}
				with[f][t.label[k]]++
				texts[f]++
			}
		}
	}
	for f, counts := range with {
		all := 0.0
		for _, n := range counts {
			all += n
		}
		for l, n := range counts {
			if n > 0 {
				score[f] += n * math.Log(n*float64(len(t.texts))/(all*ofLabel[l]))
			}
		}
	}
}
